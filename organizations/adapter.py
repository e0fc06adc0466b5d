"""How django-allauth behaves in the portal: accounts are made by administrators, sign-ins are in the journal."""

import logging
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from organizations.background.sign_in_letters import tell_of_lock
from organizations.models import User
from organizations.services import sign_in_locks
from organizations.services.sessions import begin_session, end_oldest_sessions, session_age
from organizations.services.signins import (
    record_failed_sign_in,
    record_locked_sign_in,
    record_provider_connected,
    record_sign_in,
    record_sign_out,
)

logger = logging.getLogger(__name__)
DEMO_DOMAIN = "@demo.example"


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves; wrong passwords make an account wait; a person has a few sessions at most."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Почта или пароль не подходят. Проверьте язык ввода и клавишу Caps Lock.",
        "enter_current_password": "Текущий пароль введён неверно.",
        "too_many_login_attempts": "Слишком много неудачных попыток входа. Попробуйте позже.",
        "rate_limited": "Слишком много попыток подряд. Подождите немного и попробуйте снова.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Even the right password waits for the end of a lock; known passwords of the demo open nothing elsewhere."""
        login = _login_in(credentials)
        if minutes := sign_in_locks.minutes_to_wait(request, login):
            raise ValidationError(
                f"Слишком много неудачных попыток входа. Попробуйте снова через {minutes} мин. "
                "или задайте новый пароль по ссылке «Забыли пароль?».",
                code="too_many_login_attempts",
            )
        super().pre_authenticate(request, **credentials)
        self._attempt = sign_in_locks.count_attempt(request, login)
        if not settings.DEMO and login.casefold().endswith(DEMO_DOMAIN):
            raise ValidationError("Учебные учётные записи работают только в учебном портале.")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        login = _login_in(credentials)
        user = record_failed_sign_in(request=request, login=login)
        if sign_in_locks.is_locked(request, login):
            record_locked_sign_in(request=request, login=login)
            if sign_in_locks.may_tell_of_lock(login):
                tell_of_lock.enqueue(user.pk if user else None)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return sign_in_locks.key_here(request, _login_in(credentials))

    def _rollback_login_failed_rl_usage(self) -> None:
        super()._rollback_login_failed_rl_usage()
        if self._attempt:
            self._attempt.rollback()

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """A new password by a letter ends the lock, from everywhere."""
        sign_in_locks.forget_attempts(_login_in(credentials))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """What the letter tells of is done and journalled: a mail server that is down must not spoil the answer."""
        try:
            super().send_notification_mail(*args, **kwargs)
        except OSError:
            logger.exception("A letter about an act on an account was not sent.")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")

    def login(self, request: HttpRequest, user: Any) -> None:
        before = user.last_login
        super().login(request, user)
        begin_session(request.session, before)
        record_sign_in(request=request, user=user)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        end_oldest_sessions(user, spare=request.session.session_key or "")
        return response

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            record_sign_out(request=request, user=request.user)
        super().logout(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has just signed in need not type the password again to set up the second step."""
        return session_age(context.request.session) > account_settings.REAUTHENTICATION_TIMEOUT


class PortalMFAAdapter(DefaultMFAAdapter):
    """Russian names of what a phone or a browser shows beside a passkey; one name for the second step."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "Отключить второй шаг входа нельзя.",
        "cannot_generate_recovery_codes": "Запасные коды создают, когда второй шаг входа включён.",
    }

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        return f"Ключ {Authenticator.objects.filter(user=user.pk, type=type).count() + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.MFA_TOTP_ISSUER}


class ClosedSocialAccountAdapter(DefaultSocialAccountAdapter):
    """The provider of the authority opens accounts that are there; it never makes one.

    The first sign-in joins the two by an e-mail that the provider says it has verified; from then on the provider's own
    number of the person counts. An e-mail without that word would let whoever writes it into his profile take over the
    account.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        sociallogin.state["process"] = AuthProcess.LOGIN
        if sociallogin.is_existing:
            return
        emails = [address.email for address in sociallogin.email_addresses]
        verified = [address.email for address in sociallogin.email_addresses if address.verified is True]
        user = User.objects.filter(email__iexact=verified[0], is_active=True).first() if verified else None
        if user is None:
            record_failed_sign_in(request=request, login=next(iter(emails), ""))
            reason = "unknown" if verified else "unverified"
            raise ImmediateHttpResponse(refuse_provider(request, reason))
        sociallogin.user = user
        sociallogin.save(request, connect=True)
        record_provider_connected(request=request, user=user)

    def on_authentication_error(self, request: HttpRequest, provider: Any, error: Any = None, **kwargs: Any) -> None:
        """Leaving the provider's page is no failure; everything else is told as one."""
        raise ImmediateHttpResponse(refuse_provider(request, "cancelled" if error == AuthError.CANCELLED else "failed"))


def refuse_provider(request: HttpRequest, reason: str) -> HttpResponse:
    """The page that says why the provider's account opens nothing: unknown, unverified, cancelled or failed."""
    return render(request, "socialaccount/authentication_error.html", {"reason": reason}, status=403)


def _login_in(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email") or credentials.get("username") or "")
