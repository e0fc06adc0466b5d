"""Tables of RTF: a row gives the right edges of its cells, the columns of the grid follow from all of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from recommendations.documents.readers.layout import Table, TableCell
from recommendations.documents.text import Block

TOLERANCE = 60
"""Edges nearer than so many twentieths of a point are one edge."""
MAX_CELLS = 100


class CellForm(Enum):
    """How a cell is merged: not at all, with the one above, with the one to the left."""

    OWN = "own"
    UNDER = "under"
    BESIDE = "beside"


@dataclass
class _Row:
    forms: list[CellForm]
    edges: list[int]
    cells: list[list[Block]]


@dataclass
class RtfTable:
    """Rows as they are read."""

    rows: list[_Row] = field(default_factory=list)
    forms: list[CellForm] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    cells: list[list[Block]] = field(default_factory=list)
    open_cell: list[Block] = field(default_factory=list)
    next_form: CellForm = CellForm.OWN

    def begin_row(self) -> None:
        """Forget the form of the row above: a new one follows."""
        self.forms, self.edges, self.next_form = [], [], CellForm.OWN

    def edge(self, position: int) -> None:
        """Take in the right edge of the next cell."""
        if len(self.edges) < MAX_CELLS:
            self.edges.append(position)
            self.forms.append(self.next_form)
        self.next_form = CellForm.OWN

    def end_cell(self) -> None:
        self.cells.append(self.open_cell)
        self.open_cell = []

    def end_row(self) -> None:
        if self.cells:
            self.rows.append(_Row(list(self.forms), list(self.edges), self.cells))
        self.cells = []

    def _grid(self) -> list[int]:
        """Return the right edges of all columns of the table."""
        grid: list[int] = []
        for edge in sorted({edge for row in self.rows for edge in row.edges}):
            if not grid or edge - grid[-1] > TOLERANCE:
                grid.append(edge)
        return grid

    def blocks(self, number: int) -> Iterator[Block]:
        """Return the paragraphs of the table; `number` tells it from the others of the document."""
        self.end_cell()
        self.end_row()
        table, grid, above = Table(), self._grid(), dict[int, TableCell]()
        for index, row in enumerate(self.rows):
            column = 0
            for place, content in enumerate(row.cells):
                end = _column_after(grid, row.edges[place]) if place < len(row.edges) else column + 1
                form = row.forms[place] if place < len(row.forms) else CellForm.OWN
                _add(table, above, TableCell(index, column, content, columns=max(1, end - column)), form)
                column = max(column + 1, end)
        return table.blocks(number)


def _column_after(grid: list[int], edge: int) -> int:
    """Return the number of columns that lie to the left of an edge."""
    return sum(1 for position in grid if position <= edge + TOLERANCE)


def _add(table: Table, above: dict[int, TableCell], cell: TableCell, form: CellForm) -> None:
    upper = above.get(cell.column)
    if form is CellForm.UNDER and upper:
        upper.rows = cell.row - upper.row + 1
    elif form is CellForm.BESIDE and table.cells and table.cells[-1].row == cell.row:
        table.cells[-1].columns += cell.columns
    else:
        table.cells.append(cell)
        above[cell.column] = cell
