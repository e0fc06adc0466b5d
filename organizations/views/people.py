"""People and where they work."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.access import require
from organizations.http import ActorRequest
from organizations.models import Membership
from organizations.policies import may_list_people


@require_safe
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
