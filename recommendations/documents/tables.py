"""Tables of recommendations: a row is an item, its cells are the addressee, the text and the term (contract, 2)."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from recommendations.documents import phrases
from recommendations.documents.outline import Group, Item
from recommendations.documents.text import Paragraph

_RECOMMENDATION = re.compile(
    r"рекомендац|предложени|поручени|содержание|решени[ея]|мероприяти|мер[аы]\b|пункт\b|действи", re.IGNORECASE
)
_SURE = re.compile(r"рекомендац|предложени|поручени|решени[ея]", re.IGNORECASE)
_ADDRESSEE = re.compile(r"адрес|кому\b|исполнител|ответственн|орган\b|организаци[яи]\b|субъект", re.IGNORECASE)
_TERM = re.compile(r"срок|дата|период|когда", re.IGNORECASE)
_NOTHING = re.compile(r"[\s–—-]*$")


@dataclass(frozen=True)
class Columns:
    """The numbers of the columns that matter; -1 for a column that the table does not have."""

    text: int
    addressee: int
    term: int
    sure: bool


Row = dict[int, list[Paragraph]]


def _text(cell: Sequence[Paragraph]) -> str:
    return " ".join(paragraph.text for paragraph in cell)


def rows_of(paragraphs: Sequence[Paragraph], first: int) -> list[Row]:
    """Return the rows of the table that begins with paragraph number `first`: column number → paragraphs."""
    start = paragraphs[first].hints.cell
    rows: dict[int, Row] = {}
    for paragraph in itertools.islice(paragraphs, first, None):
        cell = paragraph.hints.cell
        if cell is None or start is None or cell.table != start.table:
            break
        rows.setdefault(cell.row, {}).setdefault(cell.column, []).append(paragraph)
    return list(rows.values())


def _column(header: Row, pattern: re.Pattern[str], taken: Sequence[int] = ()) -> int:
    return next((c for c, cell in header.items() if c not in taken and pattern.search(_text(cell))), -1)


def columns_of(header: Row) -> Columns | None:
    """Return the columns by the words of the header; None when the table is no list of recommendations."""
    addressee = _column(header, _ADDRESSEE)
    term = _column(header, _TERM, (addressee,))
    sure = _column(header, _SURE, (addressee, term))
    text = sure if sure >= 0 else _column(header, _RECOMMENDATION, (addressee, term))
    return Columns(text, addressee, term, sure >= 0) if text >= 0 else None


def _section(row: Row) -> Paragraph | None:
    """Return the only paragraph of a row that is one cell across the table: a title of what stands below."""
    paragraphs = [paragraph for cell in row.values() for paragraph in cell]
    cell = paragraphs[0].hints.cell
    return paragraphs[0] if len(paragraphs) == 1 and cell and cell.columns > 1 else None


def header_of(rows: Sequence[Row]) -> int:
    """Return the number of the header's row: titles across the table may stand above it."""
    return next((index for index, row in enumerate(rows) if not _section(row)), len(rows) - 1)


def is_sure(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a table begins here that is a list of recommendations even without an operative word."""
    cell = paragraphs[index].hints.cell
    if cell is None or cell.row or cell.column:
        return False
    rows = rows_of(paragraphs, index)
    columns = columns_of(rows[header_of(rows)])
    return bool(columns and columns.sure)


def _addressee(text: str) -> str:
    found = phrases.heading(text) or phrases.heading(text, named_only=True)
    return text[found.start : found.end] if found else ""


def _heading(row: Row, columns: Columns, before: str) -> str:
    """Return the addressee of a row; an empty cell goes on with the one above (a merged cell)."""
    text = _text(row.get(columns.addressee, []))
    if not text or _NOTHING.match(text):
        return before
    found = phrases.heading(text)
    return text[found.start : found.end] if found else text.rstrip(" :.;,")


def _is_numbered_header(row: Row) -> bool:
    """Whether the row only numbers the columns, as the second row of official tables does."""
    return all(re.fullmatch(r"[\d.]{1,4}", _text(cell)) for cell in row.values())


def _item(row: Row, columns: Columns) -> Item | None:
    cell, term = row.get(columns.text, []), _text(row.get(columns.term, []))
    if not cell or _NOTHING.match(_text(cell)) or _is_numbered_header(row):
        return None
    return Item(cell[0].body_start, cell[-1].end, "" if _NOTHING.match(term) else term)


def _spread(rows: Sequence[Row], column: int) -> None:
    """Let a merged cell of the column stand for all the rows that it covers."""
    open_cell: list[Paragraph] = []
    left = 0
    for row in rows:
        if column in row:
            cell = row[column][0].hints.cell
            open_cell, left = row[column], cell.rows - 1 if cell else 0
        elif left > 0:
            row[column], left = open_cell, left - 1


class _Groups:
    """The groups of a table as its rows are read; `heading` is the addressee that holds."""

    def __init__(self, heading: str, columns: Columns) -> None:
        self.heading, self.columns = heading, columns
        self.groups: list[Group] = []

    def section(self, text: str) -> None:
        """Take a title across the table: an addressee holds for the rows below, another title holds none."""
        self.heading = _addressee(text) or ("" if self.columns.addressee < 0 else self.heading)

    def row(self, row: Row) -> None:
        self.heading = _heading(row, self.columns, self.heading)
        item = _item(row, self.columns)
        if item and (not self.groups or self.groups[-1].heading != self.heading):
            self.groups.append(Group(self.heading))
        if item:
            self.groups[-1].items.append(item)


def read_table(rows: Sequence[Row], heading: str) -> list[Group]:
    """Return the groups of a table; `heading` holds for its rows when it has no addressee column."""
    header = header_of(rows)
    columns = columns_of(rows[header])
    if columns is None:
        return []
    found = _Groups(heading, columns)
    for row in rows[:header]:
        found.heading = _addressee(_text(next(iter(row.values())))) or found.heading
    _spread(rows, columns.term)
    for row in rows[header + 1 :]:
        title = _section(row)
        if title:
            found.section(title.text)
        else:
            found.row(row)
    return found.groups
