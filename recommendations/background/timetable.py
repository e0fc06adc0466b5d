"""What the scheduler does and when it is due; the marks of daily work are rows of Heartbeat."""

import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial

from django.core.management import call_command
from django.db import Error
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from organizations.models import AuditEvent, Heartbeat, Region
from recommendations.background import heartbeat, tasks
from recommendations.notifications import remind_of_deadlines, tell_of_vacancies

logger = logging.getLogger(__name__)

REMINDER_HOUR = 8
CLEANING = "cleaning"
RETENTION = "retention"
DAILY = timedelta(days=1)
KEEP_FAILED_DAYS = 14

Job = tuple[str, Callable[[], object]]


def tick(now: datetime) -> int:
    """Do everything that is due at `now`; returns how many jobs failed, each of them told in the log.

    Every job may be done twice: by a second scheduler, or again after a crash before its mark was written.
    """
    try:
        jobs = list(due_jobs(now))
    except Error:
        logger.exception("Расписание: база данных не отвечает")
        return 1
    return sum(not _succeeds(title, job) for title, job in jobs)


def due_jobs(now: datetime) -> Iterator[Job]:
    """The jobs of this moment in their order: letters are written before their delivery is ordered."""
    done = dict(Heartbeat.objects.values_list("name", "beat_at"))
    yield "отметка", partial(heartbeat.beat, heartbeat.SCHEDULER, now)
    for region in Region.objects.order_by("pk"):
        if _is_morning_due(_reminders_mark(region), region, now, done):
            yield f"напоминания о сроках, {region}", partial(_remind, region, now, done.get(_reminders_mark(region)))
        if _is_morning_due(_vacancies_mark(region), region, now, done):
            yield f"организации без сотрудника, {region}", partial(_tell_of_vacancies, region, now)
    if now - done.get(CLEANING, now - DAILY) >= DAILY:
        yield "очистка", partial(_clean, now)
    yield "отметка фоновых заданий", partial(tasks.enqueue_once, tasks.beat)
    yield "отправка писем", partial(tasks.enqueue_once, tasks.deliver_letters)
    if AuditEvent.objects.unsealed().exists():
        yield "печати журнала", partial(tasks.enqueue_once, tasks.seal_journal)
    if now - done.get(RETENTION, now - DAILY) >= DAILY:
        yield "сроки хранения", partial(_order_retention, now)


def _succeeds(title: str, job: Callable[[], object]) -> bool:
    try:
        job()
    except Exception:  # One job must not stop the others, nor the scheduler.
        logger.exception("Расписание: не выполнено «%s»", title)
        return False
    return True


def _reminders_mark(region: Region) -> str:
    return f"reminders-{region.pk}"


def _vacancies_mark(region: Region) -> str:
    return f"vacancies-{region.pk}"


def _is_morning_due(mark: str, region: Region, now: datetime, done: Mapping[str, datetime]) -> bool:
    """From 08:00 of the region's clock to the end of its day, once."""
    last = done.get(mark)
    is_new_day = last is None or region.day_of(last) < region.day_of(now)
    return is_new_day and now.astimezone(region.zone).hour >= REMINDER_HOUR


def _remind(region: Region, now: datetime, last: datetime | None) -> None:
    written = remind_of_deadlines(region=region, now=now, since=region.day_of(last) if last else None)
    heartbeat.beat(_reminders_mark(region), now)
    logger.info("Напоминания о сроках, %s: писем %s", region, written)


def _order_retention(now: datetime) -> None:
    tasks.enqueue_once(tasks.keep_terms)
    heartbeat.beat(RETENTION, now)


def _tell_of_vacancies(region: Region, now: datetime) -> None:
    written = tell_of_vacancies(region=region, now=now)
    heartbeat.beat(_vacancies_mark(region), now)
    logger.info("Организации без сотрудника, %s: писем %s", region, written)


def _clean(now: datetime) -> None:
    """Drop finished background tasks and sessions that are over; tasks of a killed worker become failed ones."""
    stuck = DBTaskResult.objects.running().filter(started_at__lt=now - DAILY)
    stuck.update(status=TaskResultStatus.FAILED, finished_at=now)
    ages = ("--min-age-days=1", f"--failed-min-age-days={KEEP_FAILED_DAYS}")
    call_command("prune_db_task_results", "--queue-name=*", *ages, verbosity=0)
    call_command("clearsessions", verbosity=0)
    heartbeat.beat(CLEANING, now)
