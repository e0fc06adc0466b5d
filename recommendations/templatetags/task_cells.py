"""Cells of a task in lists. Written in Python, not as templates: a page prints two hundred of them."""

from datetime import date
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from recommendations.statuses import TaskStatus
from recommendations.templatetags.wording import bucket_label, days_left

register = template.Library()

_NOTES = {TaskStatus.ENDORSEMENT: "в муниципалитете", TaskStatus.REVIEW: "у контролёра"}
CONTENT_LETTERS = 140


@register.simple_tag
def due_cell(task: Any, today: date) -> SafeString:
    """The deadline with the days left, or the day of execution; a task annotated by `as_of`."""
    note = ""
    if task.state in TaskStatus.WITH_EXECUTOR:
        note = days_left(task.due, today)
    elif task.executed:
        note = f"исполнено {task.executed:%d.%m.%Y}"
    return _two_lines(f"{task.due:%d.%m.%Y}", note)


@register.simple_tag
def number_cell(task: Any) -> SafeString:
    """The point with the period, and the beginning of the assignment; opens the task."""
    return format_html(
        '<a class="cell-title" href="/tasks/{}/">Пункт {}{}</a><span class="cell-note">{}</span>',
        task.pk,
        task.assignment.recommendation.label,
        f", {task.period_label}" if task.period else "",
        Truncator(task.assignment.content).chars(CONTENT_LETTERS),
    )


@register.simple_tag
def organization_cell(task: Any) -> SafeString:
    """The executor with its territory."""
    place = task.organization.municipality
    return format_html("{}{}", task.organization.name, _note(place.name if place else ""))


@register.simple_tag
def bucket_cell(task: Any) -> SafeString:
    """The bucket in words with its mark, and with whom the report is."""
    return format_html(
        '<span class="status is-{}"><svg class="icon" aria-hidden="true" focusable="false">'
        '<use href="{}#status-{}"></use></svg>{}</span>{}',
        task.bucket,
        static("icons.svg"),
        task.bucket,
        bucket_label(task.bucket),
        _note(_state_note(task)),
    )


def _state_note(task: Any) -> str:
    """With whom the report is, and that a withdrawn obligation goes on elsewhere."""
    if task.state == TaskStatus.RETURNED and task.bucket == "overdue":
        return "на доработке"
    if task.state == TaskStatus.WITHDRAWN and task.is_passed_on:
        return "передано правопреемнику"
    return _NOTES.get(task.state, "")


def _two_lines(title: str, note: str) -> SafeString:
    return format_html('<span class="cell-title">{}</span>{}', title, _note(note))


def _note(text: str) -> SafeString | str:
    return format_html('<span class="cell-note">{}</span>', text) if text else ""
