"""People: who works where, one person's page, organizations where nobody does."""

from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organizations.access import Actor, Verdict, require
from organizations.forms.people import PeopleFilter
from organizations.http import ActorRequest, file_response
from organizations.models import Invitation, Membership, Organization, User
from organizations.policies import (
    may_end_seat,
    may_forget,
    may_keep_account,
    may_list_people,
    may_manage_people,
    may_reset_second_factor,
    may_see_vacancies,
    may_switch_off,
)
from organizations.querysets import OrganizationQuerySet
from organizations.roles import ROLES_OF_GROUP
from organizations.services.audit import record, record_people_view, record_view
from organizations.services.second_factor import second_factors_of
from organizations.sheets import CONTENT_TYPES, XLSX, write_list

PEOPLE_COLUMNS = [
    *(("Сотрудник", 34), ("Электронная почта", 30), ("Муниципальное образование", 26), ("Организация", 44)),
    *(("Роль", 24), ("Должность", 28), ("Действует с", 12), ("Действует по", 12)),
]


@require_safe
def people_list(request: ActorRequest) -> HttpResponse:
    """Who works where in which role, narrowed, 50 a page."""
    require(may_list_people(request.actor))
    found = PeopleFilter(request.GET, actor=request.actor)
    rows = found.rows().with_place().order_by("organization__sort_key", "pk")
    page = Paginator(rows, settings.PAGE_SIZE).get_page(request.GET.get("page"))
    record_people_view(actor=request.actor)
    context = {"filter": found, "page": page, "total": page.paginator.count, "tab": "people"}
    return render(request, "organizations/people_list.html", context)


@require_safe
def people_export(request: ActorRequest) -> HttpResponse:
    """The list as it is narrowed, as a sheet."""
    require(may_list_people(request.actor))
    rows = PeopleFilter(request.GET, actor=request.actor).rows().with_place().order_by("organization__sort_key", "pk")
    record(actor=request.actor, act="export_people", personal={"query": request.GET.urlencode()[:500]})
    content = write_list(XLSX, "Сотрудники", PEOPLE_COLUMNS, [_texts(row) for row in rows.iterator()])
    return file_response("Сотрудники.xlsx", content, CONTENT_TYPES[XLSX])


def _texts(seat: Membership) -> list[str]:
    days = [f"{day:%d.%m.%Y}" if day else "" for day in (seat.valid_from, seat.valid_to)]
    place = str(seat.organization.municipality or "")
    who = [seat.user.full_name, seat.user.email, place, seat.organization.name]
    return [*who, seat.get_role_display(), seat.position, *days]


@require_safe
def people_vacant(request: ActorRequest) -> HttpResponse:
    """Organizations below the actor in which nobody holds the seat that must not stay empty."""
    require(may_see_vacancies(request.actor))
    return vacancies_page(request)


def vacancies_page(request: ActorRequest, fault: str = "") -> HttpResponse:
    """The page of vacant organizations; with a fault it is the answer to a choice of nobody."""
    rows = vacancies(request).select_related("municipality", "addressee_group").order_by("sort_key", "pk")
    page = Paginator(rows, settings.PAGE_SIZE).get_page(request.GET.get("page"))
    invited = set(Invitation.objects.visible_to(request.actor).offered(request.actor.now, page.object_list))
    found = [
        Vacancy(place, lacking_role(place), bool(may_manage_people(request.actor, place)), place.pk in invited)
        for place in page
    ]
    context = {"page": page, "rows": found, "total": page.paginator.count, "q": request.GET.get("q", "")[:200]}
    context |= {"tab": "vacant", "may_list": may_list_people(request.actor)}
    context["fault"] = fault
    return render(request, "organizations/people_vacant.html", context, status=422 if fault else 200)


@dataclass(frozen=True)
class Vacancy:
    """An organization, the role that nobody holds there, whether the actor may invite, whether somebody is invited."""

    place: Organization
    role: str
    may_invite: bool
    is_invited: bool


def lacking_role(place: Organization) -> str:
    """The name of the role that must not stay empty there."""
    return str(ROLES_OF_GROUP[place.addressee_group.code][0].label)


def vacancies(request: ActorRequest) -> OrganizationQuerySet:
    """Vacant organizations below the actor, searched by the words of the address."""
    rows = Organization.objects.visible_to(request.actor).below(request.actor).vacant_on(request.actor.today)
    return rows.search(request.GET.get("q", "")[:200])


@require_safe
def person_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """The account, the places of work that the actor sees, and what may be done with them; the look is journalled."""
    person = find_person(request, pk)
    actor = request.actor
    seats = Membership.objects.visible_to(actor).filter(user=person).with_place().order_by("-valid_from", "-pk")
    deputies = Membership.objects.visible_to(actor).filter(deputy_for__in=seats).with_place().order_by("valid_from")
    if person != actor.user:
        record_view(actor=actor, about=person)
    context = {
        "person": person,
        "seats": [(seat, is_over(seat, actor), *_rights(actor, seat)) for seat in seats],
        "deputies": deputies,
        "factors": second_factors_of(person),
        "may_keep": may_keep_account(actor, person),
        "may_switch_off": may_switch_off(actor, person),
        "may_reset": may_reset_second_factor(actor, person),
        "may_forget": may_forget(actor, person),
    }
    return render(request, "organizations/person_detail.html", context)


def _rights(actor: Actor, seat: Membership) -> tuple[Verdict, Verdict]:
    """Whether the actor keeps the accounts there, and whether this place may end."""
    return may_manage_people(actor, seat.organization), may_end_seat(actor, seat)


def is_over(seat: Membership, actor: Actor) -> bool:
    """Whether the last day of the place of work has passed."""
    return bool(seat.valid_to and seat.valid_to < actor.today)


def find_person(request: ActorRequest, pk: int) -> User:
    """A person with a place of work that the actor sees, else 404; then 403 for those who keep no lists of people."""
    seats = Membership.objects.visible_to(request.actor)
    person = get_object_or_404(User.objects.filter(pk__in=seats.values("user")), pk=pk)
    require(may_list_people(request.actor))
    return person
