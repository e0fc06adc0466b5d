"""Lines of a sheet that are not organizations: names of districts over their schools, totals; merged cells filled."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Self

from organizations.registry.places import Places
from organizations.registry.sheets import Sheet, column_letter

_TOTAL = re.compile(r"(?:итого|всего|в том числе)\b", re.IGNORECASE)
_PLACE_WORDS = re.compile(
    r"(?:муниципальн\w+ (?:район|округ|образование)|район|р-н|городской округ)\b|^(?:г\.|город) ", re.IGNORECASE
)
_SCHOOL_WORDS = re.compile(r"школ|гимнази|лице|\bс[оО]?ш\b|№|учрежден|интернат|детск", re.IGNORECASE)


class Section(NamedTuple):
    """A district over its schools: the cell that names it, and the municipalities that it may be."""

    cell: str
    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, line: int, cells: Sequence[str], places: Places) -> Self:
        """The section that the line opens."""
        place, text = next((place, cell) for place, cell in enumerate(cells, start=1) if _says(cell))
        return cls(f"{column_letter(place)}{line}", text, places.named(text))


def is_section(cells: Sequence[str], places: Places) -> bool:
    """The line holds one text, and it is a municipality, known to the portal or not."""
    texts = {cell for cell in cells if _says(cell)}
    if len(texts) != 1:
        return False
    text = texts.pop()
    return bool(places.named(text)) or bool(_PLACE_WORDS.search(text) and not _SCHOOL_WORDS.search(text))


def is_total(cells: Sequence[str]) -> bool:
    """«Итого: 12 школ»."""
    return any(_TOTAL.match(cell) for cell in cells)


def with_merged(sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """Lines with the text of a cell that is merged downwards repeated in each line of it."""
    tall = {(area.top, area.left): area.bottom for area in sheet.merged if area.bottom > area.top}
    lefts = sorted({left for _, left in tall})
    open_areas: dict[int, tuple[int, str]] = {}
    for number, cells in sheet.lines():
        for left in lefts:
            if left > len(cells):
                continue
            if (number, left) in tall:
                open_areas[left] = tall[number, left], cells[left - 1]
            elif number <= open_areas.get(left, (0, ""))[0]:
                cells[left - 1] = open_areas[left][1]
        yield number, cells


def _says(cell: str) -> bool:
    """A text, not a running number."""
    return bool(cell) and not cell.isdigit()
