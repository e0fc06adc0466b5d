"""Bytes of a file → its sheets, decided by the content, never by the extension."""

import io
from collections.abc import Iterator, Sequence

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from organizations.registry.comma_file import TOO_MANY, CommaSheet
from organizations.registry.old_book import check_old_book
from organizations.registry.packed_book import measured_book
from organizations.registry.sheets import Limits, Merged, Sheet, TableRefused, cell_text

EMPTY = "Файл пуст. Проверьте, что выбран нужный файл и что таблица в нём сохранена."
NOT_TABLE = "Это не таблица: {kind}. Подходят книги XLSX и XLS и файлы CSV. Сохраните реестр в одном из этих видов и загрузите снова."
BROKEN = "Файл повреждён или обрезан и не открывается. Откройте его в Excel или LibreOffice, сохраните как XLSX и загрузите снова."
PROTECTED = "Файл защищён паролем. Снимите защиту, сохраните книгу как XLSX и загрузите снова."
NO_SHEETS = "В книге нет ни одного видимого заполненного листа. Проверьте, что выбран нужный файл."

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_KINDS = {
    b"%PDF": "документ PDF",
    b"{\\rtf": "документ RTF",
    b"\x89PNG": "рисунок",
    b"\xff\xd8\xff": "рисунок",
    b"GIF8": "рисунок",
    b"Rar!": "архив",
    b"7z\xbc\xaf": "архив",
    b"\x1f\x8b": "архив",
    b"<": "страница или документ XML",
    b"PK\x05\x06": "пустой архив",
}


class BookSheet:
    """One sheet of an XLSX or XLS book."""

    def __init__(self, name: str, sheet: CalamineSheet) -> None:
        self.name = name
        self.height = sheet.total_height
        self._sheet = sheet
        self._shift = [""] * (sheet.start[1] if sheet.start else 0)
        self.merged = [
            Merged(top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ]

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Lines from the first one on."""
        for line, cells in enumerate(self._sheet.iter_rows(), start=1):
            yield line, [*self._shift, *map(cell_text, cells)]


def open_sheets(content: bytes, limits: Limits) -> Sequence[Sheet]:
    """Visible sheets that hold something; TableRefused with one sentence for anything that is not a sound table."""
    content = content if content.strip() else b""
    if not content:
        raise TableRefused(EMPTY)
    if content.startswith(_ZIP):
        return _book_sheets(measured_book(content, limits), limits)
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise TableRefused(PROTECTED)
        check_old_book(content, limits)
        return _book_sheets(content, limits)
    for start, kind in _KINDS.items():
        if content.lstrip().startswith(start):
            raise TableRefused(NOT_TABLE.format(kind=kind))
    return [CommaSheet(content, limits)]


def _book_sheets(content: bytes, limits: Limits) -> Sequence[BookSheet]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = [
            BookSheet(meta.name, book.get_sheet_by_name(meta.name))
            for meta in book.sheets_metadata
            if meta.visible == SheetVisibleEnum.Visible and meta.typ == SheetTypeEnum.WorkSheet
        ]
    except PasswordError as error:
        raise TableRefused(PROTECTED) from error
    except (CalamineError, OSError, ValueError) as error:
        raise TableRefused(BROKEN) from error
    sheets = [sheet for sheet in found if sheet.height]
    if not sheets:
        raise TableRefused(NO_SHEETS)
    if sum(sheet.height for sheet in sheets) > limits.rows + 20 * len(sheets):
        raise TableRefused(TOO_MANY.format(most=limits.rows))
    return sheets
