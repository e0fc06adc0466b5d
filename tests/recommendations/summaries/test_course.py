"""The mark of a clause never contradicts the states of its tasks, whatever they are."""

from datetime import date
from itertools import chain, combinations

import pytest

from recommendations.control import Bucket
from recommendations.models import Task
from recommendations.summaries.course import Course, course_by_recommendation
from recommendations.summaries.figures import Figures
from tests.factories import at, hand_in, make_recommendation, make_resolution, make_tasks

DAY = date(2026, 10, 1)
MISSED, AHEAD, DONE = date(2026, 9, 1), date(2026, 10, 20), date(2026, 8, 30)
OVERDUE = "просрочено, срок\u00a001.09.2026"
AT_WORK = "на исполнении, срок до\u00a020.10.2026"
REWORK = "на доработке, срок до\u00a020.10.2026"
CHECK, EXECUTED, APART = "на проверке", "исполнено, 30.08.2026", "неприменимо или отозвано"
LETTERS = {
    "o": Bucket.OVERDUE,
    "w": Bucket.IN_PROGRESS,
    "a": Bucket.ASSIGNED,
    "r": Bucket.RETURNED,
    "c": Bucket.IN_REVIEW,
    "d": Bucket.DONE_ON_TIME,
    "l": Bucket.DONE_LATE,
    "n": Bucket.NOT_APPLICABLE,
    "x": Bucket.WITHDRAWN,
}
TABLE = {
    OVERDUE: "o ow oa or oc od ol on ox owarcdlnx orc ocd odl",
    AT_WORK: "w a wa wr ar wc ac wd al wn ax warcdlnx wrc acd wdl arc",
    REWORK: "r rc rd rl rn rx rcdlnx rcd rdl",
    CHECK: "c cd cl cn cx cdl cdlnx",
    EXECUTED: "d l dl dn dx ln lx dlnx",
    APART: "n x nx",
}


def mark_of(letters: str) -> str:
    """The mark of a clause with tasks in these buckets; a date that its tasks cannot give is absent."""
    present = set(letters)
    course = Course(
        addressees=(),
        obstacles=(),
        original_from=MISSED,
        original_to=AHEAD,
        due_from=MISSED,
        due_to=AHEAD,
        executed_last=DONE if present & set("dl") else None,
        overdue_since=MISSED if "o" in present else None,
        open_till=AHEAD if present & set("war") else None,
    )
    return course.mark(Figures({LETTERS[letter]: 2 for letter in letters}))


@pytest.mark.parametrize(
    ("letters", "mark"), [(letters, mark) for mark, cases in TABLE.items() for letters in cases.split()]
)
def test_the_mark_of_a_combination(letters, mark):
    assert mark_of(letters) == mark


def test_each_combination_is_marked_by_what_holds_it_up():
    expected = {"o": OVERDUE, "w": AT_WORK, "a": AT_WORK, "r": REWORK, "c": CHECK, "d": EXECUTED, "l": EXECUTED}
    every = chain.from_iterable(combinations(LETTERS, size) for size in range(1, len(LETTERS) + 1))
    for letters in map("".join, every):
        held_up_by = next((letter for letter in expected if letter in letters), None)
        assert mark_of(letters) == expected.get(held_up_by, APART), letters


def test_a_deadline_that_passed_under_check_is_no_deadline_ahead(world):
    recommendation = make_recommendation(make_resolution(world.region))
    tasks = make_tasks(world, recommendation)
    hand_in(tasks[world.school.pk], at(world["school"], "2026-09-20 10:00"))
    rows = Task.objects.filter(pk=tasks[world.school.pk].pk).as_of(DAY, world.region)
    course = course_by_recommendation(rows, {})[recommendation.pk]
    assert (course.open_till, course.overdue_since) == (None, None)
    assert course.mark(Figures({Bucket.IN_REVIEW: 1})) == CHECK
