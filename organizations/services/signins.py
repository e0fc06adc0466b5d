"""Sign-ins, sign-outs and failed attempts in the journal."""

from django.http import HttpRequest
from django.utils import timezone

from organizations.addresses import client_address
from organizations.models import AuditEvent, Membership, User
from organizations.services.audit import save_event


def record_sign_in(*, request: HttpRequest, user: User) -> None:
    """A person has signed in."""
    _write("sign_in", AuditEvent.Outcome.DONE, request, user)


def record_sign_out(*, request: HttpRequest, user: User) -> None:
    """A person has signed out."""
    _write("sign_out", AuditEvent.Outcome.DONE, request, user)


def record_idle_end(*, request: HttpRequest, user: User) -> None:
    """The portal has ended a session that nobody worked in."""
    _write("session_idle", AuditEvent.Outcome.DONE, request, user)


def record_sessions_ended(*, request: HttpRequest, user: User, count: int) -> None:
    """A person has ended own sessions in other browsers."""
    _write("end_sessions", AuditEvent.Outcome.DONE, request, user, details={"count": count})


def record_provider_connected(*, request: HttpRequest, user: User) -> None:
    """The account of the authority's provider opens the portal from now on."""
    _write("connect_provider", AuditEvent.Outcome.DONE, request, user)


def record_own_act(*, request: HttpRequest, user: User, act: str, **details: str) -> None:
    """A person has changed or used one of the own ways in: password, second step, recovery codes."""
    _write(act, AuditEvent.Outcome.DONE, request, user, details=details)


def record_failed_code(*, request: HttpRequest, user: User) -> None:
    """The password was right, the code after it was not."""
    reason = "Неверный код второго шага входа."
    _write("sign_in_failed", AuditEvent.Outcome.FAILED, request, user, reason=reason)


def record_failed_sign_in(*, request: HttpRequest, login: str) -> User | None:
    """Somebody could not sign in; the region is that of the account, which is given back if there is one."""
    user = _owner_of(login)
    _write("sign_in_failed", AuditEvent.Outcome.FAILED, request, user, login=login[:254])
    return user


def record_locked_sign_in(*, request: HttpRequest, login: str) -> None:
    """The account waits after too many wrong passwords."""
    _write("sign_in_locked", AuditEvent.Outcome.REFUSED, request, _owner_of(login), login=login[:254])


def _owner_of(login: str) -> User | None:
    return User.objects.filter(email__iexact=login).first()


def _write(
    act: str,
    outcome: str,
    request: HttpRequest,
    user: User | None,
    *,
    details: dict | None = None,
    reason: str = "",
    **personal: str,
) -> None:
    memberships = Membership.objects.filter(user=user).active_on(timezone.localdate())
    membership = memberships.select_related("region").first() if user else None
    event = AuditEvent(
        region=membership.region if membership else None,
        recorded_at=timezone.now(),
        user=user,
        membership=membership,
        act=act,
        outcome=outcome,
        details=details or {},
        reason=reason,
        request_id=getattr(request, "request_id", ""),
    )
    save_event(event, {"address": client_address(request), **personal})
