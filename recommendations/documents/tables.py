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


def is_sure(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a table begins here that is a list of recommendations even without an operative word."""
    cell = paragraphs[index].hints.cell
    if cell is None or cell.row:
        return False
    columns = columns_of(rows_of(paragraphs, index)[0])
    return bool(columns and columns.sure)


def _heading(row: Row, columns: Columns, before: str) -> str:
    """Return the addressee of a row; an empty cell goes on with the one above (a merged cell)."""
    text = _text(row.get(columns.addressee, []))
    if not text or _NOTHING.match(text):
        return before
    found = phrases.heading(text)
    return text[found.start : found.end] if found else text.rstrip(" :.;,")


def _item(row: Row, columns: Columns) -> Item | None:
    cell, term = row.get(columns.text, []), _text(row.get(columns.term, []))
    if not cell or _NOTHING.match(_text(cell)):
        return None
    return Item(cell[0].body_start, cell[-1].end, "" if _NOTHING.match(term) else term)


def read_table(rows: Sequence[Row], heading: str) -> list[Group]:
    """Return the groups of a table; `heading` holds for its rows when it has no addressee column."""
    columns = columns_of(rows[0])
    groups: list[Group] = []
    for row in rows[1:] if columns else []:
        heading = _heading(row, columns, heading) if columns else heading
        item = _item(row, columns) if columns else None
        if item and (not groups or groups[-1].heading != heading):
            groups.append(Group(heading))
        if item:
            groups[-1].items.append(item)
    return groups
