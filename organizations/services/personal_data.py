"""Forgetting who a person was: the row stays for the acts that name it, what describes the person goes."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet

from organizations.models import AuditPersonal, Invitation, Membership, User
from organizations.services.erasures import erase_values, record_erased
from organizations.services.sessions import end_sessions

PLACEHOLDER_DOMAIN = "former.invalid"
_WAYS_IN = (Authenticator, SocialAccount, EmailAddress)


def nameless(user: User) -> str:
    """What an anonymised person is called."""
    return f"Сотрудник № {user.pk}"


@transaction.atomic
def forget_account(*, user: User, now: datetime) -> None:
    """Take name, e-mail, phone, password, second factors, sessions and ways in off an account; it opens no more.

    Personal values of the journal go with it, and the journal tells of which rows; the act itself is the caller's.
    """
    erased = erase_values(journal_values(user))
    _invitations(user).update(email="", full_name="")
    _log_entries(user).update(object_repr=nameless(user), change_message="")
    end_sessions(user)
    for model in _WAYS_IN:
        model.objects.filter(user=user).delete()
    user.full_name, user.email, user.phone = nameless(user), f"person-{user.pk}@{PLACEHOLDER_DOMAIN}", ""
    user.is_active = user.is_staff = False
    user.last_login, user.anonymised_at = None, now
    user.set_unusable_password()
    user.save()
    record_erased(user=user, erased=erased, now=now)


def journal_values(user: User) -> QuerySet[AuditPersonal]:
    """Personal values of the journal that describe the person: own acts, acts on the account, its e-mail anywhere."""
    places = Membership.objects.filter(user=user).values("pk")
    described = (
        Q(event__user=user)
        | Q(event__object_kind="user", event__object_id=user.pk)
        | Q(event__object_kind="membership", event__object_id__in=places)
        | Q(event__object_kind="invitation", event__object_id__in=_invitations(user).values("pk"))
        | Q(values__icontains=user.email)
    )
    return AuditPersonal.objects.filter(described)


def account_traces(user: User) -> dict[str, int]:
    """What `forget_account` would take off, in figures."""
    return {
        "личных сведений в журнале": journal_values(user).count(),
        "приглашений": _invitations(user).count(),
        "способов входа": sum(model.objects.filter(user=user).count() for model in _WAYS_IN),
    }


def _invitations(user: User) -> QuerySet[Invitation]:
    return Invitation.objects.filter(Q(membership__user=user) | Q(email__iexact=user.email))


def _log_entries(user: User) -> QuerySet[LogEntry]:
    return LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
