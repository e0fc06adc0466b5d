"""The days of the demo, all counted back from the day of loading."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from recommendations.control import Period, PeriodKind, WorkingCalendar, add_months, periods_between

FORUM_ON = date(2021, 8, 24)
OFFICE_OPENS, OFFICE_HOURS = 8, 9
HALF_YEAR_MONTHS = 6
SECOND_WAVE_DAYS = 45


@dataclass(frozen=True)
class DemoCalendar:
    """The day of loading with the moment of it; stories end on the day before, whatever the hour is."""

    now: datetime
    zone: ZoneInfo
    working: WorkingCalendar

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def yesterday(self) -> date:
        return self.today - timedelta(days=1)

    @property
    def ordered_on(self) -> date:
        """The day of the invented order: a working day about half a year ago."""
        return self.working.at_or_before(add_months(self.today, -HALF_YEAR_MONTHS))

    @property
    def second_wave_on(self) -> date:
        """The day when the assignments with near deadlines go out."""
        return self.working.at_or_before(self.today - timedelta(days=SECOND_WAVE_DAYS))

    @property
    def first_month_on(self) -> date:
        """The start of the half-year of monthly periods, the last of which holds the day of loading."""
        return add_months(self.today.replace(day=1), 1 - HALF_YEAR_MONTHS)

    def office_moment(self, day: date, rng: Random) -> datetime:
        """Some minute of the office hours of that day."""
        minutes = rng.randrange(OFFICE_HOURS * 60)
        return self.moment(day, time(OFFICE_OPENS + minutes // 60, minutes % 60, rng.randrange(60)))

    def moment(self, day: date, at: time) -> datetime:
        """That time of that day in the region, never after now."""
        return min(datetime.combine(day, at, self.zone), self.now)

    def later_periods(self, first: Period) -> list[Period]:
        """The periods that have begun since that one."""
        return periods_between(PeriodKind(first.kind), first.next().starts_on, self.today)

    def working_days(self, first: date, last: date) -> list[date]:
        """Working days from first to last, both included; all days when none of them is a working one."""
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        return [day for day in days if self.working.is_working(day)] or days
