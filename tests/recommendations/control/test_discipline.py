"""Buckets, shares and the index КИД (domain rules, figures)."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.control import (
    BUCKET_LABELS,
    Bucket,
    ControlRules,
    DisciplineGroup,
    Share,
    bucket_of,
    discipline_index,
    punctuality,
)

RULES = ControlRules()
DUE = date(2021, 9, 24)
BEFORE, AFTER = DUE - timedelta(days=1), DUE + timedelta(days=1)
STATUSES = ["assigned", "in_progress", "endorsement", "review", "returned", "done", "not_applicable", "withdrawn"]


@pytest.mark.parametrize(
    ("status", "as_of", "bucket"),
    [
        ("assigned", DUE, Bucket.ASSIGNED),
        ("assigned", AFTER, Bucket.OVERDUE),
        ("in_progress", DUE, Bucket.IN_PROGRESS),
        ("in_progress", AFTER, Bucket.OVERDUE),
        ("returned", BEFORE, Bucket.RETURNED),
        ("returned", DUE, Bucket.RETURNED),
        ("returned", AFTER, Bucket.OVERDUE),
        ("endorsement", BEFORE, Bucket.IN_REVIEW),
        ("endorsement", AFTER, Bucket.IN_REVIEW),
        ("review", AFTER, Bucket.IN_REVIEW),
        ("not_applicable", AFTER, Bucket.NOT_APPLICABLE),
        ("withdrawn", AFTER, Bucket.WITHDRAWN),
    ],
)
def test_the_bucket_of_a_task_that_is_not_done(status, as_of, bucket):
    assert bucket_of(status=status, due_on=DUE, executed_on=None, as_of=as_of) is bucket


@pytest.mark.parametrize(
    ("executed_on", "bucket"),
    [(BEFORE, Bucket.DONE_ON_TIME), (DUE, Bucket.DONE_ON_TIME), (AFTER, Bucket.DONE_LATE)],
)
def test_a_done_task_is_judged_by_its_submission_however_late_it_was_accepted(executed_on, bucket):
    """Rule 8: executed on the date of submission of the version that was accepted."""
    assert bucket_of(status="done", due_on=DUE, executed_on=executed_on, as_of=DUE + timedelta(days=60)) is bucket


def test_a_done_task_without_a_date_is_an_error():
    with pytest.raises(ValueError, match="нет даты исполнения"):
        bucket_of(status="done", due_on=DUE, executed_on=None, as_of=AFTER)


def test_an_unknown_status_is_an_error():
    with pytest.raises(ValueError, match="«overdue»"):
        bucket_of(status="overdue", due_on=DUE, executed_on=None, as_of=AFTER)


def facts_of(status, executed_on, as_of):
    """Every bucket whose words hold for the task, precedence left aside."""
    return {
        Bucket.WITHDRAWN: status == "withdrawn",
        Bucket.NOT_APPLICABLE: status == "not_applicable",
        Bucket.DONE_ON_TIME: status == "done" and executed_on <= DUE,
        Bucket.DONE_LATE: status == "done" and executed_on > DUE,
        Bucket.IN_REVIEW: status in ("endorsement", "review"),
        Bucket.OVERDUE: as_of > DUE,
        Bucket.RETURNED: status == "returned",
        Bucket.IN_PROGRESS: status == "in_progress",
        Bucket.ASSIGNED: status == "assigned",
    }


@pytest.mark.parametrize(
    ("status", "executed_on", "as_of"), list(product(STATUSES, (BEFORE, DUE, AFTER), (BEFORE, DUE, AFTER)))
)
def test_the_first_true_bucket_by_precedence(status, executed_on, as_of):
    """By precedence: withdrawn · not applicable · done on time · done late · in endorsement or review · overdue ·
    returned · in progress · assigned."""
    facts = facts_of(status, executed_on, as_of)
    expected = next(bucket for bucket in Bucket if facts[bucket])
    assert bucket_of(status=status, due_on=DUE, executed_on=executed_on, as_of=as_of) is expected


def test_buckets_in_order_of_precedence_with_their_labels():
    assert [(bucket.value, BUCKET_LABELS[bucket]) for bucket in Bucket] == [
        ("withdrawn", "отозвано"),
        ("not_applicable", "неприменимо"),
        ("done_on_time", "исполнено в срок"),
        ("done_late", "исполнено с нарушением срока"),
        ("in_review", "на проверке"),
        ("overdue", "просрочено"),
        ("returned", "на доработке"),
        ("in_progress", "в работе"),
        ("assigned", "назначено"),
    ]


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent", "text"),
    [
        (0, 0, None, "—"),
        (0, 5, "0.0", "0,0\N{NO-BREAK SPACE}%"),
        (5, 5, "100.0", "100,0\N{NO-BREAK SPACE}%"),
        (40, 50, "80.0", "80,0\N{NO-BREAK SPACE}%"),
        (23, 27, "85.2", "85,2\N{NO-BREAK SPACE}%"),
        (1, 3, "33.3", "33,3\N{NO-BREAK SPACE}%"),
        (2, 3, "66.7", "66,7\N{NO-BREAK SPACE}%"),
        (1, 2000, "0.1", "0,1\N{NO-BREAK SPACE}%"),
        (1, 2001, "0.0", "0,0\N{NO-BREAK SPACE}%"),
        (3, 2000, "0.2", "0,2\N{NO-BREAK SPACE}%"),
        (Fraction(1, 2), 1, "50.0", "50,0\N{NO-BREAK SPACE}%"),
    ],
)
def test_a_share_in_percent_and_in_words(numerator, denominator, percent, text):
    share = Share(numerator, denominator)
    assert str(share.percent) == str(percent)
    assert share.as_text() == text


def test_shares_of_parts_add_up_to_the_share_of_the_whole():
    assert Share(1, 2) + Share(1, 1) == Share(2, 3)
    assert Share(0, 0) + Share(1, 1) == Share(1, 1)


@given(numerator=st.integers(0, 10**7), rest=st.integers(1, 10**7))
def test_percent_agrees_with_long_division(numerator, rest):
    denominator = numerator + rest
    exact = Context(prec=60).divide(Decimal(numerator * 100), Decimal(denominator))
    assert Share(numerator, denominator).percent == exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("days_late", "k"),
    [
        (0, Fraction(1)),
        (1, Fraction(29, 30)),
        (15, Fraction(1, 2)),
        (29, Fraction(1, 30)),
        (30, Fraction(0)),
        (31, Fraction(0)),
        (400, Fraction(0)),
        (None, Fraction(0)),
    ],
)
def test_k_is_one_on_time_less_a_thirtieth_a_day_and_zero_when_overdue(days_late, k):
    assert punctuality(days_late, RULES) == k


def test_the_days_to_zero_are_a_setting():
    assert punctuality(15, ControlRules(late_days_to_zero=60)) == Fraction(3, 4)


@pytest.mark.parametrize(
    ("groups", "index", "text"),
    [
        ([], Share(0, 0), "—"),
        ([DisciplineGroup(0, 1, 0)], Share(0, 0), "—"),
        ([DisciplineGroup(10, 1, 0)], Share(10, 10), "100,0\N{NO-BREAK SPACE}%"),
        ([DisciplineGroup(10, 2, None)], Share(0, 20), "0,0\N{NO-BREAK SPACE}%"),
        # 7 on time, 1 late by 15 days, 1 overdue, and 1 of special control on time: 7 + 0.5 + 0 + 2 of 11.
        (
            [
                DisciplineGroup(7, 1, 0),
                DisciplineGroup(1, 1, 15),
                DisciplineGroup(1, 1, None),
                DisciplineGroup(1, 2, 0),
            ],
            Share(Fraction(19, 2), 11),
            "86,4\N{NO-BREAK SPACE}%",
        ),
        ([DisciplineGroup(3, 1, 10)], Share(2, 3), "66,7\N{NO-BREAK SPACE}%"),
    ],
)
def test_the_index_of_discipline(groups, index, text):
    assert discipline_index(groups, RULES) == index
    assert discipline_index(groups, RULES).as_text() == text


GROUPS = st.lists(
    st.builds(DisciplineGroup, st.integers(0, 20), st.integers(1, 3), st.none() | st.integers(0, 60)), max_size=12
)


@given(groups=GROUPS)
def test_the_index_agrees_with_taking_the_tasks_one_by_one(groups):
    tasks = [(group.weight, group.days_late) for group in groups for _ in range(group.count)]
    thirtieths = sum(weight * max(0, 30 - days) for weight, days in tasks if days is not None)
    assert discipline_index(groups, RULES) == Share(Fraction(thirtieths, 30), sum(weight for weight, _ in tasks))


@given(groups=GROUPS)
def test_the_index_does_not_depend_on_how_tasks_are_grouped_and_stays_within_bounds(groups):
    apart = [DisciplineGroup(1, group.weight, group.days_late) for group in groups for _ in range(group.count)]
    index = discipline_index(reversed(groups), RULES)
    assert index == discipline_index(apart, RULES)
    assert 0 <= index.numerator <= index.denominator


@pytest.mark.parametrize("wrong", [(-1, 1, 0), (1, -1, 0), (1, 1, -1)])
def test_negative_numbers_are_refused(wrong):
    with pytest.raises(ValueError, match="не могут быть отрицательными"):
        DisciplineGroup(*wrong)
