"""The search behind an alignment: which recommendations of two editions belong together."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import product
from typing import NamedTuple

from recommendations.documents.likeness import Clause, Profile, by_rarity, profile, rest, shared, size
from recommendations.documents.wording import wording_key


class _Level(NamedTuple):
    """How alike a pair must be, and how much of a part must be found in the rest of its whole."""

    likeness: float
    share: float


# The surest pairs first, so that a doubtful one never takes the place of a sure one.
_LEVELS = (_Level(0.6, 0.8), _Level(0.45, 0.65), _Level(0.33, 0.48))
_SAME_PLACE, _OTHER_PLACE, _NEIGHBOUR = 0.08, -0.1, 0.05
# Parts of a split repeat its verb and its subject, yet each brings words of the whole that the others left.
_REPEATED, _LEAST_OF_WHOLE = 0.8, 0.06
_READDRESSED = 0.8


class _Side:
    """One edition: its clauses, their wording, place and words, and the clauses of the other edition linked to each."""

    def __init__(self, clauses: Sequence[Clause], profiles: list[Profile]) -> None:
        self.clauses, self.profiles = clauses, profiles
        self.sizes = [size(one) for one in profiles]
        self.wordings = [wording_key(clause.text) for clause in clauses]
        self.headings = [wording_key(clause.heading) for clause in clauses]
        self.links: list[list[int]] = [[] for _ in clauses]
        self.left = list(profiles)

    def free(self) -> list[int]:
        return [index for index, links in enumerate(self.links) if not links]

    def link(self, index: int, other: int, words: Profile) -> None:
        """Note the other clause; `left` keeps the words of this one that no clause linked to it has."""
        self.links[index].append(other)
        self.left[index] = rest(self.left[index], words)

    def groups(self, index: int) -> frozenset[str]:
        return self.clauses[index].groups


class Matching:
    """Links between two editions, found step by step: `links` of a side name clauses of the other by position."""

    def __init__(self, old: Sequence[Clause], new: Sequence[Clause]) -> None:
        profiles = by_rarity([profile(clause.text) for clause in (*old, *new)])
        self.old, self.new = _Side(old, profiles[: len(old)]), _Side(new, profiles[len(old) :])

    def run(self) -> None:
        """Link the clauses: the same wording first, then likeness, parts of a split and parts of a merge."""
        self._same_wording()
        for level in _LEVELS:
            self._pairs(level.likeness)
            _Parts(self, self.new, self.old).attach(level.share)
            _Parts(self, self.old, self.new).attach(level.share)

    def source(self, new: int) -> int | None:
        """Return the old clause that a new one comes from, the most alike of those linked to it."""
        return max(self.new.links[new], key=lambda old: self.likeness(old, new), default=None)

    @cached_property
    def _shared(self) -> list[list[float]]:
        return [[shared(old, new) for new in self.new.profiles] for old in self.old.profiles]

    def shared(self, old: int, new: int) -> float:
        return self._shared[old][new]

    def likeness(self, old: int, new: int) -> float:
        """Return how alike two clauses are, 0 to 1."""
        both = self.old.sizes[old] + self.new.sizes[new]
        return 2 * self.shared(old, new) / both if both else 0

    def link(self, old: int, new: int) -> None:
        self.old.link(old, new, self.new.profiles[new])
        self.new.link(new, old, self.old.profiles[old])

    def place(self, old: int, new: int) -> float:
        """Return what the addressees add to the likeness of two clauses; unknown ones are told by the heading."""
        mine, theirs = self.old.groups(old), self.new.groups(new)
        if mine and theirs:
            return _SAME_PLACE if mine == theirs else 0 if mine & theirs else _OTHER_PLACE
        return _SAME_PLACE if self.old.headings[old] == self.new.headings[new] else 0

    def _same_wording(self) -> None:
        """Twins stay with their addressees; what is left under another addressee has moved there."""
        self._same(lambda side, at: (side.wordings[at], side.groups(at), side.headings[at]))
        self._same(lambda side, at: (side.wordings[at], side.groups(at)))
        self._same(lambda side, at: (side.wordings[at],))

    def _same(self, trait: Callable[[_Side, int], tuple]) -> None:
        waiting = defaultdict(list)
        for new in reversed(self.new.free()):
            waiting[trait(self.new, new)].append(new)
        for old in self.old.free():
            if waiting[trait(self.old, old)]:
                self.link(old, waiting[trait(self.old, old)].pop())

    def _neighbours(self, old: int, new: int) -> int:
        """Count the sides, before and after, on which the two stand next to a linked pair."""
        beside = ((old + step, new + step) for step in (-1, 1))
        return sum(
            0 <= mine < len(self.old.links) and 0 <= theirs < len(self.new.links) and theirs in self.old.links[mine]
            for mine, theirs in beside
        )

    def _score(self, old: int, new: int) -> float:
        return self.likeness(old, new) + self.place(old, new) + _NEIGHBOUR * self._neighbours(old, new)

    def _candidates(self, least: float) -> Iterator[tuple[float, int, int]]:
        free = self.new.free()
        for old in self.old.free():
            scores = ((self._score(old, new), -old, -new) for new in free)
            yield from (found for found in scores if found[0] >= least)

    def _pairs(self, least: float) -> None:
        for _, old, new in sorted(self._candidates(least), reverse=True):
            if not self.old.links[-old] and not self.new.links[-new]:
                self.link(-old, -new)


class _Parts:
    """Clauses of one side without a pair, each mostly contained in a clause of the other: a split or a merge."""

    def __init__(self, matching: Matching, parts: _Side, wholes: _Side) -> None:
        self.matching, self.parts, self.wholes = matching, parts, wholes

    def _pair(self, part: int, whole: int) -> tuple[int, int]:
        return (whole, part) if self.parts is self.matching.new else (part, whole)

    def _readdressed(self, part: int, whole: int) -> bool:
        """Whether the part repeats the whole for addressees of the whole that have no line of their own yet."""
        mine, theirs = self.parts.groups(part), self.wholes.groups(whole)
        served = frozenset().union(*(self.parts.groups(link) for link in self.wholes.links[whole]))
        return (
            bool(mine) and mine <= theirs - served and self.matching.likeness(*self._pair(part, whole)) > _READDRESSED
        )

    def _most(self, part: int, whole: int) -> float:
        """Return the greatest share that the part can have in the whole, 0 to 1."""
        size = self.parts.sizes[part]
        return self.matching.shared(*self._pair(part, whole)) / size if size else 0

    def _share(self, part: int, whole: int) -> float:
        """Return how much of the part is in the whole, 0 to 1; words repeated from other parts count for less."""
        pair = self._pair(part, whole)
        if self._readdressed(part, whole):
            return 1
        left = shared(self.parts.profiles[part], self.wholes.left[whole])
        if left < _LEAST_OF_WHOLE * self.wholes.sizes[whole]:
            return 0
        repeated = self.matching.shared(*pair) - left
        return (left + _REPEATED * repeated) / self.parts.sizes[part] + min(0, self.matching.place(*pair))

    def attach(self, least: float) -> None:
        """Link each part to its whole, the surest first; a link leaves less of the whole for the others."""
        pairs = product(self.parts.free(), range(len(self.wholes.links)))
        queue = [(-self._share(*pair), *pair) for pair in pairs if self._most(*pair) >= least]
        heapify(queue)
        while queue:
            expected, part, whole = heappop(queue)
            share = self._share(part, whole)
            if self.parts.links[part] or share < least:
                continue
            if share < -expected:
                heappush(queue, (-share, part, whole))
            else:
                self.matching.link(*self._pair(part, whole))
