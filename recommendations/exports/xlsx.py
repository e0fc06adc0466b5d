"""Tables as XLSX: typed cells, a title block, a head on every printed page, a sheet that says how it is counted."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from recommendations.control import Share
from recommendations.summaries.table import EMPTY, Cell, Kind, Row, Table

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
FONT = {"font_name": "Arial", "font_size": 10}
RULES_SHEET = "Как считается"
A4 = 9
# Points a line of 10-point type takes, and how many of its letters stand in one unit of column width.
LINE, LETTERS = 13, 1.2
RULES_WIDTH = 75
CELL_LETTERS, HIGHEST = 32_767, 409
_BORDER = {"border": 1, "border_color": "#8A8F98"}
_LOOKS: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"text_wrap": True, "align": "left", "indent": 1},
    Kind.NUMBER: {"num_format": "#,##0_)", "align": "right"},
    Kind.PERCENT: {"num_format": "0.0\\ %_)", "align": "right"},
    Kind.DATE: {"num_format": "dd.mm.yyyy", "align": "center"},
}


def write_xlsx(table: Table) -> bytes:
    """The bytes of a workbook with the table and the sheet «Как считается»."""
    stream = io.BytesIO()
    with Workbook(stream, OPTIONS) as book:
        book.set_properties(
            {"title": table.title, "comments": "; ".join(f"{name}: {text}" for name, text in table.facts)}
        )
        _Sheet(book, table).write()
        _write_rules(book, table)
    return stream.getvalue()


class _Sheet:
    """The sheet of the table itself."""

    def __init__(self, book: Workbook, table: Table) -> None:
        self.table = table
        self.sheet: Worksheet = book.add_worksheet(table.code or "Перечень")
        self.title = book.add_format(FONT | {"bold": True, "font_size": 14, "text_wrap": True, "valign": "top"})
        self.fact = book.add_format(FONT | {"text_wrap": True, "valign": "top"})
        head = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#E6EDF6"}
        self.head = book.add_format(FONT | _BORDER | head | {"font_size": 9})
        self.plain = _formats(book, {})
        self.total = _formats(book, {"bold": True, "bg_color": "#F1F2F4", "top": 2})

    def write(self) -> None:
        self.sheet.hide_gridlines(2)
        head_row = self._write_title()
        self._write_head(head_row)
        last = head_row
        for last, row in enumerate(self.table.rows, start=head_row + 1):
            self._write_row(last, row)
        has_total = last > head_row and self._ends_with_total
        self._set_up_page(head_row, last - has_total)

    def _write_title(self) -> int:
        """The block above the table; gives the row of its head."""
        width = sum(column.width for column in self.table.columns)
        self._write_line(0, self.table.title, self.title, width * 0.7)
        for number, (name, text) in enumerate(self.table.facts, start=1):
            self._write_line(number, f"{name}: {text}", self.fact, width)
        return len(self.table.facts) + 2

    def _write_line(self, row: int, text: str, look: Format, width: float) -> None:
        """A line over the whole width: merged cells do not grow by themselves, so the height is set."""
        self.sheet.set_row(row, _lines(text, width) * look.font_size * 1.4)
        self.sheet.merge_range(row, 0, row, len(self.table.columns) - 1, "", look)
        self.sheet.write_string(row, 0, text, look)

    def _write_head(self, row: int) -> None:
        for number, column in enumerate(self.table.columns):
            self.sheet.set_column(number, number, column.width)
            self.sheet.write_string(row, number, column.title, self.head)
        self.sheet.set_row(row, self._height([column.title for column in self.table.columns]) + 4)

    def _height(self, texts: Sequence[str]) -> float:
        """Height of a row in points: office suites other than Excel do not grow it by themselves."""
        pairs = zip(texts, self.table.columns, strict=True)
        lines = max(_lines(text, column.width * LETTERS) for text, column in pairs)
        return min(lines * LINE + 3, HIGHEST)

    def _write_row(self, number: int, row: Row) -> None:
        self.sheet.set_row(number, self._height([cell.text for cell in row.cells]))
        looks = self.total if row.is_total else self.plain
        self._ends_with_total = row.is_total
        for place, (column, cell) in enumerate(zip(self.table.columns, row.cells, strict=True)):
            _write_cell(self.sheet, number, place, cell, looks[column.kind])

    def _set_up_page(self, head_row: int, last_row: int) -> None:
        last_column = len(self.table.columns) - 1
        self.sheet.autofilter(head_row, 0, last_row, last_column)
        self.sheet.freeze_panes(head_row + 1, 0)
        self.sheet.repeat_rows(head_row)
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.8, right=0.4, top=0.8, bottom=0.8)
        self.sheet.set_footer("&L&A&RСтраница &P из &N")


def _formats(book: Workbook, extra: dict[str, Any]) -> dict[Kind, Format]:
    common = FONT | _BORDER | {"valign": "top"}
    return {kind: book.add_format(common | look | extra) for kind, look in _LOOKS.items()}


def _lines(text: str, width: float) -> int:
    """How many lines the words of the text take in so many letters."""
    lines, used = 1, 0
    for word in text.split(" "):
        if used and used + 1 + len(word) > width:
            lines, used = lines + 1, 0
        used += len(word) + bool(used)
    return lines


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, look: Format) -> None:
    value = cell.value
    if value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, Share) and value.percent is not None:
        sheet.write_number(row, column, float(value.percent / 100), look)
    elif isinstance(value, int):
        sheet.write_number(row, column, value, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, look)
    else:
        sheet.write_string(row, column, _fitting(value if isinstance(value, str) else EMPTY), look)


def _fitting(text: str) -> str:
    """A longer text would be left out of the file without a word."""
    return text if len(text) <= CELL_LETTERS else f"{text[: CELL_LETTERS - 1]}…"


def _write_rules(book: Workbook, table: Table) -> None:
    """What the table is, when it was made and how each figure is counted."""
    sheet = book.add_worksheet(RULES_SHEET)
    head = book.add_format(FONT | {"bold": True, "font_size": 14})
    text = book.add_format(FONT | {"text_wrap": True, "valign": "top"})
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, RULES_WIDTH)
    sheet.set_paper(A4)
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, table.title, head)
    lines = [*(f"{name}: {value}" for name, value in table.facts), "", *table.rules]
    for row, line in enumerate(lines, start=1):
        sheet.set_row(row, _lines(line, RULES_WIDTH * LETTERS) * LINE + 4)
        sheet.write_string(row, 0, line, text)
