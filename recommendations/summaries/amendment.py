"""What a new version of the text would change: clauses side by side, what hangs on them, what becomes of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from organizations.access import Actor
from recommendations.documents import ParsedDocument
from recommendations.documents.alignment import Alignment, Change, ChangeKind, changes, continuations, similarity
from recommendations.documents.wording import Stretch, compare
from recommendations.models import Assignment, Recommendation, Resolution, Task
from recommendations.services.alignments import clauses_in_force, clauses_of, holders
from recommendations.statuses import AssignmentStatus
from recommendations.summaries.figures import BucketCounts, buckets_by

ALIKE = 0.75
"""A reworded clause less alike than this may be another clause: a person looks at it first."""
MANY_WITHDRAWN = 20
"""More tasks than these are withdrawn only when a person has ticked their number."""


@dataclass(frozen=True)
class OldClause:
    """A clause in force, its assignments and tasks, and the clause of the new version in which it goes on.

    `keeps_row`: it goes on itself; one that was merged into another is retired with its tasks.
    """

    clause: Recommendation
    issued: int
    drafts: int
    figures: BucketCounts
    goes_on_as: "NewClause | None"
    keeps_row: bool

    @property
    def unfinished(self) -> int:
        """Tasks that are withdrawn if the clause is dropped."""
        return self.figures.on_control - self.figures.done


@dataclass(frozen=True)
class NewClause:
    """A clause of the document by its place in it, from 1."""

    key: int
    number: str
    text: str
    heading: str
    groups: frozenset[str]


@dataclass(frozen=True)
class ChangeRow:
    """Clauses of both sides that belong together; `stretches` compare their texts word by word."""

    kind: ChangeKind
    old: tuple[OldClause, ...]
    new: tuple[NewClause, ...]
    is_readdressed: bool

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Empty where there is nothing to compare."""
        return compare(_joined(one.clause for one in self.old), _joined(self.new)) if self.old and self.new else ()

    @property
    def is_renumbered(self) -> bool:
        """The same clause under another number."""
        return len(self.old) == len(self.new) == 1 and self.old[0].clause.number != self.new[0].number

    @cached_property
    def comes_first(self) -> bool:
        """Whether a person should look at it before anything else."""
        if self.kind == ChangeKind.REWORDED:
            return similarity(self.old[0].clause.text, self.new[0].text) < ALIKE
        return self.kind in {ChangeKind.DROPPED, ChangeKind.SPLIT, ChangeKind.MERGED}

    @property
    def stays(self) -> bool:
        """Nothing but the number has changed."""
        return self.kind == ChangeKind.KEPT and not self.is_readdressed


@dataclass(frozen=True)
class Amendment:
    """All changes; every clause of both sides stands in exactly one row."""

    rows: tuple[ChangeRow, ...]

    @property
    def first(self) -> list[ChangeRow]:
        """What needs the eye first: dropped, merged, split, reworded beyond recognition."""
        order = list(_BY_WEIGHT)
        return sorted((row for row in self.rows if row.comes_first), key=lambda row: order.index(row.kind))

    @property
    def others(self) -> list[ChangeRow]:
        """Reworded a little, readdressed, new."""
        return [row for row in self.rows if not row.comes_first and not row.stays]

    @property
    def same(self) -> list[ChangeRow]:
        """Without changes."""
        return [row for row in self.rows if row.stays]

    @property
    def counts(self) -> dict[str, int]:
        """Kind → clauses of the version in force; new ones are counted in the new version."""
        return counts_of((row.kind, len(row.old) or len(row.new)) for row in self.rows)

    @property
    def dropped(self) -> list[OldClause]:
        return [one for row in self.rows if row.kind == ChangeKind.DROPPED for one in row.old]

    @property
    def in_force(self) -> int:
        """Clauses of the version in force."""
        return sum(len(row.old) for row in self.rows)

    @property
    def is_foreign(self) -> bool:
        """Whether most clauses in force are not found in the document: it may be another one altogether."""
        return 2 * len(self.dropped) > self.in_force

    @property
    def touched(self) -> list[int]:
        """Clauses in force whose words change or go."""
        stay = {ChangeKind.KEPT, ChangeKind.NEW}
        return [one.clause.pk for row in self.rows if row.kind not in stay for one in row.old]

    @property
    def withdrawn(self) -> int:
        """Tasks that will be withdrawn."""
        return sum(one.unfinished for one in self.dropped)

    @property
    def asks_reason(self) -> bool:
        """Whether a clause with assignments on control is dropped."""
        return any(one.issued for one in self.dropped)

    @property
    def asks_consent(self) -> bool:
        """Whether a person has to tick what will be lost."""
        return self.is_foreign or self.withdrawn > MANY_WITHDRAWN


_BY_WEIGHT = (ChangeKind.DROPPED, ChangeKind.MERGED, ChangeKind.SPLIT, ChangeKind.REWORDED)


def counts_of(found: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Kind → number, in the order in which the kinds are told; kinds without a clause are left out."""
    counts: Counter[str] = Counter()
    for kind, number in found:
        counts[str(kind)] += number
    return {str(kind): counts[kind] for kind in ChangeKind if counts[kind]}


def _joined(clauses: Iterable[Recommendation | NewClause]) -> str:
    return " ".join(one.text for one in clauses)


def amendment(actor: Actor, resolution: Resolution, parsed: ParsedDocument, alignment: Alignment) -> Amendment:
    """What the document would change in the resolution with this alignment.

    Raises ValueError, in words for a person, when the alignment does not fit the clauses.
    """
    plan = _Plan(actor, resolution, parsed, alignment)
    return Amendment(tuple(plan.row(change) for change in plan.changes))


class _Plan:
    """Both sides by their keys."""

    def __init__(self, actor: Actor, resolution: Resolution, parsed: ParsedDocument, alignment: Alignment) -> None:
        old, new = clauses_in_force(resolution), clauses_of(parsed)
        self.changes = changes(alignment, old, new)
        self.groups = {one.key: one.groups for one in old}
        numbers = [item.number for group in parsed.groups for item in group.recommendations]
        self.new = {
            one.key: NewClause(one.key, number, one.text, one.heading, one.groups)
            for one, number in zip(new, numbers, strict=True)
        }
        self.continued = continuations(alignment, old, new)
        self.keeps = set(holders(self.continued, alignment).values())
        self.rows = {row.pk: row for row in resolution.recommendations.in_force().select_related("section")}
        tasks = Task.objects.visible_to(actor).filter(resolution=resolution).as_of(None, actor.region)
        self.figures = {key: counts for (key,), counts in buckets_by(tasks, "assignment__recommendation_id").items()}
        self.held = Counter(Assignment.objects.filter(resolution=resolution).values_list("recommendation_id", "status"))

    def row(self, change: Change) -> ChangeRow:
        old = tuple(self._old(key) for key in change.old)
        new = tuple(self.new[key] for key in change.new)
        is_pair = len(old) == len(new) == 1
        return ChangeRow(change.kind, old, new, is_pair and self.groups[change.old[0]] != new[0].groups)

    def _old(self, key: int) -> OldClause:
        return OldClause(
            clause=self.rows[key],
            issued=self.held[key, AssignmentStatus.ISSUED],
            drafts=self.held[key, AssignmentStatus.DRAFT],
            figures=self.figures.get(key, BucketCounts()),
            goes_on_as=self.new.get(self.continued[key] or 0),
            keeps_row=key in self.keeps,
        )
