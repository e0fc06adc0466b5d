"""The letter «приближается срок»: once a day, one per person, with all tasks of the person's organizations."""

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial
from itertools import groupby

from django.conf import settings
from django.db.models import Prefetch, Q
from django.template.loader import render_to_string

from organizations.models import Organization, Region, User
from organizations.querysets import MembershipQuerySet
from recommendations.control import WorkingCalendar
from recommendations.models import Assignment, Letter, Task
from recommendations.notifications.outbox import make_letter, queue_letters
from recommendations.notifications.reporters import reporters
from recommendations.querysets.calendar import control_rules, working_calendar
from recommendations.querysets.task import TaskQuerySet

KIND = "due_soon"
TEXT_LENGTH = 200
TITLE_LENGTH = 120
ONE_DAY = timedelta(days=1)


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


def remind_of_deadlines(*, region: Region, now: datetime, since: date | None = None) -> int:
    """Write the day's letters of a region to the outbox; returns how many.

    A task is named on the day when so many working days are left before its deadline as `reminder_days` of the region's
    control rules say, while it waits for the executor; so nothing is new on a day off. `since` is the day of the last
    reminders (yesterday by default): what fell due for a reminder after it is made up for, each task once. One letter
    per person, region and day: a second call on the same day adds only people who were not there at the first. A
    constant number of queries, and one more for each 500 letters.
    """
    today = region.day_of(now)
    calendar, ladder = working_calendar(region), control_rules(region).reminder_days
    if not ladder:
        return 0
    rows = _tasks_due(region, _newly_near(calendar, since or today - ONE_DAY, today, ladder))
    tasks = _by_organization(rows, calendar, today)
    letters = _letters(region, now, reporters(region, today, rows), tasks)
    queue_letters(letters)
    return len(letters)


def _newly_near(calendar: WorkingCalendar, since: date, today: date, ladder: Iterable[int]) -> Q:
    """Deadlines from today on that have come within a step of the ladder after `since`."""
    deadlines = Q()
    for steps in ladder:
        first = max(_last_within(calendar, since, steps) + ONE_DAY, today)
        deadlines |= Q(due_on__range=(first, _last_within(calendar, today, steps)))
    return deadlines


def _last_within(calendar: WorkingCalendar, day: date, steps: int) -> date:
    """The last deadline to which at most `steps` working days are left; it may stand on a day off."""
    return calendar.next_working(calendar.add_working(day, steps)) - ONE_DAY


def _tasks_due(region: Region, deadlines: Q) -> TaskQuerySet:
    return Task.objects.filter(deadlines, region=region).with_executor()


def _by_organization(rows: TaskQuerySet, calendar: WorkingCalendar, today: date) -> dict[int, list[DueTask]]:
    about = Assignment.objects.select_related(
        "recommendation", "resolution", "controller_organization", "controller_person"
    )
    days_left = cache(partial(_working_days, calendar, today))
    found: dict[int, list[DueTask]] = {}
    for task in rows.order_by("due_on", "pk").prefetch_related(Prefetch("assignment", about)):
        found.setdefault(task.organization_id, []).append(DueTask(task, days_left(task.due_on)))
    return found


def _working_days(calendar: WorkingCalendar, today: date, due_on: date) -> int:
    """Working days after today, the deadline included."""
    return sum(calendar.is_working(today + ONE_DAY * number) for number in range(1, (due_on - today).days + 1))


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
