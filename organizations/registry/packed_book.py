"""An XLSX package measured before it is read: bytes, far cells, macros.

The reader of books lays a whole rectangle from the first cell to the last one in memory, so a file of two cells can ask
for all of it. Only parts that were unpacked and measured here reach the reader: they are packed anew.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from organizations.registry.broken_cells import with_broken_cells
from organizations.registry.sheets import BROKEN, PROTECTED, Limits, TableRefused

MAX_PARTS = 1_000
MAX_SHARED = 128 * 1024
"""A text that many cells share, in bytes; a cell of Excel holds 32,767 letters."""
_PIECE = 1024 * 1024
_ENCRYPTED_FLAG = 0x1
_KEPT = re.compile(r".+\.(xml|rels)", re.IGNORECASE)
_PREFIX = rb"<(?:[^\s<>/:]+:)?"
_SHARED_END = re.compile(rb"</(?:[^\s<>/:]+:)?si>")
_CELL_TAG = re.compile(_PREFIX + rb"c(?=[\s/>])")
_CELL = re.compile(_PREFIX + rb"""c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"[^>]*?(/?)>""")

TOO_LARGE = (
    "Книга слишком большая после распаковки. Оставьте в ней только листы реестра, без рисунков, и загрузите снова."
)
MACROS = "Книга содержит макросы. Сохраните её как обычную книгу XLSX и загрузите снова."
OPEN_DOCUMENT = "Книга сохранена в виде ODS. Откройте её, сохраните как «Microsoft Excel (XLSX)» и загрузите снова."
BINARY = "Книга сохранена в двоичном виде XLSB. Сохраните её как обычную книгу XLSX и загрузите снова."
NOT_BOOK = "Это не таблица: архив или документ другой программы. Подходят книги XLSX и XLS и файлы CSV."
UNUSUAL = (
    "Книга записана необычно и не может быть прочитана. Откройте её в Excel или LibreOffice и сохраните заново "
    "как XLSX."
)
FAR_CELL = (
    "Данные занимают больше {rows} строк или {columns} столбцов (лист {sheet}, ячейка {cell}). "
    "Удалите лишние строки и столбцы справа и снизу от таблицы или разделите файл на части."
)
_PACKAGE_ERRORS = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)


def measured_book(content: bytes, limits: Limits) -> bytes:
    """The package with its XML parts alone, all within the limits; TableRefused says what is wrong."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_kind(package)
            return _repacked(package, limits)
    except TableRefused:
        raise
    except _PACKAGE_ERRORS as error:
        raise TableRefused(BROKEN) from error


def _check_kind(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    names = {entry.filename.casefold() for entry in entries}
    for wrong, sentence in (
        (any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries), PROTECTED),
        (any(name.endswith("vbaproject.bin") for name in names), MACROS),
        ("xl/workbook.bin" in names, BINARY),
        ("mimetype" in names and _is_open_document(package), OPEN_DOCUMENT),
        ("xl/workbook.xml" not in names, NOT_BOOK),
        (len(entries) > MAX_PARTS, TOO_LARGE),
    ):
        if wrong:
            raise TableRefused(sentence)


def _is_open_document(package: zipfile.ZipFile) -> bool:
    with package.open("mimetype") as part:
        return b"opendocument.spreadsheet" in part.read(80)


def _repacked(package: zipfile.ZipFile, limits: Limits) -> bytes:
    stream, left = io.BytesIO(), limits.unpacked
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as clean:
        for entry in package.infolist():
            if not _KEPT.fullmatch(entry.filename):
                continue
            part = _read(package, entry, left)
            left -= len(part)
            _check_part(entry.filename, part, limits)
            clean.writestr(entry.filename, with_broken_cells(part) if b"sheetData" in part else part)
    return stream.getvalue()


def _read(package: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    with package.open(entry) as part:
        return b"".join(_pieces(part, most))


def _pieces(part: IO[bytes], most: int) -> Iterator[bytes]:
    while piece := part.read(_PIECE):
        most -= len(piece)
        if most < 0:
            raise TableRefused(TOO_LARGE)
        yield piece


def _check_part(name: str, part: bytes, limits: Limits) -> None:
    if b"\0" in part or b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise TableRefused(UNUSUAL)
    if any(len(text) > MAX_SHARED for text in _SHARED_END.split(part)[:-1]):
        raise TableRefused(TOO_LARGE)
    if b"sheetData" in part:
        _check_cells(name, part, limits)


def _check_cells(name: str, part: bytes, limits: Limits) -> None:
    """Every cell states its place, and none with a value lies beyond the limits."""
    columns: dict[bytes, bytes] = {}
    rows: set[bytes] = set()
    count = 0
    for found in _CELL.finditer(part):
        count += 1
        column, row, empty = found.groups()
        if not empty:
            columns.setdefault(column, row)
            rows.add(row)
    if count != sum(1 for _ in _CELL_TAG.finditer(part)):
        raise TableRefused(UNUSUAL)
    far = [column + row for column, row in columns.items() if _place(column) > limits.columns]
    far += [b"A" + row for row in rows if int(row) > limits.rows * 2]
    if far:
        sheet = name.rpartition("/")[2].removesuffix(".xml")
        raise TableRefused(FAR_CELL.format(rows=limits.rows, columns=limits.columns, sheet=sheet, cell=far[0].decode()))


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place
