"""Which column of a table holds the addressee, the recommendation and the term: by the header, then by the cells."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from recommendations.documents import phrases
from recommendations.documents.deadlines import find_deadlines
from recommendations.documents.text import Paragraph
from recommendations.documents.words import has_infinitive, starts_action

Row = dict[int, list[Paragraph]]
"""A row of a table: column number → paragraphs of the cell."""

TERM = "Срок: "
"""A term cell is read as a line that begins with this word (contract, 5.8)."""
MOST = 0.6
"""A column is of a kind when so large a part of its cells is."""
LONGEST_TERM = 120

_RECOMMENDATION = re.compile(
    r"рекомендац|рекомендован|предложени|поручени|содержание|решени[ея]|мероприяти|мер[аы]\b|пункт\b|действи|"
    r"что\b|задач|формулировк",
    re.IGNORECASE,
)
_SURE = re.compile(r"рекомендац|рекомендован|предложени|поручени|решени[ея]", re.IGNORECASE)
_ADDRESSEE = re.compile(
    r"адрес|(?<!\w)ко(?:му|го|го касается|то)\b|исполнител|ответственн|орган\b|организаци[яи]\b|субъект", re.IGNORECASE
)
_TERM = re.compile(r"срок|дата|период|когда", re.IGNORECASE)
_NUMBER = re.compile(r"(?:№|номер|п/п|N)", re.IGNORECASE)
_NOTHING = re.compile(r"[\s–—-]*$")


@dataclass(frozen=True)
class Columns:
    """The numbers of the columns that matter, -1 for one that the table does not have, and of the first row of items.

    `sure` tells that the table is a list of recommendations even without an operative word above it.
    """

    text: int
    addressee: int
    term: int
    sure: bool
    first: int


def cell_text(cell: Sequence[Paragraph]) -> str:
    """Return the text of a cell on one line, without the mark at its start."""
    return " ".join([paragraph.body for paragraph in cell[:1]] + [paragraph.text for paragraph in cell[1:]])


def says_nothing(text: str) -> bool:
    """Whether a cell is empty or holds a dash."""
    return bool(_NOTHING.match(text))


def is_addressee(text: str) -> bool:
    """Whether a cell names an addressee."""
    return bool(phrases.heading(text) or phrases.heading(text, named_only=True))


def is_term(text: str) -> bool:
    """Whether a cell names a time."""
    return len(text) <= LONGEST_TERM and not has_infinitive(text) and bool(find_deadlines(TERM + text, [], None))


def _by_words(header: Row, pattern: re.Pattern[str], taken: Sequence[int] = ()) -> int:
    cells = ((column, cell_text(cell)) for column, cell in header.items() if column not in taken)
    return next((column for column, text in cells if pattern.search(text)), -1)


def _by_cells(rows: Sequence[Row], fits: Callable[[str], bool], taken: Sequence[int]) -> int:
    """Return the first column most of whose cells are of a kind."""
    columns = sorted({column for row in rows for column in row} - set(taken))
    return next((column for column in columns if _most(rows, column, fits)), -1)


def _most(rows: Sequence[Row], column: int, fits: Callable[[str], bool]) -> bool:
    texts = [text for row in rows if not says_nothing(text := cell_text(row.get(column, [])))]
    return bool(texts) and sum(map(fits, texts)) >= MOST * len(texts)


def _is_header(row: Row) -> bool:
    """Whether the row names the columns: no cell of it is an item."""
    return not any(starts_action(cell[0].body) for cell in row.values())


def columns_of(rows: Sequence[Row], header: int) -> Columns | None:
    """Return the columns of a table whose header, if it has one, is row number `header`.

    None when the table is no list of recommendations.
    """
    named = rows[header] if _is_header(rows[header]) else {}
    items = rows[header + bool(named) :]
    addressee = _by_words(named, _ADDRESSEE)
    term = _by_words(named, _TERM, (addressee,))
    sure = _by_words(named, _SURE, (addressee, term))
    text = sure if sure >= 0 else _by_words(named, _RECOMMENDATION, (addressee, term))
    text = text if text >= 0 else _by_cells(items, starts_action, (addressee, term))
    if text < 0:
        return None
    numbers = _by_words(named, _NUMBER, (text, addressee, term))
    addressee = addressee if addressee >= 0 else _by_cells(items, is_addressee, (text, term, numbers))
    term = term if term >= 0 else _by_cells(items, is_term, (text, addressee, numbers))
    return Columns(text, addressee, term, sure >= 0 or addressee >= 0, header + bool(named))
