"""Tasks of the worker; the scheduler puts them into the queue."""

import logging

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from recommendations.background import heartbeat
from recommendations.background.delivery import deliver_waiting

logger = logging.getLogger(__name__)


@task(priority=10)
def beat() -> None:
    """Show that the worker takes tasks; goes before the others."""
    heartbeat.beat(heartbeat.WORKER, timezone.now())


@task()
def deliver_letters() -> int:
    """Send what waits in the outbox; returns how many letters were sent.

    A worker killed between sending a letter and marking it sends at most that one letter twice (see `deliver_waiting`).
    """
    sent = deliver_waiting()
    if sent:
        logger.info("Письма: отправлено %s", sent)
    return sent


def enqueue_once(background_task: Task) -> None:
    """Put the task into the queue unless it already waits there, so a stopped worker does not pile up work."""
    waiting = DBTaskResult.objects.filter(task_path=background_task.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        background_task.enqueue()
