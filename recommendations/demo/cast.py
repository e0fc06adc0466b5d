"""Who acts in the demo, and for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from organizations.access import Actor
from organizations.models import Membership, Organization, Region
from organizations.roles import Role
from recommendations.demo.accounts import create_examples, create_known


@dataclass(frozen=True)
class Cast:
    """The people of the demo by their parts."""

    specialists: Sequence[Membership]
    head: Membership
    methodologist: Membership
    by_organization: dict[int, Membership]

    def executor(self, organization_id: int) -> Membership:
        """Who reports for the organization."""
        return self.by_organization[organization_id]

    def endorser(self, organization_id: int) -> Membership | None:
        """Who endorses in the municipality above the organization, if one stands there."""
        above = self.executor(organization_id).organization.endorser
        return self.by_organization[above.pk] if above else None

    def controller(self, organization_id: int, task_organization_id: int) -> Membership:
        """Who checks for the controlling organization; the doer never accepts its own work."""
        if organization_id == self.methodologist.organization_id:
            return self.methodologist
        return self.head if task_organization_id == organization_id else self.specialists[task_organization_id % 2]


def acting(membership: Membership, moment: datetime) -> Actor:
    """The person at that moment."""
    return Actor(user=membership.user, membership=membership, now=moment)


def gather_cast(region: Region, since: date) -> Cast:
    """Create the accounts of the region and sort them by parts."""
    organizations = list(
        Organization.objects.filter(region=region)
        .select_related("region", "municipality", "addressee_group", "parent__addressee_group")
        .order_by("municipality__oktmo", "sort_key", "pk")
    )
    known = create_known(organizations, since)
    by_organization: dict[int, Membership] = {}
    for membership in known:
        if membership.role in {Role.DEPARTMENT, Role.MUNICIPAL, Role.SCHOOL, Role.METHODOLOGIST}:
            by_organization.setdefault(membership.organization_id, membership)
    others = [organization for organization in organizations if organization.pk not in by_organization]
    by_organization |= {membership.organization_id: membership for membership in create_examples(others, since)}
    return Cast(
        specialists=[membership for membership in known if membership.role == Role.DEPARTMENT],
        head=_only(known, Role.DEPARTMENT_HEAD),
        methodologist=_only(known, Role.METHODOLOGIST),
        by_organization=by_organization,
    )


def _only(known: Sequence[Membership], role: Role) -> Membership:
    return next(membership for membership in known if membership.role == role)
