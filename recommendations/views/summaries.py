"""Summary forms as pages and files."""

from collections.abc import Callable
from datetime import date

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render

from organizations.access import Actor, require
from organizations.http import ActorRequest, find
from organizations.services.audit import record
from recommendations.exports.download import export_response
from recommendations.forms.fields import DateField
from recommendations.models import Resolution
from recommendations.policies import may_export_summaries
from recommendations.summaries.by_municipality import municipality_rows
from recommendations.summaries.by_recommendation import recommendation_rows
from recommendations.summaries.table import Table

FORMS: dict[str, Callable] = {"f1": recommendation_rows, "f2": municipality_rows}


class AsOfForm(forms.Form):
    """The day of a summary; empty is now."""

    as_of = DateField(label="По состоянию на конец дня", required=False)

    def __init__(self, data: object, *, actor: Actor) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.today = actor.today

    def clean_as_of(self) -> date | None:
        day = self.cleaned_data["as_of"]
        if day and day > self.today:
            raise forms.ValidationError("Дата ещё не наступила. Выберите сегодняшний или прошедший день.")
        return day


def _summary(request: ActorRequest, pk: int, code: str) -> tuple[Resolution, AsOfForm, Table]:
    resolution = find(request, Resolution, pk)
    require(may_export_summaries(request.actor))
    if code not in FORMS:
        raise Http404
    form = AsOfForm(request.GET, actor=request.actor)
    day = form.cleaned_data["as_of"] if form.is_valid() else None
    return resolution, form, FORMS[code](request.actor, resolution, day).table


def summary(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    """The summary as a page; every figure opens the rows behind it."""
    resolution, form, table = _summary(request, pk, code)
    context = {"resolution": resolution, "form": form, "table": table, "code": code}
    return render(request, "recommendations/summary.html", context)


def export_summary(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    """The same rows as a file."""
    resolution, _, table = _summary(request, pk, code)
    day = request.GET.get("as_of", "")
    record(actor=request.actor, act="export_summary", about=resolution, form=code, as_of=day)
    return export_response(table, "xlsx", f"{code.upper()} {resolution.pk}")
