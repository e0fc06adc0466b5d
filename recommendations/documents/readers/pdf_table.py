"""Tables of a PDF page: rules that touch make a grid, cells without a rule between them are merged."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from recommendations.documents.readers.pdf_page import Box, Span

NEAR = 3.0
"""Rules nearer than so many points are one rule, or touch."""
MAX_RULES = 600


def _levels(values: Iterable[float]) -> list[float]:
    """Return the different places of rules, those that are near as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _ends(rules: list[Box], ends: Callable[[Box], tuple[float, float]]) -> list[float]:
    """Return the outermost ends of rules: the frame that a table left open lacks."""
    places = [place for rule in rules for place in ends(rule)]
    return [min(places), max(places)] if places else []


def _is_flat(rule: Box) -> bool:
    return rule.right - rule.left >= rule.height


def _touch(one: Box, other: Box) -> bool:
    return (
        one.left <= other.right + NEAR
        and other.left <= one.right + NEAR
        and one.bottom <= other.top + NEAR
        and other.bottom <= one.top + NEAR
    )


def _grow(rules: list[Box]) -> list[Box]:
    """Join the pieces of a rule that lie on one line: borders are drawn cell by cell."""
    grown: list[Box] = []
    for rule in sorted(rules, key=_along):
        last = grown[-1] if grown else None
        if (
            last
            and _is_flat(last) == _is_flat(rule)
            and abs(_place(last) - _place(rule)) <= NEAR
            and _touch(last, rule)
        ):
            grown[-1] = Box(
                min(last.left, rule.left),
                min(last.bottom, rule.bottom),
                max(last.right, rule.right),
                max(last.top, rule.top),
            )
        else:
            grown.append(rule)
    return grown


def _place(rule: Box) -> float:
    return rule.bottom if _is_flat(rule) else rule.left


def _along(rule: Box) -> tuple[bool, int, float]:
    return _is_flat(rule), round(_place(rule) / NEAR), rule.left if _is_flat(rule) else rule.bottom


@dataclass
class GridCell:
    """A cell of the grid with its merged slots and the spans of text in it."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    spans: list[Span] = field(default_factory=list)


class Grid:
    """One table: the places of its rules and the cells between them."""

    def __init__(self, rules: list[Box]) -> None:
        self.flat = [rule for rule in rules if _is_flat(rule)]
        self.upright = [rule for rule in rules if not _is_flat(rule)]
        self.xs = _levels([rule.left for rule in self.upright] + _ends(self.flat, lambda rule: (rule.left, rule.right)))
        self.ys = _levels(
            [rule.bottom for rule in self.flat] + _ends(self.upright, lambda rule: (rule.bottom, rule.top))
        )
        self._slots: dict[tuple[int, int], GridCell] = {}
        self.cells: list[GridCell] = []

    @property
    def is_table(self) -> bool:
        return len(self.xs) >= 3 and len(self.ys) >= 3

    @property
    def top(self) -> float:
        return self.ys[-1]

    def slot(self, span: Span) -> tuple[int, int] | None:
        """Return the row (from the top) and the column of a span; None outside the table."""
        x, y = span.centre
        column, up = bisect_left(self.xs, x) - 1, bisect_left(self.ys, y) - 1
        if not 0 <= column < len(self.xs) - 1 or not 0 <= up < len(self.ys) - 1:
            return None
        return len(self.ys) - 2 - up, column

    def put(self, span: Span) -> bool:
        """Put a span into its cell; return whether it stands in the table."""
        place = self.slot(span)
        if place is None:
            return False
        self._cell(place).spans.append(span)
        return True

    def _cell(self, place: tuple[int, int]) -> GridCell:
        if place not in self._slots:
            row, column = place
            first, last = self._extent(row, lambda at: not self._ruled_below(at, column), len(self.ys) - 1)
            left, right = self._extent(column, lambda at: not self._ruled_right(row, at), len(self.xs) - 1)
            ys = self.ys[::-1]
            box = Box(self.xs[left], ys[last + 1], self.xs[right + 1], ys[first])
            cell = GridCell(first, left, last - first + 1, right - left + 1, box)
            self.cells.append(cell)
            for inner_row in range(first, last + 1):
                for inner_column in range(left, right + 1):
                    self._slots.setdefault((inner_row, inner_column), cell)
        return self._slots[place]

    @staticmethod
    def _extent(start: int, merged_after: Callable[[int], bool], count: int) -> tuple[int, int]:
        first = last = start
        while first > 0 and merged_after(first - 1):
            first -= 1
        while last < count - 1 and merged_after(last):
            last += 1
        return first, last

    def _ruled_below(self, row: int, column: int) -> bool:
        y, x = self.ys[len(self.ys) - 2 - row], (self.xs[column] + self.xs[column + 1]) / 2
        return any(abs(rule.bottom - y) <= NEAR and rule.left <= x <= rule.right for rule in self.flat)

    def _ruled_right(self, row: int, column: int) -> bool:
        index = len(self.ys) - 2 - row
        x, y = self.xs[column + 1], (self.ys[index] + self.ys[index + 1]) / 2
        return any(abs(rule.left - x) <= NEAR and rule.bottom <= y <= rule.top for rule in self.upright)

    # ---------------------------------------------------- tables over several pages
    def goes_on(self, upper: "Grid") -> bool:
        """Whether the table has the columns of the one at the foot of the page above."""
        return len(self.xs) == len(upper.xs) and all(
            abs(one - other) <= NEAR for one, other in zip(self.xs, upper.xs, strict=True)
        )

    def row(self, number: int) -> dict[int, GridCell]:
        """Return the cells that begin in a row, by column."""
        return {cell.column: cell for cell in self.cells if cell.row == number and cell.spans}

    @property
    def height(self) -> int:
        return len(self.ys) - 1


def _words(row: dict[int, GridCell]) -> list[str]:
    return [" ".join(span.text for span in row[column].spans) for column in sorted(row)]


def _is_rest(row: dict[int, GridCell]) -> bool:
    """Whether the row is the rest of one that the end of the page has cut: it begins in the middle of a sentence."""
    texts = _words(row)
    return bool(row) and 0 not in row and any(text[:1].islower() or text[:1] in '«"(–-' for text in texts)


def joined_cells(grids: list[Grid]) -> list[GridCell]:
    """Return the cells of a table from all its pages; a repeated header is left out, a row cut in two is mended."""
    first, cells = grids[0], list(grids[0].cells)
    offset = first.height
    for grid in grids[1:]:
        skipped = 1 if _words(grid.row(0)) == _words(first.row(0)) else 0
        rest = grid.row(skipped)
        if _is_rest(rest):
            last = {cell.column: cell for cell in sorted(cells, key=lambda cell: cell.row)}
            for column, cell in rest.items():
                last.get(column, cell).spans += cell.spans if column in last else []
            skipped += 1
        kept = [cell for cell in grid.cells if cell.row >= skipped]
        cells += [replace(cell, row=cell.row + offset - skipped) for cell in kept]
        offset += grid.height - skipped
    return cells


def find_grids(rules: list[Box]) -> list[Grid]:
    """Return the tables of a page: rules are of one table when they touch."""
    left = _grow(rules)
    if len(left) > MAX_RULES:
        return []
    grids = []
    while left:
        group, waiting = [], [left.pop()]
        while waiting:
            rule = waiting.pop()
            group.append(rule)
            near = [other for other in left if _touch(rule, other)]
            left = [other for other in left if not _touch(rule, other)]
            waiting += near
        grid = Grid(group)
        if grid.is_table:
            grids.append(grid)
    return grids
