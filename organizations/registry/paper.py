"""Files that the portal gives back: the uploaded table with its faults marked, and its own list of organizations."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from xlsxwriter import Workbook

from organizations.registry.heading_words import LABELS, Field
from organizations.registry.headings import FAULTS_HEADING, find_layout
from organizations.registry.registry_row import CellFault
from organizations.registry.sheets import Limits, Sheet, TableRefused
from organizations.registry.workbook import open_sheets
from organizations.roles import GroupCode

_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_TEXT = {"num_format": "@", "valign": "top"}
_FAULTS_WIDTH = 80
_WIDTH = 24
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")

# Every column that the reader knows by its own name; all of them are filled from the organization.
_EXPORTED = {
    Field.NUMBER: 10,
    Field.MUNICIPALITY: 24,
    Field.OKTMO: 12,
    Field.SHORT_NAME: 40,
    Field.FULL_NAME: 60,
    Field.OFFICIAL: 14,
    Field.GROUP: 28,
    Field.INN: 14,
    Field.OGRN: 16,
    Field.SETTLEMENT: 20,
    Field.ADDRESS: 40,
    Field.PHONE: 20,
    Field.EMAIL: 26,
    Field.SITE: 30,
    Field.CLOSED_ON: 12,
}
EXPORT_COLUMNS = tuple((LABELS[field], width) for field, width in _EXPORTED.items())
"""(heading, width) of the list of organizations, for `organizations.sheets.write_list`; the reader knows them all."""


def export_texts(values: Mapping[str, Any]) -> list[str]:
    """Texts of one line of the list from {field: value} of an organization; reading them back changes nothing."""
    return [_exported(field, values.get(field, "")) for field in _EXPORTED]


def error_book(content: bytes, faults: Mapping[tuple[str, int], Sequence[CellFault]], limits: Limits) -> bytes:
    """The table of the uploaded file as XLSX, sheet by sheet and line by line, with faulty cells marked.

    The last column says in each line what is wrong. `faults` are those of (sheet, line). TableRefused as in reading.
    """
    stream = io.BytesIO()
    with Workbook(stream, _OPTIONS) as book:
        for number, sheet in enumerate(open_sheets(content, limits), start=1):
            _write_sheet(book, sheet, sheet.name or f"Лист{number}", faults)
    return stream.getvalue()


def _exported(field: Field, value: Any) -> str:
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if field == Field.GROUP and value:
        return GroupCode(value).label
    return "" if value is None else str(value)


def _write_sheet(
    book: Workbook, sheet: Sheet, name: str, faults: Mapping[tuple[str, int], Sequence[CellFault]]
) -> None:
    paper = book.add_worksheet(name)
    plain, wrong = book.add_format(_TEXT), book.add_format(_TEXT | {"bg_color": "#FFC7CE", "font_color": "#9C0006"})
    said = book.add_format(_TEXT | {"text_wrap": True, "font_color": "#9C0006"})
    heading, last = _heading_row(sheet), max((len(cells) for _, cells in sheet.lines()), default=0)
    paper.set_column(0, max(last - 1, 0), _WIDTH)
    paper.set_column(last, last, _FAULTS_WIDTH)
    for line, cells in sheet.lines():
        found = faults.get((sheet.name, line), ())
        marked = _marked(line, found)
        for place, text in enumerate(cells):
            if text or place in marked:
                paper.write_string(line - 1, place, text, wrong if place in marked else plain)
        if found or line == heading:
            paper.write_string(line - 1, last, _sentences(found) if found else FAULTS_HEADING, said)


def _heading_row(sheet: Sheet) -> int:
    """Where the heading of the new column goes: beside the lowest heading row, or the top of an unread sheet."""
    try:
        return find_layout(sheet).rows[-1]
    except TableRefused:
        return 1


def _marked(line: int, faults: Iterable[CellFault]) -> set[int]:
    """Places from 0 of the cells at fault in the line."""
    found = (_ADDRESS.fullmatch(fault.cell) for fault in faults)
    return {_place(one[1]) for one in found if one and int(one[2]) == line}


def _sentences(faults: Iterable[CellFault]) -> str:
    return "\n".join(f"{fault.cell}: {fault.text}" for fault in faults)


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1
