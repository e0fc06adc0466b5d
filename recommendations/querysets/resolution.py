"""Reading resolutions, their recommendations and assignments."""

from __future__ import annotations

from hashlib import sha256
from typing import Self

from django.db import models
from django.db.models import Q

from organizations.access import Actor
from organizations.models import Region
from recommendations.statuses import AssignmentStatus


class ResolutionQuerySet(models.QuerySet):
    """A resolution is a public text of the region: each role but the administrator reads it whole."""

    def visible_to(self, actor: Actor) -> Self:
        """All resolutions of the region; executors those from which they have a task."""
        if actor.is_administrator:
            return self.none()
        rows = self.filter(region=actor.region)
        if actor.reads_all:
            return rows
        return rows.filter(pk__in=_tasks_of(self.model, actor).values("resolution"))

    def with_clauses(self) -> Self:
        """Annotate `clauses`, the number of recommendations; newest first, as grouping forgets the model's order."""
        return self.annotate(clauses=models.Count("recommendations")).order_by("-created_at", "-pk")


class RecommendationQuerySet(models.QuerySet):
    """Recommendations are read with their resolution."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the resolutions that the actor reads."""
        resolution = self.model._meta.get_field("resolution").related_model
        return self.filter(resolution__in=resolution.objects.visible_to(actor))


class AssignmentQuerySet(models.QuerySet):
    """Assignments: drafts are seen where they are written."""

    def visible_to(self, actor: Actor) -> Self:
        """Specialists and methodologists all, drafts included; others the issued ones with a task in their sight."""
        if actor.is_administrator:
            return self.none()
        rows = self.filter(region=actor.region)
        if actor.is_specialist or actor.is_methodologist:
            return rows
        issued = ~Q(status=AssignmentStatus.DRAFT)
        if actor.is_observer:
            return rows.filter(issued)
        return rows.filter(issued, pk__in=_tasks_of(self.model, actor).values("assignment"))


def _tasks_of(model: type[models.Model], actor: Actor) -> models.QuerySet:
    task = model._meta.apps.get_model("recommendations", "Task")
    return task.objects.visible_to(actor)


class ResolutionTextQuerySet(models.QuerySet):
    """Versions of texts with their files."""

    def of_content(self, region: Region, content: bytes) -> Self:
        """The text whose file has exactly these bytes, if the region has it."""
        return self.filter(region=region, sha256=sha256(content).hexdigest()).select_related("resolution")
