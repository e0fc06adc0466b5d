"""Closing, merging, splitting and moving an organization: what is asked, what would happen, what was decided."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from organizations.access import Actor, Verdict, require
from organizations.http import ActorRequest, find
from organizations.models import Organization
from recommendations.forms.reorganization import (
    CloseForm,
    GroundsForm,
    MergeForm,
    MoveForm,
    SplitForm,
    choices_of,
    decisions_in,
    seats_of,
)
from recommendations.policies import may_end, may_relocate, may_reorganize
from recommendations.services.reorganization_plans import Plan, plan_ending, plan_move, plan_split
from recommendations.services.reorganizations import (
    close_organization,
    merge_organization,
    move_organization,
    split_organization,
)
from recommendations.services.settlements import Decided, Outcome, StalePlan
from recommendations.templatetags.wording import counted
from recommendations.views.act_page import ActWords, add_errors


@dataclass(frozen=True)
class Kind:
    """One of the four acts: its words, its form, what it would do and what does it."""

    code: str
    words: ActWords
    form: type[GroundsForm]
    plan: Callable[[Organization, Mapping[str, Any]], Plan]
    act: Callable[..., Outcome]
    policy: Callable[[Actor, Organization], Verdict] = may_reorganize


CLOSE = Kind(
    "close",
    ActWords(
        "Закрыть организацию",
        "Сотрудники потеряют доступ, приглашения будут отозваны. Решите, что станет с каждым обязательством.",
        "Закрыть организацию",
    ),
    CloseForm,
    lambda organization, chosen: plan_ending(organization, chosen["heir"]),
    close_organization,
    may_end,
)
MERGE = Kind(
    "merge",
    ActWords(
        "Присоединить к другой организации",
        "Эта организация закроется, другая станет её правопреемником и получит обязательства с прежними сроками.",
        "Присоединить",
    ),
    MergeForm,
    lambda organization, chosen: plan_ending(organization, chosen["into"]),
    merge_organization,
    may_end,
)
SPLIT = Kind(
    "split",
    ActWords(
        "Разделить или выделить новую",
        "Новые организации появятся в том же месте. Решите, кто исполняет каждое обязательство.",
        "Разделить",
    ),
    SplitForm,
    lambda organization, chosen: plan_split(organization, chosen["names"], closes=chosen["closes"]),
    split_organization,
)
MOVE = Kind(
    "move",
    ActWords(
        "Перевести в другое муниципальное образование",
        "Отчёты согласует новый орган управления образованием. Итоги за прежние дни не изменятся.",
        "Перевести",
    ),
    MoveForm,
    lambda organization, chosen: plan_move(organization),
    move_organization,
    may_relocate,
)


def close(request: ActorRequest, pk: int) -> HttpResponse:
    """Close an organization."""
    return _reorganize(request, pk, CLOSE)


def merge(request: ActorRequest, pk: int) -> HttpResponse:
    """Close it in favour of a successor."""
    return _reorganize(request, pk, MERGE)


def split(request: ActorRequest, pk: int) -> HttpResponse:
    """Make new organizations of it."""
    return _reorganize(request, pk, SPLIT)


def move(request: ActorRequest, pk: int) -> HttpResponse:
    """Pass it to another authority."""
    return _reorganize(request, pk, MOVE)


def _reorganize(request: ActorRequest, pk: int, kind: Kind) -> HttpResponse:
    organization = find(request, Organization, pk)
    require(kind.policy(request.actor, organization))
    form = kind.form(request.POST or None, actor=request.actor, organization=organization)
    if form.is_valid() and "confirm" in request.POST:
        outcome = _done(request, organization, form, kind)
        if outcome:
            messages.success(request, _told(organization, outcome))
            return redirect(organization)
    return _page(request, organization, form, kind)


def _done(request: ActorRequest, organization: Organization, form: GroundsForm, kind: Kind) -> Outcome | None:
    """Carry out what was decided; a refused act is told on the page, and nothing typed is lost."""
    chosen = form.targets()
    plan = kind.plan(organization, chosen)
    fates = {choice.name: choice.fate for choice in choices_of(plan, request.POST)}
    if kind is MERGE:
        chosen["seats"] = seats_of(plan, request.POST)
    try:
        return kind.act(
            actor=request.actor,
            organization=organization,
            grounds=form.grounds,
            decided=Decided(request.POST.get("stamp", ""), fates),
            **chosen,
        )
    except StalePlan as stale:
        form.add_error(None, stale.messages)
    except ValidationError as error:
        add_errors(form, error)
    return None


def _page(request: ActorRequest, organization: Organization, form: GroundsForm, kind: Kind) -> HttpResponse:
    """The questions and, when they are answered, what would happen."""
    faults = bool(form.errors)
    plan = _plan_of(organization, form, kind)
    context: dict[str, Any] = {"organization": organization, "form": form, "kind": kind, "words": kind.words}
    if plan:
        context |= {
            "plan": plan,
            "choices": choices_of(plan, request.POST),
            "seats": seats_of(plan, request.POST) if kind is MERGE else set(),
        }
    elif request.POST:
        context["decisions"] = decisions_in(request.POST)
    return render(request, "recommendations/reorganization.html", context, status=422 if faults else 200)


def _plan_of(organization: Organization, form: GroundsForm, kind: Kind) -> Plan | None:
    """Made anew whenever the answers suffice, a refused act included."""
    needed = [name for name in form.fields if name not in {"on", "basis", "reason"}]
    if not form.is_bound or any(name not in form.cleaned_data for name in needed):
        return None
    return kind.plan(organization, form.targets())


def _told(organization: Organization, outcome: Outcome) -> str:
    """«Школа № 1: обязательств — 3: передано 2, отозвано 1.»"""
    tasks = counted(sum(outcome.counts.values()), "обязательство,обязательства,обязательств")
    if not outcome.told:
        return f"{organization}: реорганизация оформлена. Открытых обязательств не было."
    return f"{organization}: реорганизация оформлена. Решено {tasks}: {outcome.told}."
