"""Reading requests of executors."""

from __future__ import annotations

from typing import Self

from django.db import models

from organizations.access import Actor
from recommendations.querysets.calendar import control_rules
from recommendations.statuses import Decision, TaskStatus


class RequestQuerySet(models.QuerySet):
    """Requests are read with their task."""

    def visible_to(self, actor: Actor) -> Self:
        """Those on tasks that the actor reads."""
        task = self.model._meta.get_field("task").related_model
        return self.filter(task__in=task.objects.visible_to(actor))

    def pending(self) -> Self:
        """Waiting for a decision on a task that is still open: a closed task needs none."""
        return self.filter(decision=Decision.PENDING, task__status__in=TaskStatus.OPEN)

    def to_decide(self, actor: Actor) -> Self:
        """Waiting for this actor as controller; nobody decides the own request."""
        may = actor.is_specialist or actor.is_methodologist or actor.is_coordinator
        rows = self.pending().filter(task__assignment__controller_organization=actor.organization)
        rows = rows.exclude(asked_by=actor.user)
        if not actor.is_specialist:
            rows = rows.exclude(task__organization=actor.organization)
        return rows if may else self.none()

    def for_list(self) -> Self:
        """Rows with all that a list prints, in one query."""
        return self.select_related("task__organization__municipality", "task__assignment__recommendation", "asked_by")


class ExtensionRequestQuerySet(RequestQuerySet):
    """Extensions: a further one waits for the head (domain rules, deadlines 7)."""

    def to_decide(self, actor: Actor) -> Self:
        rows = super().to_decide(actor)
        if not actor.is_specialist or actor.is_head:
            return rows
        return rows.filter(task__extension_count__lt=control_rules(actor.region).extensions_by_controller)
