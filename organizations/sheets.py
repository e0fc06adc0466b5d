"""Plain lists as files: texts stay texts, so no ИНН becomes a number and no text a formula; moments and counts sort."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from math import ceil

from django.utils import timezone
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

XLSX, CSV = "xlsx", "csv"
CONTENT_TYPES = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_A4 = 9
# Points; a spreadsheet knows no row higher than 409.
_LINE, _MOST_LINES = 13, 31
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_FONT: dict[str, object] = {
    "font_name": "Arial",
    "font_size": 10,
    "valign": "top",
    "border": 1,
    "border_color": "#8A8F98",
}
_LOOKS: dict[type, dict[str, object]] = {
    str: {"text_wrap": True, "num_format": "@"},
    int: {"num_format": "0", "align": "left"},
    datetime: {"num_format": "dd.mm.yyyy hh:mm:ss", "align": "left"},
}
Column = tuple[str, int]
Cell = str | int | datetime


def write_list(format: str, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A list of (heading, width in characters) columns and rows as XLSX or CSV; the headings stand in line 1.

    Moments are told in the time zone in force. KeyError for another format.
    """
    return {XLSX: _xlsx, CSV: _csv}[format](title, columns, rows)


def safe_text(text: str) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _xlsx(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    stream = io.BytesIO()
    with Workbook(stream, _OPTIONS) as book:
        sheet = book.add_worksheet(title[:31])
        head = book.add_format(_FONT | {"bold": True, "text_wrap": True, "bg_color": "#E6EDF6"})
        looks = {kind: book.add_format(_FONT | look) for kind, look in _LOOKS.items()}
        sheet.set_row(0, _LINE * _lines(columns, [heading for heading, _ in columns]))
        for place, (heading, width) in enumerate(columns):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, heading, head)
        last = 0
        for last, row in enumerate(rows, start=1):
            sheet.set_row(last, _LINE * min(_lines(columns, row), _MOST_LINES))
            for place, cell in enumerate(row):
                _write(sheet, (last, place), cell, looks[type(cell)])
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
    return stream.getvalue()


def _lines(columns: Sequence[Column], row: Sequence[Cell]) -> int:
    """How many lines the fullest cell takes: not every program fits the height of a row to wrapped text by itself."""
    texts = [(width, _text(cell)) for (_, width), cell in zip(columns, row, strict=False)]
    return max(sum(ceil(max(len(part), 1) / width) for part in text.split("\n")) for width, text in texts)


def _write(sheet: Worksheet, place: tuple[int, int], cell: Cell, look: Format) -> None:
    if isinstance(cell, datetime):
        sheet.write_datetime(*place, timezone.make_naive(cell), look)
    elif isinstance(cell, int):
        sheet.write_number(*place, cell, look)
    else:
        sheet.write_string(*place, cell, look)


def _csv(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    writer.writerow([heading for heading, _ in columns])
    writer.writerows([safe_text(_text(cell)) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _text(cell: Cell) -> str:
    return f"{timezone.localtime(cell):%d.%m.%Y %H:%M:%S}" if isinstance(cell, datetime) else str(cell)
