"""Requests of executors and the controller's decisions."""

from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from organizations.access import Actor, require
from organizations.services.audit import record
from recommendations.control import Deadline, DeadlineRule, add_months, is_late_extension, one_off_deadline
from recommendations.models import ExtensionRequest, NotApplicableRequest, Task
from recommendations.models.request import TaskRequest
from recommendations.policies import may_ask, may_decide
from recommendations.querysets.calendar import control_rules, working_calendar
from recommendations.services.moves import locked, move
from recommendations.statuses import Act, Decision, TaskStatus

Request = TypeVar("Request", bound=TaskRequest)


@transaction.atomic
def ask_extension(*, actor: Actor, task: Task, due_on: date, reason: str, done_so_far: str = "") -> ExtensionRequest:
    """Ask for a later deadline; until the decision the old date holds (domain rules, deadlines 7)."""
    task = locked(task)
    require(may_ask(actor, task))
    rules, calendar = control_rules(task.region), working_calendar(task.region)
    if task.extension_count >= rules.extensions_per_task:
        raise ValidationError(f"Число продлений — {task.extension_count}. Больше продлить срок нельзя.")
    request = ExtensionRequest(
        **_asked(actor, task, reason),
        done_so_far=done_so_far,
        old_due_on=task.due_on,
        asked_due_on=later_deadline(task, due_on).due_on,
        is_late=is_late_extension(actor.today, task.due_on, calendar, rules),
    )
    return _saved(actor, request, "ask_extension")


@transaction.atomic
def ask_not_applicable(*, actor: Actor, task: Task, reason: str) -> NotApplicableRequest:
    """Ask to be freed from a task that does not concern the organization."""
    task = locked(task)
    require(may_ask(actor, task))
    return _saved(actor, NotApplicableRequest(**_asked(actor, task, reason)), "ask_not_applicable")


def _asked(actor: Actor, task: Task, reason: str) -> dict[str, object]:
    if not reason.strip():
        raise ValidationError({"reason": "Укажите обоснование."})
    return {"region": task.region, "task": task, "reason": reason, "asked_at": actor.now, "asked_by": actor.user}


def _saved(actor: Actor, request: Request, act: str) -> Request:
    # The decision is not taken yet: its columns are empty by right, and the database checks that they stay whole.
    request.full_clean(exclude=["decided_at", "decided_by"])
    request.save()
    record(actor=actor, act=act, about=request.task, reason=request.reason)
    return request


@transaction.atomic
def extend_deadline(*, actor: Actor, request: ExtensionRequest, due_on: date, reason: str = "") -> Task:
    """Grant the asked date or another one; the original date is kept for ever."""
    task = locked(request.task)
    request = _locked_request(actor, request, task)
    deadline = later_deadline(task, due_on)
    request.granted_due_on = deadline.due_on
    as_asked = deadline.due_on == request.asked_due_on
    _decide(actor, request, Decision.APPROVED if as_asked else Decision.OTHER_DATE, reason)
    move(
        task,
        Act.EXTEND_DEADLINE,
        actor=actor,
        reason=request.reason,
        due_on=deadline.due_on,
        due_note=deadline.note,
        extension_count=task.extension_count + 1,
    )
    return task


def later_deadline(task: Task, due_on: date) -> Deadline:
    """The date of an extension, moved off a day that is not working like any other (domain rules, deadlines 1, 3).

    Raises ValidationError for a date that is not later than the one in force, or too far from the original one.
    """
    rules = control_rules(task.region)
    if due_on <= task.due_on:
        raise ValidationError({"due_on": "Новый срок должен быть позже действующего."})
    last = add_months(task.original_due_on, rules.extension_months)
    if due_on > last:
        raise ValidationError({"due_on": f"Срок можно продлить не дальше чем до {last:%d.%m.%Y}."})
    return one_off_deadline(
        rule=DeadlineRule.BY_DATE,
        basis_on=task.due_on,
        explicit_on=due_on,
        calendar=working_calendar(task.region),
        rules=rules,
    )


@transaction.atomic
def mark_not_applicable(*, actor: Actor, request: NotApplicableRequest, reason: str = "") -> Task:
    """Free the organization from the task."""
    task = locked(request.task)
    request = _locked_request(actor, request, task)
    _decide(actor, request, Decision.APPROVED, reason)
    move(
        task,
        Act.MARK_NOT_APPLICABLE,
        actor=actor,
        to=TaskStatus.NOT_APPLICABLE,
        reason=request.reason,
    )
    return task


@transaction.atomic
def reject_request(*, actor: Actor, request: TaskRequest, reason: str) -> None:
    """Leave the task as it is, with a reason for the executor."""
    request = _locked_request(actor, request, locked(request.task))
    if not reason.strip():
        raise ValidationError({"reason": "Объясните исполнителю, почему запрос отклонён."})
    _decide(actor, request, Decision.REJECTED, reason)


def _locked_request(actor: Actor, request: Request, task: Task) -> Request:
    fresh = type(request).objects.select_for_update().get(pk=request.pk)
    fresh.task = task
    require(may_decide(actor, fresh))
    return fresh


def _decide(actor: Actor, request: TaskRequest, decision: Decision, reason: str) -> None:
    request.decision, request.decision_reason = decision, reason
    request.decided_at, request.decided_by = actor.now, actor.user
    request.save()
    record(
        actor=actor,
        act=f"decide_{request._meta.model_name}",
        about=request.task,
        reason=reason,
        decision=str(decision),
    )
