"""Who may read what of regions, organizations and people: one method a noun."""

from organizations.querysets.audit import AuditQuerySet
from organizations.querysets.organization import MunicipalityQuerySet, OrganizationQuerySet
from organizations.querysets.person import InvitationQuerySet, MembershipQuerySet, UserManager
from organizations.querysets.registry_import import RegistryImportQuerySet

__all__ = [
    "AuditQuerySet",
    "InvitationQuerySet",
    "MembershipQuerySet",
    "MunicipalityQuerySet",
    "OrganizationQuerySet",
    "RegistryImportQuerySet",
    "UserManager",
]
