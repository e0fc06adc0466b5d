"""The letter «приближается срок»: once a day, one per person, with all tasks of the person's organizations."""

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db.models import Prefetch, Q
from django.template.loader import render_to_string

from organizations.models import Membership, Organization, Region, User
from organizations.querysets import MembershipQuerySet
from organizations.roles import Role
from recommendations.control import WorkingCalendar
from recommendations.models import Assignment, Letter, Task
from recommendations.notifications.outbox import make_letter, queue_letters
from recommendations.querysets.calendar import control_rules, working_calendar
from recommendations.querysets.task import TaskQuerySet

KIND = "due_soon"
ROLES = (*Role.SPECIALISTS, Role.MUNICIPAL, Role.SCHOOL, Role.METHODOLOGIST)
TEXT_LENGTH = 200
TITLE_LENGTH = 120


@dataclass(frozen=True)
class DueTask:
    """A task with what the letter says of it; `working_days` are those left, the deadline itself included."""

    task: Task
    working_days: int

    @property
    def text(self) -> str:
        return _short(self.task.assignment.content, TEXT_LENGTH)

    @property
    def resolution(self) -> str:
        return _short(self.task.assignment.resolution.title, TITLE_LENGTH)

    @property
    def url(self) -> str:
        return settings.PUBLIC_URL + self.task.get_absolute_url()

    @property
    def contact(self) -> str:
        """Where to ask: the controller's telephone, else that of the organization, else e-mail."""
        person = self.task.assignment.controller_person
        phone = person.phone or self.task.assignment.controller_organization.phone
        return f"тел. {phone}" if phone else person.email


@dataclass(frozen=True)
class Workplace:
    """An organization of the recipient with its tasks, the nearest deadline first."""

    organization: Organization
    tasks: list[DueTask]


def remind_of_deadlines(*, region: Region, now: datetime) -> int:
    """Write the day's letters of a region to the outbox; returns how many.

    A task is named when so many working days are left before its deadline as `reminder_days` of the region's control
    rules say, while it waits for the executor. On days off nothing is written. One letter per person, region and day:
    a second call on the same day adds only people who were not there at the first. A constant number of queries, and
    one more for each 500 letters.
    """
    today = region.day_of(now)
    calendar, ladder = working_calendar(region), control_rules(region).reminder_days
    if not ladder or not calendar.is_working(today):
        return 0
    windows = {steps: _window(calendar, today, steps) for steps in ladder}
    rows = _tasks_due(region, windows.values())
    tasks = _by_organization(rows, windows)
    letters = _letters(region, now, _recipients(region, today, rows), tasks)
    queue_letters(letters)
    return len(letters)


def _window(calendar: WorkingCalendar, today: date, steps: int) -> tuple[date, date]:
    """First and last deadline to which exactly `steps` working days are left; a deadline may stand on a day off."""
    first = calendar.add_working(today, steps)
    return first, calendar.next_working(first) - timedelta(days=1)


def _tasks_due(region: Region, windows: Iterable[tuple[date, date]]) -> TaskQuerySet:
    deadlines = Q()
    for window in windows:
        deadlines |= Q(due_on__range=window)
    return Task.objects.filter(deadlines, region=region).with_executor()


def _by_organization(rows: TaskQuerySet, windows: Mapping[int, tuple[date, date]]) -> dict[int, list[DueTask]]:
    about = Assignment.objects.select_related(
        "recommendation", "resolution", "controller_organization", "controller_person"
    )
    found: dict[int, list[DueTask]] = {}
    for task in rows.order_by("due_on", "pk").prefetch_related(Prefetch("assignment", about)):
        days = next(steps for steps, (first, last) in windows.items() if first <= task.due_on <= last)
        found.setdefault(task.organization_id, []).append(DueTask(task, days))
    return found


def _recipients(region: Region, today: date, rows: TaskQuerySet) -> MembershipQuerySet:
    """People who may report for these organizations; an address in .invalid (RFC 2606) is no address."""
    people = Membership.objects.filter(region=region, role__in=ROLES, organization__in=rows.values("organization"))
    return (
        people.active_on(today)
        .exclude(Q(user__email="") | Q(user__email__iendswith=".invalid"))
        .select_related("user", "organization")
        .order_by("user", "organization__sort_key", "organization")
    )


def _letters(
    region: Region, now: datetime, recipients: MembershipQuerySet, tasks: Mapping[int, list[DueTask]]
) -> list[Letter]:
    prefix = f"{KIND}:{region.pk}:{region.day_of(now)}:"
    written = set(Letter.objects.filter(dedupe_key__startswith=prefix).values_list("dedupe_key", flat=True))
    letters = []
    for user, memberships in groupby(recipients, key=lambda membership: membership.user):
        # Tasks may appear between the two queries; such an organization waits until the next step of the ladder.
        organizations = {row.organization_id: row.organization for row in memberships if row.organization_id in tasks}
        key = f"{prefix}{user.pk}"
        if organizations and key not in written:
            places = [Workplace(organization, tasks[pk]) for pk, organization in organizations.items()]
            letters.append(_letter(region, now, user, places, key))
    return letters


def _letter(region: Region, now: datetime, user: User, places: list[Workplace], key: str) -> Letter:
    due = [task for place in places for task in place.tasks]
    context = {
        "recipient": user,
        "places": places,
        "total": len(due),
        "nearest": min(item.task.due_on for item in due),
        "ladder": ", ".join(map(str, control_rules(region).reminder_days)),
        "today": region.day_of(now),
        "public_url": settings.PUBLIC_URL,
    }
    return make_letter(
        region=region,
        recipient=user,
        kind=KIND,
        subject=render_to_string("mail/due_soon_subject.txt", context),
        body=render_to_string("mail/due_soon.txt", context),
        dedupe_key=key,
        now=now,
    )


def _short(text: str, width: int) -> str:
    return textwrap.shorten(text, width, placeholder=" …")
