"""Who: fields, constraints and facts about one row."""

from organizations.models.audit import AuditEvent, AuditPersonal, AuditSeal
from organizations.models.dated_name import MunicipalityName, OrganizationName
from organizations.models.invitation import Invitation
from organizations.models.organization import AddresseeGroup, Municipality, Organization
from organizations.models.person import Membership, User
from organizations.models.region import CalendarDay, Heartbeat, Region
from organizations.models.registry_import import RegistryImport, RegistryImportRow

__all__ = [
    "AddresseeGroup",
    "AuditEvent",
    "AuditPersonal",
    "AuditSeal",
    "CalendarDay",
    "Heartbeat",
    "Invitation",
    "Membership",
    "Municipality",
    "MunicipalityName",
    "Organization",
    "OrganizationName",
    "Region",
    "RegistryImport",
    "RegistryImportRow",
    "User",
]
