"""Tasks: the list, the page, acts of the executor and of the issuer."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from organizations.access import Actor, require
from organizations.http import ActorRequest, find
from organizations.services.audit import record
from recommendations.control import Bucket, bucket_of
from recommendations.exports.download import export_response
from recommendations.filters import TaskFilter
from recommendations.forms.acts import ReasonForm
from recommendations.models import Task, TaskEvent
from recommendations.paging import DeepPaginator
from recommendations.policies import (
    may_ask,
    may_decide,
    may_recall,
    may_report,
    may_review,
    may_undo_acceptance,
    may_withdraw,
)
from recommendations.services.reports import recall_report
from recommendations.services.reviews import undo_acceptance
from recommendations.services.tasks import see_task, withdraw_task
from recommendations.statuses import Act, TaskStatus
from recommendations.summaries.lineage import Rewording, rewordings_since
from recommendations.summaries.task_list import task_table
from recommendations.tables import TaskTable
from recommendations.views.act_page import ActWords, act_page


@require_safe
def task_list(request: ActorRequest) -> HttpResponse:
    """Tasks that the actor sees, filtered, sorted, 50 a page, with the total."""
    found = TaskFilter(request.GET, actor=request.actor)
    sort = request.GET.get("sort", "due")
    rows = found.in_order(sort).for_list()
    page = DeepPaginator(rows, settings.PAGE_SIZE, counted=found.qs).get_page(request.GET.get("page"))
    table = TaskTable(page.object_list, actor=request.actor, sort=sort)
    context = {"filter": found, "table": table, "page": page, "total": page.paginator.count, "day": found.day}
    return render(request, "recommendations/task_list.html", context)


@require_safe
def export_tasks(request: ActorRequest) -> HttpResponse:
    """The list as it is filtered, for Excel."""
    found = TaskFilter(request.GET, actor=request.actor)
    if found.faults():
        return redirect(f"{reverse('task-list')}?{request.GET.urlencode()}")
    rows = found.qs.order_by("due", "pk")
    record(actor=request.actor, act="export_tasks", personal={"query": request.GET.urlencode()[:500]})
    return export_response(task_table(rows, request.actor, found.day), "xlsx")


@require_safe
def task_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One task: what is expected, by when, what was reported, what happened."""
    task = find(request, Task, pk, whole=True)
    see_task(actor=request.actor, task=task)
    reports = list(task.reports.submitted())
    events, requests = list(task.events.select_related("user")), _requests(task)
    assignment = task.assignment
    rewordings = rewordings_since(assignment.recommendation, assignment.resolution, task.issued_at)
    history: list[TaskEvent | Rewording] = [*events, *rewordings]
    fates = {event.version_before: _FATES[event.act] for event in events if event.act in _FATES}
    context = {
        "task": task,
        "bucket": _bucket_now(request.actor, task),
        "reports": [(report, fates.get(report.version, "")) for report in reports],
        "requests": [(asked, may_decide(request.actor, asked)) for asked in requests],
        "is_asked": any(asked.is_pending for asked in requests),
        "rewordings": rewordings,
        "history": sorted(history, key=lambda entry: entry.recorded_at),
        "verdicts": _verdicts(request.actor, task),
    }
    return render(request, "recommendations/task_detail.html", context | _passed_on(request.actor, task))


def _passed_on(actor: Actor, task: Task) -> dict[str, Any]:
    """From whom the task came in a reorganization, and to whom it went; what the reader may open is a link."""
    visible = Task.objects.visible_to(actor).select_related("organization")
    found: dict[str, Any] = {}
    if task.predecessor:
        opens = visible.filter(pk=task.predecessor.pk).exists()
        found = {"predecessor": task.predecessor, "predecessor_opens": opens}
    if task.status == TaskStatus.WITHDRAWN:
        opening = set(visible.filter(predecessor=task).values_list("pk", flat=True))
        heirs = task.heirs.select_related("organization").order_by("pk")
        found["heirs"] = [(heir, heir.pk in opening) for heir in heirs]
    return found


# What became of a version by the act that ended its check.
_FATES: dict[str, str] = {
    Act.ACCEPT: "принят",
    Act.RETURN_FOR_REWORK: "возвращён на доработку",
    Act.RECALL: "отозван исполнителем",
    Act.UNDO_ACCEPTANCE: "принятие отменено",
}


def _bucket_now(actor: Actor, task: Task) -> Bucket:
    return bucket_of(status=task.status, due_on=task.due_on, executed_on=task.executed_on, as_of=actor.today)


def _requests(task: Task) -> list[Any]:
    extensions = task.extension_requests.select_related("asked_by", "decided_by")
    others = task.not_applicable_requests.select_related("asked_by", "decided_by")
    requests = sorted([*extensions, *others], key=lambda request: request.asked_at)
    for request in requests:
        request.task = task
    return requests


def _verdicts(actor: Actor, task: Task) -> dict[str, Any]:
    """What the page may offer; buttons that would be refused are not shown."""
    return {
        "report": may_report(actor, task),
        "recall": may_recall(actor, task),
        "review": may_review(actor, task),
        "ask": may_ask(actor, task),
        "withdraw": may_withdraw(actor, task),
        "undo": may_undo_acceptance(actor, task),
    }


@require_POST
def recall(request: ActorRequest, pk: int) -> HttpResponse:
    """Take a submitted report back."""
    task = find(request, Task, pk, whole=True)
    recall_report(actor=request.actor, task=task)
    messages.success(request, "Отчёт отозван. Исправьте его и отправьте снова.")
    return redirect("task-report", task.pk)


def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Take the obligation back from the organization."""
    task = find(request, Task, pk, whole=True)
    require(may_withdraw(request.actor, task))
    about = "Исполнитель больше не должен отчитываться. Отозванное обязательство не входит в показатели."
    return _act_with_reason(
        request, task, withdraw_task, ActWords("Отозвать поручение у организации", about, "Отозвать")
    )


def undo(request: ActorRequest, pk: int) -> HttpResponse:
    """Put a wrongly accepted report back under review."""
    task = find(request, Task, pk, whole=True)
    require(may_undo_acceptance(request.actor, task))
    about = "Отчёт вернётся на проверку контролёру, исполнение перестанет считаться."
    words = ActWords("Отменить принятие отчёта", about, "Отменить принятие")
    return _act_with_reason(request, task, undo_acceptance, words)


def _act_with_reason(request: ActorRequest, task: Task, act: Any, words: ActWords) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(actor=request.actor, task=task, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error("reason", error)
        else:
            messages.success(request, f"{words.title}: выполнено, исполнитель увидит обоснование.")
            return redirect(task)
    return act_page(request, form, words, back=task, task=task)
