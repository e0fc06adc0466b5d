from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommendations.control import Bucket, ControlRules, Share
from recommendations.models import Task
from recommendations.summaries.figures import (
    RULES_IN_WORDS,
    Figures,
    figures_by,
    figures_of,
    rules_in_words,
    sum_figures,
)
from recommendations.summaries.selection import RULES, select
from tests.factories import make_organization, make_recommendation, make_resolution
from tests.recommendations.summaries.histories import issued_assignment, make_history
from tests.recommendations.summaries.oracle import APART, discipline, known_tasks

SEEDS = st.integers(0, 10**6)
DAYS = st.dates(date(2021, 8, 31), date(2022, 1, 10))
random_lives = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def tasks_of(resolution, day):
    return Task.objects.filter(resolution=resolution).as_of(day, resolution.region)


@random_lives
@given(seed=SEEDS, day=DAYS)
def test_figures_equal_a_count_by_hand(world, seed, day):
    resolution = make_history(world, seed, 12)
    known, figures = known_tasks(resolution, day), figures_of(tasks_of(resolution, day))
    expected = [task for task in known if task.is_expected(day)]
    assert {bucket: figures.bucket(bucket) for bucket in Bucket} == {
        bucket: sum(task.bucket == bucket for task in known) for bucket in Bucket
    }
    assert figures.expected == len(expected)
    assert figures.received == sum(task.received for task in expected)
    assert figures.on_time == sum(task.bucket == Bucket.DONE_ON_TIME for task in expected)
    assert figures.executed == sum(task.bucket in {Bucket.DONE_ON_TIME, Bucket.DONE_LATE} for task in expected)
    assert figures.in_review_of_expected == sum(task.bucket == Bucket.IN_REVIEW for task in expected)
    assert figures.extensions == sum(task.extensions for task in known)
    assert figures.discipline == discipline(known, day, ControlRules())


@random_lives
@given(seed=SEEDS, day=DAYS)
def test_laws_of_the_figures(world, seed, day):
    resolution = make_history(world, seed, 12)
    tasks = tasks_of(resolution, day)
    figures = figures_of(tasks)
    assert sum(figures.buckets.values()) == figures.total == tasks.count()
    assert figures.total == figures.on_control + sum(figures.bucket(bucket) for bucket in APART)
    assert figures.expected >= figures.received >= figures.on_time
    assert figures.received >= figures.executed >= figures.on_time
    for share in (figures.on_time_share, figures.executed_share, figures.received_share, figures.discipline):
        assert share.percent is None or 0 <= share.percent <= 100
        assert (share.percent is None) == (share.denominator == 0)


@random_lives
@given(seed=SEEDS, day=DAYS, name=st.sampled_from(sorted(RULES)))
def test_the_list_behind_a_figure_has_its_length(world, seed, day, name):
    resolution = make_history(world, seed, 12)
    tasks = tasks_of(resolution, day)
    assert select(tasks, name).count() == figures_of(tasks).count(name)


@random_lives
@given(
    seed=SEEDS, day=DAYS, key=st.sampled_from(["municipality_id", "organization_id", "assignment__recommendation_id"])
)
def test_a_total_is_the_sum_of_its_parts(world, seed, day, key):
    resolution = make_history(world, seed, 12)
    tasks = tasks_of(resolution, day)
    parts = figures_by(tasks, key)
    assert sum_figures(parts.values()) == figures_of(tasks) or not parts
    for (value,), figures in parts.items():
        assert figures.total == sum(row[key] == value for row in tasks.values(key))


@random_lives
@given(seed=SEEDS)
def test_today_is_now(world, seed):
    resolution = make_history(world, seed, 12)
    today = figures_by(tasks_of(resolution, world.region.today), "organization_id")
    assert today == figures_by(tasks_of(resolution, None), "organization_id")


def test_the_extended_list_holds_the_extensions_that_are_added_up(world):
    tasks = tasks_of(make_history(world, 5, 15), date(2021, 12, 1))
    assert sum(task.extensions for task in select(tasks, "extended")) == figures_of(tasks).count("extended") > 0


def test_no_tasks_give_dashes():
    assert [Figures().on_time_share.as_text(), Figures().executed_share.as_text(), Figures().discipline.as_text()] == [
        "—",
        "—",
        "—",
    ]


def test_of_no_rows_there_are_no_groups(world):
    assert figures_by(Task.objects.as_of(None, world.region), "municipality_id") == {}


def stand(world, assignment, status, due_on, executed_on=None, received=True):
    """A task that stands so now, of a school of its own."""
    return Task.objects.create(
        region=world.region,
        resolution=assignment.resolution,
        assignment=assignment,
        organization=make_organization(world.region, municipality=world.municipality),
        municipality=world.municipality,
        original_due_on=due_on,
        due_on=due_on,
        issued_at=world["specialist"].now,
        status=status,
        executed_on=executed_on,
        first_submitted_at=world["specialist"].now if received else None,
    )


@pytest.fixture
def example(world):
    """Two usual and two special tasks in the index, and four that it leaves out."""
    resolution = make_resolution(world.region)
    usual = issued_assignment(world, make_recommendation(resolution))
    special = issued_assignment(world, make_recommendation(resolution), special_control=True)
    due = date(2021, 9, 24)
    stand(world, usual, "done", due, executed_on=due)
    stand(world, usual, "done", due, executed_on=date(2021, 10, 9))
    stand(world, special, "done", due, executed_on=date(2021, 9, 30))
    stand(world, special, "in_progress", due, received=False)
    stand(world, special, "review", due)
    stand(world, special, "withdrawn", due)
    stand(world, usual, "not_applicable", due, received=False)
    stand(world, usual, "assigned", world.region.today + timedelta(days=9), received=False)
    return resolution


def test_an_example_by_hand(example):
    figures = figures_of(tasks_of(example, None))
    assert (figures.total, figures.on_control, figures.done, figures.in_work) == (8, 6, 3, 1)
    assert (figures.expected, figures.received, figures.executed, figures.on_time) == (5, 4, 3, 1)
    assert (figures.rated, figures.in_review_of_expected, figures.early) == (4, 1, 0)
    assert figures.on_time_share.as_text() == "20,0\u00a0%"
    assert figures.executed_share.as_text() == "60,0\u00a0%"
    # (1 + 1/2 + 2 × 4/5 + 2 × 0) ÷ (1 + 1 + 2 + 2)
    assert figures.discipline == Share(Fraction(31, 10), 6)


def test_the_numbers_of_the_region_count(example):
    """They are the section «control» of the region's settings; other sections are not theirs."""
    control = {"late_days_to_zero": 60, "special_control_weight": 5}
    example.region.settings = {"control": control, "other": {"colour": "blue"}}
    example.region.save()
    # (1 + 3/4 + 5 × 9/10 + 5 × 0) ÷ (1 + 1 + 5 + 5)
    assert figures_of(tasks_of(example, None)).discipline == Share(Fraction(25, 4), 12)
    assert figures_of(tasks_of(example, None), ControlRules()).discipline == Share(Fraction(31, 10), 6)


def test_a_task_due_today_is_expected_and_not_overdue(world):
    resolution = make_resolution(world.region)
    stand(world, issued_assignment(world, make_recommendation(resolution)), "assigned", world.region.today)
    figures = figures_of(tasks_of(resolution, None))
    assert (figures.expected, figures.bucket(Bucket.OVERDUE), figures.in_work) == (1, 0, 1)
    assert figures.discipline == Share(Fraction(0), 1)


def test_sums_keep_numerators_and_denominators():
    one = Figures(expected=1, on_time=1, discipline=Share(Fraction(1), 1))
    two = Figures(expected=3, on_time=0, discipline=Share(Fraction(0), 3))
    assert (one + two).on_time_share == Share(1, 4)
    assert (one + two).discipline.as_text() == "25,0\u00a0%"


def test_the_rules_name_the_numbers_in_force():
    assert any("1 − d/30" in sentence and "w = 2" in sentence for sentence in RULES_IN_WORDS)
    assert any("1 − d/60" in sentence for sentence in rules_in_words(ControlRules(late_days_to_zero=60)))
    assert not any("{" in sentence for sentence in RULES_IN_WORDS)


@pytest.mark.parametrize("day", [None, date(2021, 11, 1)], ids=["now", "as of a day"])
@pytest.mark.parametrize(("organizations", "tasks"), [(1, 1), (100, 1000)])
def test_queries_do_not_grow_with_rows(world, django_assert_num_queries, day, organizations, tasks):
    schools = [make_organization(world.region, municipality=world.municipality) for _ in range(organizations)]
    resolution = make_history(world, 3, tasks, recommendations=10, organizations=schools)
    rows = tasks_of(resolution, day)
    assert Task.objects.filter(resolution=resolution).count() == tasks
    with django_assert_num_queries(3):
        figures_by(rows, "municipality_id", "assignment__recommendation_id")
    with django_assert_num_queries(2):
        figures_by(rows, "organization_id", rules=ControlRules())
