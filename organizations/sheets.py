"""Plain lists as files: text in every cell, so no ИНН becomes a number and no text a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from xlsxwriter import Workbook

XLSX, CSV = "xlsx", "csv"
CONTENT_TYPES = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_A4 = 9
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_FONT = {"font_name": "Arial", "font_size": 10, "valign": "top", "border": 1, "border_color": "#8A8F98"}
Column = tuple[str, int]


def write_list(format: str, title: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> bytes:
    """A list of (heading, width in characters) columns and rows of texts as XLSX or CSV; the headings stand in line 1.

    KeyError for another format.
    """
    return {XLSX: _xlsx, CSV: _csv}[format](title, columns, rows)


def safe_text(text: str) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _xlsx(title: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.BytesIO()
    with Workbook(stream, _OPTIONS) as book:
        sheet = book.add_worksheet(title[:31])
        head = book.add_format(_FONT | {"bold": True, "text_wrap": True, "bg_color": "#E6EDF6"})
        plain = book.add_format(_FONT | {"text_wrap": True, "num_format": "@"})
        for place, (heading, width) in enumerate(columns):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, heading, head)
        last = 0
        for last, row in enumerate(rows, start=1):
            for place, text in enumerate(row):
                sheet.write_string(last, place, text, plain)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
    return stream.getvalue()


def _csv(title: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    writer.writerow([heading for heading, _ in columns])
    writer.writerows([safe_text(text) for text in row] for row in rows)
    return b"\xef\xbb\xbf" + stream.getvalue().encode()
