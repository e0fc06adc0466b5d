"""The registry, people and the journal."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from organizations.access import require
from organizations.appearance import Appearance
from organizations.http import ActorRequest
from organizations.middleware import MEMBERSHIP_KEY
from organizations.models import AuditEvent, Membership
from organizations.policies import may_list_people, may_read_journal


def people_list(request: ActorRequest) -> HttpResponse:
    """Who works where in which role."""
    require(may_list_people(request.actor))
    rows = (
        Membership.objects.visible_to(request.actor)
        .active_on(request.actor.today)
        .select_related("user", "organization__municipality")
        .order_by("organization__sort_key", "pk")
    )
    page = Paginator(rows, settings.PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "total": page.paginator.count}
    return render(request, "organizations/people_list.html", context)


def audit_list(request: ActorRequest) -> HttpResponse:
    """The journal of the region, newest first."""
    require(may_read_journal(request.actor))
    rows = AuditEvent.objects.visible_to(request.actor).select_related("user", "membership__organization")
    page = Paginator(rows, settings.PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "organizations/audit_list.html", {"page": page, "total": page.paginator.count})


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
