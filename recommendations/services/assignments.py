"""Making a recommendation executable and sending it out."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from organizations.access import Actor, require
from organizations.models import Organization
from organizations.roles import GroupCode
from organizations.services.audit import record
from recommendations.control import Deadline, DeadlineRule, Period, PeriodKind, one_off_deadline, period_deadline
from recommendations.documents.lint import Severity
from recommendations.models import Assignment, Recommendation, Task, TaskEvent
from recommendations.policies import may_change_draft, may_draft_assignment, may_issue, may_withdraw_assignment
from recommendations.querysets.addressees import addressees
from recommendations.querysets.calendar import control_rules, working_calendar
from recommendations.services.findings import add_signatures
from recommendations.services.moves import issue_event, move_many
from recommendations.statuses import Act, AssignmentKind, AssignmentStatus, TaskStatus


@transaction.atomic
def draft_assignment(*, actor: Actor, recommendation: Recommendation, **fields: Any) -> Assignment:
    """Prepare an assignment of a recommendation; `fields` are columns of Assignment.

    Raises ValidationError with Russian sentences when the fields contradict one another.
    """
    require(may_draft_assignment(actor))
    _check_in_force(recommendation)
    assignment = Assignment(
        region=actor.region,
        resolution=recommendation.resolution,
        recommendation=recommendation,
        created_by=actor.user,
        created_at=actor.now,
        **fields,
    )
    return _saved_draft(actor, assignment, "draft_assignment")


@transaction.atomic
def change_draft(*, actor: Actor, assignment: Assignment, **fields: Any) -> Assignment:
    """Change an assignment that is not issued yet."""
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    require(may_change_draft(actor, assignment))
    for name, value in fields.items():
        setattr(assignment, name, value)
    return _saved_draft(actor, assignment, "change_draft")


def _saved_draft(actor: Actor, assignment: Assignment, act: str) -> Assignment:
    assignment.full_clean(exclude=["search_text", "addressee_rule"])
    assignment.save()
    record(actor=actor, act=act, about=assignment)
    return assignment


@transaction.atomic
def cancel_draft(*, actor: Actor, assignment: Assignment) -> None:
    """Discard an assignment that was never issued; the row stays as cancelled."""
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    require(may_change_draft(actor, assignment))
    assignment.status = AssignmentStatus.CANCELLED
    assignment.save(update_fields=["status"])
    record(actor=actor, act="cancel_draft", about=assignment)


@transaction.atomic
def issue_assignment(*, actor: Actor, assignment: Assignment) -> list[Task]:
    """Create one task for each addressee (and period begun by now); all or nothing, once.

    Warnings about the clause are signed away in the issuer's name. Raises ValidationError when the addressee
    rule names nobody, the clause is empty, or the version of the text in force has no such clause.
    """
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    require(may_issue(actor, assignment))
    executors = list(addressees(assignment.addressee_rule, actor.region, actor.today))
    if not executors:
        raise ValidationError("Правило адресатов не называет ни одной организации. Измените адресатов поручения.")
    assignment.status, assignment.issued_at = AssignmentStatus.ISSUED, actor.now
    assignment.save(update_fields=["status", "issued_at"])
    _check_foreign_controller(assignment, executors)
    deadlines = deadlines_of(assignment, actor.today)
    _check_not_past(deadlines, actor.today)
    _check_clause(assignment.recommendation, actor.today)
    signed = add_signatures(actor, Recommendation.objects.select_for_update().get(pk=assignment.recommendation_id))
    tasks = _create_tasks(actor, assignment, executors, deadlines)
    codes = [one.code for one in signed]
    record(actor=actor, act="issue_assignment", about=assignment, tasks=len(tasks), signed=codes)
    return tasks


def _check_foreign_controller(assignment: Assignment, executors: list[Organization]) -> None:
    """Outside the department, where persons check one another, nobody controls the own organization (domain rules)."""
    controller = assignment.controller_organization
    own = [one for one in executors if one == controller and one.addressee_group.code != GroupCode.DEPARTMENT]
    if own:
        raise ValidationError(f"Организация не контролирует саму себя: {controller}. Выберите другого контролёра.")


def _check_in_force(clause: Recommendation) -> None:
    if not clause.is_in_force:
        raise ValidationError("В действующей редакции резолюции этого пункта нет. Направить поручение по нему нельзя.")


def _check_clause(clause: Recommendation, today: date) -> None:
    """The addressees are those of the assignment: a clause that names none is mended by it."""
    _check_in_force(clause)
    faults = [found for found in clause.findings(today) if found.severity == Severity.ERROR]
    if any(found.code != "no_addressee" for found in faults):
        raise ValidationError(" ".join(f"{found.message} {found.mend}" for found in faults))


def _check_not_past(deadlines: dict[str, Deadline], today: date) -> None:
    """Nobody is late on the day of issue."""
    gone = [deadline.due_on for deadline in deadlines.values() if deadline.due_on < today]
    if gone:
        raise ValidationError(f"Срок {gone[0]:%d.%m.%Y} уже прошёл. Измените срок или дату основания.")


@transaction.atomic
def withdraw_assignment(*, actor: Actor, assignment: Assignment, reason: str) -> int:
    """Take an issued assignment back from all who have not finished; gives how many. What is done stays done."""
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    require(may_withdraw_assignment(actor, assignment))
    if not reason.strip():
        raise ValidationError({"reason": "Укажите, почему поручение отзывается."})
    tasks = list(Task.objects.open().filter(assignment=assignment).select_for_update())
    move_many(tasks, Act.WITHDRAW, actor=actor, to=TaskStatus.WITHDRAWN, reason=reason)
    assignment.status = AssignmentStatus.CANCELLED
    assignment.save(update_fields=["status"])
    record(actor=actor, act="withdraw_assignment", about=assignment, reason=reason, tasks=len(tasks))
    return len(tasks)


@transaction.atomic
def open_period(*, actor: Actor, assignment: Assignment, period: Period) -> list[Task]:
    """Create the tasks of a further period for the executors of the assignment; those that exist are left alone.

    Who has passed the assignment on to another organization, or is closed by now, is an executor no more.
    """
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if assignment.status != AssignmentStatus.ISSUED or not assignment.period_kind:
        raise ValidationError("Период открывается только у направленного периодического поручения.")
    present = Task.objects.filter(assignment=assignment)
    left_out = present.filter(Q(period=period.key) | Q(heirs__isnull=False))
    executors = Organization.objects.active_on(actor.today).filter(pk__in=present.values("organization"))
    executors = executors.exclude(pk__in=left_out.values("organization"))
    tasks = _create_tasks(actor, assignment, executors, {period.key: _period_deadline(assignment, period)})
    record(actor=actor, act="open_period", about=assignment, period=period.key, tasks=len(tasks))
    return tasks


def deadlines_of(assignment: Assignment, today: date) -> dict[str, Deadline]:
    """Period key → deadline of the tasks that issuing on `today` creates; the key of a one-off task is empty."""
    if assignment.kind == AssignmentKind.ONE_OFF:
        return {"": _one_off_deadline(assignment)}
    start = max(filter(None, [assignment.starts_on, assignment.basis_on]))
    period = Period.at_or_after(PeriodKind(assignment.period_kind), max(start, today))
    return {period.key: _period_deadline(assignment, period)}


def _one_off_deadline(assignment: Assignment) -> Deadline:
    return one_off_deadline(
        rule=DeadlineRule(assignment.deadline_rule),
        basis_on=assignment.basis_on,
        explicit_on=assignment.deadline_on,
        calendar=working_calendar(assignment.region),
        rules=control_rules(assignment.region),
    )


def _period_deadline(assignment: Assignment, period: Period) -> Deadline:
    return period_deadline(
        period=period,
        calendar=working_calendar(assignment.region),
        rules=control_rules(assignment.region),
        permanent=assignment.is_permanent,
    )


def _create_tasks(
    actor: Actor, assignment: Assignment, executors: Iterable[Organization], deadlines: dict[str, Deadline]
) -> list[Task]:
    tasks = [
        Task(
            region=actor.region,
            resolution_id=assignment.resolution_id,
            assignment=assignment,
            organization=executor,
            municipality_id=executor.municipality_id,
            period=period,
            original_due_on=deadline.due_on,
            due_on=deadline.due_on,
            due_note=deadline.note,
            issued_at=actor.now,
        )
        for period, deadline in deadlines.items()
        for executor in executors
    ]
    Task.objects.bulk_create(tasks, batch_size=500)
    TaskEvent.objects.bulk_create([issue_event(task, actor=actor) for task in tasks], batch_size=500)
    return tasks
