"""What office formats have in common: paragraphs with line breaks, and tables with merged cells."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from recommendations.documents.cleaning import clean
from recommendations.documents.event import is_requisite
from recommendations.documents.text import NO_HINTS, Block, Cell, Hints
from recommendations.documents.wrapping import Line, join_lines

LAYOUT_ROWS = 3
"""A table of so few rows may be there only to set the date and the place side by side."""


def paragraph_blocks(text: str, hints: Hints = NO_HINTS) -> list[Block]:
    """Return a paragraph as blocks; a line break inside it parts what does not read as one sentence."""
    pieces = [piece for piece in text.split("\n") if clean(piece)]
    if not pieces:
        return []
    if len(pieces) == 1:
        return [Block(clean(pieces[0]), hints)]
    later = replace(hints, mark="", gap=False)
    lines = [Line(clean(piece), later if index else hints) for index, piece in enumerate(pieces)]
    return join_lines(lines, soft=True)


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
        order = {row: index for index, row in enumerate(sorted({cell.row for cell in filled}))}
        for cell in filled:
            height = sum(cell.row <= row < cell.row + cell.rows for row in order)
            place = Cell(number, order[cell.row], cell.column, height, cell.columns)
            yield from (replace(block, hints=replace(block.hints, cell=place)) for block in cell.blocks)
