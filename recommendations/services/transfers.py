"""What becomes of tasks whose organization is reorganized: withdrawn, passed on, joined, counted elsewhere.

The caller holds the locks and journals the whole reorganization as one act; here each task gets its events.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from organizations.access import Actor, require
from organizations.models import Municipality, Organization
from organizations.services.organizations import cited
from recommendations.models import Evidence, ExtensionRequest, NotApplicableRequest, ProgressReport, Task, TaskEvent
from recommendations.policies import may_settle
from recommendations.services.moves import issue_event, move_many
from recommendations.services.reports import REPORT_FIELDS, copies_of_evidence
from recommendations.statuses import Act, Decision, TaskStatus


@dataclass(frozen=True)
class Grounds:
    """Since when, by what document and why an organization is reorganized."""

    on: date
    basis: str
    reason: str = ""

    @property
    def text(self) -> str:
        """As the history of a task tells it: «Реорганизация с 01.09.2026, приказ от 20.08.2026 № 5. …»"""
        told = f"Реорганизация с {self.on:%d.%m.%Y}, {self.basis.strip().rstrip('.')}."
        return f"{told} {self.reason.strip()}".strip()

    @property
    def cited(self) -> str:
        """As the journal tells it: «приказ от 20.08.2026 № 5, с 01.09.2026. …»"""
        return f"{cited(self.basis, self.on)}. {self.reason.strip()}".strip(" ")


def withdraw_tasks(*, actor: Actor, tasks: Sequence[Task], reason: str) -> None:
    """Take obligations back; what waited for a decision on them is closed. Raises Refused for a closed task."""
    _require(actor, Act.WITHDRAW, tasks)
    _close_requests(actor, tasks, "обязательство отозвано при реорганизации")
    move_many(tasks, Act.WITHDRAW, actor=actor, to=TaskStatus.WITHDRAWN, reason=reason)


def transfer_tasks(
    *, actor: Actor, tasks: Sequence[Task], heirs: Sequence[Organization], grounds: Grounds
) -> list[Task]:
    """Withdraw the tasks and give each heir one of its own with the same deadline, period and what was typed so far.

    Raises Refused for a closed task.
    """
    _require(actor, Act.TRANSFER, tasks)
    names = ", ".join(f"«{heir}»" for heir in heirs)
    _close_requests(actor, tasks, f"обязательство передано: {names}")
    move_many(
        tasks, Act.TRANSFER, actor=actor, to=TaskStatus.WITHDRAWN, reason=f"{grounds.text} Исполняет теперь: {names}."
    )
    passed = [_heir_of(task, heir, actor, predecessor=task) for task in tasks for heir in heirs]
    _issue(actor, passed, grounds, "Передано от")
    _carry_reports(actor, passed)
    return passed


def join_tasks(*, actor: Actor, tasks: Sequence[Task], heirs: Sequence[Organization], grounds: Grounds) -> list[Task]:
    """Give each heir a further task beside the one that stays (domain rules, objects: later joins are acts)."""
    joined = [_heir_of(task, heir, actor) for task in tasks for heir in heirs]
    _issue(actor, joined, grounds, "Исполняется также организацией")
    return joined


def carry_report(*, actor: Actor, task: Task, twin: Task, reason: str) -> Task:
    """Bring what was reported so far into the obligation that the heir has already, and withdraw this one.

    Gives the obligation of the heir, which has no report of its own. Raises Refused for a closed task.
    """
    source = ProgressReport.objects.filter(task=task).order_by("version").last()
    if source:
        _pass_report(actor, source, task.pk, twin)
    withdraw_tasks(actor=actor, tasks=[task], reason=f"{reason} Отчёт перенесён в обязательство {twin}.")
    return twin


def relocate_tasks(*, actor: Actor, tasks: Sequence[Task], place: Municipality | None, reason: str) -> None:
    """Count the tasks in another municipality from now on; past days keep the former one."""
    _require(actor, Act.RELOCATE, tasks)
    move_many(tasks, Act.RELOCATE, actor=actor, reason=reason, municipality_id=place.pk if place else None)


def _require(actor: Actor, act: Act, tasks: Iterable[Task]) -> None:
    for task in tasks:
        require(may_settle(actor, act, task))


def _heir_of(task: Task, heir: Organization, actor: Actor, predecessor: Task | None = None) -> Task:
    kept = ("region_id", "resolution_id", "assignment", "period", "original_due_on", "due_on", "due_note")
    return Task(
        organization=heir,
        municipality_id=heir.municipality_id,
        predecessor=predecessor,
        issued_at=actor.now,
        extension_count=task.extension_count,
        **{name: getattr(task, name) for name in kept},
    )


def _issue(actor: Actor, tasks: Sequence[Task], grounds: Grounds, words: str) -> None:
    Task.objects.bulk_create(tasks, batch_size=500)
    events = [issue_event(task, actor=actor, reason=_issued_because(task, grounds, words)) for task in tasks]
    TaskEvent.objects.bulk_create(events, batch_size=500)


def _issued_because(task: Task, grounds: Grounds, words: str) -> str:
    return f"{grounds.text} {words}: «{task.predecessor.organization}»." if task.predecessor else grounds.text


def _close_requests(actor: Actor, tasks: Sequence[Task], why: str) -> None:
    """No request is left to wait for a decision that cannot come."""
    for model in (ExtensionRequest, NotApplicableRequest):
        waiting = model.objects.filter(task__in=[task.pk for task in tasks], decision=Decision.PENDING)
        waiting.update(
            decision=Decision.REJECTED,
            decision_reason=f"Закрыт без рассмотрения: {why}.",
            decided_at=actor.now,
            decided_by=actor.user,
        )


def _carry_reports(actor: Actor, passed: Sequence[Task]) -> None:
    """The unsent draft goes to the first heir; the others go on from a copy of it, or of the last version."""
    last: dict[int, ProgressReport] = {}
    for report in ProgressReport.objects.filter(task__in={task.predecessor_id for task in passed}).order_by("version"):
        last[report.task_id] = report
    for task in passed:
        if source := last.get(task.predecessor_id or 0):
            _pass_report(actor, source, task.predecessor_id, task)


def _pass_report(actor: Actor, source: ProgressReport, giver: int | None, task: Task) -> None:
    """A draft that is still the giver's goes over as it is; else a copy does."""
    if source.is_draft and source.task_id == giver:
        source.task, source.version = task, 1
        source.save(update_fields=["task", "version"])
    else:
        _copy(actor, source, task)


def _copy(actor: Actor, source: ProgressReport, task: Task) -> None:
    typed = {name: getattr(source, name) for name in REPORT_FIELDS}
    draft = ProgressReport.objects.create(
        region_id=task.region_id, task=task, version=1, saved_at=actor.now, saved_by=actor.user, **typed
    )
    Evidence.objects.bulk_create(copies_of_evidence(source, draft))
