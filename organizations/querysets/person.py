"""Reading people and their memberships."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Replace

from organizations.text import search_text

if TYPE_CHECKING:
    from organizations.access import Actor

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


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

    def search(self, text: str) -> Self:
        """Every word stands in the name or the e-mail of the person or in the words of the organization."""
        levelled = Replace(Replace("user__full_name", Value("ё"), Value("е")), Value("Ё"), Value("Е"))
        rows = self.annotate(levelled_name=levelled)
        for word in search_text(text).split():
            person = Q(levelled_name__icontains=word) | Q(user__email__icontains=word)
            rows = rows.filter(person | Q(organization__search_text__contains=word))
        return rows

    def without_second_factor(self) -> Self:
        """Of people who sign in with a password alone."""
        return self.exclude(Exists(Authenticator.objects.filter(user=OuterRef("user"), type__in=SECOND_FACTORS)))

    def of_people_without_seat(self, day: date) -> Self:
        """Of people who hold no seat on that day, the latest place of each."""
        rows = self.model.objects  # type: ignore[attr-defined]
        latest = rows.filter(user=OuterRef("user"), region=OuterRef("region")).order_by("-valid_to", "-pk")
        held = rows.active_on(day).filter(user=OuterRef("user"), region=OuterRef("region"))
        return self.filter(~Exists(held), pk=Subquery(latest.values("pk")[:1]))

    def not_over(self, day: date) -> Self:
        """Not ended before that day: in force or still to begin."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))

    def with_place(self) -> Self:
        """Rows with all that a list of seats prints, in one query."""
        return self.select_related(
            "user", "region", "organization__municipality", "organization__addressee_group", "deputy_for__user"
        )


class InvitationQuerySet(models.QuerySet):
    """Seats offered to people."""

    def open_at(self, moment: datetime) -> Self:
        """Neither accepted nor revoked nor expired."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=moment)

    def offered(self, moment: datetime, organizations: Iterable[Any]) -> QuerySet:
        """Keys of those organizations that somebody is invited to for good."""
        rows = self.open_at(moment).filter(organization__in=list(organizations), deputy_for__isnull=True)
        return rows.values_list("organization", flat=True)

    def visible_to(self, actor: Actor) -> Self:
        """Administrators see those of the region, coordinators those of the schools below them, nobody else any."""
        rows = self.filter(region=actor.region)
        if actor.is_administrator:
            return rows
        if actor.is_coordinator:
            return rows.filter(organization__parent=actor.organization)
        return rows.none()

    def search(self, text: str) -> Self:
        """Every word stands in the words of the organization, in the name or in the e-mail of the invited person."""
        rows = self
        for word in search_text(text).split():
            person = Q(full_name__icontains=word) | Q(email__icontains=word)
            rows = rows.filter(person | Q(organization__search_text__contains=word))
        return rows

    def with_place(self) -> Self:
        """Rows with all that a list and a sheet print, in one query."""
        return self.select_related(
            "region",
            "organization__municipality",
            "organization__addressee_group",
            "organization__parent",
            "deputy_for__user",
            "created_by",
            "membership__user",
        )
