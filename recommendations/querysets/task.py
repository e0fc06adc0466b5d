"""Reading tasks: who sees which, in which state they stand now or stood at the end of a day."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)

from organizations.access import Actor
from organizations.models import Region
from organizations.text import search_text
from recommendations.control import Bucket
from recommendations.statuses import Act, TaskStatus


class TaskQuerySet(models.QuerySet):
    """The one obligation that all counts are made of."""

    def visible_to(self, actor: Actor) -> Self:
        """Region readers all, a coordinator the territory, others their own; administrators none."""
        rows = self.filter(region=actor.region)
        if actor.is_administrator:
            return self.none()
        if actor.reads_all:
            return rows
        if actor.is_coordinator:
            return rows.filter(_territory_of(actor))
        return rows.filter(organization=actor.organization)

    # --- states -----------------------------------------------------------------------------------
    def open(self) -> Self:
        """Not done, not withdrawn, not inapplicable."""
        return self.filter(status__in=TaskStatus.OPEN)

    def with_executor(self) -> Self:
        """Waiting for the executor's report."""
        return self.filter(status__in=TaskStatus.WITH_EXECUTOR)

    def overdue(self, today: date) -> Self:
        """Waiting for the executor after the deadline."""
        return self.with_executor().filter(due_on__lt=today)

    def due_within(self, today: date, last: date) -> Self:
        """Waiting for the executor, deadline from today to `last` inclusive."""
        return self.with_executor().filter(due_on__gte=today, due_on__lte=last)

    def returned(self) -> Self:
        """Sent back with remarks."""
        return self.filter(status=TaskStatus.RETURNED)

    def unseen(self) -> Self:
        """Waiting for an executor that has not opened the task yet."""
        return self.with_executor().filter(first_seen_at__isnull=True)

    # --- queues -----------------------------------------------------------------------------------
    def to_do(self, actor: Actor) -> Self:
        """Own obligations that wait for a report."""
        return self.with_executor().filter(organization=actor.organization)

    def to_check(self, actor: Actor) -> Self:
        """Reports that wait for this actor: endorsement for a coordinator, review for a controller."""
        endorsement = Q(status=TaskStatus.ENDORSEMENT, organization__parent=actor.organization)
        review = Q(status=TaskStatus.REVIEW, assignment__controller_organization=actor.organization)
        if actor.is_coordinator:
            return self.filter(endorsement | review)
        if actor.is_specialist or actor.is_methodologist:
            return self.filter(review)
        return self.none()

    # --- as of ------------------------------------------------------------------------------------
    def as_of(self, day: date | None, region: Region) -> Self:
        """Annotate each task with its place at the end of `day` (None = now, by the cached columns).

        state, due, executed, extensions, version, was_received (a report «исполнено» was handed in),
        bucket, is_due (deadline not later than the day). For a day only acts recorded by its end in the
        region's zone count (domain rules, figures); tasks issued later fall out.
        """
        rows = self._cached_state() if day is None else self._recorded_state(day, region)
        known_on = day or region.today
        return rows.annotate(bucket=_bucket(known_on), is_due=_holds(Q(due__lte=known_on)))

    def _cached_state(self) -> Self:
        return self.annotate(
            state=F("status"),
            due=F("due_on"),
            executed=F("executed_on"),
            extensions=F("extension_count"),
            version=F("report_version"),
            was_received=_holds(Q(first_submitted_at__isnull=False)),
        )

    def _recorded_state(self, day: date, region: Region) -> Self:
        event = self.model._meta.get_field("events").related_model
        known = event.objects.filter(task=OuterRef("pk"), recorded_at__lte=region.end_of(day))
        last = known.order_by("-recorded_at", "-pk").values("pk")[:1]
        # One join to the last event instead of a subquery for each of its columns: they are read many times.
        return self.filter(events=Subquery(last)).annotate(
            state=F("events__status_after"),
            due=F("events__due_after"),
            executed=F("events__executed_after"),
            extensions=F("events__extensions_after"),
            version=F("events__version_after"),
            was_received=Exists(known.filter(act=Act.SUBMIT)),
        )

    # --- lists ------------------------------------------------------------------------------------
    def search(self, text: str) -> Self:
        """Every word stands in the organization, the point or its text."""
        rows = self
        for word in search_text(text).split():
            rows = rows.filter(Q(organization__search_text__contains=word) | Q(assignment__search_text__contains=word))
        return rows

    def for_list(self) -> Self:
        """Rows with all that a list prints, in one query."""
        return self.select_related(
            "organization__municipality", "organization__addressee_group", "assignment__recommendation"
        )

    def for_page(self) -> Self:
        """One task with all that its page prints and its policies ask."""
        return self.select_related(
            "region",
            "organization__municipality",
            "organization__addressee_group",
            "organization__parent__addressee_group",
            "assignment__recommendation__section",
            "assignment__recommendation__resolution",
            "assignment__controller_organization",
            "assignment__controller_person",
            "assignment__issuing_organization",
        )


def _territory_of(actor: Actor) -> Q:
    own = Q(organization=actor.organization)
    if actor.organization.municipality_id:
        own |= Q(municipality=actor.organization.municipality_id)
    return own


def _holds(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _bucket(day: date) -> Case:
    """The one bucket of a task, by precedence (domain rules, figures)."""
    status = TaskStatus
    return Case(
        When(state=status.WITHDRAWN, then=Value(Bucket.WITHDRAWN)),
        When(state=status.NOT_APPLICABLE, then=Value(Bucket.NOT_APPLICABLE)),
        When(state=status.DONE, executed__lte=F("due"), then=Value(Bucket.DONE_ON_TIME)),
        When(state=status.DONE, then=Value(Bucket.DONE_LATE)),
        When(state__in=status.WITH_REVIEWER, then=Value(Bucket.IN_REVIEW)),
        When(due__lt=day, then=Value(Bucket.OVERDUE)),
        When(state=status.RETURNED, then=Value(Bucket.RETURNED)),
        When(state=status.IN_PROGRESS, then=Value(Bucket.IN_PROGRESS)),
        default=Value(Bucket.ASSIGNED),
        output_field=CharField(),
    )
