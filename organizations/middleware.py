"""Each request gets a number; each signed-in request gets its Actor and the region's time zone."""

import re
import uuid
from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from organizations.access import Actor
from organizations.addresses import client_address
from organizations.http import ActorRequest
from organizations.models import Membership, User
from organizations.services.second_factor import second_factor_due
from organizations.services.sessions import idle_minutes, is_idle, mark_seen
from organizations.services.signins import record_idle_end

MEMBERSHIP_KEY = "membership"
_REQUEST_ID = re.compile(r"[0-9A-Za-z-]{8,36}")
_WITHOUT_ACTOR = ("account_", "mfa_", "session-", "invitation-accept", "privacy", "appearance", "healthz", "readyz")
_WITHOUT_SECOND_FACTOR = (*_WITHOUT_ACTOR, "membership-switch", "help")
_NOT_TYPED = {"csrfmiddlewaretoken", "next"}
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


class IdleMiddleware:
    """Ends a session in which nobody has worked for the minutes that the region sets (УПД.10)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            minutes = idle_minutes(cast(ActorRequest, request).actor)
            if is_idle(request.session, minutes):
                return _end_idle(request, minutes)
            mark_seen(request)
        return self.get_response(request)


class SecondFactorMiddleware:
    """Without the second factor that a role asks for only its set-up opens, and a page that says why."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        if not isinstance(request.user, User) or _opens_without_second_factor(request):
            return None
        if not second_factor_due(request.user, cast(ActorRequest, request).actor):
            return None
        return render(request, "account/second_factor.html", {"typed": _typed_in(request)}, status=403)


def _opens_without_second_factor(request: HttpRequest) -> bool:
    return str(getattr(request.resolver_match, "url_name", "")).startswith(_WITHOUT_SECOND_FACTOR)


def _end_idle(request: HttpRequest, minutes: int) -> HttpResponse:
    """Sign out; a page is asked for again after the sign-in, what was typed into a form is shown to be copied."""
    record_idle_end(request=request, user=cast(User, request.user))
    logout(request)
    cast(ActorRequest, request).actor, cast(ActorRequest, request).memberships = None, []  # type: ignore[assignment]
    if request.method not in {"GET", "HEAD"}:
        return render(request, "account/idle.html", {"minutes": minutes, "typed": _typed_in(request)}, status=403)
    messages.info(request, f"Вы не работали {minutes} мин., поэтому портал закончил сеанс. Войдите снова.")
    if request.path == reverse("account_logout"):
        return redirect("account_login")
    return redirect_to_login(request.get_full_path())


def _typed_in(request: HttpRequest) -> list[str]:
    """Words of the form that was not accepted, without passwords and marks of the form itself."""
    return [
        value
        for name, values in request.POST.lists()
        if name not in _NOT_TYPED and "password" not in name
        for value in values
        if " " in value.strip() or len(value) > 20
    ]


def _introduce(request: ActorRequest) -> None:
    now = timezone.now()
    rows = Membership.objects.filter(user=request.user.pk).select_related(
        "user", "region", "organization__municipality", "organization__addressee_group", "deputy_for__user"
    )
    # One's own places first: who stands in for a colleague starts the day at home.
    own_first = rows.order_by(F("deputy_for").asc(nulls_first=True), "organization__sort_key", "pk")
    request.memberships = list(own_first.active_on(timezone.localdate(now)))
    chosen = request.session.get(MEMBERSHIP_KEY)
    current = next((row for row in request.memberships if row.pk == chosen), next(iter(request.memberships), None))
    if current:
        address = client_address(request)
        request.actor = Actor(current.user, current, now, address, request.request_id)
