"""The page of one act that must be explained: a short form, what will happen, a way back."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recommendations.models import Task


@dataclass(frozen=True)
class ActWords:
    """Title of the page, what the act leads to, and the word on its button."""

    title: str
    about: str
    button: str


def act_page(
    request: HttpRequest, form: forms.BaseForm, words: ActWords, *, back: Model, task: Task | None = None
) -> HttpResponse:
    """The form with its words; 422 when something in it is to be mended."""
    context: dict[str, Any] = {"form": form, "words": words, "back": back, "task": task}
    return render(request, "recommendations/act_form.html", context, status=422 if form.errors else 200)


def add_errors(form: forms.BaseForm, error: ValidationError, **names: str) -> None:
    """Put the sentences of a refused act beside their fields; `names` says what the form calls a column."""
    by_column = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for column, texts in by_column.items():
        field = names.get(column, column)
        form.add_error(field if field in form.fields else None, texts)
