"""What a new version of the text does to the clauses in force: proposed by the portal, confirmed by a person."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self

from django.core.exceptions import ValidationError

from recommendations.documents import ParsedDocument
from recommendations.documents.alignment import Alignment, Clause, align
from recommendations.models import Resolution

STALE = (
    "Пока вы сопоставляли пункты, изменилась резолюция или сам документ. Показано новое сопоставление: "
    "проверьте его и внесите редакцию ещё раз."
)


class StaleAlignment(ValidationError):
    """The clauses are no longer those that the person saw aligned."""

    def __init__(self) -> None:
        super().__init__(STALE)


@dataclass(frozen=True)
class Confirmation:
    """What a person says of a new version: the alignment, of which clauses, and why some are dropped.

    `seen` is the `fingerprint` of the clauses that the person saw.
    """

    alignment: Alignment
    seen: str
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """JSON-ready values."""
        sources, heirs = self.alignment.sources, self.alignment.heirs
        return {
            "sources": [[key, source] for key, source in sources.items()],
            "heirs": [[key, heir] for key, heir in heirs.items()],
            "seen": self.seen,
            "reason": self.reason,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """What `as_json` gave."""
        return cls(Alignment(dict(data["sources"]), dict(data["heirs"])), data["seen"], data["reason"])


def clauses_in_force(resolution: Resolution) -> list[Clause]:
    """The clauses of the version in force, by their ids, in order."""
    rows = resolution.recommendations.in_force().order_by("position").select_related("section")
    return [
        Clause(row.pk, row.text, frozenset(group.code for group in row.section.groups.all()), row.section.heading)
        for row in rows.prefetch_related("section__groups")
    ]


def clauses_of(parsed: ParsedDocument) -> list[Clause]:
    """The clauses of a document by their place in it, from 1."""
    found = [(group, item) for group in parsed.groups for item in group.recommendations]
    return [
        Clause(key, item.text, frozenset(group.addressee_groups), group.heading)
        for key, (group, item) in enumerate(found, start=1)
    ]


def fingerprint(old: list[Clause], new: list[Clause]) -> str:
    """A sum of the clauses on both sides: an alignment holds for these and no others."""
    sides = [[[one.key, one.text, sorted(one.groups), one.heading] for one in side] for side in (old, new)]
    return sha256(json.dumps(sides).encode()).hexdigest()


def propose(resolution: Resolution, parsed: ParsedDocument) -> Confirmation:
    """Where the portal thinks each clause of the document comes from; a person confirms or changes it."""
    old, new = clauses_in_force(resolution), clauses_of(parsed)
    return Confirmation(align(old, new), fingerprint(old, new))


def holders(continued: Mapping[int, int | None], alignment: Alignment) -> dict[int, int]:
    """Clause of the document → the one in force whose row it takes over: its source before those merged into it.

    `continued`: in which clause of the document each one in force goes on, none when it is dropped.
    """
    found: dict[int, int] = {}
    for key in sorted(continued, key=lambda key: key in alignment.heirs):
        place = continued[key]
        if place is not None:
            found.setdefault(place, key)
    return found
