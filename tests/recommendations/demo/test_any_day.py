"""The demo holds whatever the day of loading is: planned for many days, loaded whole on a hard one."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from organizations.models import Organization, Region
from recommendations.control import (
    Bucket,
    ControlRules,
    DeadlineRule,
    Period,
    PeriodKind,
    WorkingCalendar,
    bucket_of,
    one_off_deadline,
    period_deadline,
)
from recommendations.demo.calendar import DemoCalendar
from recommendations.demo.director import MIDNIGHT, came_on, frame_of, identity, story_of
from recommendations.demo.load import SEED
from recommendations.demo.scenario import PLOTS, Plot
from recommendations.demo.story import Beat, Frame, beats_of, extended
from tests.recommendations.demo.figures import (
    FEWEST_MUNICIPALITIES,
    LEAST_SHARE_DUE_SOON,
)

pytestmark = pytest.mark.django_db
ZONE, WORKING, RULES = ZoneInfo("Europe/Moscow"), WorkingCalendar(), ControlRules()
DAYS = [
    *(date(2026, 1, 1) + timedelta(days=41) * number for number in range(18)),
    date(2026, 1, 12),
    date(2026, 2, 28),
    date(2026, 11, 23),
    date(2027, 8, 31),
    date(2028, 2, 29),
]
STATE_AFTER = {
    Beat.DRAFT: "in_progress",
    Beat.NOTE: "in_progress",
    Beat.SUBMIT: "review",
    Beat.SUBMIT_FOR: "review",
    Beat.ACCEPT: "done",
    Beat.RETURN: "returned",
    Beat.RETURN_BY_MUNICIPALITY: "returned",
    Beat.MARK_NOT_APPLICABLE: "not_applicable",
    Beat.WITHDRAW: "withdrawn",
}


def deadlines(plot: Plot, calendar: DemoCalendar) -> Iterator[tuple[date, str, date]]:
    """Day of arrival, period key and deadline of each task that one executor gets."""
    day = came_on(plot, calendar)
    if plot.period is None:
        explicit = calendar.today + timedelta(days=plot.days) if plot.deadline_rule == DeadlineRule.BY_DATE else None
        deadline = one_off_deadline(
            rule=plot.deadline_rule,
            basis_on=calendar.ordered_on,
            explicit_on=explicit,
            calendar=WORKING,
            rules=RULES,
        )
        yield day, "", deadline.due_on
        return
    start = max(day, calendar.first_month_on) if plot.period == PeriodKind.MONTH else day
    first = Period.containing(plot.period, start)
    for period in [first, *calendar.later_periods(first)]:
        deadline = period_deadline(period=period, permanent=plot.is_permanent, calendar=WORKING, rules=RULES)
        yield max(day, period.starts_on) if period != first else day, period.key, deadline.due_on


def outcome(plot: Plot, frame: Frame, organization: Organization, rng: Random) -> tuple[Bucket, date]:
    """Where the task stands on the day of loading, and its deadline by then."""
    status, due_on, submitted_on = "assigned", frame.due_on, None
    for at, beat in beats_of(story_of(plot, frame, organization, rng, SEED), frame, rng, lambda beat: beat):
        status = STATE_AFTER.get(beat, status)
        submitted_on = at.date() if status == "review" else submitted_on
        due_on = extended(due_on, frame.calendar) if beat == Beat.EXTEND else due_on
    executed_on = submitted_on if status == "done" else None
    return bucket_of(status=status, due_on=due_on, executed_on=executed_on, as_of=frame.calendar.today), due_on


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_plan_for_any_day_keeps_the_demands(demo: Region, organizations: list[Organization], day: date) -> None:
    calendar = DemoCalendar(datetime.combine(day, time(10), ZONE), ZONE, WORKING)
    places: dict[Bucket, set[int]] = defaultdict(set)
    count = due_soon = 0
    for plot in PLOTS:
        rows = [row for row in organizations if row.addressee_group.code == plot.addressee]
        for arrived, key, due_on in deadlines(plot, calendar):
            frame = frame_of(key, due_on, datetime.combine(arrived, MIDNIGHT, ZONE), calendar)
            for row in rows:
                bucket, due = outcome(plot, frame, row, Random(f"{SEED} {plot.number} {key} {identity(row)}"))
                places[bucket].add(row.municipality_id)
                waits = bucket in {Bucket.ASSIGNED, Bucket.IN_PROGRESS, Bucket.RETURNED}
                due_soon += waits and day <= due <= day + timedelta(days=30)
                count += 1
    assert set(places) == set(Bucket)
    assert min(len(found - {None}) for found in places.values()) >= FEWEST_MUNICIPALITIES
    assert due_soon / count >= LEAST_SHARE_DUE_SOON


@pytest.fixture
def organizations(demo: Region) -> list[Organization]:
    return list(Organization.objects.filter(region=demo).select_related("municipality", "addressee_group"))
