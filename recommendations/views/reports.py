"""The executor's form: one page, four parts, nothing typed is lost."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from organizations.access import require
from organizations.http import ActorRequest, find
from recommendations.forms.report import ReportForm
from recommendations.models import ProgressReport, Remark, Task
from recommendations.policies import Who, may_report, parts_of
from recommendations.services.evidence import attach_file, attach_link
from recommendations.services.reports import REPORT_FIELDS, save_draft, submit_report
from recommendations.services.requests import ask_not_applicable
from recommendations.statuses import ReportState, TaskStatus
from recommendations.views.act_page import add_errors


def report_on_task(request: ActorRequest, pk: int) -> HttpResponse:
    """Fill in, save as a draft, submit."""
    task = find(request, Task, pk, whole=True)
    require(may_report(request.actor, task))
    form = ReportForm(request.POST or None, request.FILES or None, initial=_initial(request, task))
    if request.method == "POST":
        complete = form.is_valid()
        _keep(request, task, form)
        if complete and not form.errors and (answer := _answer(request, task, form)):
            return answer
    return _page(request, task, form)


def _initial(request: ActorRequest, task: Task) -> dict[str, Any]:
    last = task.reports.order_by("-version").first()
    if last:
        return {name: getattr(last, name) for name in REPORT_FIELDS}
    membership = request.actor.membership
    return {
        "state": ReportState.DONE,
        "share_done": 100,
        "filler_name": request.actor.user.full_name,
        "filler_position": membership.position,
        "filler_phone": request.actor.user.phone,
    }


def _keep(request: ActorRequest, task: Task, form: ReportForm) -> None:
    """Keep what can be kept even when another field is wrong; each refused file is named."""
    save_draft(actor=request.actor, task=task, **form.typed())
    for upload in form.cleaned_data.get("materials", []):
        try:
            attach_file(actor=request.actor, task=task, upload=upload)
        except ValidationError as error:
            form.add_error("materials", error)
    if link := form.cleaned_data.get("link"):
        try:
            attach_link(actor=request.actor, task=task, url=link)
        except ValidationError as error:
            form.add_error("link", error)


def _answer(request: ActorRequest, task: Task, form: ReportForm) -> HttpResponse | None:
    if "submit" not in request.POST:
        saved_at = timezone.localtime(request.actor.now)
        messages.success(request, f"Черновик сохранён в {saved_at:%H:%M}. Отчёт ещё не отправлен.")
        return redirect("task-report", task.pk)
    try:
        text = _handed_in(request, task, form)
    except ValidationError as error:
        add_errors(form, error, reason="what_done")
        return None
    messages.success(request, text)
    return redirect(task)


def _handed_in(request: ActorRequest, task: Task, form: ReportForm) -> str:
    """Each statement is an act of its own: «неприменимо» asks the controller, the others hand a version in."""
    if form.cleaned_data["state"] == ReportState.NOT_APPLICABLE:
        ask_not_applicable(actor=request.actor, task=task, reason=form.cleaned_data["what_done"])
        return "Запрос о неприменимости отправлен контролёру. До решения обязательство остаётся на контроле."
    report = submit_report(actor=request.actor, task=task)
    return _receipt(report, report.task)


def _receipt(report: ProgressReport, task: Task) -> str:
    """What was sent, when, under which number, and what happens next (ux 2)."""
    sent = f"{timezone.localtime(report.submitted_at):%d.%m.%Y в %H:%M}"
    if report.state == ReportState.PROGRESS:
        return f"Сообщение о ходе исполнения отправлено {sent}. Поручение остаётся на контроле, срок прежний."
    checker = (
        task.organization.parent if task.status == TaskStatus.ENDORSEMENT else task.assignment.controller_organization
    )
    return f"Отчёт отправлен {sent}, номер {report.receipt}. Его проверит: {checker}."


def _page(request: ActorRequest, task: Task, form: ReportForm) -> HttpResponse:
    draft = task.reports.order_by("-version").prefetch_related("evidence__stored").first()
    checked = task.reports.filter(remarks__isnull=False).order_by("-version").values("pk")[:1]
    remarks = Remark.objects.filter(report__in=checked)
    context = {
        "task": task,
        "form": form,
        "draft": draft if draft and draft.is_draft else None,
        "evidence": draft.evidence.all() if draft else [],
        "remarks": remarks if task.status == TaskStatus.RETURNED else [],
        "on_behalf": Who.EXECUTOR not in parts_of(request.actor, task),
        "remove_url": reverse("task-report", args=[task.pk]),
    }
    return render(request, "recommendations/report_form.html", context, status=422 if form.errors else 200)
