"""Each request gets a number; each signed-in request gets its Actor and the region's time zone."""

import re
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from organizations.access import Actor
from organizations.models import Membership

MEMBERSHIP_KEY = "membership"
_REQUEST_ID = re.compile(r"[0-9A-Za-z-]{8,36}")


class RequestIdMiddleware:
    """A number for the error page, the journal and the log; a proxy's own number is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request.request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        return response


def client_address(request: HttpRequest) -> str:
    """The address of the person: behind N trusted proxies the N-th from the right of X-Forwarded-For."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    trusted = settings.TRUSTED_PROXY_COUNT
    if trusted and len(hops) >= trusted:
        return hops[-trusted][:45]
    return request.META.get("REMOTE_ADDR", "")


def _memberships(request: HttpRequest) -> list[Membership]:
    rows = Membership.objects.filter(user=request.user).select_related(
        "user", "region", "organization__municipality", "organization__addressee_group"
    )
    return [row for row in rows.active_on(timezone.now().date())]


class ActorMiddleware:
    """Sets request.actor (None without an active membership) and request.memberships."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor, request.memberships = None, []  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            self._introduce(request)
        with timezone.override(request.actor.region.zone if request.actor else None):  # type: ignore[attr-defined]
            return self.get_response(request)

    def _introduce(self, request: HttpRequest) -> None:
        memberships = _memberships(request)
        request.memberships = memberships  # type: ignore[attr-defined]
        chosen = request.session.get(MEMBERSHIP_KEY)
        current = next((row for row in memberships if row.pk == chosen), memberships[0] if memberships else None)
        if current:
            request.actor = Actor(  # type: ignore[attr-defined]
                user=current.user,
                membership=current,
                now=timezone.now(),
                address=client_address(request),
                request_id=request.request_id,  # type: ignore[attr-defined]
            )
