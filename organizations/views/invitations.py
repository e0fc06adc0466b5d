"""Invitations: offered one by one or to a whole municipality, printed, given a new link, taken back."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from organizations.access import require
from organizations.background.people_letters import send_invitation
from organizations.forms.people import InvitationForm
from organizations.http import ActorRequest, file_response, find
from organizations.models import Invitation, Organization
from organizations.policies import may_change_invitation, may_give_seat, may_list_people
from organizations.querysets import InvitationQuerySet, OrganizationQuerySet
from organizations.services.audit import record
from organizations.services.invitations import (
    Invitee,
    invite,
    invite_many,
    link_of,
    reissue_invitation,
    revoke_invitation,
)
from organizations.sheets import CONTENT_TYPES, XLSX, write_list
from organizations.views.accounts import kept
from organizations.views.people import vacancies, vacancies_page
from organizations.views.seats import choose_place, chosen_place

SHEET_SIZE = 100
_DIGITS = 18  # A longer number is no key of a row.
SHEET_COLUMNS = [
    *(("Муниципальное образование", 28), ("Организация", 48), ("Роль", 26), ("Сотрудник", 30)),
    *(("Электронная почта", 28), ("Ссылка", 70), ("Действует до", 14)),
]
STATES = {"open": "ждут ответа", "accepted": "приняты", "gone": "отозваны или просрочены"}


@require_safe
def invitation_list(request: ActorRequest) -> HttpResponse:
    """Invitations that the actor has the keeping of, by state, 50 a page."""
    require(may_list_people(request.actor))
    state = request.GET.get("state", "open")
    rows = _asked(request, state).with_place().order_by("organization__sort_key", "pk")
    page = Paginator(rows, settings.PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "total": page.paginator.count, "state": state, "states": STATES, "tab": "invitations"}
    context |= {"q": request.GET.get("q", "")[:200], "listed_open": state not in {"accepted", "gone"}}
    return render(request, "organizations/invitation_list.html", context)


def _asked(request: ActorRequest, state: str) -> InvitationQuerySet:
    """Those in the state whose organization or invited person has the words of the search."""
    now = request.actor.now
    rows = Invitation.objects.visible_to(request.actor)
    if state == "accepted":
        rows = rows.filter(accepted_at__isnull=False)
    elif state == "gone":
        rows = rows.filter(Q(revoked_at__isnull=False) | Q(expires_at__lte=now), accepted_at__isnull=True)
    else:
        rows = rows.open_at(now)
    return rows.search(request.GET.get("q", "")[:200])


def new(request: ActorRequest) -> HttpResponse:
    """Invite one person: first the organization, then who and in which role."""
    require(may_list_people(request.actor))
    place = chosen_place(request)
    if place is None:
        return choose_place(request, "Пригласить сотрудника")
    initial = {name: request.GET.get(name, "") for name in ("email", "deputy_for")}
    form = InvitationForm(request.POST or None, actor=request.actor, organization=place, initial=initial)
    made: list[Invitation] = []
    if kept(form, lambda: made.append(_invited(request, place, form))):
        messages.success(request, _sent_words(made[0]))
        return redirect("invitation-detail", made[0].pk)
    context = {"form": form, "place": place, "days": request.actor.region.access_rules.invitation_days}
    return render(request, "organizations/invitation_form.html", context, status=422 if form.errors else 200)


def _invited(request: ActorRequest, place: Organization, form: InvitationForm) -> Invitation:
    data = dict(form.cleaned_data)
    role = data.pop("role")
    made = invite(actor=request.actor, organization=place, role=role, invitee=Invitee(**data))
    _send(made)
    return made


def _send(invitation: Invitation) -> None:
    if invitation.email:
        send_invitation.enqueue(invitation.pk, invitation.serial)


def _sent_words(invitation: Invitation) -> str:
    if invitation.email:
        return f"Приглашение отправлено на {invitation.email}. Ссылку можно передать и самим, она показана ниже."
    return "Приглашение готово. Передайте сотруднику ссылку, она показана ниже."


@require_POST
def many(request: ActorRequest) -> HttpResponse:
    """Invite all chosen vacant organizations, or all that the search finds, in one act."""
    require(may_list_people(request.actor))
    made = invite_many(actor=request.actor, organizations=_chosen(request))
    if made:
        messages.success(request, f"Создано приглашений: {len(made)}. Напечатайте листы с ссылками и передайте школам.")
        return redirect("invitation-list")
    return vacancies_page(request, "Никто не приглашён: отметьте организации, которые ещё не приглашены.")


def _chosen(request: ActorRequest) -> OrganizationQuerySet:
    rows = vacancies(request)
    if request.POST.get("all"):
        return rows
    chosen = {
        number for number in request.POST.getlist("organization") if number.isdecimal() and len(number) <= _DIGITS
    }
    return rows.filter(pk__in=chosen)


@require_safe
def invitation_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """The link to hand over, how it stands, a new link, taking it back."""
    invitation = _found(request, pk)
    is_open = invitation.is_open_at(request.actor.now)
    context = {
        "invitation": invitation,
        "is_open": is_open,
        "link": link_of(invitation) if is_open else "",
        "may_change": may_change_invitation(request.actor, invitation),
    }
    return render(request, "organizations/invitation_detail.html", context)


@require_POST
def reissue(request: ActorRequest, pk: int) -> HttpResponse:
    """Give a new link; the former one opens no more."""
    invitation = reissue_invitation(actor=request.actor, invitation=_found(request, pk))
    _send(invitation)
    messages.success(request, "Ссылка заменена, прежняя больше не действует. " + _sent_words(invitation))
    return redirect("invitation-detail", pk)


@require_POST
def revoke(request: ActorRequest, pk: int) -> HttpResponse:
    """Take the invitation back."""
    revoke_invitation(actor=request.actor, invitation=_found(request, pk))
    messages.success(request, "Приглашение отозвано, ссылка больше не действует.")
    return redirect("invitation-detail", pk)


def _found(request: ActorRequest, pk: int) -> Invitation:
    invitation = find(request, Invitation, pk)
    require(may_give_seat(request.actor, invitation.organization, invitation.role))
    return Invitation.objects.visible_to(request.actor).with_place().get(pk=invitation.pk)


@require_safe
def sheet(request: ActorRequest) -> HttpResponse:
    """Open invitations on paper: a strip for each to cut off, with the link in letters and as a picture."""
    require(may_list_people(request.actor))
    page = Paginator(_by_place(_asked(request, "open")), SHEET_SIZE).get_page(request.GET.get("page"))
    record(actor=request.actor, act="print_invitations", count=len(page))
    strips = [(row, link_of(row)) for row in page]
    context = {"strips": strips, "page": page, "total": page.paginator.count, "portal": settings.PUBLIC_URL}
    return render(request, "organizations/invitation_sheet.html", context)


def _by_place(rows: InvitationQuerySet) -> InvitationQuerySet:
    return rows.with_place().order_by("organization__municipality__name", "organization__sort_key", "pk")


@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """Open invitations with their links as a table."""
    require(may_list_people(request.actor))
    rows = _by_place(_asked(request, "open"))
    record(actor=request.actor, act="export_invitations", personal={"query": request.GET.urlencode()[:500]})
    content = write_list(XLSX, "Приглашения", SHEET_COLUMNS, [_texts(row) for row in rows])
    return file_response("Приглашения.xlsx", content, CONTENT_TYPES[XLSX])


def _texts(row: Invitation) -> list[str]:
    place = str(row.organization.municipality or "")
    who = [place, row.organization.name, row.get_role_display(), row.full_name, row.email]
    return [*who, link_of(row), f"{row.expires_at.astimezone(row.region.zone):%d.%m.%Y}"]
