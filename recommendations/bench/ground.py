"""What the operations are measured on: the people, the resolution and the tasks of an invented region."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from organizations.models import Membership, Municipality, Region
from organizations.roles import Role
from recommendations.models import Resolution, Task
from recommendations.statuses import TaskStatus


@dataclass(frozen=True)
class Ground:
    """A region filled by `load_scale`; `resolution` is the one with the most tasks of those with open ones."""

    region: Region
    people: dict[str, Membership]
    resolution: Resolution
    municipality: Municipality
    task: Task
    today: date

    def unreported(self) -> Iterator[tuple[Task, Membership, Membership]]:
        """School tasks that wait for a report and go straight to the controller: task, who reports, who accepts."""
        tasks = Task.objects.filter(
            region=self.region, status__in=TaskStatus.WITH_EXECUTOR, assignment__endorsement_required=False
        ).select_related("assignment")
        for task in tasks.filter(organization__parent__isnull=False).order_by("pk").iterator(chunk_size=100):
            if task.assignment.controller_organization_id != task.organization_id:
                yield task, self._person(task.organization_id), self._person(task.assignment.controller_organization_id)

    def _person(self, organization_id: int) -> Membership:
        rows = Membership.objects.select_related("user").filter(organization=organization_id)
        found = rows.exclude(role__in=[Role.OBSERVER, Role.ADMINISTRATOR]).order_by("pk").first()
        if found is None:
            raise LookupError(f"В организации № {organization_id} никто не работает.")
        return found


def find_ground(code: str) -> Ground | None:
    """The region of this code with what is measured in it; None when there is no such region."""
    region = Region.objects.filter(code=code).first()
    if region is None:
        return None
    rows = Membership.objects.filter(region=region).select_related("user", "organization").order_by("-pk")
    opened = Task.objects.filter(region=region, status__in=TaskStatus.OPEN)
    resolution = _largest(region)
    # A task with the longest story: returned once, then handed in again.
    task = Task.objects.filter(region=region, report_version__gte=2, resolution=resolution).order_by("pk").first()
    return Ground(
        region=region,
        people={row.role: row for row in rows},
        resolution=resolution,
        municipality=Municipality.objects.filter(region=region).order_by("pk")[0],
        task=task or opened.order_by("pk")[0],
        today=region.today,
    )


def _largest(region: Region) -> Resolution:
    sizes = {
        resolution: resolution.tasks.count()
        for resolution in Resolution.objects.filter(region=region, tasks__status__in=TaskStatus.OPEN).distinct()
    }
    return max(sizes, key=lambda resolution: (sizes[resolution], resolution.pk))
