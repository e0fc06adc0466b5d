"""Each request gets a number; each signed-in request gets its Actor and the region's time zone."""

import re
import uuid
from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from organizations.access import Actor
from organizations.addresses import client_address
from organizations.http import ActorRequest
from organizations.models import Membership

MEMBERSHIP_KEY = "membership"
_REQUEST_ID = re.compile(r"[0-9A-Za-z-]{8,36}")
_WITHOUT_ACTOR = ("account_", "mfa_", "appearance", "healthz", "readyz")
Handler = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """A number for the error page, the journal and the log; a proxy's own number is kept."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        number = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex[:12]
        cast(ActorRequest, request).request_id = number
        response = self.get_response(request)
        response["X-Request-ID"] = number
        return response


class ActorMiddleware:
    """Sets request.actor (None without an active membership) and request.memberships.

    Pages of a signed-in person are never kept by caches; without a membership only sign-in pages open.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = cast(ActorRequest, request)
        known.actor, known.memberships = None, []  # type: ignore[assignment]
        if request.user.is_authenticated:
            _introduce(known)
        with timezone.override(known.actor.region.zone if known.actor else None):
            response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        if not request.user.is_authenticated or cast(ActorRequest, request).actor:
            return None
        match = request.resolver_match
        if match and (match.app_names == ["admin"] or str(match.url_name).startswith(_WITHOUT_ACTOR)):
            return None
        return render(request, "organizations/no_membership.html", status=403)


def _introduce(request: ActorRequest) -> None:
    now = timezone.now()
    rows = Membership.objects.filter(user=request.user.pk).select_related(
        "user", "region", "organization__municipality", "organization__addressee_group"
    )
    request.memberships = list(rows.active_on(timezone.localdate(now)))
    chosen = request.session.get(MEMBERSHIP_KEY)
    current = next((row for row in request.memberships if row.pk == chosen), next(iter(request.memberships), None))
    if current:
        address = client_address(request)
        request.actor = Actor(current.user, current, now, address, request.request_id)
