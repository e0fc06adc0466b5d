"""What a person chooses for the session: place of work and look."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from organizations.appearance import Appearance
from organizations.http import ActorRequest
from organizations.middleware import MEMBERSHIP_KEY
from organizations.models import Membership


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
