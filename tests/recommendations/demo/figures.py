"""What the demands on the demo are counted from."""

from collections import defaultdict
from datetime import date, timedelta

from recommendations.control import Bucket, bucket_of
from recommendations.models import Task
from recommendations.statuses import TaskStatus

FEWEST_MUNICIPALITIES = 5
LEAST_SHARE_DUE_SOON = 0.15


def municipalities_by_bucket(day: date) -> dict[Bucket, set[int]]:
    """Bucket → ids of the municipalities where it is not empty, counted apart from the portal's own queries."""
    found: dict[Bucket, set[int]] = defaultdict(set)
    for task in Task.objects.filter(municipality__isnull=False):
        bucket = bucket_of(status=task.status, due_on=task.due_on, executed_on=task.executed_on, as_of=day)
        found[bucket].add(task.municipality_id)
    return found


def share_due_soon(day: date) -> float:
    """Share of all tasks that wait for the executor and are due within 30 days."""
    soon = Task.objects.filter(
        status__in=TaskStatus.WITH_EXECUTOR, due_on__gte=day, due_on__lte=day + timedelta(days=30)
    )
    return soon.count() / Task.objects.count()
