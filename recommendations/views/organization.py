"""Organizations: the list, and the card that says who it is and how its tasks stand."""

from collections.abc import Iterable

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from organizations.access import Actor
from organizations.http import ActorRequest, find
from organizations.models import Municipality, Organization
from recommendations.models import Resolution, Task
from recommendations.summaries.progress import organization_figures
from recommendations.summaries.selection import REGIONAL


def organization_list(request: ActorRequest) -> HttpResponse:
    """Organizations that the actor sees, by name; those with a task of a resolution when a figure asks for them."""
    actor, text, place = request.actor, request.GET.get("q", "")[:200], request.GET.get("municipality", "")
    rows = Organization.objects.visible_to(actor).search(text)
    municipalities = Municipality.objects.visible_to(actor)
    if place:
        rows = rows.filter(_in_place(place, municipalities))
    if resolution := request.GET.get("resolution", ""):
        rows = rows.filter(pk__in=_with_tasks(actor, resolution))
    rows = rows.select_related("municipality", "addressee_group", "parent").order_by("sort_key", "pk")
    page = Paginator(rows, settings.PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "total": page.paginator.count, "q": text, "place": place, "municipalities": municipalities}
    return render(request, "organizations/organization_list.html", context | {"resolution": resolution})


def _in_place(place: str, municipalities: Iterable[Municipality]) -> Q:
    """A strange address gives an empty list, «none» the organizations of the region itself."""
    if place == REGIONAL:
        return Q(municipality__isnull=True)
    return Q(municipality__in=[one for one in municipalities if str(one.pk) == place])


def _with_tasks(actor: Actor, resolution: str) -> QuerySet:
    chosen = Resolution.objects.visible_to(actor).filter(pk=int(resolution) if resolution.isdecimal() else 0)
    return Task.objects.visible_to(actor).filter(resolution__in=chosen).values("organization")


def organization_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """Registry facts, people, and figures that open their lists."""
    organization = find(request, Organization, pk)
    tasks = Task.objects.visible_to(request.actor).filter(organization=organization).as_of(None, request.actor.region)
    people = organization.memberships.active_on(request.actor.today).select_related("user")
    context = {
        "organization": organization,
        "names": organization.names.order_by("-valid_from"),
        "people": people,
        "figures": organization_figures(request.actor, [organization.pk]).get(organization.pk),
        "tasks": tasks.open().for_list().order_by("due_on", "pk")[:20],
    }
    return render(request, "recommendations/organization_detail.html", context)
