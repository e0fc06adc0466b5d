"""The vocabulary of access: who acts, whether they may, and why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied

from organizations.roles import Role

if TYPE_CHECKING:
    from organizations.models import Membership, Organization, Region, User


@dataclass(frozen=True)
class Verdict:
    """Answer of a policy: allowed, or refused with a sentence for the person.

    `stale`: the person has the right, but the object has moved on, so another try makes no sense.
    """

    allowed: bool
    reason: str = ""
    stale: bool = False

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(True)


def refused(reason: str, *, stale: bool = False) -> Verdict:
    """A refusal with its reason in Russian."""
    return Verdict(False, reason, stale)


class Refused(PermissionDenied):
    """An act that the policy forbids; the text is the reason shown to the person."""

    def __init__(self, reason: str, *, stale: bool = False) -> None:
        super().__init__(reason)
        self.stale = stale


def require(verdict: Verdict) -> None:
    """Raise Refused with the verdict's reason unless it allows the act."""
    if not verdict:
        raise Refused(verdict.reason, stale=verdict.stale)


@dataclass(frozen=True)
class Actor:
    """A person in one active membership at one moment; policies, services and `visible_to` take it.

    `now` is the moment of the act (aware), so a command may record acts of the past in their order.
    """

    user: User
    membership: Membership
    now: datetime
    address: str = ""
    request_id: str = ""

    @property
    def region(self) -> Region:
        return self.membership.region

    @property
    def organization(self) -> Organization:
        return self.membership.organization

    @property
    def role(self) -> Role:
        return Role(self.membership.role)

    @property
    def role_label(self) -> str:
        return str(self.role.label)

    @property
    def today(self) -> date:
        """The day of the act in the region's time zone."""
        return self.now.astimezone(ZoneInfo(self.region.time_zone)).date()

    @property
    def is_specialist(self) -> bool:
        return self.role in Role.SPECIALISTS

    @property
    def is_head(self) -> bool:
        return self.role == Role.DEPARTMENT_HEAD

    @property
    def is_coordinator(self) -> bool:
        return self.role == Role.MUNICIPAL

    @property
    def is_school(self) -> bool:
        return self.role == Role.SCHOOL

    @property
    def is_methodologist(self) -> bool:
        return self.role == Role.METHODOLOGIST

    @property
    def is_observer(self) -> bool:
        return self.role == Role.OBSERVER

    @property
    def is_administrator(self) -> bool:
        return self.role == Role.ADMINISTRATOR

    @property
    def reads_all(self) -> bool:
        return self.role in Role.READERS_OF_ALL
