"""Accepting an invitation: open to strangers, says nothing about other accounts, never sets the password of one."""

from typing import Any

from allauth.account.utils import perform_login
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from organizations.access import Refused
from organizations.addresses import client_address
from organizations.forms.people import AcceptanceForm
from organizations.middleware import MEMBERSHIP_KEY
from organizations.models import Invitation, Membership, User
from organizations.services.invitations import (
    accept_as_stranger,
    accept_signed_in,
    invitation_of,
    may_accept,
)


@login_not_required
@never_cache
@sensitive_post_parameters("password", "repeated")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites whom where; a new account, or a further place of work of the person who has signed in."""
    invitation = invitation_of(token)
    rate = {"app": "allauth.account", "action": "invitation", "key": token[:100]}
    if not ratelimit.consume(request, limit_get=True, **rate):
        return ratelimit.respond_429(request)
    if invitation is None or not invitation.is_open_at(timezone.now()) or _is_closed(invitation):
        return _secret(render(request, "organizations/invitation_gone.html", status=410))
    try:
        answer = _signed_in if request.user.is_authenticated else _stranger
        return _secret(answer(request, invitation))
    except Refused as refusal:
        context = {"reason": "" if refusal.stale else str(refusal)}
        return _secret(render(request, "organizations/invitation_gone.html", context, status=410))


def _is_closed(invitation: Invitation) -> bool:
    closed = invitation.organization.closed_on
    return bool(closed and closed <= invitation.region.today)


def _secret(response: HttpResponse) -> HttpResponse:
    """The address is a key: no other site learns it, no cache keeps it. With no referrer at all the form is refused."""
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store, private"
    return response


def _stranger(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = AcceptanceForm(request.POST or None, invitation=invitation)
    if form.is_valid() and (seat := _account_made(request, invitation, form)):
        messages.success(request, f"Добро пожаловать! Вы работаете в портале: {seat.organization}.")
        return _enter(request, seat)
    has_account = bool(invitation.email) and User.objects.filter(email__iexact=invitation.email).exists()
    return _page(request, invitation, form=form, has_account=has_account)


def _account_made(request: HttpRequest, invitation: Invitation, form: AcceptanceForm) -> Membership | None:
    data = {name: form.cleaned_data[name] for name in ("full_name", "email", "password")}
    try:
        return accept_as_stranger(invitation=invitation, **data, **_moment(request))
    except ValidationError as error:
        form.add_error(None, error) if "email" not in error.message_dict else form.add_error("email", error.messages)
    return None


def _enter(request: HttpRequest, seat: Membership) -> HttpResponse:
    """Through the sign-in of allauth, so that its rules and ours hold from the first page."""
    answer = perform_login(request, seat.user, email_verification="none")
    request.session[MEMBERSHIP_KEY] = seat.pk
    return answer


def _signed_in(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    person = request.user
    assert isinstance(person, User)
    error = "" if (verdict := may_accept(invitation, person)) else verdict.reason
    if request.method == "POST" and not error:
        try:
            seat = accept_signed_in(invitation=invitation, person=person, **_moment(request))
        except ValidationError as refusal:
            error = " ".join(refusal.messages)
        else:
            request.session[MEMBERSHIP_KEY] = seat.pk
            messages.success(request, f"Место работы добавлено: {seat.organization}.")
            return redirect("home")
    return _page(request, invitation, error=error)


def _moment(request: HttpRequest) -> dict[str, Any]:
    number = getattr(request, "request_id", "")
    return {"now": timezone.now(), "address": client_address(request), "request_id": number}


def _page(request: HttpRequest, invitation: Invitation, **context: Any) -> HttpResponse:
    form = context.get("form")
    is_faulty = bool(context.get("error")) or bool(form and form.errors)
    context |= {"invitation": invitation, "here": request.path}
    return render(request, "organizations/invitation_accept.html", context, status=422 if is_faulty else 200)
