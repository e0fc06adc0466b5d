"""manage.py run_worker: does the background tasks, the sending of letters among them."""

import logging
import os
import socket
import sys
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, connections
from django_tasks_db.management.commands.db_worker import Worker

from recommendations.background.delivery import stop_requested

logger = logging.getLogger(__name__)

POLL_SECONDS = 1
RETRY_SECONDS = 5


class PortalWorker(Worker):
    """Stops at once when idle, and between two letters or after the task in hand when not."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        stop_requested.set()
        if not self.running or not self.running_task:
            sys.exit(0)
        self.running = False


class Command(BaseCommand):
    """Runs until SIGINT or SIGTERM; outlives a database that is away for a while."""

    help = "Выполняет фоновые задания; останавливается по SIGINT и SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="выполнить то, что ждёт в очереди, и завершиться")

    def handle(self, *args: Any, once: bool, verbosity: int, **options: Any) -> None:
        if verbosity <= 1:
            logging.getLogger("django_tasks").setLevel(logging.WARNING)
        worker = _worker(once)
        worker.configure_signals()
        logger.info("Фоновые задания: готов")
        while not _finished(worker, once):
            connections.close_all()
            time.sleep(RETRY_SECONDS)


def _worker(once: bool) -> PortalWorker:
    return PortalWorker(
        queue_names=["*"],
        interval=POLL_SECONDS,
        batch=once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{socket.gethostname()[:40]}-{os.getpid()}",
        excluded_queue_names=[],
    )


def _finished(worker: PortalWorker, once: bool) -> bool:
    """Run to the end; false when the database went away and it is worth trying again."""
    try:
        worker.run()
    except (InterfaceError, OperationalError):
        if once:
            raise
        logger.exception("Фоновые задания: база данных не отвечает, повтор через %s с", RETRY_SECONDS)
        return False
    return True
