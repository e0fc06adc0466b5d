"""What is issued when in a region of scale."""

from datetime import timedelta

import pytest

from organizations.roles import GroupCode
from recommendations.control import WorkingCalendar
from recommendations.scale.schedule import programmes
from tests.factories import NOW

SIZES = {str(GroupCode.DEPARTMENT): 1, str(GroupCode.MUNICIPAL): 27, str(GroupCode.INSTITUTE): 1}


def planned(tasks: int, schools: int = 40):
    sizes = SIZES | {str(GroupCode.SCHOOL): schools}
    return programmes(tasks, sizes, NOW, WorkingCalendar())


@pytest.mark.parametrize("tasks", [1, 2, 28, 777, 5_000])
def test_exactly_so_many_tasks(tasks):
    assert sum(programme.size for programme in planned(tasks)) == tasks


def test_the_oldest_resolution_comes_first_and_the_newest_is_of_this_year():
    days = [programme.ordered_on for programme in planned(5_000)]
    assert days == sorted(days)
    assert NOW.date() - timedelta(days=130) < days[-1] < NOW.date()


def test_nothing_is_issued_ahead_of_the_day():
    issued = [wave.issued_on for programme in planned(5_000) for wave in programme.waves]
    assert max(issued) < NOW.date()


def test_a_task_is_never_due_before_it_is_issued():
    waves = [wave for programme in planned(5_000) for wave in programme.waves]
    assert all(wave.issued_on < wave.deadline.due_on for wave in waves)


def test_periodic_assignments_are_reported_every_period():
    whole = planned(5_000)[1]
    months = [wave.period.key for wave in whole.waves if wave.plot.number == "4.3" and wave.period]
    assert len(months) == len(set(months)) >= 8
    assert months == sorted(months)
