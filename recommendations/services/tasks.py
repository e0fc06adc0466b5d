"""Acts on a task as a whole."""

from django.core.exceptions import ValidationError
from django.db import transaction

from organizations.access import Actor, require
from organizations.services.audit import record
from recommendations.models import Task
from recommendations.policies import may_withdraw, parts_of
from recommendations.services.moves import locked, move
from recommendations.statuses import Act, TaskStatus, Who


def see_task(*, actor: Actor, task: Task) -> None:
    """Note the first opening by the executor: the author sees who has read the assignment."""
    if task.first_seen_at is None and Who.EXECUTOR in parts_of(actor, task):
        Task.objects.filter(pk=task.pk, first_seen_at__isnull=True).update(first_seen_at=actor.now)
        task.first_seen_at = actor.now


@transaction.atomic
def withdraw_task(*, actor: Actor, task: Task, reason: str) -> Task:
    """Take the obligation back from one organization."""
    task = locked(task)
    require(may_withdraw(actor, task))
    if not reason.strip():
        raise ValidationError({"reason": "Укажите, почему поручение отзывается."})
    move(task, Act.WITHDRAW, actor=actor, to=TaskStatus.WITHDRAWN, reason=reason)
    record(actor=actor, act="withdraw_task", about=task, reason=reason)
    return task
