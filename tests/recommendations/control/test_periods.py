"""Reporting periods (domain rules, deadlines 4)."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommendations.control import PERIOD_LABELS, Period, PeriodKind, add_months, periods_between

DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
KINDS = st.sampled_from(PeriodKind)
CALENDAR_KINDS = st.sampled_from([kind for kind in PeriodKind if kind != PeriodKind.SCHOOL_YEAR])

EXAMPLES = [
    (PeriodKind.MONTH, date(2026, 9, 1), date(2026, 9, 30), "2026-09", "сентябрь 2026 г."),
    (PeriodKind.MONTH, date(2024, 2, 1), date(2024, 2, 29), "2024-02", "февраль 2024 г."),
    (PeriodKind.QUARTER, date(2026, 7, 1), date(2026, 9, 30), "2026-Q3", "III квартал 2026 г."),
    (PeriodKind.QUARTER, date(2025, 10, 1), date(2025, 12, 31), "2025-Q4", "IV квартал 2025 г."),
    (PeriodKind.HALF_YEAR, date(2026, 7, 1), date(2026, 12, 31), "2026-H2", "II полугодие 2026 г."),
    (PeriodKind.HALF_YEAR, date(2026, 1, 1), date(2026, 6, 30), "2026-H1", "I полугодие 2026 г."),
    (PeriodKind.YEAR, date(2026, 1, 1), date(2026, 12, 31), "2026", "2026 год"),
    (PeriodKind.SCHOOL_YEAR, date(2026, 9, 1), date(2027, 5, 31), "2026/27", "2026/2027 учебный год"),
    (PeriodKind.SCHOOL_YEAR, date(1999, 9, 1), date(2000, 5, 31), "1999/00", "1999/2000 учебный год"),
]


@pytest.mark.parametrize(("kind", "starts_on", "ends_on", "key", "label"), EXAMPLES)
def test_bounds_key_and_label(kind, starts_on, ends_on, key, label):
    period = Period.containing(kind, starts_on)
    assert (period.kind, period.starts_on, period.ends_on, period.key, period.label) == (
        kind,
        starts_on,
        ends_on,
        key,
        label,
    )
    assert Period.containing(kind, ends_on) == period
    assert Period.from_key(key) == period


@pytest.mark.parametrize(
    ("month", "name"),
    [
        (1, "январь"),
        (2, "февраль"),
        (3, "март"),
        (4, "апрель"),
        (5, "май"),
        (6, "июнь"),
        (7, "июль"),
        (8, "август"),
        (9, "сентябрь"),
        (10, "октябрь"),
        (11, "ноябрь"),
        (12, "декабрь"),
    ],
)
def test_every_month_by_name(month, name):
    assert Period.from_key(f"2026-{month:02}").label == f"{name} 2026 г."


@pytest.mark.parametrize(
    "key",
    [
        "",
        "2026-13",
        "2026-00",
        "2026-9",
        "2026-Q5",
        "2026-Q0",
        "2026-H3",
        "2026-q1",
        "26",
        "0000",
        "9999",
        "2026/28",
        "2026/2027",
        "2026-09-01",
        " 2026",
        "2026\n",
        "٢٠٢٦",
    ],
)
def test_an_unknown_key_is_refused(key):
    with pytest.raises(ValueError, match=r"^Неизвестный отчётный период «"):
        Period.from_key(key)


def test_a_period_starts_on_its_first_day_only():
    with pytest.raises(ValueError, match=r"^С 02\.09\.2026 не начинается месяц\.$"):
        Period(PeriodKind.MONTH, date(2026, 9, 2))
    with pytest.raises(ValueError, match="учебный год"):
        Period(PeriodKind.SCHOOL_YEAR, date(2026, 1, 1))


@pytest.mark.parametrize("day", [date(2027, 6, 1), date(2027, 7, 15), date(2027, 8, 31)])
def test_summer_is_in_no_school_year(day):
    with pytest.raises(ValueError, match="не входит ни в один учебный год"):
        Period.containing(PeriodKind.SCHOOL_YEAR, day)
    assert Period.at_or_after(PeriodKind.SCHOOL_YEAR, day).key == "2027/28"


@pytest.mark.parametrize(
    ("key", "following"),
    [
        ("2026-12", "2027-01"),
        ("2026-Q4", "2027-Q1"),
        ("2026-H1", "2026-H2"),
        ("2026", "2027"),
        ("2026/27", "2027/28"),
    ],
)
def test_next_and_previous(key, following):
    assert Period.from_key(key).next() == Period.from_key(following)
    assert Period.from_key(following).previous() == Period.from_key(key)


@pytest.mark.parametrize(
    ("kind", "first", "last", "keys"),
    [
        (PeriodKind.MONTH, date(2021, 8, 24), date(2021, 10, 1), ["2021-08", "2021-09", "2021-10"]),
        (PeriodKind.MONTH, date(2021, 8, 24), date(2021, 8, 24), ["2021-08"]),
        (PeriodKind.QUARTER, date(2021, 12, 31), date(2022, 1, 1), ["2021-Q4", "2022-Q1"]),
        (PeriodKind.SCHOOL_YEAR, date(2021, 6, 15), date(2021, 8, 31), []),
        (PeriodKind.SCHOOL_YEAR, date(2021, 5, 31), date(2021, 9, 1), ["2020/21", "2021/22"]),
        (PeriodKind.YEAR, date(2022, 1, 1), date(2021, 12, 31), []),
        (PeriodKind.YEAR, date(2022, 5, 2), date(2022, 5, 1), []),
    ],
)
def test_periods_between_share_a_day_with_the_span(kind, first, last, keys):
    assert [period.key for period in periods_between(kind, first, last)] == keys


@settings(deadline=None)
@given(kind=CALENDAR_KINDS, day=DAYS)
def test_every_day_is_in_exactly_one_period(kind, day):
    period = Period.containing(kind, day)
    assert period.starts_on <= day <= period.ends_on
    assert day in period
    assert period.next().starts_on == period.ends_on + timedelta(days=1)
    assert day not in period.next()
    assert day not in period.previous()


@settings(deadline=None)
@given(kind=KINDS, day=DAYS)
def test_keys_and_neighbours_lead_back(kind, day):
    period = Period.at_or_after(kind, day)
    assert Period.from_key(period.key) == period
    assert period.next().previous() == period
    assert period.ends_on >= day


@settings(deadline=None)
@given(kind=KINDS, first=DAYS, days=st.integers(-5, 800))
def test_periods_between_agree_with_asking_every_day(kind, first, days):
    found = []
    for n in range(days + 1):
        period = Period.at_or_after(kind, first + timedelta(days=n))
        if first + timedelta(days=n) in period and period not in found:
            found.append(period)
    assert periods_between(kind, first, first + timedelta(days=days)) == found


@settings(deadline=None)
@given(day=DAYS, months=st.integers(-30, 30))
def test_adding_months_keeps_the_day_number_or_takes_the_last_day(day, months):
    found = add_months(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)


def test_every_kind_has_a_label():
    assert list(PERIOD_LABELS.values()) == ["месяц", "квартал", "полугодие", "год", "учебный год"]
    assert PERIOD_LABELS.keys() == set(PeriodKind)
