"""The letter «новая редакция»: the words of clauses that a person's organizations execute have changed."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.template.loader import render_to_string
from django.urls import reverse

from organizations.access import Actor
from organizations.models import Organization, User
from recommendations.models import Assignment, Letter, PastWording, Recommendation, Resolution, Task, TaskEvent
from recommendations.notifications.outbox import make_letter, queue_letters
from recommendations.notifications.reporters import reporters
from recommendations.querysets.task import TaskQuerySet
from recommendations.statuses import Act, TaskStatus

KIND = "new_version"
CLAUSES_IN_FULL = 10


@dataclass(frozen=True)
class ChangedClause:
    """A clause as it stood before the version, the clause in which it goes on, and what was split off it.

    `now` is none when the version has dropped it.
    """

    before: PastWording
    now: Recommendation | None
    parts: list[Recommendation]

    @property
    def reason(self) -> str:
        """Why it was dropped, in the words that its tasks were withdrawn with."""
        return self.before.recommendation.retirement_reason

    @property
    def is_absorbed(self) -> bool:
        """Whether it is retired and another clause goes on in its place."""
        return self.now is not None and self.now != self.before.recommendation

    @property
    def order(self) -> tuple[bool, int]:
        """Dropped ones first, then as the text goes."""
        return self.now is not None, self.before.position


@dataclass(frozen=True)
class HeldTask:
    """A task of a changed clause with what the letter says of it."""

    task: Task
    organization: Organization

    @property
    def url(self) -> str:
        return settings.PUBLIC_URL + self.task.get_absolute_url()

    @property
    def part(self) -> str:
        """The stated part of the clause: a version does not change it."""
        return self.task.assignment.part_text


@dataclass(frozen=True)
class ToldClause:
    """A changed clause with the recipient's tasks."""

    clause: ChangedClause
    tasks: list[HeldTask]


def tell_of_version(*, actor: Actor, resolution: Resolution) -> int:
    """Write letters about the version just brought in to those who execute what it has changed; gives how many.

    Told are the people who report for organizations with unfinished tasks of reworded, split and merged clauses and
    with tasks withdrawn because their clause was dropped: one letter per person and version, with the first
    CLAUSES_IN_FULL clauses in full. A constant number of queries, and one more for each 500 letters.
    """
    clauses = _changed_clauses(resolution)
    tasks = _told_tasks(clauses)
    letters = list(_letters(actor, resolution, clauses, tasks))
    queue_letters(letters)
    return len(letters)


def count_told(*, actor: Actor, clauses: Collection[int]) -> int:
    """How many people would be told of a version that changes or drops these clauses; one query."""
    tasks = Task.objects.open().filter(assignment__recommendation__in=clauses)
    return reporters(actor.region, actor.today, tasks).order_by().values("user").distinct().count()


def _changed_clauses(resolution: Resolution) -> dict[int, ChangedClause]:
    """Clause id → what the version in force has made of it, for those whose words it has not left alone."""
    past = PastWording.objects.filter(recommendation__resolution=resolution, version=resolution.version - 1)
    rows = past.exclude(fate=PastWording.Fate.KEPT).select_related("recommendation__successor")
    new = resolution.recommendations.filter(since_version=resolution.version).order_by("position")
    parts: dict[int, list[Recommendation]] = {}
    for part in new.exclude(origin=None):
        parts.setdefault(part.origin_id or 0, []).append(part)
    return {row.recommendation_id: _changed(row, parts) for row in rows}


def _changed(row: PastWording, parts: Mapping[int, list[Recommendation]]) -> ChangedClause:
    clause = row.recommendation
    now = clause if clause.is_in_force else clause.successor
    return ChangedClause(row, now, parts.get(now.pk, []) if now else [])


def _told_tasks(clauses: Collection[int]) -> TaskQuerySet:
    """Unfinished tasks, and those withdrawn with the very words with which the clause was dropped."""
    dropped = OuterRef("assignment__recommendation__retirement_reason")
    withdrawn = TaskEvent.objects.filter(task=OuterRef("pk"), act=Act.WITHDRAW, reason=dropped).exclude(reason="")
    told = Q(status__in=TaskStatus.OPEN) | Q(Exists(withdrawn), status=TaskStatus.WITHDRAWN)
    return Task.objects.filter(told, assignment__recommendation__in=clauses)


def _letters(
    actor: Actor, resolution: Resolution, clauses: Mapping[int, ChangedClause], tasks: TaskQuerySet
) -> Iterator[Letter]:
    held: dict[int, list[Task]] = {}
    for task in tasks.order_by("due_on", "pk").prefetch_related(Prefetch("assignment", Assignment.objects.all())):
        held.setdefault(task.organization_id, []).append(task)
    for user, memberships in groupby(reporters(actor.region, actor.today, tasks), key=lambda one: one.user):
        organizations = {one.organization_id: one.organization for one in memberships}
        mine = [HeldTask(task, one) for key, one in organizations.items() for task in held[key]]
        yield _letter(actor, resolution, user, _told(clauses, mine))


def _told(clauses: Mapping[int, ChangedClause], tasks: list[HeldTask]) -> list[ToldClause]:
    found: dict[int, list[HeldTask]] = {}
    for one in tasks:
        found.setdefault(one.task.assignment.recommendation_id, []).append(one)
    told = (ToldClause(clauses[key], of_clause) for key, of_clause in found.items())
    return sorted(told, key=lambda one: one.clause.order)


def _letter(actor: Actor, resolution: Resolution, user: User, told: list[ToldClause]) -> Letter:
    dropped = [one for one in told if one.clause.now is None]
    context = {
        "recipient": user,
        "resolution": resolution,
        "told": told[:CLAUSES_IN_FULL],
        "more": len(told[CLAUSES_IN_FULL:]),
        "changed": len(told) - len(dropped),
        "withdrawn": sum(len(one.tasks) for one in dropped),
        "version_url": settings.PUBLIC_URL + reverse("resolution-version", args=[resolution.pk, resolution.version]),
        "public_url": settings.PUBLIC_URL,
    }
    return make_letter(
        region=actor.region,
        recipient=user,
        kind=KIND,
        subject=render_to_string("mail/new_version_subject.txt", context),
        body=render_to_string("mail/new_version.txt", context),
        dedupe_key=f"{KIND}:{resolution.pk}:{resolution.version}:{user.pk}",
        now=actor.now,
    )
