"""An XLS file measured before it is read: how large a rectangle its cells span.

The reader of books lays the whole rectangle of every sheet in memory. The file is a small file system of its own
(sectors of 512 bytes in chains), and its main stream a list of records: number, length, content ([MS-CFB], [MS-XLS]).
"""

import struct
from collections.abc import Iterator

from organizations.registry.sheets import Limits, TableRefused

_SECTOR = 512
_MINI_LIMIT = 4096
_HEADER_FAT = 109
_END = 0xFFFFFFFA
"""From here on numbers of sectors are marks: free, end of chain, table."""
_ENTRY = 128
_STREAMS = frozenset(name.encode("utf-16-le") for name in ("Workbook", "Book"))
# Records of a cell with a value; their content begins with row and column. A row of numbers ends with its last column.
_CELLS = frozenset({0x0006, 0x00FD, 0x0203, 0x027E, 0x0204, 0x00D6, 0x0205, 0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0007})
_MANY_CELLS = 0x00BD

BROKEN = "Файл повреждён или обрезан и не открывается. Откройте его в Excel или LibreOffice, сохраните как XLSX и загрузите снова."
NOT_BOOK = "Это не таблица, а документ другой программы. Подходят книги XLSX и XLS и файлы CSV."
TOO_LARGE = (
    "Данные занимают больше {rows} строк или {columns} столбцов. "
    "Удалите лишние строки и столбцы справа и снизу от таблицы или разделите файл на части."
)


def check_old_book(content: bytes, limits: Limits) -> None:
    """TableRefused when the file is broken, is no book, or has a cell beyond the limits."""
    try:
        stream = _book_stream(content)
        farthest = [(row, column) for row, column in _cells(stream) if row >= limits.rows * 2 or column >= limits.columns]
    except (struct.error, IndexError) as error:
        raise TableRefused(BROKEN) from error
    if farthest:
        raise TableRefused(TOO_LARGE.format(rows=limits.rows, columns=limits.columns))


def _book_stream(content: bytes) -> bytes:
    """The main stream: «Workbook», or «Book» of the oldest files."""
    links = _links(content)
    directory = _chain(content, links, _number(content, 48))
    for start in range(0, len(directory), _ENTRY):
        entry = directory[start : start + _ENTRY]
        size = _number(entry, 120)
        if entry[: max(_short(entry, 64) - 2, 0)] in _STREAMS and size >= _MINI_LIMIT:
            return _chain(content, links, _number(entry, 116))[:size]
    raise TableRefused(NOT_BOOK)


def _links(content: bytes) -> list[int]:
    """Sector → next sector of its chain."""
    tables = list(struct.unpack_from(f"<{_HEADER_FAT}I", content, 76))
    following, left = _number(content, 68), len(content) // _SECTOR
    while following < _END and left > 0:
        numbers = struct.unpack_from(f"<{_SECTOR // 4}I", content, (following + 1) * _SECTOR)
        tables += numbers[:-1]
        following, left = numbers[-1], left - 1
    links: list[int] = []
    for table in tables[: len(content) // _SECTOR]:
        if table < _END:
            links += struct.unpack_from(f"<{_SECTOR // 4}I", content, (table + 1) * _SECTOR)
    return links


def _chain(content: bytes, links: list[int], sector: int) -> bytes:
    """The sectors of a chain one after another; a chain that bites its tail is broken."""
    sectors = []
    while sector < _END:
        sectors.append(content[(sector + 1) * _SECTOR : (sector + 2) * _SECTOR])
        if len(sectors) > len(links):
            raise IndexError
        sector = links[sector]
    return b"".join(sectors)


def _cells(stream: bytes) -> Iterator[tuple[int, int]]:
    """Row and column, from 0, of every cell with a value."""
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        if kind in _CELLS and length >= 4:
            yield _short(stream, place + 4), _short(stream, place + 6)
        elif kind == _MANY_CELLS and length >= 6:
            yield _short(stream, place + 4), _short(stream, place + 2 + length)
        place += 4 + length


def _number(content: bytes, place: int) -> int:
    return int(struct.unpack_from("<I", content, place)[0])


def _short(content: bytes, place: int) -> int:
    return int(struct.unpack_from("<H", content, place)[0])
