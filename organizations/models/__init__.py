"""Who: fields, constraints and facts about one row."""

from organizations.models.audit import AuditEvent
from organizations.models.organization import AddresseeGroup, Municipality, Organization, OrganizationName
from organizations.models.person import Membership, User
from organizations.models.region import CalendarDay, Heartbeat, Region

__all__ = [
    "AddresseeGroup",
    "AuditEvent",
    "CalendarDay",
    "Heartbeat",
    "Membership",
    "Municipality",
    "Organization",
    "OrganizationName",
    "Region",
    "User",
]
