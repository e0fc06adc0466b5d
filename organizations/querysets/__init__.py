"""Who may read what of regions, organizations and people: one method a noun."""

from organizations.querysets.audit import AuditQuerySet
from organizations.querysets.organization import MunicipalityQuerySet, OrganizationQuerySet
from organizations.querysets.person import MembershipQuerySet, UserManager

__all__ = ["AuditQuerySet", "MembershipQuerySet", "MunicipalityQuerySet", "OrganizationQuerySet", "UserManager"]
