"""Recommendations made executable: page of a clause, drafts, preview, issue."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from organizations.access import Actor, require
from organizations.http import ActorRequest, find
from recommendations.forms.acts import ReasonForm
from recommendations.forms.assignment import AssignmentForm, initial_of, initial_of_draft
from recommendations.models import Assignment, Recommendation, Task
from recommendations.models.recommendation import unsigned_of
from recommendations.policies import (
    may_change_draft,
    may_draft_assignment,
    may_issue,
    may_sign_findings,
    may_withdraw_assignment,
)
from recommendations.querysets.addressees import addressees
from recommendations.services.assignments import (
    cancel_draft,
    change_draft,
    deadlines_of,
    draft_assignment,
    issue_assignment,
    withdraw_assignment,
)
from recommendations.services.findings import sign_findings
from recommendations.statuses import AssignmentStatus
from recommendations.summaries.lineage import clause_history
from recommendations.summaries.progress import assignment_figures, figures_now
from recommendations.summaries.themes import theme_of
from recommendations.templatetags.wording import counted
from recommendations.views.act_page import ActWords, act_page


@require_safe
def recommendation_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One clause: its text, deadlines and acts found in it, its assignments and their state."""
    item = find(request, Recommendation, pk, whole=True)
    assignments = item.assignments.visible_to(request.actor).select_related(
        "recommendation", "resolution", "controller_person"
    )
    figures = assignment_figures(request.actor, item)
    rows = [(assignment, figures.get(assignment.pk)) for assignment in assignments]
    findings = item.weighed(request.actor.today)
    context = {
        "item": item,
        "rows": rows,
        "may_draft": item.is_in_force and may_draft_assignment(request.actor),
        "findings": findings,
        "may_sign": bool(may_sign_findings(request.actor) and unsigned_of(findings)),
        "theme": theme_of(request.actor, item),
        "history": clause_history(item),
    }
    return render(request, "recommendations/recommendation_detail.html", context)


@require_POST
def sign(request: ActorRequest, pk: int) -> HttpResponse:
    """Take the warnings about a clause upon oneself, ahead of an assignment."""
    item = find(request, Recommendation, pk)
    require(may_sign_findings(request.actor))
    signed = sign_findings(actor=request.actor, recommendation=item)
    words = counted(len(signed), "предупреждение снято,предупреждения сняты,предупреждений снято")
    messages.success(
        request, f"{words} за подписью: {request.actor.user.short_name}." if signed else "Все предупреждения уже сняты."
    )
    return redirect(item)


@require_safe
def assignment_list(request: ActorRequest) -> HttpResponse:
    """Assignments, drafts first."""
    rows = (
        Assignment.objects.visible_to(request.actor)
        .exclude(status=AssignmentStatus.CANCELLED)
        .select_related("recommendation", "resolution", "controller_person", "controller_organization")
        .order_by("issued_at", "recommendation__position", "pk")
    )
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    figures = assignment_figures(request.actor, page.object_list)
    context = {"page": page, "rows": [(row, figures.get(row.pk)) for row in page.object_list]}
    return render(request, "recommendations/assignment_list.html", context)


def draft(request: ActorRequest, pk: int) -> HttpResponse:
    """Prepare an assignment of a recommendation."""
    item = find(request, Recommendation, pk)
    require(may_draft_assignment(request.actor))
    form = AssignmentForm(request.POST or None, actor=request.actor, initial=initial_of(item, request.actor))
    if request.method == "POST" and form.is_valid():
        fields = form.fields_for_service() | {"issuing_organization": _issuer(request.actor)}
        assignment = _kept(form, lambda: draft_assignment(actor=request.actor, recommendation=item, **fields))
        if assignment:
            messages.success(request, "Проект поручения сохранён. Проверьте адресатов и срок, затем направьте.")
            return redirect(assignment)
    return _form_page(request, form, item, back=item)


def _issuer(actor: Actor) -> Any:
    """A methodologist proposes on behalf of the organization above, a specialist issues for the own one."""
    return actor.organization.parent if actor.is_methodologist and actor.organization.parent else actor.organization


def change(request: ActorRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    assignment = find(request, Assignment, pk)
    require(may_change_draft(request.actor, assignment))
    initial = initial_of_draft(assignment)
    form = AssignmentForm(request.POST or None, actor=request.actor, instance=assignment, initial=initial)
    if request.method == "POST" and form.is_valid():
        fields = form.fields_for_service()
        if _kept(form, lambda: change_draft(actor=request.actor, assignment=assignment, **fields)):
            messages.success(request, "Проект поручения изменён.")
            return redirect(assignment)
    return _form_page(request, form, assignment.recommendation, back=assignment)


def _kept(form: AssignmentForm, act: Any) -> Assignment | None:
    """Run the act; what the database or the calendar refuses is shown in the form."""
    try:
        return act()
    except (ValidationError, ValueError) as error:
        form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        return None


def _form_page(request: ActorRequest, form: AssignmentForm, item: Recommendation, back: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    context = {"form": form, "item": item, "back": back, "findings": item.weighed(request.actor.today)}
    context["issued"] = item.assignments.visible_to(request.actor).filter(status=AssignmentStatus.ISSUED)
    return render(request, "recommendations/assignment_form.html", context, status=status)


@require_safe
def assignment_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """A draft with its preview, or an issued assignment with its state."""
    assignment = find(request, Assignment, pk, whole=True)
    context: dict[str, Any] = {
        "assignment": assignment,
        "may_issue": may_issue(request.actor, assignment),
        "may_change": may_change_draft(request.actor, assignment),
        "may_withdraw": may_withdraw_assignment(request.actor, assignment),
    }
    if assignment.status == AssignmentStatus.DRAFT:
        context |= _preview(assignment, request.actor)
        context["findings"] = assignment.recommendation.weighed(request.actor.today)
        context["unsigned"] = unsigned_of(context["findings"])
        context["signs"] = bool(context["may_issue"] and context["unsigned"])
    else:
        context["findings"] = assignment.recommendation.weighed(request.actor.today) if context["may_withdraw"] else []
        tasks = Task.objects.visible_to(request.actor).filter(assignment=assignment)
        context["terms"] = assignment.tasks.values_list("period", "original_due_on", "due_note").distinct()
        context["figures"] = figures_now(request.actor, tasks=tasks).get(())
    return render(request, "recommendations/assignment_detail.html", context)


def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Take an issued assignment back from all who have not finished."""
    assignment = find(request, Assignment, pk)
    require(may_withdraw_assignment(request.actor, assignment))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        count = withdraw_assignment(actor=request.actor, assignment=assignment, reason=form.cleaned_data["reason"])
        made = counted(count, "обязательство,обязательства,обязательств")
        messages.success(request, f"Поручение отозвано: {made}. Исполненное осталось исполненным.")
        return redirect(assignment)
    words = ActWords(
        "Отозвать поручение у всех исполнителей",
        "Все незавершённые обязательства станут отозванными и выйдут из показателей. Исполненные останутся.",
        "Отозвать поручение",
    )
    return act_page(request, form, words, back=assignment)


def _preview(assignment: Assignment, actor: Actor) -> dict[str, Any]:
    """Exactly what issuing now would create."""
    executors = list(
        addressees(assignment.addressee_rule, actor.region, actor.today).select_related(
            "municipality", "addressee_group"
        )
    )
    deadlines = deadlines_of(assignment, actor.today)
    places = Counter(executor.municipality for executor in executors)
    return {
        "executors": executors,
        "places": sorted(places.items(), key=lambda pair: pair[0].sort_key if pair[0] else ""),
        "deadlines": [(assignment.period_label(key), deadline) for key, deadline in deadlines.items()],
        "task_count": len(executors) * len(deadlines),
    }


@require_POST
def issue(request: ActorRequest, pk: int) -> HttpResponse:
    """Send the assignment to its addressees."""
    assignment = find(request, Assignment, pk)
    require(may_issue(request.actor, assignment))
    if unread := _unread(request, assignment):
        messages.warning(request, f"К пункту появились предупреждения: {unread} Прочитайте их и направьте ещё раз.")
        return redirect(assignment)
    try:
        tasks = issue_assignment(actor=request.actor, assignment=assignment)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(assignment)
    made = counted(len(tasks), "обязательство,обязательства,обязательств")
    messages.success(request, f"Поручение направлено: создано {made}. Срок исполнителей — {tasks[0].due_on:%d.%m.%Y}.")
    return redirect(assignment)


def _unread(request: ActorRequest, assignment: Assignment) -> str:
    """Warnings that were not on the page when the person pressed the button: nobody signs what was not shown."""
    shown = set(request.POST.getlist("signed"))
    found = assignment.recommendation.unsigned(request.actor.today)
    return " ".join(one.message for one in found if one.code not in shown)


@require_POST
def cancel(request: ActorRequest, pk: int) -> HttpResponse:
    """Discard a draft."""
    assignment = find(request, Assignment, pk)
    cancel_draft(actor=request.actor, assignment=assignment)
    messages.success(request, "Проект поручения удалён из работы.")
    return redirect(assignment.recommendation)
