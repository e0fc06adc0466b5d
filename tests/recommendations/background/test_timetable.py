"""What the scheduler starts, and when."""

import logging
from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from organizations.models import Heartbeat, Region
from recommendations.background import heartbeat, tasks, timetable
from recommendations.models import Letter
from tests.factories import World, make_region, make_task, make_tasks, make_world, moment

NIGHT, MORNING, EVENING = (moment(f"2026-09-29 {clock}") for clock in ("07:59", "08:00", "23:59"))


def letters_after(now: datetime) -> int:
    """Letters in the outbox after a tick without failures."""
    assert timetable.tick(now) == 0
    return Letter.objects.count()


def queued() -> list[str]:
    """Names of the background tasks that wait, in the order of doing."""
    return [row.task_path.rpartition(".")[2] for row in DBTaskResult.objects.ready()]


def background_task(status: str, finished_at: datetime | None, started_at: datetime | None = None) -> DBTaskResult:
    """A row of the queue."""
    result = tasks.beat.enqueue()
    rows = DBTaskResult.objects.filter(pk=result.id)
    rows.update(status=status, started_at=started_at or finished_at, finished_at=finished_at)
    return rows.get()


def test_reminders_are_written_once_a_day_from_eight_on(world: World) -> None:
    make_tasks(world)
    assert [letters_after(now) for now in (NIGHT, MORNING, EVENING)] == [0, 3, 3]


def test_a_portal_that_was_down_at_eight_reminds_later(world: World) -> None:
    make_tasks(world)
    assert letters_after(EVENING) == 3


def test_the_next_day_is_looked_at_anew(world: World) -> None:
    make_task(world, world.institute)
    counts = [letters_after(moment(f"2026-09-{day} 09:00")) for day in (24, 25, 26, 27, 28, 29, 30)]
    assert counts == [0, 1, 1, 1, 1, 2, 2]


def test_days_when_the_portal_was_down_are_made_up_for(world: World) -> None:
    """Friday the 25th, three working days before the deadline, is missed."""
    make_task(world, world.institute)
    assert [letters_after(moment(f"2026-09-{day} 09:00")) for day in (24, 28, 29)] == [0, 1, 2]


def test_a_mark_that_was_lost_does_no_harm(world: World) -> None:
    make_tasks(world)
    timetable.tick(MORNING)
    Heartbeat.objects.all().delete()
    assert letters_after(EVENING) == 3


def test_each_region_lives_by_its_own_clock(world: World) -> None:
    east = make_world(make_region(time_zone="Asia/Vladivostok"))
    for place in (world, east):
        make_task(place, place.institute)
    timetable.tick(moment("2026-09-29 08:00", "Asia/Vladivostok"))
    assert [letter.region for letter in Letter.objects.all()] == [east.region]
    assert letters_after(moment("2026-09-29 08:00")) == 2


def test_a_region_with_broken_settings_does_not_stop_the_others(world: World, caplog) -> None:
    broken = make_world(make_region(settings={"control": {"reminder_days": "каждый день"}}))
    make_task(world, world.institute)
    assert broken.region.pk > world.region.pk
    Region.objects.filter(pk=world.region.pk).update(name="Исправный")
    with caplog.at_level(logging.ERROR, logger="recommendations"):
        assert timetable.tick(MORNING) == 1
    assert f"напоминания о сроках, {broken.region}" in caplog.text
    assert Letter.objects.count() == 1
    assert queued() == ["beat", "deliver_letters", "seal_journal", "keep_terms"]


def test_the_scheduler_leaves_its_mark(db: None) -> None:
    for now in (MORNING, EVENING):
        timetable.tick(now)
        assert Heartbeat.objects.get(name=heartbeat.SCHEDULER).beat_at == now


def test_work_does_not_pile_up_while_the_worker_stands_still(db: None) -> None:
    for minutes in range(5):
        timetable.tick(MORNING + timedelta(minutes=minutes))
    assert queued() == ["beat", "deliver_letters", "keep_terms"]


def test_work_is_ordered_again_when_the_worker_has_taken_it(db: None) -> None:
    timetable.tick(MORNING)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    timetable.tick(EVENING)
    assert queued() == ["beat", "deliver_letters"]


def test_the_task_of_the_worker_leaves_its_mark(db: None) -> None:
    tasks.beat.call()
    assert Heartbeat.objects.filter(name=heartbeat.WORKER).exists()


@pytest.mark.parametrize(
    ("status", "hours", "is_kept"),
    [
        (TaskResultStatus.SUCCESSFUL, 23, True),
        (TaskResultStatus.SUCCESSFUL, 25, False),
        (TaskResultStatus.FAILED, 24 * 13, True),
        (TaskResultStatus.FAILED, 24 * 15, False),
    ],
)
def test_finished_tasks_are_dropped_in_time(db: None, time_machine, status: str, hours: int, is_kept: bool) -> None:
    time_machine.move_to(MORNING, tick=False)
    row = background_task(status, MORNING - timedelta(hours=hours))
    timetable.tick(MORNING)
    assert DBTaskResult.objects.filter(pk=row.pk).exists() is is_kept


def test_a_task_of_a_killed_worker_becomes_a_failed_one(db: None, time_machine) -> None:
    time_machine.move_to(MORNING, tick=False)
    running = TaskResultStatus.RUNNING
    stuck = background_task(running, None, started_at=MORNING - timedelta(days=2))
    at_work = background_task(running, None, started_at=MORNING - timedelta(hours=2))
    timetable.tick(MORNING)
    stuck.refresh_from_db()
    at_work.refresh_from_db()
    assert (stuck.status, at_work.status) == (TaskResultStatus.FAILED, running)


def test_sessions_that_are_over_are_dropped(db: None, time_machine) -> None:
    time_machine.move_to(MORNING, tick=False)
    for key, hours in (("over", -1), ("open", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=MORNING + timedelta(hours=hours))
    timetable.tick(MORNING)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]


def test_cleaning_is_done_once_a_day(db: None) -> None:
    def cleaned_at() -> datetime:
        return Heartbeat.objects.get(name=timetable.CLEANING).beat_at

    timetable.tick(MORNING)
    timetable.tick(EVENING)
    assert cleaned_at() == MORNING
    timetable.tick(MORNING + timedelta(days=1))
    assert cleaned_at() == MORNING + timedelta(days=1)
