"""Requests of executors: asking, the queue, decisions."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from organizations.access import Actor, require
from organizations.http import ActorRequest, find
from recommendations.forms.acts import ExtensionDecisionForm, ExtensionForm, NotApplicableDecisionForm, ReasonForm
from recommendations.models import ExtensionRequest, NotApplicableRequest, Task
from recommendations.models.request import TaskRequest
from recommendations.policies import may_ask, may_decide
from recommendations.services.requests import (
    ask_extension,
    ask_not_applicable,
    extend_deadline,
    mark_not_applicable,
    reject_request,
)
from recommendations.views.act_page import ActWords, act_page, add_errors

Waiting = tuple[date, str, int]
KINDS: dict[str, type[ExtensionRequest] | type[NotApplicableRequest]] = {
    "extension": ExtensionRequest,
    "not_applicable": NotApplicableRequest,
}


@require_safe
def request_list(request: ActorRequest) -> HttpResponse:
    """Requests that wait: for my decision, or (for others) for somebody's; the nearest deadline first."""
    actor = request.actor
    decides = actor.is_specialist or actor.is_methodologist or actor.is_coordinator
    own = decides and request.GET.get("all") != "1"
    page = Paginator(_waiting(actor, own), settings.PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "total": page.paginator.count, "own": own, "decides": decides}
    return render(request, "recommendations/request_list.html", context | {"rows": _read(page.object_list)})


def _waiting(actor: Actor, own: bool) -> list[Waiting]:
    """Deadline, kind and id of each request that waits: two kinds stand in one order, so only their keys are read."""
    keys: list[Waiting] = []
    for kind, model in KINDS.items():
        visible = model.objects.visible_to(actor)
        rows = visible.to_decide(actor) if own else visible.pending()
        keys += [(due_on, kind, pk) for due_on, pk in rows.values_list("task__due_on", "pk")]
    return sorted(keys)


def _read(keys: Iterable[Waiting]) -> list[TaskRequest]:
    """The requests of one page, whole, in the order of their keys."""
    keys = list(keys)
    found: dict[tuple[str, int], TaskRequest] = {}
    for kind, model in KINDS.items():
        wanted = [pk for _, of, pk in keys if of == kind]
        rows = model.objects.for_list().in_bulk(wanted)
        found |= {(kind, pk): row for pk, row in rows.items()}
    return [found[kind, pk] for _, kind, pk in keys]


def ask_for_extension(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask for a later deadline."""
    task = find(request, Task, pk, whole=True)
    require(may_ask(request.actor, task))
    form = ExtensionForm(request.POST or None)
    if _done(request, form, lambda: ask_extension(actor=request.actor, task=task, **form.cleaned_data)):
        messages.success(request, "Запрос о продлении отправлен контролёру. До решения действует прежний срок.")
        return redirect(task)
    about = f"Действующий срок — {task.due_on:%d.%m.%Y}. До решения контролёра он не меняется."
    words = ActWords("Попросить продлить срок", about, "Отправить запрос")
    return act_page(request, form, words, back=task, task=task)


def ask_for_not_applicable(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask to be freed from the task."""
    task = find(request, Task, pk, whole=True)
    require(may_ask(request.actor, task))
    form = ReasonForm(request.POST or None, label="Почему поручение не относится к вашей организации")
    if _done(request, form, lambda: ask_not_applicable(actor=request.actor, task=task, **form.cleaned_data)):
        messages.success(request, "Запрос отправлен контролёру. До решения обязательство остаётся на контроле.")
        return redirect(task)
    about = "Например: в школе нет старших классов. Решение принимает контролёр поручения."
    words = ActWords("Попросить признать неприменимым", about, "Отправить запрос")
    return act_page(request, form, words, back=task, task=task)


def decide_extension(request: ActorRequest, pk: int) -> HttpResponse:
    """Grant the date, another date, or reject."""
    asked = find(request, ExtensionRequest, pk)
    asked.task = find(request, Task, asked.task_id, whole=True)
    require(may_decide(request.actor, asked))
    form = ExtensionDecisionForm(request.POST or None, initial={"due_on": asked.asked_due_on})
    if _done(request, form, lambda: _decide_extension(request, asked, form)):
        messages.success(request, f"{asked.task.organization}: {_decided_words(request, asked)}")
        return redirect("request-list")
    return _decision_page(request, form, asked, "Решение о продлении срока", "Продлить срок")


def decide_not_applicable(request: ActorRequest, pk: int) -> HttpResponse:
    """Recognise as inapplicable or reject."""
    asked = find(request, NotApplicableRequest, pk)
    asked.task = find(request, Task, asked.task_id, whole=True)
    require(may_decide(request.actor, asked))
    form = NotApplicableDecisionForm(request.POST or None)
    act: Callable = reject_request if "reject" in request.POST else mark_not_applicable
    if _done(request, form, lambda: act(actor=request.actor, request=asked, **form.cleaned_data)):
        rejected = act is reject_request
        messages.success(request, "Запрос отклонён." if rejected else "Обязательство признано неприменимым.")
        return redirect("request-list")
    return _decision_page(request, form, asked, "Решение о неприменимости", "Признать неприменимым")


def _decided_words(request: ActorRequest, asked: ExtensionRequest) -> str:
    asked.task.refresh_from_db(fields=["due_on"])
    due_on = asked.task.due_on
    if "reject" in request.POST:
        return f"запрос отклонён, срок прежний — {due_on:%d.%m.%Y}."
    return f"срок продлён до {due_on:%d.%m.%Y}, первоначальный сохранён."


def _decide_extension(request: ActorRequest, asked: ExtensionRequest, form: ExtensionDecisionForm) -> None:
    reason, due_on = form.cleaned_data["reason"], form.cleaned_data["due_on"] or asked.asked_due_on
    if "reject" in request.POST:
        reject_request(actor=request.actor, request=asked, reason=reason)
    else:
        extend_deadline(actor=request.actor, request=asked, due_on=due_on, reason=reason)


def _done(request: ActorRequest, form: Any, act: Callable) -> bool:
    """Run the act of a filled form; sentences of a refused value go beside their fields."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except ValidationError as error:
        add_errors(form, error, asked_due_on="due_on")
        return False
    return True


def _decision_page(request: ActorRequest, form: Any, asked: TaskRequest, title: str, button: str) -> HttpResponse:
    context = {"form": form, "asked": asked, "task": asked.task, "title": title, "button": button}
    return render(request, "recommendations/request_decide.html", context, status=422 if form.errors else 200)
