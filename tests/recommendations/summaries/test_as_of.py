"""As of D: what the portal knew at the end of day D in the region's zone (domain rules, figures)."""

from datetime import date

import pytest

from recommendations.control import Bucket
from recommendations.models import Task
from recommendations.services.assignments import issue_assignment
from recommendations.services.requests import ask_extension, extend_deadline
from recommendations.services.reviews import accept_report, endorse_report, return_for_rework
from recommendations.services.tasks import withdraw_task
from recommendations.summaries.figures import figures_of
from tests.factories import at, hand_in, make_assignment, make_region, make_task, make_world, moment

DUE = date(2026, 9, 30)


def stands(task, day):
    """(bucket, due, executed, extensions, version, received, is due) at the end of the day; None if unknown then."""
    facts = ("bucket", "due", "executed", "extensions", "version", "was_received", "is_due")
    return Task.objects.as_of(day, task.region).values_list(*facts).filter(pk=task.pk).first()


@pytest.fixture
def task(world):
    return make_task(world)


@pytest.fixture
def accepted(world, task):
    """Handed in on the day of the deadline, endorsed and accepted days later."""
    task = hand_in(task, at(world["school"], "2026-09-30 18:00"))
    endorse_report(actor=at(world["coordinator"], "2026-10-02 10:00"), task=task)
    return accept_report(actor=at(world["specialist"], "2026-10-05 09:00"), task=task)


def test_a_task_is_unknown_before_its_issue(task):
    assert stands(task, date(2026, 8, 31)) is None
    assert stands(task, date(2026, 9, 1)) == (Bucket.ASSIGNED, DUE, None, 0, 0, False, False)


def test_a_report_accepted_after_the_day_is_in_review_on_it(accepted):
    assert stands(accepted, date(2026, 9, 29))[0] == Bucket.ASSIGNED
    assert stands(accepted, date(2026, 10, 4)) == (Bucket.IN_REVIEW, DUE, None, 0, 1, True, True)
    assert stands(accepted, date(2026, 10, 5)) == (Bucket.DONE_ON_TIME, DUE, DUE, 0, 1, True, True)


def test_the_same_day_gives_the_same_figures_for_ever(world, task):
    day = date(2026, 10, 1)
    before = figures_of(Task.objects.as_of(day, world.region))
    task = hand_in(task, at(world["school"], "2026-10-02 09:00"))
    withdraw_task(actor=at(world["specialist"], "2026-10-03 09:00"), task=task, reason="ошибка в списке")
    assert figures_of(Task.objects.as_of(day, world.region)) == before
    assert figures_of(Task.objects.as_of(date(2026, 10, 3), world.region)) != before


def test_a_returned_task_past_its_deadline_is_overdue(world, task):
    task = hand_in(task, at(world["school"], "2026-09-20 09:00"))
    coordinator = at(world["coordinator"], "2026-09-21 09:00")
    return_for_rework(actor=coordinator, task=task, remarks=[("what_done", "Добавьте реквизиты приказа.")])
    assert stands(task, DUE)[0] == Bucket.RETURNED
    assert stands(task, date(2026, 10, 1)) == (Bucket.OVERDUE, DUE, None, 0, 1, True, True)


def test_an_extension_counts_from_the_day_it_is_granted(world, task):
    request = ask_extension(
        actor=at(world["school"], "2026-09-20 09:00"), task=task, due_on=date(2026, 10, 15), reason="ремонт"
    )
    extend_deadline(actor=at(world["specialist"], "2026-10-02 09:00"), request=request, due_on=date(2026, 10, 15))
    assert stands(task, date(2026, 10, 1)) == (Bucket.OVERDUE, DUE, None, 0, 0, False, True)
    assert stands(task, date(2026, 10, 2)) == (Bucket.ASSIGNED, date(2026, 10, 15), None, 1, 0, False, False)


def test_a_progress_note_is_not_a_received_report(world, task):
    task = hand_in(task, at(world["school"], "2026-09-20 09:00"), state="progress")
    assert stands(task, date(2026, 9, 20)) == (Bucket.IN_PROGRESS, DUE, None, 0, 1, False, False)


@pytest.mark.parametrize("zone", ["Europe/Kaliningrad", "Europe/Moscow", "Asia/Kamchatka"])
@pytest.mark.parametrize(
    ("handed_in", "bucket"), [("2026-09-30 23:59", Bucket.DONE_ON_TIME), ("2026-10-01 00:00", Bucket.DONE_LATE)]
)
def test_the_day_of_the_deadline_ends_at_midnight_of_the_region(db, zone, handed_in, bucket):
    world = make_world(make_region(time_zone=zone))
    assignment = make_assignment(world, endorsement_required=False)
    specialist = at(world["specialist"], moment("2026-09-01 10:00", zone))
    task = next(
        one for one in issue_assignment(actor=specialist, assignment=assignment) if one.organization == world.school
    )
    hand_in(task, at(world["school"], moment(handed_in, zone)))
    accept_report(actor=at(specialist, moment("2026-10-02 12:00", zone)), task=task)
    assert stands(task, date(2026, 10, 2))[0] == bucket
    assert stands(task, DUE)[0] == (Bucket.IN_REVIEW if bucket == Bucket.DONE_ON_TIME else Bucket.ASSIGNED)


def test_of_two_acts_at_one_moment_the_later_row_is_the_last(world, task):
    now = at(world["school"], "2026-09-10 09:00")
    hand_in(task, now)
    assert task.events.filter(recorded_at=now.now).count() == 2
    assert stands(task, date(2026, 9, 10))[0] == Bucket.IN_REVIEW
