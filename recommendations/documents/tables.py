"""Tables of recommendations: a row is an item, its cells are the addressee, the text and the term (contract, 2)."""

import itertools
import re
from collections.abc import Sequence

from recommendations.documents import phrases
from recommendations.documents.outline import Group, Item
from recommendations.documents.table_columns import Columns, Row, cell_text, columns_of, says_nothing
from recommendations.documents.text import Paragraph


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
    columns = columns_of(rows, header_of(rows))
    return bool(columns and columns.sure)


def _addressee(text: str) -> str:
    found = phrases.heading(text) or phrases.heading(text, named_only=True)
    return text[found.start : found.end] if found else ""


def _heading(row: Row, columns: Columns, before: str) -> str:
    """Return the addressee of a row; an empty cell goes on with the one above (a merged cell)."""
    text = cell_text(row.get(columns.addressee, []))
    if not text or says_nothing(text):
        return before
    found = phrases.heading(text)
    return text[found.start : found.end] if found else text.rstrip(" :.;,")


def _is_numbered_header(row: Row) -> bool:
    """Whether the row only numbers the columns, as the second row of official tables does."""
    return all(re.fullmatch(r"[\d.]{1,4}", cell_text(cell)) for cell in row.values())


def _item(row: Row, columns: Columns) -> Item | None:
    cell, term = row.get(columns.text, []), cell_text(row.get(columns.term, []))
    if not cell or says_nothing(cell_text(cell)) or _is_numbered_header(row):
        return None
    return Item(cell[0].body_start, cell[-1].end, "" if says_nothing(term) else term)


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
    columns = columns_of(rows, header)
    if columns is None:
        return []
    found = _Groups(heading, columns)
    for row in rows[:header]:
        found.heading = _addressee(cell_text(next(iter(row.values())))) or found.heading
    _spread(rows, columns.term)
    for row in rows[columns.first :]:
        title = _section(row)
        if title:
            found.section(title.text)
        else:
            found.row(row)
    return found.groups
