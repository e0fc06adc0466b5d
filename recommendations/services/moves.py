"""The only place where a task changes: the row is moved and the act recorded in one transaction."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from organizations.access import Actor
from recommendations.models import Task, TaskEvent
from recommendations.statuses import MOVES, Act, TaskStatus


def locked(task: Task) -> Task:
    """The same task read anew under a row lock, with what its policies ask and no more: acts are many."""
    rows = Task.objects.select_related("region", "assignment", "organization__parent__addressee_group")
    return rows.select_for_update(of=("self",)).get(pk=task.pk)


def move(task: Task, act: Act, *, actor: Actor, to: TaskStatus | None = None, reason: str = "", **changes: Any) -> None:
    """Apply one act to a locked task: status `to` (None = stays), other columns by `changes`, one TaskEvent."""
    move_many([task], act, actor=actor, to=to, reason=reason, **changes)


@transaction.atomic
def move_many(
    tasks: Sequence[Task], act: Act, *, actor: Actor, to: TaskStatus | None = None, reason: str = "", **changes: Any
) -> None:
    """Apply one act to many locked tasks with a constant number of statements."""
    if to:
        _check_target(act, to)
        changes = {**changes, "status": to}
    events = [_moved(task, event_of(task, act, actor=actor, reason=reason), changes) for task in tasks]
    if changes:
        Task.objects.filter(pk__in=[task.pk for task in tasks]).update(**changes)
    TaskEvent.objects.bulk_create(events, batch_size=500)


def _check_target(act: Act, to: TaskStatus) -> None:
    if to not in MOVES[act].targets:
        raise ValueError(f"{act} does not lead to {to}")


def _moved(task: Task, event: TaskEvent, changes: dict[str, Any]) -> TaskEvent:
    for name, value in changes.items():
        setattr(task, name, value)
    return _with_after(event, task)


def event_of(task: Task, act: Act, *, actor: Actor, reason: str = "") -> TaskEvent:
    """An unsaved event with the state before the act; the state after is filled from the task."""
    return TaskEvent(
        region_id=task.region_id,
        task=task,
        act=act,
        recorded_at=actor.now,
        user=actor.user,
        membership=actor.membership,
        status_before=task.status,
        due_before=task.due_on,
        version_before=task.report_version,
        reason=reason,
    )


def _with_after(event: TaskEvent, task: Task) -> TaskEvent:
    event.status_after, event.due_after = task.status, task.due_on
    event.version_after, event.executed_after = task.report_version, task.executed_on
    event.extensions_after, event.municipality_id = task.extension_count, task.municipality_id
    return event


def issue_event(task: Task, *, actor: Actor, reason: str = "") -> TaskEvent:
    """The first event of a task: nothing before it."""
    event = _with_after(event_of(task, Act.ISSUE, actor=actor, reason=reason), task)
    event.status_before, event.due_before = "", None
    return event
