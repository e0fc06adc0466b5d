"""manage.py run_scheduler: starts what is due by the clock."""

import logging
import signal
import sys
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from recommendations.background.timetable import tick

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Ticks every SCHEDULER_INTERVAL_SECONDS; each job is safe to be cut off and done again."""

    help = "Запускает работу по расписанию; останавливается по SIGINT и SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="выполнить всё, чему пришло время, и завершиться")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        if once:
            _tick_once()
            return
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, _leave)
        logger.info("Расписание: готово")
        while True:
            close_old_connections()
            tick(timezone.now())
            time.sleep(settings.SCHEDULER_INTERVAL_SECONDS)


def _tick_once() -> None:
    if failed := tick(timezone.now()):
        raise CommandError(f"Не выполнено работ по расписанию: {failed}. Причины — в журнале.")


def _leave(_sign: int, _frame: FrameType | None) -> None:
    sys.exit(0)
