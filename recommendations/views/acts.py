"""The register of legal acts: list, card with what rests on the act, and what a person does with cards."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from organizations.access import require
from organizations.http import ActorRequest, find
from organizations.services.audit import record
from recommendations.documents.act_validity import EXPIRING_DAYS
from recommendations.exports import FORMATS, XLSX
from recommendations.exports.download import export_response
from recommendations.filters import ActFilter
from recommendations.forms.legal_act import LegalActForm, LinkForm, MergeForm, card_of
from recommendations.models import LegalAct
from recommendations.policies import may_change_act
from recommendations.querysets.legal_act import LegalActQuerySet
from recommendations.services.act_cards import (
    KnownAct,
    change_act,
    create_act,
    link_act,
    merge_acts,
    unlink_act,
)
from recommendations.summaries.legal_basis import (
    act_rows,
    acts_table,
    card_history,
    resting_by_resolution,
    resting_clauses,
)
from recommendations.views.act_page import ActWords, act_page, add_errors

MOST_CANDIDATES = 20


@require_safe
def act_list(request: ActorRequest) -> HttpResponse:
    """Acts on which the clauses that the actor reads rest, filtered, 50 a page."""
    found = ActFilter(request.GET, actor=request.actor)
    page = Paginator(found.qs, settings.PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "total": page.paginator.count,
        "rows": act_rows(request.actor, page.object_list),
        "may_change": may_change_act(request.actor),
        "expiring_days": EXPIRING_DAYS,
    }
    return render(request, "recommendations/act_list.html", context)


@require_safe
def export_acts(request: ActorRequest) -> HttpResponse:
    """The list as it is filtered, as XLSX or CSV."""
    found, format = ActFilter(request.GET, actor=request.actor), request.GET.get("format", XLSX)
    if format not in FORMATS:
        raise Http404
    if found.form.errors:
        return redirect(f"{reverse('act-list')}?{request.GET.urlencode()}")
    record(actor=request.actor, act="export_acts", personal={"query": request.GET.urlencode()[:500]})
    return export_response(acts_table(request.actor, found.qs, facts=tuple(found.chosen())), format)


@require_safe
def act_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """The card: what the act is, how long it is in force, what rests on it, what happened to the card."""
    act = find(request, LegalAct, pk)
    page = Paginator(resting_clauses(request.actor, act), settings.PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "act": act,
        "row": act_rows(request.actor, [act])[0],
        "page": page,
        "total": page.paginator.count,
        "groups": resting_by_resolution(request.actor, act, page.object_list),
        "history": card_history(act),
        "may_change": may_change_act(request.actor),
    }
    return render(request, "recommendations/act_detail.html", context)


def new(request: ActorRequest) -> HttpResponse:
    """Add a card that no text has brought."""
    require(may_change_act(request.actor))
    form = LegalActForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = _kept(form, lambda: create_act(actor=request.actor, **form.cleaned_data))
        if act:
            messages.success(request, f"Акт внесён в реестр: {act}. Добавьте пункты, которые на него опираются.")
            return redirect(act)
    return _card_page(request, form, act=None)


def change(request: ActorRequest, pk: int) -> HttpResponse:
    """Change the card."""
    act = find(request, LegalAct, pk)
    require(may_change_act(request.actor))
    form = LegalActForm(request.POST or None, initial=card_of(act))
    if request.method == "POST" and form.is_valid():
        changed = _kept(form, lambda: change_act(actor=request.actor, act=act, **form.cleaned_data), act)
        if changed:
            messages.success(request, "Карточка акта сохранена.")
            return redirect(act)
    return _card_page(request, form, act)


def _kept(form: Form, did: Callable[[], LegalAct], act: LegalAct | None = None) -> LegalAct | None:
    """Run the act; what the register refuses is shown at the fields, a card that is there already as a link."""
    try:
        return did()
    except KnownAct as error:
        field = next(iter(error.error_dict))
        form.add_error(field if field in form.fields else None, ValidationError(_known_words(error.act, act)))
    except ValidationError as error:
        add_errors(form, error)
    return None


def _known_words(known: LegalAct, act: LegalAct | None) -> str:
    words = format_html('Такой акт в реестре уже есть: <a href="{}">{}</a>.', known.get_absolute_url(), known.full_name)
    if act is None:
        return words
    merge = f"{reverse('act-merge', args=[act.pk])}?into={known.pk}"
    return format_html('{} Если это одно и то же, <a href="{}">объедините карточки</a>.', words, merge)


def _card_page(request: ActorRequest, form: LegalActForm, act: LegalAct | None) -> HttpResponse:
    context = {"form": form, "act": act}
    return render(request, "recommendations/act_card.html", context, status=422 if form.errors else 200)


def merge(request: ActorRequest, pk: int) -> HttpResponse:
    """Say that this card and another one are the same act: this one goes."""
    act = find(request, LegalAct, pk)
    require(may_change_act(request.actor))
    others = LegalAct.objects.visible_to(request.actor).exclude(pk=act.pk)
    form = MergeForm(request.POST or None, candidates=others, initial={"into": request.GET.get("into")})
    if request.method == "POST" and form.is_valid():
        into = _kept(form, lambda: merge_acts(actor=request.actor, act=act, into=form.cleaned_data["into"]), act)
        if into:
            messages.success(request, f"Карточки объединены, пункты опираются на один акт: {into}.")
            return redirect(into)
    return _merge_page(request, form, act, others)


def _merge_page(request: ActorRequest, form: MergeForm, act: LegalAct, others: LegalActQuerySet) -> HttpResponse:
    """Cards to choose from: the one that was named, then what was searched for, or else what looks alike."""
    asked, into = request.GET.get("q", "")[:200], str(form["into"].value())
    found = (others.search(asked) if asked else others.like(act)).in_order()[:MOST_CANDIDATES]
    named = others.filter(pk=into) if into.isdecimal() else others.none()
    own, *rows = act_rows(request.actor, [act, *dict.fromkeys([*named, *found])])
    context = {"act": act, "form": form, "asked": asked, "into": into, "own": own, "rows": rows}
    return render(request, "recommendations/act_merge.html", context, status=422 if form.errors else 200)


def link(request: ActorRequest, pk: int) -> HttpResponse:
    """Say that a clause rests on the act though its text does not name it."""
    act = find(request, LegalAct, pk)
    require(may_change_act(request.actor))
    form = LinkForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        clause = form.cleaned_data["clause"]
        try:
            link_act(actor=request.actor, act=act, clause=clause)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Пункт {clause.label} опирается на акт.")
            return redirect(act)
    words = ActWords(
        "Добавить пункт, опирающийся на акт",
        "Нужно, когда пункт опирается на акт, но не называет его. Текст резолюции не изменится.",
        "Добавить пункт",
    )
    return act_page(request, form, words, back=act)


@require_POST
def unlink(request: ActorRequest, pk: int) -> HttpResponse:
    """Say that a clause does not rest on the act."""
    act = find(request, LegalAct, pk)
    require(may_change_act(request.actor))
    key = request.POST.get("clause", "")
    links = act.citations.select_related("recommendation__resolution", "act")
    citation = get_object_or_404(links, recommendation=key if key.isdecimal() else None)
    unlink_act(actor=request.actor, citation=citation)
    messages.success(request, f"Пункт {citation.recommendation.label} больше не опирается на акт.")
    return redirect(act)
