"""Marks of life and of daily work done; /readyz reads those of the worker and the scheduler."""

from datetime import datetime

from organizations.models import Heartbeat

WORKER, SCHEDULER = "worker", "scheduler"


def beat(name: str, now: datetime) -> None:
    """Note in one statement that `name` was at work at `now`."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=name, beat_at=now)],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["beat_at"],
    )
