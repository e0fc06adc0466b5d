"""What office formats have in common: paragraphs with line breaks, and tables with merged cells."""

import itertools
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from recommendations.documents.cleaning import clean
from recommendations.documents.event import is_requisite
from recommendations.documents.marks import read_mark
from recommendations.documents.text import NO_HINTS, Block, Cell, Hints
from recommendations.documents.wrapping import Line, join_lines

LAYOUT_ROWS = 3
"""A table of so few rows may be there only to set the date and the place side by side."""


@dataclass
class _Row:
    """A line of a paragraph and whether its letters are bold."""

    pieces: list[str] = field(default_factory=list)
    bold: bool = False
    plain: bool = False

    @property
    def text(self) -> str:
        return clean("".join(self.pieces))


class Words:
    """The words of a paragraph as they are gathered, line by line; `boxes` are the text boxes tied to it."""

    def __init__(self) -> None:
        self._rows = [_Row()]
        self.boxes: list[Any] = []

    def __bool__(self) -> bool:
        return any(row.text for row in self._rows)

    def add(self, text: str, bold: bool) -> None:
        """Add a piece of text; a line feed in it breaks the line."""
        for index, piece in enumerate(text.split("\n")):
            if index:
                self._rows.append(_Row())
            row = self._rows[-1]
            row.pieces.append(piece)
            if any(map(str.isalpha, piece)):
                row.bold, row.plain = row.bold or bold, row.plain or not bold

    def take(self, other: "Words") -> None:
        """Go on with the words of a paragraph whose end mark was deleted."""
        first, last = self._rows[0], other._rows[-1]
        joined = _Row(last.pieces + first.pieces, last.bold or first.bold, last.plain or first.plain)
        self._rows = [*other._rows[:-1], joined, *self._rows[1:]]
        self.boxes = other.boxes + self.boxes

    def blocks(self, hints: Hints = NO_HINTS) -> list[Block]:
        """Return the paragraph as blocks; a line break inside it parts what does not read as one sentence."""
        lines: list[Line] = []
        gap = hints.gap
        for row in self._rows:
            if text := row.text:
                own = replace(hints, bold=row.bold and not row.plain, gap=gap, mark=_mark(hints, text, not lines))
                lines.append(Line(text, own))
            gap = not text and bool(lines)
        return [Block(lines[0].text, lines[0].hints)] if len(lines) == 1 else join_lines(lines, soft=True)


def _mark(hints: Hints, text: str, first: bool) -> str:
    """Return the automatic mark of a line; a mark typed besides it, as some do, is the one that counts."""
    return hints.mark if first and not read_mark(text)[0] else ""


@dataclass
class TableCell:
    """A cell at a row and a column of the grid, so many rows high and columns wide."""

    row: int
    column: int
    blocks: list[Block] = field(default_factory=list)
    rows: int = 1
    columns: int = 1


@dataclass
class Table:
    """The cells of a table as they come, merged ones once."""

    cells: list[TableCell] = field(default_factory=list)

    @property
    def _filled(self) -> list[TableCell]:
        return [cell for cell in self.cells if cell.blocks]

    def _is_layout(self) -> bool:
        """Whether the table only places text on the page: a frame, a letterhead, a line of place and date."""
        filled = self._filled
        rows, columns = {cell.row for cell in filled}, {cell.column for cell in filled}
        if len(rows) < 2 or len(columns) < 2:
            return True
        return len(rows) <= LAYOUT_ROWS and any(
            is_requisite(block.text) for block in filled[0].blocks + filled[1].blocks
        )

    def blocks(self, number: int) -> Iterator[Block]:
        """Return the paragraphs of the cells; `number` tells this table from the others of the document."""
        filled = sorted(self._filled, key=lambda cell: (cell.row, cell.column))
        if self._is_layout():
            yield from itertools.chain.from_iterable(cell.blocks for cell in filled)
            return
        order = sorted({cell.row for cell in filled})
        for cell in filled:
            row = bisect_left(order, cell.row)
            height = bisect_left(order, cell.row + cell.rows) - row
            place = Cell(number, row, cell.column, height, cell.columns)
            yield from (replace(block, hints=replace(block.hints, cell=place)) for block in cell.blocks)
