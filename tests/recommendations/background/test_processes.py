"""The real worker and the real scheduler, as processes on the database of the test."""

import signal
import subprocess
from collections import Counter
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from organizations.models import CalendarDay, Heartbeat
from recommendations.background import tasks
from recommendations.models import Letter, Task
from recommendations.notifications import queue_letter
from tests.factories import World, make_region, make_task, make_tasks, make_world, moment
from tests.shared_database import SharedDatabase

WORKER, SCHEDULER = ("run_worker", "--once"), ("run_scheduler", "--once")
LAST_DAY = moment("2021-09-23 09:00")
SCHOOLS = ("school", "neighbour", "other_school")


def letters_in(shared: SharedDatabase) -> list[EmailMessage]:
    """Letters in the files of Django's own backend, which parts them by a line of 79 hyphens."""
    texts = [file.read_bytes() for file in shared.mail.glob("*.eml")]
    parts = [part for text in texts for part in text.split(b"-" * 79 + b"\n") if part.strip()]
    return [message_from_bytes(part, policy=policy.default) for part in parts]


def queue(world: World, number: int) -> None:
    """A letter that is due."""
    queue_letter(
        region=world.region,
        recipient=world["school"].user,
        kind="test",
        subject=f"Тема {number}",
        body="Текст",
        dedupe_key=f"test:{number}",
        now=LAST_DAY,
    )


def world_with_deadlines_tomorrow() -> World:
    """A region where it is the noon of a working day now, with a task of each school for the next one."""
    offset = 12 - timezone.now().hour
    world = make_world(make_region(time_zone=f"Etc/GMT{-offset:+d}"))
    today = world.region.today
    CalendarDay.objects.bulk_create(
        CalendarDay(region=world.region, day=today + timedelta(days=days), is_working=True) for days in range(3)
    )
    make_tasks(world)
    Task.objects.update(original_due_on=today + timedelta(days=1), due_on=today + timedelta(days=1))
    return world


def one_for_each_school(world: World) -> Counter[str]:
    """How many letters which address gets."""
    return Counter(world[name].user.email for name in SCHOOLS)


def wait_for(process: subprocess.Popen[str], text: str) -> None:
    """Read the output up to a line with the text."""
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if text in line:
            return
    raise AssertionError("".join(lines))


def test_a_reminder_goes_all_the_way_to_the_mailbox(shared: SharedDatabase) -> None:
    world = make_world()
    task = make_task(world, world.institute)
    Task.objects.filter(pk=task.pk).update(original_due_on="2021-09-24", due_on="2021-09-24")
    with time_machine.travel(LAST_DAY):
        call_command("run_scheduler", "--once")
    output = shared.run(WORKER)
    (letter,) = letters_in(shared)
    assert letter["Subject"].strip() == "Приближается срок исполнения: 1 задача, ближайший срок 24.09.2021"
    assert letter["To"] == world["methodologist"].user.email
    assert f"/tasks/{task.pk}/" in letter.get_content()
    assert Letter.objects.get().sent_at is not None
    assert Heartbeat.objects.filter(name="worker").exists()
    assert "Traceback" not in output


def test_scheduled_work_done_twice_at_once_and_once_more_sends_once(shared: SharedDatabase) -> None:
    world = world_with_deadlines_tomorrow()
    for schedulers in ((SCHEDULER, SCHEDULER), (SCHEDULER,)):
        shared.run(*schedulers)
        shared.run(WORKER)
    assert Counter(letter["To"] for letter in letters_in(shared)) == one_for_each_school(world)


def test_two_workers_share_the_letters(shared: SharedDatabase) -> None:
    world = make_world()
    for number in range(40):
        queue(world, number)
    for _ in range(2):
        tasks.deliver_letters.enqueue()
    shared.run(WORKER, WORKER)
    assert sorted(letter["Subject"] for letter in letters_in(shared)) == sorted(f"Тема {n}" for n in range(40))
    assert len({letter["Message-ID"] for letter in letters_in(shared)}) == 40


@pytest.mark.parametrize(
    ("service", "ready", "sign"),
    [
        ("run_worker", "Фоновые задания: готов", signal.SIGTERM),
        ("run_scheduler", "Расписание: готово", signal.SIGINT),
    ],
)
def test_a_service_stops_at_once_and_quietly(
    shared: SharedDatabase, service: str, ready: str, sign: signal.Signals
) -> None:
    shared.hand_over()
    process = shared.start(service)
    wait_for(process, ready)
    process.send_signal(sign)
    rest, _ = process.communicate(timeout=60)
    assert process.returncode == 0, rest
    assert "Traceback" not in rest


def test_a_running_worker_takes_what_a_running_scheduler_orders(shared: SharedDatabase) -> None:
    queue(make_world(), 1)
    shared.hand_over()
    worker = shared.start("run_worker", LOG_LEVEL="INFO")
    scheduler = shared.start("run_scheduler")
    try:
        wait_for(worker, "Письма: отправлено 1")
    finally:
        for process in (worker, scheduler):
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)
    shared.take_back()
    assert [letter["Subject"] for letter in letters_in(shared)] == ["Тема 1"]
    assert set(Heartbeat.objects.values_list("name", flat=True)) >= {"worker", "scheduler"}


@pytest.mark.postgres
def test_a_worker_outlives_a_restart_of_the_database(shared: SharedDatabase) -> None:
    world = make_world()
    worker = shared.start("run_worker")
    try:
        for number in (1, 2):
            queue(world, number)
            tasks.deliver_letters.enqueue()
            wait_for(worker, "Письма: отправлено 1")
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.communicate(timeout=60)
    assert worker.returncode == 0
    assert sorted(letter["Subject"] for letter in letters_in(shared)) == ["Тема 1", "Тема 2"]


def test_a_database_without_tables_fails_the_one_shot_in_a_sentence(shared: SharedDatabase, tmp_path) -> None:
    process = shared.start("run_scheduler", "--once", DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Не выполнено работ по расписанию: 1" in output
