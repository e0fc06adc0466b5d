"""The figures of domain.md counted once more, task by task in plain Python, to judge what the database counts."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from organizations.models import Region
from recommendations.control import Bucket, ControlRules, Share, bucket_of, punctuality
from recommendations.models import Resolution, TaskEvent

APART = {Bucket.WITHDRAWN, Bucket.NOT_APPLICABLE}


@dataclass(frozen=True)
class Known:
    """What the portal knew of one task at the end of a day."""

    task: int
    municipality: int | None
    recommendation: int
    bucket: Bucket
    due: date
    executed: date | None
    extensions: int
    received: bool
    weight: int

    def is_expected(self, day: date) -> bool:
        return self.due <= day and self.bucket not in APART


def known_tasks(resolution: Resolution, day: date) -> list[Known]:
    """Each task of the resolution that was issued by the end of the day."""
    by_task: dict[int, list[TaskEvent]] = {}
    events = TaskEvent.objects.filter(task__resolution=resolution).select_related("task__assignment", "task__region")
    for event in events.order_by("recorded_at", "pk"):
        if is_recorded_by(event, day, event.task.region):
            by_task.setdefault(event.task_id, []).append(event)
    return [_known(events, day) for events in by_task.values()]


def is_recorded_by(event: TaskEvent, day: date, region: Region) -> bool:
    return event.recorded_at.astimezone(region.zone).date() <= day


def _known(events: list[TaskEvent], day: date) -> Known:
    last, task = events[-1], events[-1].task
    return Known(
        task=task.pk,
        municipality=last.municipality_id,
        recommendation=task.assignment.recommendation_id,
        bucket=bucket_of(status=last.status_after, due_on=last.due_after, executed_on=last.executed_after, as_of=day),
        due=last.due_after,
        executed=last.executed_after,
        extensions=last.extensions_after,
        received=any(event.act == "submit" for event in events),
        weight=2 if task.assignment.special_control else 1,
    )


def discipline(known: list[Known], day: date, rules: ControlRules) -> Share:
    """КИД by its formula, one task after another."""
    total = Share(Fraction(0), 0)
    for task in known:
        if task.is_expected(day) and task.bucket != Bucket.IN_REVIEW:
            late = max(0, (task.executed - task.due).days) if task.executed else None
            total += Share(task.weight * punctuality(late, rules), task.weight)
    return total
