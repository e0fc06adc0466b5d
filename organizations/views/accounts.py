"""Acts on the account of a person, each explained and journalled."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from organizations.access import require
from organizations.background.people_letters import tell_of_reset
from organizations.forms.people import AccountForm, AccountReasonForm
from organizations.http import ActorRequest
from organizations.models import User
from organizations.policies import may_keep_account, may_reset_second_factor, may_switch_off
from organizations.services.people import (
    FACTS,
    change_account,
    end_sessions_of,
    reset_second_factor,
    switch_off,
    switch_on,
)
from organizations.views.people import find_person


@dataclass(frozen=True)
class Words:
    """Title of the page of one act, what it leads to, and the word on its button."""

    title: str
    about: str
    button: str


def change(request: ActorRequest, pk: int) -> HttpResponse:
    """Change name, e-mail and telephone."""
    person = find_person(request, pk)
    require(may_keep_account(request.actor, person))
    form = AccountForm(request.POST or None, initial={name: getattr(person, name) for name in FACTS})
    did = kept(form, lambda: change_account(actor=request.actor, person=person, **form.cleaned_data))
    if did:
        messages.success(request, "Сведения учётной записи сохранены.")
        return redirect("person-detail", pk)
    words = Words("Изменить сведения", "Фамилия, почта и телефон. Прежние значения останутся в журнале.", "Сохранить")
    return act_page(request, form, words, person)


def switch(request: ActorRequest, pk: int) -> HttpResponse:
    """Close the account, or open a closed one."""
    person = find_person(request, pk)
    policy, act = (may_switch_off, switch_off) if person.is_active else (may_keep_account, switch_on)
    require(policy(request.actor, person))
    form = AccountReasonForm(request.POST or None)
    if kept(form, lambda: act(actor=request.actor, person=person, **form.cleaned_data)):
        done = "отключена, её сеансы завершены" if person.is_active else "включена"
        messages.success(request, f"Учётная запись {done}.")
        return redirect("person-detail", pk)
    return act_page(request, form, _OFF if person.is_active else _ON, person)


_OFF = Words(
    "Отключить учётную запись",
    "Сотрудник больше не сможет войти, открытые сеансы завершатся сразу. Места работы и сделанное сохранятся.",
    "Отключить",
)
_ON = Words("Включить учётную запись", "Сотрудник снова сможет войти с прежним паролем.", "Включить")


@require_POST
def end_all_sessions(request: ActorRequest, pk: int) -> HttpResponse:
    """End all sessions of the person."""
    person = find_person(request, pk)
    end_sessions_of(actor=request.actor, person=person)
    messages.success(request, "Все сеансы завершены: портал попросит сотрудника войти заново.")
    return redirect("person-detail", pk)


def reset_factor(request: ActorRequest, pk: int) -> HttpResponse:
    """Take a lost second factor off the account."""
    person = find_person(request, pk)
    require(may_reset_second_factor(request.actor, person))
    form = AccountReasonForm(request.POST or None)
    if kept(form, lambda: reset_second_factor(actor=request.actor, person=person, **form.cleaned_data)):
        tell_of_reset.enqueue(person.pk)
        messages.success(request, "Второй шаг входа сброшен, сотруднику отправлено письмо.")
        return redirect("person-detail", pk)
    words = Words(
        "Сбросить второй шаг входа",
        "Убедитесь, что просит сам сотрудник: позвоните ему. Сеансы завершатся, при входе он настроит его заново.",
        "Сбросить",
    )
    return act_page(request, form, words, person)


def kept(form: forms.BaseForm, did: Callable[[], object], **names: str) -> bool:
    """Whether the form was sent, is whole and the act was done; sentences of a refused act go beside the fields."""
    if not form.is_valid():
        return False
    try:
        did()
    except ValidationError as error:
        by_column = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for column, texts in by_column.items():
            field = names.get(column, column)
            form.add_error(field if field in form.fields else None, texts)
        return False
    return True


def act_page(request: ActorRequest, form: forms.Form, words: Words, person: User) -> HttpResponse:
    """The form of one act about a person; 422 when something in it is to be mended."""
    back = reverse("person-detail", args=[person.pk])
    context = {"form": form, "words": words, "back_url": back, "back_label": person.short_name}
    return render(request, "organizations/person_act.html", context, status=422 if form.errors else 200)
