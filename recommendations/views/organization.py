"""Organizations: the list, and the card that says who it is and how its tasks stand."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.access import Actor
from organizations.http import ActorRequest, find
from organizations.models import Municipality, Organization
from recommendations.models import Task
from recommendations.summaries.progress import organization_figures
from recommendations.summaries.selection import REGIONAL, Organizations

BEHIND_A_FIGURE = ("resolution", "recommendation", "group", "as_of", "select")


@require_safe
def organization_list(request: ActorRequest) -> HttpResponse:
    """Organizations that the actor sees, by name; those with a task of a selection when a figure asks for them."""
    actor, text, place = request.actor, request.GET.get("q", "")[:200], request.GET.get("municipality", "")
    municipalities = Municipality.objects.visible_to(actor)
    asked = {name: request.GET[name] for name in BEHIND_A_FIGURE if request.GET.get(name)}
    rows, day = Organization.objects.visible_to(actor).search(text), None
    if asked:
        chosen, day = _behind_a_figure(actor, request.GET)
        rows = rows.filter(pk__in=chosen.values("pk"))
    elif place:
        rows = rows.filter(_in_place(place, municipalities))
    rows = rows.select_related("municipality", "addressee_group", "parent").order_by("sort_key", "pk")
    page = Paginator(rows, settings.PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "total": page.paginator.count, "q": text, "place": place, "municipalities": municipalities}
    return render(request, "organizations/organization_list.html", context | {"asked": asked, "day": day})


def _in_place(place: str, municipalities: Iterable[Municipality]) -> Q:
    """A strange address gives an empty list, «none» the organizations of the region itself."""
    if place == REGIONAL:
        return Q(municipality__isnull=True)
    return Q(municipality__in=[one for one in municipalities if str(one.pk) == place])


def _behind_a_figure(actor: Actor, params: Mapping[str, str]) -> tuple[QuerySet, date | None]:
    """The very rows that the figure has counted, and its day; its place is where the tasks were given."""
    try:
        asked = Organizations.from_params(params)
        day = asked.tasks.day
        return asked.rows(Task.objects.visible_to(actor).as_of(day, actor.region)), day
    except ValueError:
        return Organization.objects.none(), None


@require_safe
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
