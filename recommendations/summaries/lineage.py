"""The versions of a resolution's text: what each of them changed, and how one clause came to be what it is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, QuerySet

from recommendations.documents.alignment import ChangeKind
from recommendations.documents.wording import Stretch, compare, wording_key
from recommendations.models import PastWording, Recommendation, Resolution, ResolutionText, Section
from recommendations.models.recommendation import Wording
from recommendations.summaries.amendment import counts_of
from recommendations.summaries.text_blocks import title_of


@dataclass(frozen=True)
class VersionRow:
    """A version of the text and what it changed in the one before; the first one changed nothing."""

    text: ResolutionText
    is_in_force: bool
    counts: Mapping[str, int]


def version_rows(resolution: Resolution) -> list[VersionRow]:
    """The versions, newest first; a constant number of queries."""
    fates = PastWording.objects.filter(recommendation__resolution=resolution).order_by()
    found = [(version + 1, fate, number) for version, fate, number in _grouped(fates, "version", "fate")]
    new = resolution.recommendations.filter(origin=None, since_version__gt=1).order_by()
    found += [(version, ChangeKind.NEW, number) for version, number in _grouped(new, "since_version")]
    texts = resolution.texts.defer("plain_text", "pieces").select_related("imported_by").order_by("-version")
    return [
        VersionRow(
            text,
            text.version == resolution.version,
            counts_of((kind, number) for version, kind, number in found if version == text.version),
        )
        for text in texts
    ]


def _grouped(rows: QuerySet[Any], *columns: str) -> Iterable[tuple[Any, ...]]:
    return rows.values_list(*columns).annotate(number=Count("pk"))


@dataclass(frozen=True)
class ClauseLine:
    """A clause of a version beside the same clause in the version before.

    `before`: as it stood there with its fate, none if it was not there. `stretches` are empty where no word has
    changed.
    """

    clause: Recommendation
    wording: Wording
    before: PastWording | None
    stretches: tuple[Stretch, ...] = ()

    @property
    def is_renumbered(self) -> bool:
        return self.before is not None and self.before.number != self.wording.number

    @property
    def is_readdressed(self) -> bool:
        return self.before is not None and self.before.section.heading != self.wording.section.heading


@dataclass(frozen=True)
class GoneLine:
    """A clause of the version before that this one does not have, and into which clause it went."""

    clause: Recommendation
    before: PastWording
    heir: Wording | None


@dataclass(frozen=True)
class VersionText:
    """The text of a version by sections, compared with the version before."""

    title: str
    text: ResolutionText
    sections: tuple[tuple[Section, tuple[ClauseLine, ...]], ...]
    gone: tuple[GoneLine, ...]


def version_text(resolution: Resolution, text: ResolutionText) -> VersionText:
    """The clauses as they stood in that version, each beside its wording of the version before."""
    clauses = resolution.recommendations.select_related("section", "origin").in_bulk()
    is_in_force = text.version == resolution.version
    now = _in_force(clauses.values()) if is_in_force else _past(clauses, text.version)
    before = _past(clauses, text.version - 1)
    lines = [_line(clauses[key], wording, before.get(key)) for key, wording in now.items()]
    gone = [(clauses[key], wording) for key, wording in before.items() if key not in now]
    return VersionText(
        title_of(resolution, text),
        text,
        tuple((section, tuple(group)) for section, group in groupby(lines, key=lambda line: line.wording.section)),
        tuple(GoneLine(clause, wording, now.get(clause.successor_id or 0)) for clause, wording in gone),
    )


def _in_force(clauses: Iterable[Recommendation]) -> Mapping[int, Wording]:
    """Clause id → the clause itself, in the order of the text."""
    return {row.pk: row for row in sorted(clauses, key=lambda row: row.position) if row.is_in_force}


def _past(clauses: Iterable[int], version: int) -> dict[int, PastWording]:
    """Clause id → as it stood in the version, in the order of the text."""
    past = PastWording.objects.filter(recommendation__in=list(clauses), version=version)
    return {row.recommendation_id: row for row in past.select_related("section").order_by("position")}


def _line(clause: Recommendation, wording: Wording, before: PastWording | None) -> ClauseLine:
    return ClauseLine(clause, wording, before, _stretches(before, wording))


def _stretches(before: Wording | None, wording: Wording) -> tuple[Stretch, ...]:
    """Word by word; a comma or a dash alone is no change of the clause."""
    if before is None or wording_key(before.text) == wording_key(wording.text):
        return ()
    return compare(before.text, wording.text)


@dataclass(frozen=True)
class Edition:
    """How a clause stood from one version to another, and what its words were changed in."""

    first: int
    last: int
    wording: Wording
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class ClauseHistory:
    """Editions of a clause, newest first, and the clauses it came from and went into."""

    clause: Recommendation
    editions: tuple[Edition, ...]
    parts: tuple[Recommendation, ...]
    merged: tuple[Recommendation, ...]

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        clause = self.clause
        return len(self.editions) > 1 or bool(clause.origin_id or clause.retired_version or self.parts or self.merged)


def clause_history(clause: Recommendation) -> ClauseHistory:
    """How the clause came to be what it is; versions that changed nothing in it are told together."""
    past: list[tuple[int, Wording]] = [
        (row.version, row) for row in clause.past_wordings.select_related("section").order_by("version")
    ]
    standing = [*past, (clause.resolution.version, clause)] if clause.is_in_force else past
    return ClauseHistory(
        clause,
        tuple(_editions(standing))[::-1],
        tuple(clause.parts.order_by("position", "pk")),
        tuple(clause.merged.order_by("position", "pk")),
    )


def _editions(standing: list[tuple[int, Wording]]) -> Iterator[Edition]:
    before: Wording | None = None
    for _, group in groupby(standing, key=lambda pair: _looks(pair[1])):
        rows = list(group)
        last, wording = rows[-1]
        yield Edition(rows[0][0], last, wording, _stretches(before, wording))
        before = wording


@dataclass(frozen=True)
class Rewording:
    """A version that changed the words of a clause, and what they were before it."""

    text: ResolutionText
    stretches: tuple[Stretch, ...]

    @property
    def recorded_at(self) -> datetime:
        """When the version came in: among the acts on a task."""
        return self.text.imported_at


def rewordings_since(clause: Recommendation, resolution: Resolution, moment: datetime) -> list[Rewording]:
    """Versions brought in after the moment that changed the words of the clause, oldest first.

    Without such versions one query, for a resolution of one version none.
    """
    if resolution.version == 1:
        return []
    later = resolution.texts.filter(imported_at__gt=moment).order_by("version").select_related("imported_by")
    if not (texts := list(later.defer("plain_text", "pieces"))):
        return []
    standing: dict[int, Wording] = {row.version: row for row in clause.past_wordings.all()}
    if clause.is_in_force:
        standing[resolution.version] = clause
    found = [(text, standing.get(text.version - 1), standing.get(text.version)) for text in texts]
    changed = [Rewording(text, _stretches(before, after)) for text, before, after in found if after is not None]
    return [one for one in changed if one.stretches]


def _looks(wording: Wording) -> tuple[str, str, str]:
    return wording.number, wording_key(wording.text), wording.section.heading
