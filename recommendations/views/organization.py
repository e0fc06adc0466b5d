"""Organizations: the list, and the card that says who it is and how its tasks stand."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db.models import F, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.access import Actor
from organizations.http import ActorRequest, file_response, find
from organizations.models import Municipality, Organization
from organizations.policies import may_keep_registry
from organizations.querysets import OrganizationQuerySet
from organizations.services.registry_files import export_registry
from organizations.sheets import CONTENT_TYPES, XLSX
from recommendations.models import Task
from recommendations.paging import DeepPaginator
from recommendations.policies import may_end, may_relocate, may_reopen, may_reorganize
from recommendations.summaries.heirs import heirs_of, origin_of
from recommendations.summaries.progress import organization_figures
from recommendations.summaries.selection import REGIONAL, Organizations

OPEN, CLOSED = "open", "closed"
STATES = {OPEN: "действующие", CLOSED: "закрытые"}
BEHIND_A_FIGURE = ("resolution", "recommendation", "group", "as_of", "select")


@require_safe
def organization_list(request: ActorRequest) -> HttpResponse:
    """Organizations that the actor sees, by name; those with a task of a selection when a figure asks for them."""
    actor = request.actor
    rows, day = _chosen(actor, request.GET)
    listed = rows.select_related("municipality", "addressee_group").order_by("sort_key", "pk")
    page = DeepPaginator(listed, settings.PAGE_SIZE, counted=rows).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "total": page.paginator.count,
        "q": request.GET.get("q", "")[:200],
        "place": request.GET.get("municipality", ""),
        "state": request.GET.get("state", ""),
        "states": STATES,
        "municipalities": Municipality.objects.visible_to(actor),
        "asked": _asked(request.GET),
        "day": day,
        "may_keep": may_keep_registry(actor),
    }
    return render(request, "organizations/organization_list.html", context)


@require_safe
def export_organizations(request: ActorRequest) -> HttpResponse:
    """The rows of the list as a file that can be brought in again."""
    format = request.GET.get("format", XLSX)
    if format not in CONTENT_TYPES:
        raise BadRequest("Такого вида файла нет: выберите XLSX или CSV.")
    rows, _ = _chosen(request.actor, request.GET)
    content = export_registry(actor=request.actor, rows=rows.order_by("sort_key", "pk"), format=format)
    return file_response(f"Реестр организаций.{format}", content, CONTENT_TYPES[format])


def _chosen(actor: Actor, params: Mapping[str, str]) -> tuple[OrganizationQuerySet, date | None]:
    """What the address of the list chooses, and the day of the figure behind it."""
    rows: OrganizationQuerySet = Organization.objects.visible_to(actor).search(params.get("q", "")[:200])
    state, place = params.get("state", ""), params.get("municipality", "")
    if state in STATES:
        rows = rows.active_on(actor.today) if state == OPEN else rows.filter(closed_on__lte=actor.today)
    if _asked(params):
        chosen, day = _behind_a_figure(actor, params)
        return rows.filter(pk__in=chosen.values("pk")), day
    if place:
        rows = rows.filter(_in_place(place, Municipality.objects.visible_to(actor)))
    return rows, None


def _asked(params: Mapping[str, str]) -> dict[str, str]:
    return {name: params[name] for name in BEHIND_A_FIGURE if params.get(name)}


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
    organization, actor = find(request, Organization, pk, whole=True), request.actor
    tasks = Task.objects.visible_to(actor).filter(organization=organization).as_of(None, actor.region)
    people = organization.memberships.active_on(actor.today).select_related("user")
    context = {
        "organization": organization,
        "names": organization.names.order_by(F("valid_from").desc(nulls_last=True)),
        "predecessors": organization.predecessors.order_by("closed_on", "pk"),
        "heirs": heirs_of(organization),
        "origin": origin_of(organization),
        "children": Organization.objects.visible_to(actor).filter(parent=organization, closed_on=None).count(),
        "opens_others": actor.reads_all or actor.is_administrator,
        "may_keep": may_keep_registry(actor),
        "may_reorganize": may_reorganize(actor, organization),
        "may_relocate": may_relocate(actor, organization),
        "may_reopen": may_reopen(actor, organization),
        "may_end": may_end(actor, organization),
        "people": people,
        "figures": organization_figures(actor, [organization.pk]).get(organization.pk),
        "tasks": tasks.open().for_list().order_by("due_on", "pk")[:20],
    }
    return render(request, "recommendations/organization_detail.html", context)
