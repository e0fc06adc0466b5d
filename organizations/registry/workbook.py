"""Bytes of a file → its sheets, decided by the content, never by the extension."""

from collections.abc import Sequence

from python_calamine import CalamineError, PasswordError

from organizations.registry.book_sheets import BookSheet, visible_sheets
from organizations.registry.comma_file import TOO_MANY, CommaSheet
from organizations.registry.old_book import old_sheets
from organizations.registry.packed_book import measured_book
from organizations.registry.sheets import ABOVE_DATA, BROKEN, PROTECTED, Limits, Sheet, TableRefused

EMPTY = "Файл пуст. Проверьте, что выбран нужный файл и что таблица в нём сохранена."
NOT_TABLE = (
    "Это не таблица: {kind}. Подходят книги XLSX и XLS и файлы CSV. Сохраните реестр в одном из этих видов и "
    "загрузите снова."
)
NO_SHEETS = "В книге нет ни одного видимого заполненного листа. Проверьте, что выбран нужный файл."

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TEXT_DOCUMENT = "WordDocument".encode("utf-16-le")
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


def open_sheets(content: bytes, limits: Limits) -> Sequence[Sheet]:
    """Visible sheets that hold something; TableRefused with one sentence for anything that is not a sound table."""
    if not content.strip():
        raise TableRefused(EMPTY)
    if content.startswith(_ZIP):
        return _checked(_packed_sheets(measured_book(content, limits)), limits)
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise TableRefused(PROTECTED)
        if _TEXT_DOCUMENT in content:
            raise TableRefused(NOT_TABLE.format(kind="текстовый документ"))
        return _checked(old_sheets(content, limits), limits)
    for start, kind in _KINDS.items():
        if content.lstrip().startswith(start):
            raise TableRefused(NOT_TABLE.format(kind=kind))
    return [CommaSheet(content, limits)]


def _checked(sheets: Sequence[Sheet], limits: Limits) -> Sequence[Sheet]:
    if not sheets:
        raise TableRefused(NO_SHEETS)
    if sum(sheet.height for sheet in sheets) > limits.rows + ABOVE_DATA * len(sheets):
        raise TableRefused(TOO_MANY.format(most=limits.rows))
    return sheets


def _packed_sheets(content: bytes) -> Sequence[BookSheet]:
    try:
        return visible_sheets(content)
    except PasswordError as error:
        raise TableRefused(PROTECTED) from error
    except BaseException as error:
        # The reader is in Rust: where it meets what it did not expect, it panics, and a panic is no Exception.
        if isinstance(error, CalamineError | OSError | ValueError) or type(error).__name__ == "PanicException":
            raise TableRefused(BROKEN) from error
        raise
