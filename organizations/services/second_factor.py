"""Who must have a second factor, and whether it is still missing."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet

from organizations.access import Actor
from organizations.models import Membership, User
from organizations.querysets.person import SECOND_FACTORS


def second_factors_of(user: User) -> QuerySet[Authenticator]:
    """The applications with codes and the passkeys of a person; recovery codes alone are none."""
    return Authenticator.objects.filter(user=user.pk, type__in=SECOND_FACTORS)


def has_second_factor(user: User) -> bool:
    """Whether the person has an application with codes or a passkey."""
    return second_factors_of(user).exists()


def second_factor_due(user: User, actor: Actor | None) -> bool:
    """The role of the current place of work, or the service section, asks for a factor that the person lacks.

    In the demo it stays optional: its passwords are printed on the sign-in page.
    """
    if settings.DEMO or not (_keeps_installation(user) or (actor and _asked_of(actor.membership))):
        return False
    return not has_second_factor(user)


def works_by_password_alone(user: User, memberships: list[Membership]) -> bool:
    """A role of these places of work asks for a second factor, and until it is set up there is only the password."""
    asked = _keeps_installation(user) or any(_asked_of(membership) for membership in memberships)
    return asked and not (user.pk and has_second_factor(user))


def _keeps_installation(user: User) -> bool:
    return user.is_superuser or user.is_staff


def _asked_of(membership: Membership) -> bool:
    return membership.role in membership.region.access_rules.second_factor_roles
