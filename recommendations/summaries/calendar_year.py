"""The working calendar of a year as months and weeks, for its page and for print."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from organizations.models import CalendarDay, Region
from recommendations.control import DayKind, NationalYear, national_year
from recommendations.models import Task

FIRST_YEAR, LAST_YEAR = 2021, 2027
KIND_LABELS = {
    DayKind.WORKING: "рабочий день",
    DayKind.WEEKEND: "выходной день",
    DayKind.HOLIDAY: "праздничный день",
    DayKind.MOVED_OFF: "перенесённый выходной",
    DayKind.MOVED_WORKING: "рабочая суббота или воскресенье",
}
MONTHS = (
    *("Январь", "Февраль", "Март", "Апрель", "Май", "Июнь"),
    *("Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь"),
)


@dataclass(frozen=True)
class Day:
    """One day: what the national calendar says, and the region's own change, which wins."""

    on: date
    kind: DayKind
    name: str
    own: CalendarDay | None

    @property
    def is_working(self) -> bool:
        return self.own.is_working if self.own else self.kind.is_working

    @property
    def national_label(self) -> str:
        """What the day is without the region's change."""
        return self.name or KIND_LABELS[self.kind]

    @property
    def label(self) -> str:
        """What the day is, in words."""
        if self.own is None:
            return self.national_label
        note = f": {self.own.note}" if self.own.note else ""
        return f"{'рабочий' if self.own.is_working else 'нерабочий'} по решению региона{note}"


@dataclass(frozen=True)
class Month:
    """A month by weeks from Monday; None stands for days of the months beside it."""

    name: str
    weeks: list[list[Day | None]]

    @property
    def days(self) -> list[Day]:
        return [day for week in self.weeks for day in week if day]

    @property
    def working_days(self) -> int:
        return sum(day.is_working for day in self.days)


@dataclass(frozen=True)
class CalendarYear:
    """Twelve months; `is_published`: the yearly transfers of days off are known."""

    year: int
    months: list[Month]
    is_published: bool

    @property
    def own(self) -> list[Day]:
        """Days that the region has changed."""
        return [day for month in self.months for day in month.days if day.own]

    @property
    def working_days(self) -> int:
        return sum(month.working_days for month in self.months)


def calendar_year(region: Region, year: int) -> CalendarYear:
    """The calendar of a region for a year (domain rules, deadlines 5)."""
    national = national_year(year)
    own = {row.day: row for row in CalendarDay.objects.filter(region=region, day__year=year)}
    months = [
        Month(name, [[_day(on, number, national, own) for on in week] for week in _weeks(year, number)])
        for number, name in enumerate(MONTHS, start=1)
    ]
    return CalendarYear(year, months, national.is_published)


def one_day(region: Region, on: date) -> Day:
    """A single day of the region's calendar."""
    own = {row.day: row for row in CalendarDay.objects.filter(region=region, day=on)}
    return _known(on, national_year(on.year), own)


def open_tasks_due(region: Region, first: date, last: date) -> int:
    """How many open tasks of the whole region are due on these days; a number alone, nothing of the tasks."""
    return Task.objects.filter(region=region, due_on__range=(first, last)).open().count()


def _weeks(year: int, month: int) -> list[list[date]]:
    return Calendar().monthdatescalendar(year, month)


def _day(on: date, month: int, national: NationalYear, own: dict[date, CalendarDay]) -> Day | None:
    return _known(on, national, own) if on.month == month else None


def _known(on: date, national: NationalYear, own: dict[date, CalendarDay]) -> Day:
    return Day(on, national.kind(on), national.names.get(on, ""), own.get(on))
