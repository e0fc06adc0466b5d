"""The executor's side: drafts, progress notes, submission, recall."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from organizations.access import Actor, require
from organizations.services.audit import record
from recommendations.models import Evidence, ProgressReport, Task
from recommendations.policies import may_recall, may_report, parts_of
from recommendations.services.moves import locked, move
from recommendations.statuses import Act, ReportState, TaskStatus, Who

REPORT_FIELDS = (
    "state",
    "share_done",
    "what_done",
    "obstacle",
    "obstacle_text",
    "filler_name",
    "filler_position",
    "filler_phone",
)


@transaction.atomic
def save_draft(*, actor: Actor, task: Task, **fields: Any) -> ProgressReport:
    """Keep what is typed so far; not an act, but the first draft takes the task into work."""
    task = locked(task)
    require(may_report(actor, task))
    return _keep(actor, task, fields)


def _keep(actor: Actor, task: Task, fields: dict[str, Any]) -> ProgressReport:
    last = task.reports.order_by("-version").first()
    draft = last if last and last.is_draft else _next_version(task, last)
    _fill(draft, fields)
    draft.saved_at, draft.saved_by = actor.now, actor.user
    draft.save()
    if last and draft is not last:
        Evidence.objects.bulk_create(copies_of_evidence(last, draft))
    if task.status == TaskStatus.ASSIGNED and Who.EXECUTOR in parts_of(actor, task):
        move(task, Act.START, actor=actor, to=TaskStatus.IN_PROGRESS)
        record(actor=actor, act="start_task", about=task)
    return draft


def _next_version(task: Task, last: ProgressReport | None) -> ProgressReport:
    """A copy of the last version, so that a returned report is mended, not retyped."""
    draft = ProgressReport(region_id=task.region_id, task=task, version=last.version + 1 if last else 1)
    if last:
        _fill(draft, {name: getattr(last, name) for name in REPORT_FIELDS})
    return draft


def _fill(draft: ProgressReport, fields: dict[str, Any]) -> None:
    if unknown := set(fields) - set(REPORT_FIELDS):
        raise TypeError(f"not fields of a report: {sorted(unknown)}")
    for name, value in fields.items():
        setattr(draft, name, value)


def copies_of_evidence(source: ProgressReport, target: ProgressReport) -> list[Evidence]:
    """Unsaved attachments of the target with the very files and links of the source."""
    rows = list(source.evidence.all())
    for row in rows:
        row.pk, row._state.adding, row.report = None, True, target
    return rows


@transaction.atomic
def submit_report(*, actor: Actor, task: Task, **fields: Any) -> ProgressReport:
    """Hand the report in: «исполнено» goes to a check, «ход исполнения» stays a dated note.

    Raises ValidationError by field when the report is incomplete; the draft is kept by the caller.
    """
    task = locked(task)
    require(may_report(actor, task))
    report = _keep(actor, task, fields)
    _check_complete(report)
    report.submitted_at, report.submitted_by = actor.now, actor.user
    if Who.EXECUTOR not in parts_of(actor, task):
        report.on_behalf_by = actor.organization
    report.save()
    if report.state == ReportState.PROGRESS:
        _note_progress(actor, task, report)
    else:
        _send_to_check(actor, task, report)
    return report


def _check_complete(report: ProgressReport) -> None:
    errors = {}
    if report.state == ReportState.NOT_APPLICABLE:
        errors["state"] = "О неприменимости просят запросом: решение принимает контролёр."
    if not report.what_done.strip():
        errors["what_done"] = "Опишите, что сделано: без этого отчёт нельзя проверить."
    if not report.filler_name.strip():
        errors["filler_name"] = "Укажите, кто заполнил отчёт."
    if errors:
        raise ValidationError(errors)


def _note_progress(actor: Actor, task: Task, report: ProgressReport) -> None:
    stays = TaskStatus.RETURNED if task.status == TaskStatus.RETURNED else TaskStatus.IN_PROGRESS
    move(task, Act.NOTE_PROGRESS, actor=actor, to=stays, report_version=report.version)
    record(actor=actor, act="note_progress", about=task, version=report.version)


def _send_to_check(actor: Actor, task: Task, report: ProgressReport) -> None:
    skips = report.on_behalf_by_id is not None or not task.asks_endorsement
    move(
        task,
        Act.SUBMIT,
        actor=actor,
        to=TaskStatus.REVIEW if skips else TaskStatus.ENDORSEMENT,
        report_version=report.version,
        first_submitted_at=task.first_submitted_at or actor.now,
    )
    record(actor=actor, act="submit_report", about=task, version=report.version, on_behalf=bool(report.on_behalf_by_id))


@transaction.atomic
def recall_report(*, actor: Actor, task: Task) -> Task:
    """Take a submitted report back until somebody has opened it; the version stays, the next one is a draft."""
    task = locked(task)
    require(may_recall(actor, task))
    move(task, Act.RECALL, actor=actor, to=TaskStatus.IN_PROGRESS)
    record(actor=actor, act="recall_report", about=task, version=task.report_version)
    return task
