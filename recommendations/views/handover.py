"""The wizard «Сотрудник уходит»: what hangs on the person, who takes over, one act."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from organizations.access import Actor, require
from organizations.background.people_letters import send_invitation
from organizations.http import ActorRequest, find
from organizations.models import Invitation, Membership
from organizations.policies import may_end_seat, may_list_people, may_manage_people
from organizations.services.invitations import Invitee
from recommendations.forms.handover import HandOverForm
from recommendations.services.handover import Belongings, belongings_of, hand_over, successors_of
from recommendations.views.act_page import add_errors

MOST_SHOWN = 50


def hand_over_seat(request: ActorRequest, pk: int) -> HttpResponse:
    """Show what passes, then end the place of work and pass it."""
    actor = request.actor
    seat = find(request, Membership, pk)
    require(may_list_people(actor))
    is_over = bool(seat.valid_to and seat.valid_to < actor.today)
    require(may_end_seat(actor, seat) if not is_over else may_manage_people(actor, seat.organization))
    given: dict[str, Any] = {"successors": successors_of(seat, actor.today), "is_over": is_over}
    form = HandOverForm(request.POST or None, initial={"last_day": actor.today}, **given)
    if form.is_valid() and _handed_over(request, seat, form):
        return redirect("person-detail", seat.user_id)
    hanging = belongings_of(seat, actor.today)
    context = {"form": form, "seat": seat, "is_over": is_over, "hanging": hanging, "lists": _lists(hanging)}
    return render(request, "recommendations/handover.html", context, status=422 if form.errors else 200)


def _lists(hanging: Belongings) -> list[tuple[str, int, list[str]]]:
    """Label, number, and the first names of each kind."""
    kinds: list[tuple[str, Any]] = [
        ("Поручения на контроле", hanging.controlled),
        ("Проекты поручений", hanging.drafts),
        ("Документы, ждущие проверки", hanging.documents),
    ]
    return [(label, rows.count(), [str(row) for row in rows[:MOST_SHOWN]]) for label, rows in kinds]


def _handed_over(request: ActorRequest, seat: Membership, form: HandOverForm) -> bool:
    data = form.cleaned_data
    newcomer = Invitee(email=data["email"]) if data["invite"] else None
    last_day: date = data.get("last_day") or request.actor.today
    chosen: dict[str, Any] = {"successor": data["successor"], "newcomer": newcomer, "reason": data["reason"]}
    try:
        passed = hand_over(actor=request.actor, seat=seat, last_day=last_day, **chosen)
    except ValidationError as error:
        add_errors(form, error, valid_to="last_day")
        return False
    if newcomer:
        _tell_newcomer(request.actor, seat)
    messages.success(request, _words(data["successor"], passed, bool(newcomer)))
    return True


def _tell_newcomer(actor: Actor, seat: Membership) -> None:
    made = Invitation.objects.visible_to(actor).filter(organization=seat.organization_id).latest("pk")
    if made.email:
        send_invitation.enqueue(made.pk, made.serial)


def _words(successor: Membership | None, passed: dict[str, int], is_invited: bool) -> str:
    if successor:
        words = f"Дела переданы: {successor.user}. Поручений на контроле {passed['controlled']}, "
        words += f"запросов {passed['requests']}, проектов {passed['drafts']}, документов {passed['documents']}."
    else:
        words = "Место работы завершается, дела остаются за организацией."
    return words + (" Новый сотрудник приглашён." if is_invited else "")
