"""The one table that pages, XLSX and CSV render: typed columns, cells that know the rows behind them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from recommendations.control import Share
from recommendations.summaries.selection import Organizations, Selection

EMPTY = "—"
Value = str | int | Share | date | None


class Kind(StrEnum):
    """What a column holds; it decides the alignment and the type in a spreadsheet."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"


@dataclass(frozen=True)
class Column:
    """A column of a table; `width` in characters of the table's type."""

    key: str
    title: str
    kind: Kind = Kind.TEXT
    width: int = 12


@dataclass(frozen=True)
class Piece:
    """A piece of a sentence: words, or a figure with the rows behind it.

    `number` is the length of their list; None for a share, which opens the rows of its denominator.
    """

    text: str
    rows: Selection | Organizations | None = None
    number: int | None = None


@dataclass(frozen=True)
class Cell:
    """A value and, for a number, the selection of the rows that it counts.

    A sentence with several figures keeps them as `pieces`; its value is their text.
    """

    value: Value
    selection: Selection | Organizations | None = None
    pieces: tuple[Piece, ...] = ()

    @classmethod
    def sentence(cls, *pieces: Piece) -> Self:
        """A cell of these pieces."""
        return cls("".join(piece.text for piece in pieces), pieces=pieces)

    @property
    def text(self) -> str:
        """The value as a document shows it: «1 234», «85,2 %», «24.09.2021», «—» for nothing."""
        return value_text(self.value)


@dataclass(frozen=True)
class Row:
    """Cells in the order of the columns; `subject` is the key of what the row is about."""

    cells: tuple[Cell, ...]
    is_total: bool = False
    subject: int | str | None = None


@dataclass(frozen=True)
class Table:
    """Rows under a title, with the facts above them and the rules below.

    `facts` are pairs «what — value» (resolution, date, filter, who). `rows` of a long list may be an iterator: it
    can then be read once.
    """

    code: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    facts: tuple[tuple[str, str], ...] = ()
    rules: tuple[str, ...] = ()

    def file_name(self, extension: str) -> str:
        """A Russian name of a file that every system accepts: «F2 Сводка … на 24.09.2021.xlsx»."""
        moment = dict(self.facts).get(AS_OF, "")
        day = moment.split(",", maxsplit=1)[0]
        name = " ".join(filter(None, [self.code, self.title, day and f"на {day}"]))
        allowed = "".join(" " if letter in _FORBIDDEN or letter < " " else letter for letter in name)
        return f"{' '.join(allowed.split())[:120]}.{extension}"


AS_OF = "По состоянию на"
_FORBIDDEN = frozenset('<>:"/\\|?*')


def value_text(value: Value) -> str:
    """See Cell.text."""
    if value is None:
        return EMPTY
    if isinstance(value, Share):
        return value.as_text()
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return f"{value:,}".replace(",", "\u00a0") if isinstance(value, int) else value
