"""What is counted back from a deadline: the part of co-executors and the notice of an extension (rules 6 and 7)."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommendations.control import (
    ControlRules,
    DeadlineRule,
    WorkingCalendar,
    co_executor_deadline,
    is_late_extension,
    last_extension_day,
    one_off_deadline,
)

CALENDAR, RULES = WorkingCalendar(), ControlRules()
BASES = st.dates(date(2019, 1, 1), date(2029, 12, 31))
TERMS = st.sampled_from([DeadlineRule.URGENT, DeadlineRule.PROMPT, DeadlineRule.MONTH])


class TestRule6:
    """Co-executors give their part to the lead 3 working days before the deadline."""

    @pytest.mark.parametrize(
        ("due_on", "part_due_on"),
        [
            (date(2021, 9, 24), date(2021, 9, 21)),
            (date(2021, 9, 27), date(2021, 9, 22)),
            (date(2022, 1, 11), date(2021, 12, 29)),
        ],
    )
    def test_three_working_days_before(self, due_on, part_due_on):
        assert co_executor_deadline(due_on, calendar=CALENDAR, rules=RULES) == part_due_on

    def test_the_number_is_a_setting(self):
        rules = ControlRules(co_executor_working_days=1)
        assert co_executor_deadline(date(2021, 9, 24), calendar=CALENDAR, rules=rules) == date(2021, 9, 23)

    @pytest.mark.parametrize(
        ("basis_on", "due_on", "part_due_on"),
        [
            (date(2021, 8, 24), date(2021, 8, 27), date(2021, 8, 25)),
            (date(2021, 8, 26), date(2021, 8, 27), date(2021, 8, 27)),
            (date(2021, 8, 27), date(2021, 8, 27), date(2021, 8, 27)),
            (date(2021, 8, 24), date(2021, 9, 24), date(2021, 9, 21)),
        ],
    )
    def test_a_short_term_leaves_the_day_after_the_basis(self, basis_on, due_on, part_due_on):
        assert co_executor_deadline(due_on, basis_on=basis_on, calendar=CALENDAR, rules=RULES) == part_due_on

    @settings(deadline=None)
    @given(basis_on=BASES, rule=TERMS)
    def test_always_after_the_basis_and_never_after_the_deadline(self, basis_on, rule):
        due_on = one_off_deadline(rule=rule, basis_on=basis_on, calendar=CALENDAR, rules=RULES).due_on
        part_due_on = co_executor_deadline(due_on, basis_on=basis_on, calendar=CALENDAR, rules=RULES)
        assert basis_on < part_due_on <= due_on


class TestRule7:
    """Extension: asked by default at least 3 working days before the deadline (later is allowed and marked)."""

    @pytest.mark.parametrize(
        ("asked_on", "late"),
        [
            (date(2021, 8, 24), False),
            (date(2021, 9, 20), False),
            (date(2021, 9, 21), False),
            (date(2021, 9, 22), True),
            (date(2021, 9, 24), True),
            (date(2021, 9, 30), True),
        ],
    )
    def test_at_least_three_working_days_before(self, asked_on, late):
        assert is_late_extension(asked_on, date(2021, 9, 24), CALENDAR, RULES) is late

    def test_days_off_do_not_count(self):
        assert last_extension_day(date(2021, 9, 28), CALENDAR, RULES) == date(2021, 9, 23)
        assert is_late_extension(date(2021, 9, 25), date(2021, 9, 28), CALENDAR, RULES)

    def test_the_number_is_a_setting(self):
        rules = ControlRules(extension_notice_working_days=0)
        assert not is_late_extension(date(2021, 9, 24), date(2021, 9, 24), CALENDAR, rules)
        assert is_late_extension(date(2021, 9, 25), date(2021, 9, 24), CALENDAR, rules)

    @settings(deadline=None)
    @given(asked_on=BASES, days=st.integers(0, 30))
    def test_agrees_with_counting_the_working_days_left(self, asked_on, days):
        due_on = CALENDAR.at_or_after(asked_on + timedelta(days=days))
        left = [asked_on + timedelta(days=n) for n in range((due_on - asked_on).days)]
        enough = sum(CALENDAR.is_working(day) for day in left) >= 3
        assert is_late_extension(asked_on, due_on, CALENDAR, RULES) is not enough
