"""Which resolutions there are, what is issued from them, and when: waves of tasks, the oldest first."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import takewhile

from recommendations.control import (
    ControlRules,
    Deadline,
    DeadlineRule,
    Period,
    PeriodKind,
    WorkingCalendar,
    add_months,
    one_off_deadline,
    period_deadline,
)
from recommendations.demo.calendar import HALF_YEAR_MONTHS, DemoCalendar
from recommendations.demo.scenario import PLOTS, Plot

CONTROL_MONTHS = 12
NEWEST_DAYS_AGO, MOST_DAYS_APART, LEAST_DAYS_APART, SPREAD_DAYS = 100, 90, 7, 1500
MORNING = time(9, 30)


@dataclass(frozen=True)
class Wave:
    """The tasks of one assignment for one period: the first `size` of its executors get one each."""

    plot: Plot
    period: Period | None
    issued_on: date
    reportable_from: date
    deadline: Deadline
    size: int


@dataclass(frozen=True)
class Programme:
    """A resolution, the calendar of its half-year of issuing, and its waves in the order of time."""

    calendar: DemoCalendar
    today: date
    sizes: dict[str, int]
    waves: list[Wave] = field(default_factory=list)

    @property
    def ordered_on(self) -> date:
        return self.calendar.ordered_on

    @property
    def size(self) -> int:
        return sum(wave.size for wave in self.waves)

    def issued_on(self, plot: Plot) -> date:
        """The day the assignment goes out; it may be ahead."""
        return self.calendar.second_wave_on if plot.second_wave else self.ordered_on

    def deadline_on(self, plot: Plot) -> date | None:
        return None if plot.days is None else self.calendar.today + timedelta(days=plot.days)

    def starts_on(self, plot: Plot) -> date | None:
        return self.calendar.first_month_on if plot.period == PeriodKind.MONTH else None


def programmes(tasks: int, sizes: dict[str, int], now: datetime, calendar: WorkingCalendar) -> list[Programme]:
    """Programmes of exactly so many tasks, the oldest first; the oldest one is cut to fit.

    `sizes`: addressee group → number of executors. `now` is aware, in the region's zone.
    """
    whole = _programme(now - timedelta(days=CONTROL_MONTHS * 31), sizes, now, calendar).size
    apart = min(MOST_DAYS_APART, max(LEAST_DAYS_APART, SPREAD_DAYS * whole // tasks))
    found: list[Programme] = []
    left = tasks
    while left > 0:
        ordered = now - timedelta(days=NEWEST_DAYS_AGO + apart * len(found))
        programme = _cut(_programme(ordered, sizes, now, calendar), left)
        left -= programme.size
        found.append(programme)
    return found[::-1]


def _programme(ordered: datetime, sizes: dict[str, int], now: datetime, calendar: WorkingCalendar) -> Programme:
    half_year_later = add_months(ordered.date(), HALF_YEAR_MONTHS)
    issuing = DemoCalendar(datetime.combine(half_year_later, MORNING, now.tzinfo), now.tzinfo, calendar)  # type: ignore[arg-type]
    programme = Programme(issuing, now.date(), sizes)
    waves = [wave for plot in PLOTS for wave in _waves(programme, plot)]
    programme.waves.extend(sorted(waves, key=lambda wave: wave.issued_on))
    return programme


def _waves(programme: Programme, plot: Plot) -> Iterator[Wave]:
    issued_on = programme.issued_on(plot)
    if issued_on >= programme.today:
        return
    size = programme.sizes[plot.addressee]
    if plot.period is None:
        yield Wave(plot, None, issued_on, issued_on, _one_off(programme, plot), size)
        return
    for period in _periods(programme, plot.period, programme.starts_on(plot) or issued_on):
        opened_on = max(period.starts_on, issued_on)
        deadline = period_deadline(
            period=period, permanent=plot.is_permanent, calendar=programme.calendar.working, rules=ControlRules()
        )
        yield Wave(plot, period, opened_on, period.ends_on + timedelta(days=1), deadline, size)


def _periods(programme: Programme, kind: PeriodKind, start: date) -> Iterator[Period]:
    last = min(add_months(programme.ordered_on, CONTROL_MONTHS), programme.today - timedelta(days=1))
    return takewhile(lambda period: period.starts_on <= last, _following(Period.at_or_after(kind, start)))


def _following(period: Period) -> Iterator[Period]:
    while True:
        yield period
        period = period.next()


def _one_off(programme: Programme, plot: Plot) -> Deadline:
    return one_off_deadline(
        rule=DeadlineRule(plot.deadline_rule),
        basis_on=programme.ordered_on,
        explicit_on=programme.deadline_on(plot),
        calendar=programme.calendar.working,
        rules=ControlRules(),
    )


def _cut(programme: Programme, most: int) -> Programme:
    """Drop the last tasks of a programme that is larger than `most`."""
    left, kept = most, []
    for wave in programme.waves:
        if left:
            size = min(wave.size, left)
            left -= size
            kept.append(Wave(wave.plot, wave.period, wave.issued_on, wave.reportable_from, wave.deadline, size))
    return Programme(programme.calendar, programme.today, programme.sizes, kept)
