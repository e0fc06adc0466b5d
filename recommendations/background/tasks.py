"""Tasks of the worker; the scheduler puts them into the queue."""

import logging
import time
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from organizations.models import Region
from organizations.services.retention import keep_to_terms
from organizations.services.seals import seal_waiting
from recommendations.background import heartbeat
from recommendations.background.delivery import deliver_waiting
from recommendations.services.anonymise import anonymise_former_staff

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


@task()
def seal_journal() -> int:
    """Seal the rows of the journal that wait; gives way in time for the worker's mark of life."""
    return seal_waiting(give_way_at=time.monotonic() + settings.HEARTBEAT_MAX_AGE_SECONDS / 2)


@task()
def keep_terms() -> None:
    """Remove what was kept long enough, and forget the names of people who left long ago, region by region."""
    now = timezone.now()
    for region in [*Region.objects.order_by("pk"), None]:
        try:
            _keep_terms_of(region, now)
        except Exception:  # Broken settings of one region must not keep the data of the others.
            logger.exception("Сроки хранения: не выполнено, %s", region or "записи без региона")


def _keep_terms_of(region: Region | None, now: datetime) -> None:
    keep_to_terms(region=region, now=now)
    if region:
        anonymise_former_staff(region=region, now=now)


def enqueue_once(background_task: Task) -> None:
    """Put the task into the queue unless it already waits there, so a stopped worker does not pile up work."""
    waiting = DBTaskResult.objects.filter(task_path=background_task.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        background_task.enqueue()
