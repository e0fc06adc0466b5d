"""The checkers' side: opening, endorsement, acceptance, return, undo."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from organizations.access import Actor, require
from organizations.services.audit import record
from recommendations.models import ProgressReport, Remark, Task
from recommendations.policies import may_accept, may_endorse, may_return, may_review, may_undo_acceptance
from recommendations.services.moves import locked, move
from recommendations.statuses import Act, TaskStatus


def current_report(task: Task) -> ProgressReport:
    """The submitted version that is being checked or was accepted."""
    return task.reports.get(version=task.report_version)


def mark_opened(*, actor: Actor, task: Task) -> None:
    """Note that a checker has opened the report; from then on the executor cannot recall it."""
    if may_review(actor, task):
        task.reports.filter(version=task.report_version, opened_at__isnull=True).update(opened_at=actor.now)


@transaction.atomic
def endorse_report(*, actor: Actor, task: Task) -> Task:
    """Endorse a school's report: it goes on to the controller."""
    task = locked(task)
    require(may_endorse(actor, task))
    mark_opened(actor=actor, task=task)
    move(task, Act.ENDORSE, actor=actor, to=TaskStatus.REVIEW)
    record(actor=actor, act="endorse_report", about=task, version=task.report_version)
    return task


@transaction.atomic
def return_for_rework(*, actor: Actor, task: Task, remarks: list[tuple[str, str]]) -> Task:
    """Send the report back with at least one (field, text); the deadline does not move."""
    task = locked(task)
    require(may_return(actor, task))
    remarks = [(field, text.strip()) for field, text in remarks if text.strip()]
    if not remarks:
        raise ValidationError("Напишите хотя бы одно замечание: исполнитель должен понимать, что исправить.")
    report = current_report(task)
    Remark.objects.bulk_create(_remark(actor, report, field, text) for field, text in remarks)
    reason = "; ".join(text for _, text in remarks)
    move(task, Act.RETURN_FOR_REWORK, actor=actor, to=TaskStatus.RETURNED, reason=reason)
    record(actor=actor, act="return_for_rework", about=task, reason=reason, version=task.report_version)
    return task


def _remark(actor: Actor, report: ProgressReport, field: str, text: str) -> Remark:
    return Remark(
        region_id=report.region_id, report=report, field=field, text=text, author=actor.user, created_at=actor.now
    )


@transaction.atomic
def accept_report(*, actor: Actor, task: Task) -> Task:
    """Remove the task from control; executed on the day the accepted version was submitted (deadlines 8)."""
    task = locked(task)
    require(may_accept(actor, task))
    move(task, Act.ACCEPT, actor=actor, to=TaskStatus.DONE, executed_on=_executed_on(task))
    record(actor=actor, act="accept_report", about=task, version=task.report_version)
    return task


def _executed_on(task: Task) -> date:
    submitted_at = current_report(task).submitted_at
    if submitted_at is None:
        raise ValueError(f"task {task.pk} is under review without a submitted report")
    return task.region.day_of(submitted_at)


@transaction.atomic
def undo_acceptance(*, actor: Actor, task: Task, reason: str) -> Task:
    """Put a wrongly accepted task back under review."""
    task = locked(task)
    require(may_undo_acceptance(actor, task))
    if not reason.strip():
        raise ValidationError("Укажите, почему принятие отменяется.")
    move(task, Act.UNDO_ACCEPTANCE, actor=actor, to=TaskStatus.REVIEW, reason=reason, executed_on=None)
    record(actor=actor, act="undo_acceptance", about=task, reason=reason)
    return task
