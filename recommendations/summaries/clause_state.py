"""How clauses stand at a moment, in figures and in words: one source for the text, the theme and the paper."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Max, Min

from organizations.access import Actor
from recommendations.control import Bucket
from recommendations.models import Assignment, Recommendation
from recommendations.statuses import AssignmentStatus
from recommendations.summaries.by_recommendation import NOT_ISSUED
from recommendations.summaries.figures import Figures
from recommendations.summaries.moment import Moment
from recommendations.summaries.selection import APART, Selection
from recommendations.summaries.sentences import state_pieces
from recommendations.summaries.table import Cell, Piece


@dataclass
class _Count:
    """What the tasks of one clause add up to."""

    buckets: Counter[Bucket] = field(default_factory=Counter)
    due: list[date] = field(default_factory=list)
    controllers: dict[str, None] = field(default_factory=dict)
    draft: Assignment | None = None


@dataclass(frozen=True)
class ClauseState:
    """A clause with the state of the tasks that the reader sees.

    `due`: the first and the last deadline in force of what is on control; None when nothing is. `draft`: an
    assignment that is not sent yet, for those who may see it.
    """

    moment: Moment
    clause: Recommendation
    figures: Figures
    due: tuple[date, date] | None = None
    controllers: tuple[str, ...] = ()
    draft: Assignment | None = None

    @property
    def is_issued(self) -> bool:
        """Whether the reader sees a task of the clause, settled ones included."""
        return bool(self.figures.total)

    @property
    def terms(self) -> str:
        """«срок 01.10.2021; контролёр Иванова А. П.»; empty without a task."""
        return "; ".join(filter(None, [_due_words(self.due), _controller_words(self.controllers)]))

    @property
    def note(self) -> Cell:
        """The whole state as a sentence without its full stop, each figure with its rows."""
        if not self.is_issued:
            return Cell(nothing_seen(self.moment.actor))
        terms = [Piece(f"; {self.terms}")] if self.terms else []
        return Cell.sentence(*state_pieces(self.figures, self.select), *terms)

    def select(self, name: str) -> Selection:
        """The tasks of the clause behind a figure."""
        return self.moment.selection(name, recommendation=self.clause.pk)


def clause_states(moment: Moment, clauses: Iterable[Recommendation]) -> dict[int, ClauseState]:
    """Recommendation id → state at the moment, for each of the given ones; two queries."""
    rows = list(clauses)
    found = _counted(moment, [row.pk for row in rows])
    return {row.pk: _state(moment, row, found.get(row.pk) or _Count()) for row in rows}


def nothing_seen(actor: Actor) -> str:
    """Why a clause has no figures: who reads a part of the region does not know what others were told to do."""
    if actor.reads_all:
        return NOT_ISSUED
    return "на вашей территории обязательств нет" if actor.is_coordinator else "у вашей организации обязательств нет"


def _counted(moment: Moment, clause_ids: list[int]) -> dict[int, _Count]:
    seen = Assignment.objects.visible_to(moment.actor).filter(recommendation__in=clause_ids)
    assignments = {row.pk: row for row in seen.select_related("controller_person").order_by("pk")}
    found: dict[int, _Count] = {row.recommendation_id: _Count() for row in assignments.values()}
    for row in assignments.values():
        if row.status == AssignmentStatus.DRAFT and moment.day is None:
            found[row.recommendation_id].draft = row
    tasks = moment.tasks().filter(assignment__in=list(assignments)).order_by().values("assignment_id", "bucket")
    for group in tasks.annotate(number=Count("*"), first=Min("due"), last=Max("due")).order_by("assignment_id"):
        assignment = assignments[group["assignment_id"]]
        count = found[assignment.recommendation_id]
        count.buckets[Bucket(group["bucket"])] += group["number"]
        if group["bucket"] not in APART:
            count.due += [group["first"], group["last"]]
            count.controllers[assignment.controller_person.short_name] = None
    return found


def _state(moment: Moment, clause: Recommendation, count: _Count) -> ClauseState:
    due = (min(count.due), max(count.due)) if count.due else None
    return ClauseState(moment, clause, Figures(count.buckets), due, tuple(count.controllers), count.draft)


def _due_words(due: tuple[date, date] | None) -> str:
    if due is None:
        return ""
    first, last = due
    return f"срок\u00a0{first:%d.%m.%Y}" if first == last else f"сроки с\u00a0{first:%d.%m.%Y} по\u00a0{last:%d.%m.%Y}"


def _controller_words(names: tuple[str, ...]) -> str:
    return f"{'контролёр' if len(names) == 1 else 'контролёры'} {', '.join(names)}" if names else ""
