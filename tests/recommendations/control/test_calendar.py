"""The working calendar (domain rules, deadlines 5)."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommendations.control import WorkingCalendar, date_text
from recommendations.control.calendar import national_year

NATIONAL = WorkingCalendar()
DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))
OVERRIDES = st.dictionaries(st.dates(date(2021, 1, 1), date(2021, 3, 1)), st.booleans(), max_size=30)


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range(366) if (first + timedelta(days=n)).year == year]


@pytest.mark.parametrize(
    ("year", "working_days"),
    [(2021, 247), (2022, 247), (2023, 247), (2024, 248), (2025, 247), (2026, 247), (2027, 247)],
)
def test_working_days_of_a_year_are_those_of_the_official_calendar(year, working_days):
    assert sum(NATIONAL.is_working(day) for day in days_of(year)) == working_days


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2021, 8, 24), True),
        (date(2021, 9, 26), False),
        (date(2021, 2, 20), True),  # a Saturday worked for Monday 22 February
        (date(2021, 2, 22), False),
        (date(2021, 12, 31), False),
        (date(2022, 1, 7), False),
        (date(2024, 4, 27), True),
        (date(2024, 4, 29), False),
        (date(2025, 11, 1), True),
        (date(2025, 12, 31), False),
        (date(2026, 1, 9), False),
        (date(2026, 1, 12), True),
    ],
)
def test_weekends_holidays_and_the_yearly_transfers_of_days_off(day, working):
    assert NATIONAL.is_working(day) is working


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2035, 1, 3), False),
        (date(2035, 2, 23), False),
        (date(2035, 3, 3), False),
        (date(2035, 3, 5), True),
        (date(1975, 6, 7), False),
        (date(1975, 6, 9), True),
    ],
)
def test_a_year_without_a_decree_has_weekends_and_holidays_only(day, working):
    assert NATIONAL.is_working(day) is working


def test_overrides_win_over_the_package_both_ways():
    calendar = WorkingCalendar({date(2021, 9, 24): False, date(2021, 9, 26): True})
    assert not calendar.is_working(date(2021, 9, 24))
    assert calendar.is_working(date(2021, 9, 26))
    assert NATIONAL.is_working(date(2021, 9, 24)), "an override leaked into another calendar"


def test_later_changes_of_the_given_overrides_do_not_change_the_calendar():
    overrides = {date(2021, 9, 24): False}
    calendar = WorkingCalendar(overrides)
    overrides.clear()
    assert not calendar.is_working(date(2021, 9, 24))


FRIDAY, SATURDAY, MONDAY = date(2021, 9, 24), date(2021, 9, 25), date(2021, 9, 27)


@pytest.mark.parametrize(
    ("move", "day", "expected"),
    [
        ("next_working", FRIDAY, MONDAY),
        ("next_working", SATURDAY, MONDAY),
        ("previous_working", MONDAY, FRIDAY),
        ("previous_working", SATURDAY, FRIDAY),
        ("at_or_before", FRIDAY, FRIDAY),
        ("at_or_before", SATURDAY, FRIDAY),
        ("at_or_after", MONDAY, MONDAY),
        ("at_or_after", SATURDAY, MONDAY),
        ("next_working", date(2021, 12, 30), date(2022, 1, 10)),
        ("previous_working", date(2022, 1, 10), date(2021, 12, 30)),
    ],
)
def test_moves(move, day, expected):
    assert getattr(NATIONAL, move)(day) == expected


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (FRIDAY, 0, FRIDAY),
        (SATURDAY, 0, SATURDAY),
        (FRIDAY, 1, MONDAY),
        (SATURDAY, 1, MONDAY),
        (FRIDAY, 6, date(2021, 10, 4)),
        (MONDAY, -1, FRIDAY),
        (SATURDAY, -1, FRIDAY),
        (MONDAY, -3, date(2021, 9, 22)),
    ],
)
def test_adding_working_days_never_counts_the_first_day(day, n, expected):
    assert NATIONAL.add_working(day, n) == expected


@settings(deadline=None)
@given(day=DAYS, n=st.integers(-40, 40), overrides=OVERRIDES)
def test_adding_working_days_agrees_with_counting_day_by_day(day, n, overrides):
    calendar = WorkingCalendar(overrides)
    found = calendar.add_working(day, n)
    first, last = sorted((day, found))
    passed = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    assert sum(calendar.is_working(each) for each in passed if each != day) == abs(n)
    assert found == day if n == 0 else calendar.is_working(found)
    assert n == 0 or (found > day) == (n > 0)


@settings(deadline=None)
@given(day=DAYS, overrides=OVERRIDES)
def test_moves_agree_with_looking_at_every_day_around(day, overrides):
    calendar = WorkingCalendar(overrides)
    around = [day + timedelta(days=i) for i in range(-60, 61)]
    working = [each for each in around if calendar.is_working(each)]
    assert calendar.next_working(day) == min(each for each in working if each > day)
    assert calendar.previous_working(day) == max(each for each in working if each < day)
    assert calendar.at_or_after(day) == min(each for each in working if each >= day)
    assert calendar.at_or_before(day) == max(each for each in working if each <= day)


def test_many_threads_see_the_same_calendar_while_it_is_first_read():
    national_year.cache_clear()
    days = [day for year in range(2019, 2028) for day in days_of(year) if NATIONAL.is_working(day)]
    national_year.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        seen = Counter(pool.map(WorkingCalendar().is_working, days))
    assert seen == {True: len(days)}


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2021, 9, 20), "20.09.2021 (пн)"),
        (date(2021, 9, 21), "21.09.2021 (вт)"),
        (date(2021, 9, 22), "22.09.2021 (ср)"),
        (date(2021, 9, 23), "23.09.2021 (чт)"),
        (date(2021, 9, 24), "24.09.2021 (пт)"),
        (date(2021, 9, 25), "25.09.2021 (сб)"),
        (date(2021, 9, 5), "05.09.2021 (вс)"),
    ],
)
def test_a_day_is_written_with_its_weekday(day, text):
    assert date_text(day) == text
