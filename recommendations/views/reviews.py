"""The checkers' page: the report beside what was asked; endorse, accept, return."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from organizations.access import require
from organizations.http import ActorRequest, find
from recommendations.forms.acts import ReturnForm
from recommendations.models import Task
from recommendations.policies import may_accept, may_endorse, may_return, may_review
from recommendations.services.reviews import accept_report, endorse_report, mark_opened, return_for_rework


@require_safe
def review(request: ActorRequest, pk: int) -> HttpResponse:
    """Read the report and decide."""
    task = find(request, Task, pk, whole=True)
    require(may_review(request.actor, task))
    mark_opened(actor=request.actor, task=task)
    return _page(request, task, ReturnForm())


def _page(request: ActorRequest, task: Task, form: ReturnForm) -> HttpResponse:
    reports = list(task.reports.submitted())
    context = {
        "task": task,
        "report": reports[0],
        "previous": reports[1] if len(reports) > 1 else None,
        "form": form,
        "may_endorse": may_endorse(request.actor, task),
        "may_accept": may_accept(request.actor, task),
        "may_return": may_return(request.actor, task),
    }
    return render(request, "recommendations/review.html", context, status=422 if form.errors else 200)


@require_POST
def endorse(request: ActorRequest, pk: int) -> HttpResponse:
    """Endorse: the report goes to the controller."""
    task = endorse_report(actor=request.actor, task=find(request, Task, pk))
    checker = task.assignment.controller_organization
    messages.success(request, f"{task.organization}: отчёт согласован. Дальше его проверит: {checker}.")
    return _next(request)


@require_POST
def accept(request: ActorRequest, pk: int) -> HttpResponse:
    """Accept: the task is removed from control."""
    task = accept_report(actor=request.actor, task=find(request, Task, pk))
    done = f"отчёт принят, обязательство исполнено {task.executed_on:%d.%m.%Y} и снято с контроля"
    messages.success(request, f"{task.organization}: {done}.")
    return _next(request)


@require_POST
def return_report(request: ActorRequest, pk: int) -> HttpResponse:
    """Return with a remark."""
    task = find(request, Task, pk, whole=True)
    require(may_return(request.actor, task))
    form = ReturnForm(request.POST)
    if form.is_valid():
        remark = (form.cleaned_data["field"], form.cleaned_data["text"])
        try:
            return_for_rework(actor=request.actor, task=task, remarks=[remark])
        except ValidationError as error:
            form.add_error("text", error)
        else:
            messages.success(request, f"{task.organization}: отчёт возвращён на доработку, срок прежний.")
            return _next(request)
    return _page(request, task, form)


def _next(request: ActorRequest) -> HttpResponse:
    """The next report that waits for this actor, else the queue."""
    waiting = Task.objects.visible_to(request.actor).to_check(request.actor).order_by("due_on", "pk").first()
    return redirect("task-review", waiting.pk) if waiting else redirect("home")
