"""Reading tasks: who sees which, in which state they stand now or stood at the end of a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
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

_SEARCHED = ("organization", "assignment")
_PRINTED = (
    "organization__name",
    "organization__municipality__name",
    "assignment__part_text",
    "assignment__recommendation__number",
    "assignment__recommendation__retired_version",
    "assignment__recommendation__text",
)


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

    def attention(self, today: date, last: date) -> dict[str, int]:
        """Numbers of `due_within`, `overdue`, `returned` and `unseen` in one query: soon, overdue, returned, unseen."""
        return self.with_executor().aggregate(
            soon=Count("pk", filter=Q(due_on__gte=today, due_on__lte=last)),
            overdue=Count("pk", filter=Q(due_on__lt=today)),
            returned=Count("pk", filter=Q(status=TaskStatus.RETURNED)),
            unseen=Count("pk", filter=Q(first_seen_at__isnull=True)),
        )

    # --- queues -----------------------------------------------------------------------------------
    def to_do(self, actor: Actor) -> Self:
        """Own obligations that wait for a report."""
        return self.with_executor().filter(organization=actor.organization)

    def to_check(self, actor: Actor) -> Self:
        """Reports that wait for this actor: endorsement for a coordinator, review for a controller."""
        endorsement = Q(status=TaskStatus.ENDORSEMENT, organization__parent=actor.organization)
        review = Q(status=TaskStatus.REVIEW, assignment__controller_organization=actor.organization) & ~self._own(actor)
        if actor.is_coordinator:
            return self.filter(endorsement | review)
        if actor.is_specialist or actor.is_methodologist:
            return self.filter(review)
        return self.none()

    def _own(self, actor: Actor) -> Exists:
        """Whose report under check is the actor's own work: the doer never accepts it (domain rules)."""
        report = self.model._meta.get_field("reports").related_model
        doer = Q(submitted_by=actor.user)
        if not actor.is_specialist:
            doer |= Q(on_behalf_by=actor.organization) | Q(task__organization=actor.organization)
        return Exists(report.objects.filter(doer, task=OuterRef("pk"), version=OuterRef("report_version")))

    # --- as of ------------------------------------------------------------------------------------
    def as_of(self, day: date | None, region: Region) -> Self:
        """Annotate each task with its place at the end of `day` (None = now, by the cached columns).

        state, due, executed, extensions, version, place (the id of the municipality in whose totals it counts),
        was_received (a report «исполнено» was handed in), bucket, is_due (deadline not later than the day).
        For a day only acts recorded by its end in the region's zone count (domain rules, figures); tasks issued
        later fall out.
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
            place=F("municipality"),
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
            place=F("events__municipality"),
            was_received=Exists(known.filter(act=Act.SUBMIT)),
        )

    def in_buckets(self, buckets: Iterable[Bucket], day: date) -> Self:
        """Of tasks annotated by `as_of` of that day (now: today), those in one of the buckets."""
        conditions = bucket_conditions(day)
        return self.filter(reduce(or_, (conditions[bucket] for bucket in buckets)))

    # --- lists ------------------------------------------------------------------------------------
    def search(self, text: str) -> Self:
        """Every word stands in the organization, the point or its text.

        Words are looked for in the small tables first, then the tasks are found by their keys.
        """
        rows = self
        organization, assignment = (self.model._meta.get_field(name).related_model for name in _SEARCHED)
        for word in search_text(text).split():
            found = Q(search_text__contains=word)
            rows = rows.filter(
                Q(organization__in=organization.objects.filter(found).values("pk"))
                | Q(assignment__in=assignment.objects.filter(found).values("pk"))
            )
        return rows

    def for_list(self) -> Self:
        """Rows with all that a list prints and nothing else, in one query."""
        rows = self.select_related("organization__municipality", "assignment__recommendation")
        heirs = self.model._default_manager.filter(predecessor=OuterRef("pk"))
        return rows.annotate(is_passed_on=Exists(heirs)).only("period", "status", "due_on", *_PRINTED)

    def for_page(self) -> Self:
        """One task with all that its page prints and its policies ask."""
        return self.select_related(
            "region",
            "organization__municipality",
            "organization__addressee_group",
            "organization__parent__addressee_group",
            "assignment__recommendation",
            "assignment__resolution",
            "assignment__controller_organization",
            "assignment__controller_person",
        )


def _territory_of(actor: Actor) -> Q:
    own = Q(organization=actor.organization)
    if actor.organization.municipality_id:
        own |= Q(municipality=actor.organization.municipality_id)
    return own


def _holds(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


LATE = Q(state=TaskStatus.DONE, executed__gt=F("due"))


def bucket_conditions(day: date) -> dict[Bucket, Q]:
    """Each bucket by plain conditions over the annotations of `as_of`, no two of which hold at once.

    They say the same as the precedence of domain rules, figures; plain, so that indexes can answer them.
    """
    status = TaskStatus
    in_time = Q(due__gte=day)
    return {
        Bucket.WITHDRAWN: Q(state=status.WITHDRAWN),
        Bucket.NOT_APPLICABLE: Q(state=status.NOT_APPLICABLE),
        Bucket.DONE_ON_TIME: Q(state=status.DONE, executed__lte=F("due")),
        Bucket.DONE_LATE: LATE,
        Bucket.IN_REVIEW: Q(state__in=status.WITH_REVIEWER),
        Bucket.OVERDUE: Q(state__in=status.WITH_EXECUTOR, due__lt=day),
        Bucket.RETURNED: Q(state=status.RETURNED) & in_time,
        Bucket.IN_PROGRESS: Q(state=status.IN_PROGRESS) & in_time,
        Bucket.ASSIGNED: Q(state=status.ASSIGNED) & in_time,
    }


def _bucket(day: date) -> Case:
    """The one bucket of a task."""
    cases = (When(condition, then=Value(bucket)) for bucket, condition in bucket_conditions(day).items())
    return Case(*cases, output_field=CharField())
