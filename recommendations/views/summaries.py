"""Summary forms as pages and files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.access import Actor, require
from organizations.forms.fields import DateField
from organizations.http import ActorRequest, find
from organizations.services.audit import record
from recommendations.exports.download import export_response
from recommendations.models import Resolution
from recommendations.policies import may_export_summaries
from recommendations.summaries.by_municipality import TITLE as BY_MUNICIPALITY
from recommendations.summaries.by_municipality import municipality_rows
from recommendations.summaries.by_recommendation import TITLE as BY_RECOMMENDATION
from recommendations.summaries.by_recommendation import recommendation_rows
from recommendations.summaries.table import Table

FORMS: dict[str, Callable] = {"f1": recommendation_rows, "f2": municipality_rows}
TITLES = {"f1": BY_RECOMMENDATION, "f2": BY_MUNICIPALITY}


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


@require_safe
def summary(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    """The summary as a page; every figure opens the rows behind it. A day that cannot be is named, without a table."""
    asked = _asked(request, pk, code)
    return _page(request, asked, asked.table() if asked.form.is_valid() else None)


@require_safe
def export_summary(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    """The same rows as a file; 400 with the page that says why for a day that cannot be."""
    asked = _asked(request, pk, code)
    if not asked.form.is_valid():
        return _page(request, asked, None, status=400)
    day = request.GET.get("as_of", "")
    record(actor=request.actor, act="export_summary", about=asked.resolution, form=code, as_of=day)
    return export_response(asked.table(), "xlsx")


@dataclass(frozen=True)
class _Asked:
    """What a reader asks for: a form of a resolution as of a day."""

    actor: Actor
    resolution: Resolution
    code: str
    form: AsOfForm

    def table(self) -> Table:
        return FORMS[self.code](self.actor, self.resolution, self.form.cleaned_data["as_of"]).table


def _asked(request: ActorRequest, pk: int, code: str) -> _Asked:
    resolution = find(request, Resolution, pk)
    require(may_export_summaries(request.actor))
    if code not in FORMS:
        raise Http404
    return _Asked(request.actor, resolution, code, AsOfForm(request.GET, actor=request.actor))


def _page(request: ActorRequest, asked: _Asked, table: Table | None, status: int = 200) -> HttpResponse:
    context = {"resolution": asked.resolution, "form": asked.form, "code": asked.code}
    context |= {"table": table, "title": TITLES[asked.code]}
    return render(request, "recommendations/summary.html", context, status=status)
