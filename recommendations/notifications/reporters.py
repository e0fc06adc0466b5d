"""Who is written to: the people who report for an organization."""

from datetime import date

from django.db.models import Q

from organizations.models import Membership, Region
from organizations.querysets import MembershipQuerySet
from organizations.roles import Role
from recommendations.querysets.task import TaskQuerySet

ROLES = (*Role.SPECIALISTS, Role.MUNICIPAL, Role.SCHOOL, Role.METHODOLOGIST)


def reporters(region: Region, today: date, tasks: TaskQuerySet) -> MembershipQuerySet:
    """People who may report for the executors of the tasks; an address in .invalid (RFC 2606) is no address."""
    people = Membership.objects.filter(region=region, role__in=ROLES, organization__in=tasks.values("organization"))
    return (
        people.active_on(today)
        .exclude(Q(user__email="") | Q(user__email__iendswith=".invalid"))
        .select_related("user", "organization")
        .order_by("user", "organization__sort_key", "organization")
    )
