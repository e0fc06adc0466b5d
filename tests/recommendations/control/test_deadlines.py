"""Deadlines: each rule of the domain rules by its number, every vector, both guards."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommendations.control import (
    DEADLINE_LABELS,
    ControlRules,
    Deadline,
    DeadlineRule,
    Period,
    PeriodKind,
    WorkingCalendar,
    one_off_deadline,
    period_deadline,
)

CALENDAR, RULES = WorkingCalendar(), ControlRules()
BASES = st.dates(date(2019, 1, 1), date(2029, 12, 31))
TERMS = st.sampled_from([DeadlineRule.URGENT, DeadlineRule.PROMPT, DeadlineRule.MONTH])


def term(rule, basis_on, calendar=CALENDAR, **settings_of_rules):
    return one_off_deadline(rule=rule, basis_on=basis_on, calendar=calendar, rules=ControlRules(**settings_of_rules))


def by_date(basis_on, explicit_on, **settings_of_rules):
    rules = ControlRules(**settings_of_rules)
    return one_off_deadline(
        rule=DeadlineRule.BY_DATE, basis_on=basis_on, explicit_on=explicit_on, calendar=CALENDAR, rules=rules
    )


def report_on(key, permanent=False, calendar=CALENDAR, **settings_of_rules):
    rules = ControlRules(**settings_of_rules)
    return period_deadline(period=Period.from_key(key), permanent=permanent, calendar=calendar, rules=rules)


VECTORS = [
    ("Tue 24.08.2021: срочно 27.08", DeadlineRule.URGENT, date(2021, 8, 24), "27.08.2021 (пт)"),
    ("Tue 24.08.2021: оперативно 03.09", DeadlineRule.PROMPT, date(2021, 8, 24), "03.09.2021 (пт)"),
    ("Tue 24.08.2021: none 24.09", DeadlineRule.MONTH, date(2021, 8, 24), "24.09.2021 (пт)"),
    (
        "Thu 26.08.2021: срочно Sun 29.08 → Fri 27.08",
        DeadlineRule.URGENT,
        date(2021, 8, 26),
        "29.08.2021 (вс) → 27.08.2021 (пт)",
    ),
    ("none Sun 26.09 → Fri 24.09", DeadlineRule.MONTH, date(2021, 8, 26), "26.09.2021 (вс) → 24.09.2021 (пт)"),
    ("Tue 31.08.2021: none → Thu 30.09", DeadlineRule.MONTH, date(2021, 8, 31), "30.09.2021 (чт)"),
    ("Mon 31.01.2022: none → Mon 28.02", DeadlineRule.MONTH, date(2022, 1, 31), "28.02.2022 (пн)"),
]
PERIOD_VECTORS = [
    ("September 2021 monthly: Sun 10.10 → Fri 08.10", "2021-09", False, "10.10.2021 (вс) → 08.10.2021 (пт)"),
    ("Year 2021 permanent: Thu 20.01.2022", "2021", True, "20.01.2022 (чт)"),
]


def by_name(vectors):
    return [pytest.param(*vector[1:], id=vector[0]) for vector in vectors]


@pytest.mark.parametrize(("rule", "basis_on", "text"), by_name(VECTORS))
def test_vectors_of_one_off_terms(rule, basis_on, text):
    deadline = term(rule, basis_on)
    assert deadline.as_text() == text
    assert bool(deadline.reason) is deadline.was_moved


@pytest.mark.parametrize(("key", "permanent", "text"), by_name(PERIOD_VECTORS))
def test_vectors_of_periods(key, permanent, text):
    assert report_on(key, permanent).as_text() == text


def test_guard_of_the_first_day():
    """Guards: Thu 30.12.2021 срочно: Sun 02.01 → Mon 10.01.2022."""
    deadline = term(DeadlineRule.URGENT, date(2021, 12, 30))
    assert deadline.as_text() == "02.01.2022 (вс) → 10.01.2022 (пн)"
    assert deadline.reason == (
        "Последний день срока, 02.01.2022 (вс), нерабочий, а предшествующий рабочий день, 30.12.2021 (чт), наступает"
        " не позже дня, от которого считается срок, поэтому срок перенесён на следующий рабочий день."
    )


def test_guard_of_the_reporting_period():
    """Guards: Q4 2025 quarterly: Sat 10.01 → Mon 12.01.2026."""
    deadline = report_on("2025-Q4")
    assert deadline.as_text() == "10.01.2026 (сб) → 12.01.2026 (пн)"
    assert deadline.reason == (
        "Последний день срока, 10.01.2026 (сб), нерабочий, а предшествующий рабочий день, 30.12.2025 (вт), приходится"
        " на сам отчётный период (IV квартал 2025 г.), поэтому срок перенесён на следующий рабочий день."
    )


class TestRule1:
    """Explicit date: not later than that date (shifted like the others; a setting)."""

    def test_a_working_day_stands(self):
        assert by_date(date(2021, 8, 24), date(2021, 9, 1)) == Deadline(date(2021, 9, 1), date(2021, 9, 1))

    def test_shifted_like_the_others(self):
        assert by_date(date(2021, 8, 24), date(2021, 9, 26)).as_text() == "26.09.2021 (вс) → 24.09.2021 (пт)"

    def test_the_shift_is_a_setting(self):
        deadline = by_date(date(2021, 8, 24), date(2021, 9, 26), shift_explicit_dates=False)
        assert (deadline.as_text(), deadline.reason) == ("26.09.2021 (вс)", "")

    def test_the_day_of_the_basis_may_be_the_deadline(self):
        assert by_date(date(2021, 8, 24), date(2021, 8, 24)).due_on == date(2021, 8, 24)

    def test_the_guard_holds_for_explicit_dates(self):
        deadline = by_date(date(2021, 9, 24), date(2021, 9, 26))
        assert deadline.as_text() == "26.09.2021 (вс) → 27.09.2021 (пн)"

    @pytest.mark.parametrize("shift", [True, False])
    def test_a_date_before_the_basis_is_refused(self, shift):
        refusal = r"^Срок 23\.08\.2021 \(пн\) раньше даты основания 24\.08\.2021 \(вт\)\.$"
        with pytest.raises(ValueError, match=refusal):
            by_date(date(2021, 8, 24), date(2021, 8, 23), shift_explicit_dates=shift)

    def test_a_missing_date_is_refused(self):
        with pytest.raises(ValueError, match="Укажите дату"):
            term(DeadlineRule.BY_DATE, date(2021, 8, 24))


class TestRule2:
    """Terms count from the date of the basis: «срочно» 3 days, «оперативно» 10 days, no date = one month to the same
    day-number (or the last day of that month). Calendar days, the first day excluded (settings: working days)."""

    def test_an_explicit_date_left_in_the_form_does_not_matter(self):
        deadline = one_off_deadline(
            rule=DeadlineRule.URGENT,
            basis_on=date(2021, 8, 24),
            explicit_on=date(2030, 1, 1),
            calendar=CALENDAR,
            rules=RULES,
        )
        assert deadline.due_on == date(2021, 8, 27)

    @pytest.mark.parametrize(
        ("rule", "due_on"),
        [
            (DeadlineRule.URGENT, date(2021, 8, 31)),
            (DeadlineRule.PROMPT, date(2021, 9, 9)),
            (DeadlineRule.MONTH, date(2021, 9, 24)),
        ],
    )
    def test_counted_in_working_days_by_a_setting(self, rule, due_on):
        assert term(rule, date(2021, 8, 26), count_working_days=True).due_on == due_on

    def test_the_numbers_are_settings(self):
        assert term(DeadlineRule.URGENT, date(2021, 8, 24), urgent_days=1).due_on == date(2021, 8, 25)
        assert term(DeadlineRule.PROMPT, date(2021, 8, 24), prompt_days=7).due_on == date(2021, 8, 31)
        assert term(DeadlineRule.MONTH, date(2021, 8, 31), default_months=2).due_on == date(2021, 10, 29)

    def test_the_last_day_of_a_leap_february(self):
        assert term(DeadlineRule.MONTH, date(2024, 1, 31)).due_on == date(2024, 2, 29)

    def test_a_periodic_assignment_has_no_one_off_term(self):
        with pytest.raises(ValueError, match="для каждого отчётного периода отдельно"):
            term(DeadlineRule.PERIODIC, date(2021, 8, 24))

    def test_each_rule_has_a_label(self):
        labels = ["к указанной дате", "срочно", "оперативно", "срок не указан", "по периодам"]
        assert [DEADLINE_LABELS[rule] for rule in DeadlineRule] == labels


class TestRule3:
    """A last day that is not a working day moves to the preceding working day; always show both."""

    def test_moved_back_with_the_reason(self):
        deadline = term(DeadlineRule.MONTH, date(2021, 8, 26))
        assert (deadline.raw_on, deadline.due_on, deadline.was_moved) == (date(2021, 9, 26), date(2021, 9, 24), True)
        assert deadline.reason == (
            "Последний день срока, 26.09.2021 (вс), нерабочий: срок перенесён на предшествующий рабочий день."
        )

    def test_not_moved_without_a_reason(self):
        deadline = term(DeadlineRule.MONTH, date(2021, 8, 24))
        assert (deadline.was_moved, deadline.reason, deadline.as_text()) == (False, "", "24.09.2021 (пт)")

    def test_landing_on_the_day_after_the_first_is_allowed(self):
        assert term(DeadlineRule.URGENT, date(2021, 8, 26)).due_on == date(2021, 8, 27)

    @settings(deadline=None)
    @given(rule=TERMS, basis_on=BASES)
    def test_agrees_with_a_slow_look_at_every_day(self, rule, basis_on):
        raw_on = slow_raw_date(rule, basis_on)
        assert term(rule, basis_on) == Deadline(slow_shift(raw_on, basis_on), raw_on, term(rule, basis_on).reason)

    @settings(deadline=None)
    @given(rule=TERMS, basis_on=BASES, working_days=st.booleans())
    def test_always_a_working_day_after_the_basis_with_a_reason_if_moved(self, rule, basis_on, working_days):
        deadline = term(rule, basis_on, count_working_days=working_days)
        assert CALENDAR.is_working(deadline.due_on)
        assert deadline.due_on > basis_on
        assert deadline.was_moved is not CALENDAR.is_working(deadline.raw_on)
        assert bool(deadline.reason) is deadline.was_moved


def slow_raw_date(rule, basis_on):
    """The raw date found by walking: so many days on, or the last day of next month not past the day-number."""
    if rule != DeadlineRule.MONTH:
        return basis_on + timedelta(days={DeadlineRule.URGENT: 3, DeadlineRule.PROMPT: 10}[rule])
    day = basis_on.replace(day=28) + timedelta(days=4)
    next_month = [day.replace(day=1) + timedelta(days=n) for n in range(31)]
    return max(each for each in next_month if each.month == day.month and each.day <= basis_on.day)


def slow_shift(raw_on, not_on_or_before):
    around = [raw_on + timedelta(days=n) for n in range(-30, 31)]
    working = [each for each in around if CALENDAR.is_working(each)]
    back = max(each for each in working if each <= raw_on)
    stays_or_fits = back == raw_on or back > not_on_or_before
    return back if stays_or_fits else min(each for each in working if each > raw_on)


class TestRule4:
    """Monthly, quarterly, half-year and yearly: by the 10th after the period. Permanent: by 20 January of the next
    year. School year (1.09–31.05): 10 June."""

    @pytest.mark.parametrize(
        ("key", "permanent", "raw_on"),
        [
            ("2026-08", False, date(2026, 9, 10)),
            ("2026-Q3", False, date(2026, 10, 10)),
            ("2026-H1", False, date(2026, 7, 10)),
            ("2026", False, date(2027, 1, 10)),
            ("2026", True, date(2027, 1, 20)),
            ("2026/27", False, date(2027, 6, 10)),
        ],
    )
    def test_the_day_of_each_kind(self, key, permanent, raw_on):
        assert report_on(key, permanent).raw_on == raw_on

    def test_the_days_are_settings(self):
        assert report_on("2026-08", periodic_day=15).raw_on == date(2026, 9, 15)
        rules = ControlRules.from_settings({"permanent": "01.02", "school_year_report": "30.06"})
        year, school_year = Period.from_key("2026"), Period.from_key("2026/27")
        permanent = period_deadline(period=year, permanent=True, calendar=CALENDAR, rules=rules)
        assert permanent.raw_on == date(2027, 2, 1)
        assert period_deadline(period=school_year, calendar=CALENDAR, rules=rules).raw_on == date(2027, 6, 30)

    def test_a_short_month_has_its_last_day(self):
        assert report_on("2026-01", periodic_day=31).raw_on == date(2026, 2, 28)

    @pytest.mark.parametrize("key", ["2026-12", "2026-Q4", "2026-H2", "2026/27"])
    def test_a_permanent_assignment_reports_on_calendar_years_only(self, key):
        with pytest.raises(ValueError, match="за календарный год"):
            report_on(key, permanent=True)

    @settings(deadline=None)
    @given(kind=st.sampled_from(PeriodKind), day=BASES)
    def test_agrees_with_a_slow_look_at_every_day_and_never_lands_inside_the_period(self, kind, day):
        period = Period.at_or_after(kind, day)
        deadline = report_on(period.key)
        after = [period.ends_on + timedelta(days=n) for n in range(1, 40)]
        assert deadline.raw_on == next(each for each in after if each.day == 10)
        assert deadline.due_on == slow_shift(deadline.raw_on, period.ends_on)
        assert deadline.due_on > period.ends_on


class TestRule5:
    """Working calendar: weekends, holidays and the yearly transfers of days off, editable."""

    def test_an_edited_day_moves_the_deadline(self):
        calendar = WorkingCalendar({date(2021, 9, 24): False})
        assert term(DeadlineRule.MONTH, date(2021, 8, 24), calendar).as_text() == "24.09.2021 (пт) → 23.09.2021 (чт)"

    def test_an_edited_weekend_holds_the_deadline(self):
        calendar = WorkingCalendar({date(2021, 10, 10): True})
        assert report_on("2021-09", calendar=calendar).as_text() == "10.10.2021 (вс)"

    def test_a_transferred_day_off_moves_the_deadline(self):
        assert term(DeadlineRule.MONTH, date(2021, 1, 22)).as_text() == "22.02.2021 (пн) → 20.02.2021 (сб)"
