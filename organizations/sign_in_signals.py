"""What django-allauth tells of passwords and second steps: journalled, and what must end with them ends."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from django.dispatch import receiver
from django.http import HttpRequest

from organizations.models import User
from organizations.services.sessions import end_sessions
from organizations.services.sign_in_locks import are_codes_locked
from organizations.services.signins import record_failed_code, record_locked_sign_in, record_own_act

RECOVERY = Authenticator.Type.RECOVERY_CODES
KINDS = {Authenticator.Type.TOTP: "приложение с кодами", Authenticator.Type.WEBAUTHN: "ключ доступа"}


@receiver(password_reset)
def tell_of_reset(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """The link was sent to the mailbox and opened, so the address is the person's; all sessions end."""
    if not EmailAddress.objects.filter(user=user, email__iexact=user.email).update(verified=True):
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    end_sessions(user)
    record_own_act(request=request, user=user, act="reset_password")


@receiver(password_changed)
def tell_of_change(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """The session in which the password was changed goes on, the others end."""
    _end_others(request, user)
    record_own_act(request=request, user=user, act="change_password")


@receiver(password_set)
def tell_of_first_password(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Who came through the provider of the authority has a password too from now on."""
    _end_others(request, user)
    record_own_act(request=request, user=user, act="set_password")


@receiver(authenticator_added)
def tell_of_addition(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """A session without the second step must not outlive its beginning; recovery codes come along with it."""
    if authenticator.type == RECOVERY:
        record_own_act(request=request, user=user, act="make_recovery_codes")
        return
    _end_others(request, user)
    record_own_act(request=request, user=user, act="add_second_factor", kind=KINDS[authenticator.type])


@receiver(authenticator_removed)
def tell_of_removal(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """The last recovery codes go with the last second step."""
    if authenticator.type == RECOVERY:
        record_own_act(request=request, user=user, act="remove_recovery_codes")
    else:
        record_own_act(request=request, user=user, act="remove_second_factor", kind=KINDS[authenticator.type])


@receiver(authenticator_reset)
def tell_of_new_codes(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Only recovery codes are made anew."""
    record_own_act(request=request, user=user, act="make_recovery_codes")


@receiver(authenticator_used)
def tell_of_use(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """A code of the application or a passkey is a part of the sign-in; a recovery code is worth a row of its own."""
    if authenticator.type == RECOVERY:
        record_own_act(request=request, user=user, act="use_recovery_code")


@receiver(authentication_failed)
def tell_of_wrong_code(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """The start page of the administrator counts it with the wrong passwords."""
    record_failed_code(request=request, user=user)
    if are_codes_locked(request, user):
        record_locked_sign_in(request=request, login=user.email)


def _end_others(request: HttpRequest, user: User) -> None:
    end_sessions(user, spare=request.session.session_key or "")
