"""Reading people and their memberships."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from organizations.access import Actor


class UserManager(BaseUserManager):
    """Creates people by e-mail."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Any:
        """A person who signs in by e-mail; without a password the account waits for a reset."""
        user: Any = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Any:
        """A technical administrator of the installation."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> Any:
        """E-mail without regard to letter case."""
        return self.get(email__iexact=username)


class MembershipQuerySet(models.QuerySet):
    """Who works where in which role."""

    def active_on(self, day: date) -> Self:
        """Begun, not ended, of a person who is not switched off and an organization not closed."""
        return self.filter(
            Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
            Q(organization__closed_on__isnull=True) | Q(organization__closed_on__gt=day),
            user__is_active=True,
        )

    def visible_to(self, actor: Actor) -> Self:
        """Administrators see all people of the region, coordinators own schools too, others own organization."""
        rows = self.filter(region=actor.region)
        if actor.is_administrator:
            return rows
        own = Q(organization=actor.organization)
        if actor.is_coordinator:
            own |= Q(organization__parent=actor.organization)
        return rows.filter(own)


class InvitationQuerySet(models.QuerySet):
    """Seats offered to people."""

    def open_at(self, moment: datetime) -> Self:
        """Neither accepted nor revoked nor expired."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=moment)

    def visible_to(self, actor: Actor) -> Self:
        """Administrators see those of the region, coordinators those of the schools below them, nobody else any."""
        rows = self.filter(region=actor.region)
        if actor.is_administrator:
            return rows
        if actor.is_coordinator:
            return rows.filter(organization__parent=actor.organization)
        return rows.none()
