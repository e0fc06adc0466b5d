"""Reading resolutions, their recommendations and assignments."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, Self

from django.db import models
from django.db.models import Q

from organizations.access import Actor
from organizations.models import AuditEvent, Region
from recommendations.statuses import AssignmentStatus


class ResolutionQuerySet(models.QuerySet):
    """A resolution is a public text of the region: each role but the administrator reads it whole."""

    def visible_to(self, actor: Actor) -> Self:
        """Readers of the region all, others those from which they see a task (administrators: none)."""
        rows = self.filter(region=actor.region)
        if actor.reads_all:
            return rows
        return rows.filter(pk__in=_tasks_of(self.model, actor).values("resolution"))

    def with_clauses(self) -> Self:
        """Annotate `clauses`, the recommendations in force; newest first, as grouping forgets the model's order."""
        in_force = Q(recommendations__retired_version__isnull=True)
        return self.annotate(clauses=models.Count("recommendations", filter=in_force)).order_by("-created_at", "-pk")


class RecommendationQuerySet(models.QuerySet):
    """Recommendations are read with their resolution."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the resolutions that the actor reads."""
        resolution = self.model._meta.get_field("resolution").related_model
        return self.filter(resolution__in=resolution.objects.visible_to(actor))

    def in_force(self) -> Self:
        """Those that stand in the version of the text that is in force."""
        return self.filter(retired_version__isnull=True)

    def executed(self) -> Self:
        """Those in force, and retired ones whose assignments went out: their tasks are counted for ever."""
        assignment = self.model._meta.get_field("assignments").related_model
        issued = assignment.objects.filter(recommendation=models.OuterRef("pk"), issued_at__isnull=False)
        return self.filter(Q(retired_version__isnull=True) | models.Exists(issued))

    def for_page(self) -> Self:
        """One clause with what its page prints and its findings look at."""
        return self.select_related("resolution", "section")

    def twins_of(self, clause: Any) -> Self:
        """Other clauses in force of the same resolution with the same wording."""
        same = self.filter(resolution=clause.resolution_id, wording=clause.wording).exclude(pk=clause.pk)
        return same.in_force().order_by("position")


class AssignmentQuerySet(models.QuerySet):
    """Assignments: drafts are seen where they are written."""

    def visible_to(self, actor: Actor) -> Self:
        """Specialists and methodologists all, drafts included; observers issued ones, others those of their tasks."""
        rows = self.filter(region=actor.region)
        if actor.is_specialist or actor.is_methodologist:
            return rows
        if actor.is_observer:
            return rows.exclude(status=AssignmentStatus.DRAFT)
        return rows.filter(pk__in=_tasks_of(self.model, actor).values("assignment"))

    def for_page(self) -> Self:
        """One assignment with what its page prints and the findings of its clause look at."""
        clause = ("recommendation__section", "recommendation__resolution")
        return self.select_related("resolution", *clause, "controller_organization", "controller_person")


def _tasks_of(model: type[models.Model], actor: Actor) -> models.QuerySet:
    task = model._meta.apps.get_model("recommendations", "Task")
    return task.objects.visible_to(actor)


class ResolutionTextQuerySet(models.QuerySet):
    """Versions of texts with their files."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the resolutions that the actor reads."""
        resolution = self.model._meta.get_field("resolution").related_model
        return self.filter(resolution__in=resolution.objects.visible_to(actor))

    def of_content(self, region: Region, content: bytes) -> Self:
        """The text whose file has exactly these bytes, if the region has it."""
        return self.filter(region=region, sha256=sha256(content).hexdigest()).select_related("resolution")

    def of_document(self, region: Region, key: int) -> Self:
        """The texts with the bytes of the region's document that waited under this number, as the journal remembers."""
        about = {"object_kind": "pendingdocument", "object_id": key, "act": "keep_document"}
        kept = AuditEvent.objects.filter(region=region, **about)
        return self.filter(sha256__in=list(kept.values_list("details__sha256", flat=True)))


class PendingDocumentQuerySet(models.QuerySet):
    """Documents that wait to be looked through."""

    def visible_to(self, actor: Actor) -> Self:
        """Specialists all of the region, methodologists their own, others none."""
        rows = self.filter(region=actor.region)
        if actor.is_specialist:
            return rows
        return rows.filter(created_by=actor.user) if actor.is_methodologist else self.none()
