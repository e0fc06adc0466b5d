"""What a reorganization would do, before it is done: people, schools below, and what can become of each task.

The service that does it makes the plan anew under locks and goes on only if it is the very plan that was seen.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.db.models import Q

from organizations.models import Membership, Organization
from organizations.querysets import OrganizationQuerySet
from recommendations.control import Bucket, bucket_of
from recommendations.models import Assignment, ProgressReport, Task
from recommendations.querysets.resolution import AssignmentQuerySet
from recommendations.statuses import AssignmentStatus, Decision, TaskStatus

Option = tuple[str, str]
_OVERDUE_AT_ONCE = "Срок уже прошёл: у новых организаций обязательство сразу будет просрочено."


class Fate(StrEnum):
    """What can become of a task; TRANSFER is followed by the place of the heir among the heirs of the act."""

    STAY = "stay"
    LEAVE = "leave"
    RELOCATE = "relocate"
    TRANSFER = "transfer"
    JOIN = "join"
    CARRY = "carry"
    WITHDRAW = "withdraw"


@dataclass(frozen=True)
class Line:
    """An open task with what can become of it: pairs «fate — words», the first is proposed.

    `note` is said in the history of the task too, `warning` before the decision alone; `twin` is the very obligation
    that the successor has already.
    """

    task: Task
    options: tuple[Option, ...]
    note: str = ""
    warning: str = ""
    twin: Task | None = None
    is_overdue: bool = False

    @property
    def proposed(self) -> str:
        return self.options[0][0]

    def chosen(self, fates: Mapping[str, str]) -> str:
        """The fate that was chosen for the task if it is possible, else the proposed one."""
        wanted = fates.get(f"task_{self.task.pk}", "")
        return wanted if wanted in dict(self.options) else self.proposed


@dataclass(frozen=True)
class Plan:
    """Everything that an act on an organization touches; `stamp` changes when any of it does."""

    organization: Organization
    people: tuple[Membership, ...]
    invitations: int
    children: tuple[int, ...]
    lines: tuple[Line, ...]
    requests: int
    controlled: int
    below: int = 0

    @property
    def states(self) -> list[tuple[str, int]]:
        """How many open tasks stand in each state, in words."""
        counted = Counter(line.task.status for line in self.lines)
        states = [(str(TaskStatus(status).label), counted[status]) for status in TaskStatus.OPEN if counted[status]]
        overdue = sum(line.is_overdue for line in self.lines)
        return states + ([("в том числе просрочено", overdue)] if overdue else [])

    @property
    def options(self) -> list[Option]:
        """Every fate that is possible for some task: what «для всех» offers."""
        return list(dict(option for line in self.lines for option in line.options).items())

    @property
    def stamp(self) -> str:
        """A sum over all that is shown for a decision."""
        tasks = [(line.task.pk, line.task.status, line.task.due_on, line.task.report_version) for line in self.lines]
        seats = [seat.pk for seat in self.people]
        options = [line.options for line in self.lines]
        seen = (tasks, options, seats, self.invitations, self.children, self.requests, self.controlled, self.below)
        return hashlib.sha256(repr(seen).encode()).hexdigest()


def plan_ending(organization: Organization, heir: Organization | None = None) -> Plan:
    """The organization is closed; its tasks go to the heir, are withdrawn, or wait for who checks the report."""
    passing = _Passing(organization, heir)
    return _plan(organization, passing.line)


def plan_split(organization: Organization, names: Sequence[str], *, closes: bool, today: date | None = None) -> Plan:
    """The organization goes on beside new ones, or is closed and they go on instead; overdue as of `today`."""
    day = today or organization.region.today

    def line(task: Task) -> Line:
        warning = _OVERDUE_AT_ONCE if _is_overdue(task, day) else ""
        return Line(task, tuple(_split_options(task, names, closes)), warning=warning)

    return _plan(organization, line, day)


def plan_move(organization: Organization) -> Plan:
    """The organization passes to another authority with what it has to do."""
    return _plan(organization, lambda task: Line(task, tuple(_move_options(task))))


def children_of(organization: Organization) -> OrganizationQuerySet:
    """Organizations below that are not closed."""
    return Organization.objects.filter(parent=organization, closed_on=None).order_by("pk")


def controlled_by(organization: Organization) -> AssignmentQuerySet:
    """Assignments not yet finished which the organization issues or controls."""
    unfinished = (AssignmentStatus.DRAFT, AssignmentStatus.ISSUED)
    own = Q(controller_organization=organization) | Q(issuing_organization=organization)
    return Assignment.objects.filter(own, status__in=unfinished)


class _Passing:
    """What an organization that ends can hand over: to nobody, to an heir, or into what the heir has already."""

    def __init__(self, organization: Organization, heir: Organization | None) -> None:
        self.heir = heir
        held = Task.objects.filter(organization=heir) if heir else Task.objects.none()
        self.twins = {(task.assignment_id, task.period): task for task in held}
        typed = ProgressReport.objects.filter(task__in=Task.objects.filter(organization__in=[organization, heir]))
        self.drafts = dict(typed.order_by("version").values_list("task", "submitted_at"))

    def line(self, task: Task) -> Line:
        twin = self.twins.get((task.assignment_id, task.period))
        options = (*_waiting_options(task), *self._passes(task, twin), (str(Fate.WITHDRAW), "отозвать"))
        return Line(task, options, self._note(twin), self._warning(task, twin), twin)

    def _passes(self, task: Task, twin: Task | None) -> Iterable[Option]:
        if self.heir and not twin:
            yield f"{Fate.TRANSFER}-0", f"передать: {self.heir}"
        elif twin and self._takes(task, twin):
            yield str(Fate.CARRY), "перенести отчёт и отозвать"

    def _takes(self, task: Task, twin: Task) -> bool:
        """What is typed goes into a task of the heir that waits for a report and has none (nothing typed is lost)."""
        return task.pk in self.drafts and twin.pk not in self.drafts and twin.status in TaskStatus.WITH_EXECUTOR

    def _note(self, twin: Task | None) -> str:
        if not twin:
            return ""
        return f"У организации «{self.heir}» уже есть это обязательство: {TaskStatus(twin.status).label}."

    def _warning(self, task: Task, twin: Task | None) -> str:
        """An unsent draft is shown to nobody once its task is withdrawn."""
        is_draft = task.pk in self.drafts and self.drafts[task.pk] is None
        if is_draft and (not self.heir or (twin and not self._takes(task, twin))):
            return "Неотправленный черновик отчёта не переносится."
        return ""


def _waiting_options(task: Task) -> list[Option]:
    """A report that is handed in may still be accepted when its organization is gone."""
    return [(str(Fate.LEAVE), "оставить до решения")] if task.status in TaskStatus.WITH_REVIEWER else []


def _split_options(task: Task, names: Sequence[str], closes: bool) -> Iterable[Option]:
    if closes:
        yield from _waiting_options(task)
    else:
        yield Fate.STAY, "оставить за прежней"
    for place, name in enumerate(names):
        yield f"{Fate.TRANSFER}-{place}", f"передать: {name}"
    if len(names) > closes:
        yield Fate.JOIN, "исполняют все"
    yield Fate.WITHDRAW, "отозвать"


def _move_options(task: Task) -> Iterable[Option]:
    """Who endorses sees the totals of its own territory: a report that waits there goes with the school."""
    yield Fate.RELOCATE, "учитывать в новом муниципальном образовании"
    if task.status != TaskStatus.ENDORSEMENT:
        yield Fate.STAY, "оставить в итогах прежнего"
    yield Fate.WITHDRAW, "отозвать"


def _is_overdue(task: Task, day: date) -> bool:
    bucket = bucket_of(status=task.status, due_on=task.due_on, executed_on=task.executed_on, as_of=day)
    return bucket == Bucket.OVERDUE


def _plan(organization: Organization, line: Callable[[Task], Line], day: date | None = None) -> Plan:
    tasks = Task.objects.open().filter(organization=organization).order_by("due_on", "pk")
    rows = list(tasks.select_related("assignment__recommendation", "assignment__controller_person", "organization"))
    today, children = organization.region.today, children_of(organization)
    waiting = Q(extension_requests__decision=Decision.PENDING) | Q(not_applicable_requests__decision=Decision.PENDING)
    return Plan(
        organization=organization,
        people=tuple(organization.memberships.not_over(today).select_related("user").order_by("pk")),
        invitations=organization.invitations.filter(accepted_at=None, revoked_at=None).count(),
        children=tuple(children.values_list("pk", flat=True)),
        lines=tuple(replace(line(task), is_overdue=_is_overdue(task, day or today)) for task in rows),
        requests=tasks.filter(waiting).order_by().distinct().count(),
        controlled=controlled_by(organization).count(),
        below=Task.objects.open().filter(organization__in=children).count(),
    )
