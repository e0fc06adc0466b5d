"""Who goes on with what a closed organization had to do, and of whom a new one was made.

A division has several heirs, and one column holds one successor: they are read from the journal of the acts.
"""

from datetime import timedelta

from organizations.models import AuditEvent, Membership, Organization
from organizations.querysets import OrganizationQuerySet
from recommendations.models import Task
from recommendations.statuses import TaskStatus

ENDINGS = ("close_organization", "merge_organization", "split_organization")


def heirs_of(organization: Organization) -> list[Organization]:
    """Organizations to which the last act that closed it has passed anything, in the order of that act."""
    if not organization.closed_on:
        return []
    event = AuditEvent.objects.about(organization).filter(act__in=ENDINGS).first()
    numbers = event.details.get("heirs", []) if event else []
    if organization.successor_id and organization.successor_id not in numbers:
        numbers = [organization.successor_id, *numbers]
    return _in_order(numbers)


def origin_of(organization: Organization) -> Organization | None:
    """The organization of which this one was made by a split; None for one that came otherwise."""
    event = AuditEvent.objects.about(organization).filter(act="create_organization").last()
    return Organization.objects.filter(pk=event.details.get("origin")).first() if event else None


def passed_on(organization: Organization) -> list[Task]:
    """Tasks of others that were made of its tasks, with their organizations."""
    rows = Task.objects.filter(predecessor__organization=organization).select_related(
        "organization", "assignment__recommendation"
    )
    return list(rows.order_by("organization__sort_key", "pk"))


def withdrawn_for_good(organization: Organization) -> int:
    """How many of its tasks are withdrawn and were passed to nobody."""
    return Task.objects.filter(organization=organization, status=TaskStatus.WITHDRAWN, heirs=None).count()


def people_at_the_end(organization: Organization) -> list[Membership]:
    """Places of work that lasted until a closed organization was closed."""
    if not organization.closed_on:
        return []
    last_day = organization.closed_on - timedelta(days=1)
    rows = organization.memberships.filter(valid_to__gte=last_day).select_related("user")
    return list(rows.order_by("pk"))


def _in_order(numbers: list[int]) -> list[Organization]:
    rows: OrganizationQuerySet = Organization.objects.filter(pk__in=numbers)
    return sorted(rows.select_related("municipality"), key=lambda one: numbers.index(one.pk))
