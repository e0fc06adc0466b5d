"""How resolutions, recommendations and assignments stand now, for the pages that show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from organizations.access import Actor
from recommendations.control import BUCKET_LABELS, Bucket
from recommendations.models import Assignment, Recommendation, Resolution, Task
from recommendations.querysets.calendar import control_rules
from recommendations.querysets.task import TaskQuerySet
from recommendations.summaries.figures import BucketCounts, Figures, buckets_by, figures_by


@dataclass(frozen=True)
class Part:
    """A bucket of a bar: its name, how many, the list behind it."""

    bucket: Bucket
    label: str
    count: int
    url: str


@dataclass(frozen=True)
class Progress:
    """A resolution with the states of the tasks that the reader sees."""

    resolution: Resolution
    figures: BucketCounts


def parts_of(figures: BucketCounts, list_url: str) -> list[Part]:
    """The non-empty buckets of a bar; `list_url` already carries a query."""
    return [
        Part(bucket, BUCKET_LABELS[bucket], figures.bucket(bucket), f"{list_url}&bucket={bucket}")
        for bucket in Bucket
        if figures.bucket(bucket)
    ]


def figures_now(actor: Actor, *keys: str, tasks: TaskQuerySet | None = None) -> dict[tuple, Figures]:
    """Figures of now over the tasks that the actor sees, grouped by `keys`."""
    rows = Task.objects.visible_to(actor) if tasks is None else tasks
    return figures_by(rows.as_of(None, actor.region), *keys, rules=control_rules(actor.region))


def resolution_progress(actor: Actor, resolutions: Iterable[Resolution]) -> list[Progress]:
    """The given resolutions, in their order, with the states of their tasks; ask for a page of them, not for all."""
    rows = list(resolutions)
    tasks = Task.objects.visible_to(actor).filter(resolution__in=[row.pk for row in rows])
    counts = buckets_by(tasks.as_of(None, actor.region), "resolution_id")
    return [Progress(row, counts.get((row.pk,), BucketCounts())) for row in rows]


def assignment_figures(actor: Actor, of: Recommendation | Iterable[Assignment]) -> dict[int, Figures]:
    """Assignment id → figures of a recommendation's assignments, or of the named ones."""
    tasks = Task.objects.visible_to(actor)
    if isinstance(of, Recommendation):
        tasks = tasks.filter(assignment__recommendation=of)
    else:
        tasks = tasks.filter(assignment__in=[assignment.pk for assignment in of])
    return {key[0]: figures for key, figures in figures_now(actor, "assignment_id", tasks=tasks).items()}


def organization_figures(actor: Actor, organization_ids: Iterable[int]) -> dict[int, Figures]:
    """Organization id → figures."""
    tasks = Task.objects.visible_to(actor).filter(organization__in=list(organization_ids))
    return {key[0]: figures for key, figures in figures_now(actor, "organization_id", tasks=tasks).items()}
