"""Cells of a formula without a result or with an error: the reader of books takes both for empty ones."""

import re

_ERRORS = frozenset(
    (
        *("#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#null!", "#num!"),
        *("#н/д", "#ссылка!", "#знач!", "#дел/0!", "#имя?", "#пусто!", "#число!"),
    )
)
# Stands for the result that was not saved; no cell of a person reads so.
UNCOUNTED = "#формула!"
NOT_SAVED = (
    "В ячейке формула, а её результат в файле не сохранён. Откройте файл в Excel или LibreOffice и сохраните его снова "
    "либо впишите значение."
)
ERROR = "В ячейке ошибка формулы «{text}». Исправьте формулу или впишите значение."
_TAG = rb"(?:[A-Za-z_][\w.-]*:)?"
_FORMULA_CELL = re.compile(
    rb"<(" + _TAG + rb")c(\s[^>]*[^/>])>\s*<" + _TAG + rb"f(?:\s[^>]*)?(?:/>|>[^<]*</" + _TAG + rb"f>)\s*"
    rb"(?:<" + _TAG + rb"v\s*(?:/>|>\s*</" + _TAG + rb"v>)\s*)?</" + _TAG + rb"c>"
)
_TYPE = re.compile(rb"""\st=["'](\w+)["']""")
_ERROR_TYPE = re.compile(rb"""(<""" + _TAG + rb"""c\s[^>]*?\bt=["'])e(["'])""")


def with_broken_cells(sheet: bytes) -> bytes:
    """The XML of a sheet with errors as texts and with a mark in formulas that have no result."""
    return _ERROR_TYPE.sub(rb"\1str\2", _FORMULA_CELL.sub(_marked, sheet))


def is_broken(text: str) -> bool:
    """The text is an error of a formula or the mark of one without a result."""
    return text[:1] == "#" and (text.casefold() in _ERRORS or text == UNCOUNTED)


def broken_fault(text: str) -> str:
    """What is wrong, for the person who has the file."""
    return NOT_SAVED if text == UNCOUNTED else ERROR.format(text=text)


def _marked(cell: re.Match[bytes]) -> bytes:
    """A formula whose result is an empty text stays: that is a result."""
    prefix, attributes = cell[1], cell[2]
    kind = _TYPE.search(attributes)
    if kind and kind[1] == b"str":
        return cell[0]
    bare = _TYPE.sub(b"", attributes)
    open_tag = b"<" + prefix + b"c" + bare + b' t="str">'
    value = b"<" + prefix + b"v>" + UNCOUNTED.encode() + b"</" + prefix + b"v>"
    return open_tag + value + b"</" + prefix + b"c>"
