"""Reporting periods: months, quarters, half-years, years and school years (domain rules, deadlines 4)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, Self

MONTH_NAMES = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
ROMAN = ("I", "II", "III", "IV")


class PeriodKind(StrEnum):
    """How often a periodic assignment is reported on."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"


PERIOD_LABELS = {
    PeriodKind.MONTH: "месяц",
    PeriodKind.QUARTER: "квартал",
    PeriodKind.HALF_YEAR: "полугодие",
    PeriodKind.YEAR: "год",
    PeriodKind.SCHOOL_YEAR: "учебный год",
}


class _Shape(NamedTuple):
    """Months from one start to the next, months covered, and the month of the year (from 0) of the first start."""

    step: int
    length: int
    anchor: int = 0


SHAPES = {
    PeriodKind.MONTH: _Shape(1, 1),
    PeriodKind.QUARTER: _Shape(3, 3),
    PeriodKind.HALF_YEAR: _Shape(6, 6),
    PeriodKind.YEAR: _Shape(12, 12),
    PeriodKind.SCHOOL_YEAR: _Shape(12, 9, anchor=8),
}
KEY_PATTERNS = {
    PeriodKind.MONTH: r"(?P<year>\d{4})-(?P<number>\d\d)",
    PeriodKind.QUARTER: r"(?P<year>\d{4})-Q(?P<number>\d)",
    PeriodKind.HALF_YEAR: r"(?P<year>\d{4})-H(?P<number>\d)",
    PeriodKind.YEAR: r"(?P<year>\d{4})",
    PeriodKind.SCHOOL_YEAR: r"(?P<year>\d{4})/\d\d",
}


def add_months(day: date, months: int) -> date:
    """The same day-number so many months later, or the last day of that month (domain rules, deadlines 2)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    following = first + timedelta(days=31)
    last_day = (following.replace(day=1) - timedelta(days=1)).day
    return first.replace(day=min(day.day, last_day))


@dataclass(frozen=True)
class Period:
    """One reporting period; `starts_on` must be its true first day, otherwise ValueError."""

    kind: PeriodKind
    starts_on: date

    def __post_init__(self) -> None:
        if self.starts_on != _start_at_or_before(self.kind, self.starts_on):
            raise ValueError(f"С {self.starts_on:%d.%m.%Y} не начинается {PERIOD_LABELS[self.kind]}.")

    @classmethod
    def containing(cls, kind: PeriodKind, day: date) -> Self:
        """The period of the day; ValueError for a summer day, in no school year (1 September to 31 May)."""
        period = cls(kind, _start_at_or_before(kind, day))
        if day not in period:
            raise ValueError(f"Дата {day:%d.%m.%Y} не входит ни в один учебный год (с 1 сентября по 31 мая).")
        return period

    @classmethod
    def at_or_after(cls, kind: PeriodKind, day: date) -> Self:
        """The period the day belongs to, or the one that begins next: in summer, the coming school year."""
        period = cls(kind, _start_at_or_before(kind, day))
        return period if day in period else period.next()

    @classmethod
    def from_key(cls, key: str) -> Self:
        """The period with this key; ValueError in Russian for any other text."""
        for kind, pattern in KEY_PATTERNS.items():
            if found := re.fullmatch(pattern, key):
                period = cls._numbered(kind, **{name: int(number) for name, number in found.groupdict().items()})
                if period is not None and period.key == key:
                    return period
        raise ValueError(f"Неизвестный отчётный период «{key}».")

    @classmethod
    def _numbered(cls, kind: PeriodKind, year: int, number: int = 1) -> Self | None:
        shape = SHAPES[kind]
        month = (number - 1) * shape.step + shape.anchor + 1
        return cls(kind, date(year, month, 1)) if 1 <= month <= 12 and 1 <= year < date.max.year else None

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    @property
    def ends_on(self) -> date:
        """The last day of the period."""
        return add_months(self.starts_on, SHAPES[self.kind].length) - timedelta(days=1)

    @property
    def key(self) -> str:
        """The short machine name: "2026-09", "2026-Q3", "2026-H2", "2026", "2026/27"."""
        return {
            PeriodKind.MONTH: f"{self._year}-{self._number:02}",
            PeriodKind.QUARTER: f"{self._year}-Q{self._number}",
            PeriodKind.HALF_YEAR: f"{self._year}-H{self._number}",
            PeriodKind.YEAR: self._year,
            PeriodKind.SCHOOL_YEAR: f"{self._year}/{self.ends_on.year % 100:02}",
        }[self.kind]

    @property
    def label(self) -> str:
        """The Russian name: «сентябрь 2026 г.», «III квартал 2026 г.», «2026/2027 учебный год»."""
        year, index = self._year, self._number - 1
        return {
            PeriodKind.MONTH: f"{MONTH_NAMES[index]} {year} г.",
            PeriodKind.QUARTER: f"{ROMAN[index % 4]} квартал {year} г.",
            PeriodKind.HALF_YEAR: f"{ROMAN[index % 4]} полугодие {year} г.",
            PeriodKind.YEAR: f"{year} год",
            PeriodKind.SCHOOL_YEAR: f"{year}/{self.ends_on.year:04} учебный год",
        }[self.kind]

    def next(self) -> Self:
        """The following period of the same kind."""
        return type(self)(self.kind, add_months(self.starts_on, SHAPES[self.kind].step))

    def previous(self) -> Self:
        """The preceding period of the same kind."""
        return type(self)(self.kind, add_months(self.starts_on, -SHAPES[self.kind].step))

    @property
    def _year(self) -> str:
        return f"{self.starts_on.year:04}"

    @property
    def _number(self) -> int:
        return (self.starts_on.month - 1) // SHAPES[self.kind].step + 1


def periods_between(kind: PeriodKind, first: date, last: date) -> list[Period]:
    """All periods, in order, that share a day with first … last (both included); none when last is before first."""
    periods = []
    period = Period.at_or_after(kind, first)
    while max(period.starts_on, first) <= last:
        periods.append(period)
        period = period.next()
    return periods


def _start_at_or_before(kind: PeriodKind, day: date) -> date:
    shape = SHAPES[kind]
    months_in = (day.year * 12 + day.month - 1 - shape.anchor) % shape.step
    return add_months(day.replace(day=1), -months_in)
