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


def record_failed_sign_in(*, request: HttpRequest, login: str) -> None:
    """Somebody could not sign in; the region is that of the account, if there is one."""
    user = User.objects.filter(email__iexact=login).first()
    _write("sign_in_failed", AuditEvent.Outcome.FAILED, request, user, login=login[:254])


def _write(act: str, outcome: str, request: HttpRequest, user: User | None, **personal: str) -> None:
    memberships = Membership.objects.filter(user=user).active_on(timezone.localdate())
    membership = memberships.select_related("region").first() if user else None
    event = AuditEvent(
        region=membership.region if membership else None,
        recorded_at=timezone.now(),
        user=user,
        membership=membership,
        act=act,
        outcome=outcome,
        request_id=getattr(request, "request_id", ""),
    )
    save_event(event, {"address": client_address(request), **personal})
