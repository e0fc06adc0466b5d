"""The working calendar: weekends, holidays and the yearly transfers of days off (domain rules, deadlines 5)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from types import MappingProxyType

import holidays

ONE_DAY = timedelta(days=1)
SATURDAY = 5
WEEKDAY_NAMES = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")


def date_text(day: date) -> str:
    """The day as documents write it, with its weekday: «24.09.2021 (пт)»."""
    return f"{day.day:02}.{day.month:02}.{day.year:04} ({WEEKDAY_NAMES[day.weekday()]})"


class DayKind(StrEnum):
    """What the national calendar calls a day."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MOVED_OFF = "moved_off"
    MOVED_WORKING = "moved_working"

    @property
    def is_working(self) -> bool:
        return self in (DayKind.WORKING, DayKind.MOVED_WORKING)


_SUBSTITUTE = ("перенесено", "(выходной)")


@dataclass(frozen=True)
class NationalYear:
    """Holidays and transfers of days off of one year; without a published decree only what the law says."""

    names: Mapping[date, str]
    working_weekends: frozenset[date]
    is_published: bool

    def kind(self, day: date) -> DayKind:
        """What the day is."""
        name = self.names.get(day)
        if name is not None:
            return DayKind.MOVED_OFF if any(mark in name for mark in _SUBSTITUTE) else DayKind.HOLIDAY
        if day in self.working_weekends:
            return DayKind.MOVED_WORKING
        return DayKind.WORKING if day.weekday() < SATURDAY else DayKind.WEEKEND


@lru_cache(maxsize=256)
def national_year(year: int) -> NationalYear:
    """A year by the decrees on transfers that the package knows.

    A fresh object for each year: a shared one fills its years in while it is read, which is not safe between threads.
    """
    known = holidays.country_holidays("RU", years=year, expand=False, language="ru")
    return NationalYear(
        MappingProxyType(dict(known)), frozenset(known.weekend_workdays), year in known.special_public_holidays
    )


class WorkingCalendar:
    """Which days are working ones.

    Seeded with the national calendar, transfers of days off included; a year without a published decree has its
    weekends and holidays only. `overrides` are the region's own corrections, True for a working day: they always win.
    Moving past the year 9999 or before the year 1 raises OverflowError.
    """

    def __init__(self, overrides: Mapping[date, bool] = MappingProxyType({})) -> None:
        self._overrides = dict(overrides)

    def is_working(self, day: date) -> bool:
        """Whether people work on the day (domain rules, deadlines 5)."""
        if day in self._overrides:
            return self._overrides[day]
        return national_year(day.year).kind(day).is_working

    def next_working(self, day: date) -> date:
        """The first working day strictly after the day."""
        return next(self._working_days_from(day, ONE_DAY))

    def previous_working(self, day: date) -> date:
        """The last working day strictly before the day."""
        return next(self._working_days_from(day, -ONE_DAY))

    def at_or_after(self, day: date) -> date:
        """The day itself if it is a working one, otherwise the next working day."""
        return day if self.is_working(day) else self.next_working(day)

    def at_or_before(self, day: date) -> date:
        """The day itself if it is a working one, otherwise the preceding working day."""
        return day if self.is_working(day) else self.previous_working(day)

    def add_working(self, day: date, n: int) -> date:
        """The n-th working day after the day, or before it when n is negative; the day itself when n is 0.

        The day is never counted, whether it is a working one or not.
        """
        if n == 0:
            return day
        days = self._working_days_from(day, ONE_DAY if n > 0 else -ONE_DAY)
        return next(islice(days, abs(n) - 1, None))

    def _working_days_from(self, day: date, step: timedelta) -> Iterator[date]:
        while True:
            day += step
            if self.is_working(day):
                yield day
