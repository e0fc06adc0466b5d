"""A person's own sessions, and what is chosen for one of them: place of work and look."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from organizations.appearance import Appearance
from organizations.http import ActorRequest
from organizations.middleware import MEMBERSHIP_KEY
from organizations.models import Membership, User
from organizations.services.sessions import end_session, end_sessions, sessions_of
from organizations.services.signins import record_sessions_ended


@require_safe
def session_list(request: ActorRequest) -> HttpResponse:
    """Where and since when the person is signed in."""
    context = {"sessions": sessions_of(cast(User, request.user)), "current_key": request.session.session_key}
    return render(request, "usersessions/session_list.html", context)


@require_POST
def end_one_session(request: ActorRequest, pk: int) -> HttpResponse:
    """End the session of another browser."""
    user = cast(User, request.user)
    if not end_session(user, pk):
        raise Http404
    record_sessions_ended(request=request, user=user, count=1)
    messages.success(request, "Вход закончен: в том браузере портал попросит войти снова.")
    return redirect("session-list")


@require_POST
def end_other_sessions(request: ActorRequest) -> HttpResponse:
    """End all sessions but this one."""
    user = cast(User, request.user)
    count = end_sessions(user, spare=request.session.session_key or "")
    if count:
        record_sessions_ended(request=request, user=user, count=count)
    messages.success(request, "Остальные входы закончены: вы работаете только здесь.")
    return redirect("session-list")


@require_POST
def switch_membership(request: ActorRequest) -> HttpResponse:
    """Act from another place of work of the same person."""
    number = request.POST.get("membership", "")
    known = {str(row.pk): row for row in request.memberships}
    if number not in known:
        get_object_or_404(Membership.objects.none())
    request.session[MEMBERSHIP_KEY] = known[number].pk
    return redirect("home")


@login_not_required
@require_POST
def change_appearance(request: ActorRequest) -> HttpResponse:
    """Keep the chosen look in the session and go back."""
    Appearance.from_session(request.session).changed(request.POST).save(request.session)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else "home")
