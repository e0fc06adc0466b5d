"""Acts on places of work: give, change, end, name a deputy."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from organizations.access import require
from organizations.forms.people import DeputyForm, SeatChangeForm, SeatEndForm, SeatForm
from organizations.http import ActorRequest, find
from organizations.models import Membership, Organization, User
from organizations.policies import may_end_seat, may_give_seat, may_list_people
from organizations.services.seats import change_seat, end_seat, give_seat
from organizations.views.accounts import Words, act_page, kept
from organizations.views.people import find_person

MOST_FOUND = 20


def give(request: ActorRequest, pk: int) -> HttpResponse:
    """Give a person another place of work: first the organization, then the role and the days."""
    person = find_person(request, pk)
    place = chosen_place(request)
    if place is None:
        return choose_place(request, f"Место работы: {person.short_name}")
    form = SeatForm(request.POST or None, actor=request.actor, organization=place)
    if kept(form, lambda: give_seat(actor=request.actor, person=person, organization=place, **form.cleaned_data)):
        messages.success(request, f"Место работы дано: {person}, {place}.")
        return redirect("person-detail", pk)
    return act_page(request, form, Words("Дать место работы", f"Организация: {place}.", "Дать место работы"), person)


def chosen_place(request: ActorRequest) -> Organization | None:
    """The organization of the address, if the actor keeps its accounts."""
    number = request.GET.get("organization", "")
    if not number.isdecimal():
        return None
    rows = Organization.objects.visible_to(request.actor).staffed_by(request.actor)
    return rows.select_related("addressee_group", "region").filter(pk=int(number)).first()


def choose_place(request: ActorRequest, title: str) -> HttpResponse:
    """The first step: find the organization by its words."""
    asked = request.GET.get("q", "")[:200]
    rows = Organization.objects.visible_to(request.actor).staffed_by(request.actor).active_on(request.actor.today)
    found = rows.search(asked).select_related("municipality").order_by("sort_key", "pk")[:MOST_FOUND]
    return render(request, "organizations/seat_place.html", {"title": title, "q": asked, "found": found})


def change(request: ActorRequest, pk: int) -> HttpResponse:
    """Change the position, or the role from today on."""
    seat = _find_seat(request, pk)
    require(may_give_seat(request.actor, seat.organization, seat.role))
    form = SeatChangeForm(request.POST or None, seat=seat)
    if kept(form, lambda: change_seat(actor=request.actor, seat=seat, **form.cleaned_data), person="role"):
        messages.success(request, "Место работы изменено.")
        return redirect("person-detail", seat.user_id)
    words = Words("Изменить место работы", f"{seat.user}, {seat.organization}.", "Сохранить")
    return act_page(request, form, words, seat.user)


def end(request: ActorRequest, pk: int) -> HttpResponse:
    """End the place of work with a day."""
    seat = _find_seat(request, pk)
    require(may_end_seat(request.actor, seat))
    form = SeatEndForm(request.POST or None, initial={"last_day": request.actor.today})
    if kept(form, lambda: end_seat(actor=request.actor, seat=seat, **form.cleaned_data), valid_to="last_day"):
        messages.success(request, f"Последний день: {form.cleaned_data['last_day']:%d.%m.%Y}.")
        return redirect("person-detail", seat.user_id)
    about = f"{seat.user}, {seat.organization}, {seat.get_role_display()}. Работа остаётся за организацией."
    return act_page(request, form, Words("Завершить место работы", about, "Завершить"), seat.user)


def name_deputy(request: ActorRequest, pk: int) -> HttpResponse:
    """Seat somebody in place of a colleague from one day to another."""
    seat = _find_seat(request, pk)
    require(may_give_seat(request.actor, seat.organization, seat.role))
    form = DeputyForm(request.POST or None)
    if kept(form, lambda: _seat_deputy(request, form, seat), deputy_for="email", person="email"):
        messages.success(request, "Заместитель назначен: в меню учётной записи он увидит второе место работы.")
        return redirect("person-detail", seat.user_id)
    about = f"Замещение: {seat.user}, {seat.organization}, {seat.get_role_display()}. Нового человека пригласите."
    return act_page(request, form, Words("Назначить заместителя", about, "Назначить"), seat.user)


def _seat_deputy(request: ActorRequest, form: DeputyForm, seat: Membership) -> Membership:
    """Raises ValidationError when the actor sees nobody with this address."""
    data = dict(form.cleaned_data)
    seen = Membership.objects.visible_to(request.actor).filter(user__email__iexact=data.pop("email"))
    person = User.objects.filter(pk__in=seen.values("user")).first()
    if person is None:
        raise ValidationError({"email": "Среди ваших сотрудников такой почты нет. Отправьте приглашение."})
    given: dict[str, Any] = {
        "organization": seat.organization,
        "role": seat.role,
        "position": seat.position,
        "deputy_for": seat,
    }
    return give_seat(actor=request.actor, person=person, **given, **data)


def _find_seat(request: ActorRequest, pk: int) -> Membership:
    """A place of work that the actor sees, else 404; then 403 for those who keep no lists of people."""
    seat = find(request, Membership, pk)
    require(may_list_people(request.actor))
    return seat
