"""The walk of tests/test_access.py feels every line of the policies and of `visible_to`.

Each line is taken out in turn; then the requests that reach it in the sound portal are made anew until one of them
ends otherwise than it did. A line that no request misses fails here by its name: give the table a row about it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.access.mutants import LostPart, Mutant, Place, in_force, lost_parts, mutants_of, places, probed, without
from tests.access.table import ROLES, ROWS, Row
from tests.access.walk import ask, has_own
from tests.access.world import AccessWorld, Side

# A policy knows no database, the walk itself runs on both: once is enough for what takes minutes.
pytestmark = pytest.mark.sqlite

MUTANTS = [mutant for place in places() for mutant in mutants_of(place)]
# Roles that read differently, for the many things of another region.
READERS = ("specialist", "coordinator", "school", "methodologist", "observer", "administrator")
_LISTED = Path(__file__).with_name("access_survivors.txt").read_text(encoding="utf-8").splitlines()
# Lines that no request can miss, as what stands above or below says the same; the reason stands over each.
EQUIVALENT = {line for line in _LISTED if line and not line.startswith("#")}


@dataclass(frozen=True)
class Cell:
    """One role before one row of a side."""

    row: Row
    side: int
    role: str


@dataclass
class Sound:
    """The sound portal: how each cell ends, and which cells reach a line."""

    ends: dict[Cell, object] = field(default_factory=dict)
    reached: dict[tuple[str, int], list[Cell]] = field(default_factory=lambda: defaultdict(list))


def side_of(access: AccessWorld, cell: Cell) -> Side:
    return [*access.sides, access.foreign][cell.side]


def cells(access: AccessWorld) -> Iterator[Cell]:
    """All own cells, the closed ones of the other sides, and the other region before roles that read differently."""
    for row in ROWS:
        yield from (Cell(row, 0, role) for role in ROLES)
        for number, side in enumerate(access.sides[1:], start=1):
            if has_own(row, side, access.own):
                yield from (Cell(row, number, role) for role in ROLES if row.wanted(role) in "f.")
        if row.thing != "-":
            yield from (Cell(row, len(access.sides), role) for role in READERS)


def end(access: AccessWorld, cell: Cell) -> object:
    """What the walk looks at: the mark, whose words are on the page, the sentence of a refusal."""
    side = side_of(access, cell)
    actor = access.own.world[cell.role] if side is access.foreign else side.world[cell.role]
    try:
        answer = ask(access, cell.row, side, actor)
        text = answer.text
    except Exception as error:
        return type(error)
    return answer.mark, answer.reason, frozenset(word for word in access.all_words if word in text)


@pytest.fixture(scope="module")
def sound_portals() -> dict[int, Sound]:
    return {}


@pytest.fixture
def sound(access: AccessWorld, sound_portals: dict[int, Sound]) -> Sound:
    """Walked once a module."""
    if not sound_portals:
        sound_portals[0] = _walk(access)
    return sound_portals[0]


def _walk(access: AccessWorld) -> Sound:
    sound, now = Sound(), set()
    with ExitStack() as stack:
        for place in places():
            stack.enter_context(probed(place, lambda line, module=place.module: now.add((module, line))))
        for cell in cells(access):
            now.clear()
            sound.ends[cell] = end(access, cell)
            for key in now:
                sound.reached[key].append(cell)
    return sound


def missed_by(access: AccessWorld, sound: Sound, reaching: Iterable[Cell]) -> Cell | None:
    """The first cell that ends otherwise."""
    return next((cell for cell in reaching if end(access, cell) != sound.ends[cell]), None)


def closed_first(cell: Cell) -> bool:
    """A refusal is quicker than a page."""
    return cell.row.wanted(cell.role) not in "f."


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_the_walk_misses_the_line(access: AccessWorld, sound: Sound, mutant: Mutant) -> None:
    reaching = sound.reached[mutant.place.module, mutant.reached_at]
    with in_force(mutant):
        missed = missed_by(access, sound, sorted(reaching, key=closed_first))
    judge(str(mutant), missed, len(reaching))


@pytest.mark.parametrize("part", lost_parts(), ids=str)
def test_the_walk_misses_the_part(access: AccessWorld, sound: Sound, part: LostPart) -> None:
    """«One move table: act × from × to × who»."""
    reaching = sound.reached["recommendations.policies", first_line_of_may()]
    acts = [cell for cell in reaching if cell.row.method == "POST"]
    with without(part):
        missed = missed_by(access, sound, sorted(acts, key=closed_first, reverse=True))
    judge(str(part), missed, len(acts))


def judge(name: str, missed: Cell | None, tried: int) -> None:
    """A line that nobody misses needs its reason, one that is missed must not have any."""
    if name in EQUIVALENT:
        assert missed is None, f"listed among the survivors, but missed by {missed}: {name}"
    else:
        assert missed, f"survives {tried} requests: {name}"


def first_line_of_may() -> int:
    """Where the move table is asked."""
    return Place("recommendations.policies", "may").tree().body[1].lineno


def test_the_sites_are_found() -> None:
    """The search for sites has not gone blind, and the list names no line that is gone."""
    assert {str(one) for one in (*MUTANTS, *lost_parts())} >= EQUIVALENT
    assert len(places()) > 50
    assert len(MUTANTS) > 150
    assert Place("recommendations.querysets.task", "TaskQuerySet.visible_to") in places()
