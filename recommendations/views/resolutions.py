"""Resolutions: list, the text with the state of each clause, the document as it was sent."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from organizations.access import require
from organizations.http import ActorRequest, find
from organizations.services.audit import record
from recommendations.exports.download import sent
from recommendations.exports.living import living_file
from recommendations.forms.acts import AdoptForm
from recommendations.models import Resolution
from recommendations.policies import (
    may_adopt_resolution,
    may_amend_resolution,
    may_draft_assignment,
    may_import_resolution,
)
from recommendations.services.resolutions import adopt_resolution
from recommendations.summaries.living import Living, living_resolution
from recommendations.summaries.progress import resolution_progress
from recommendations.views.act_page import ActWords, act_page
from recommendations.views.files import attachment
from recommendations.views.summaries import AsOfForm


@require_safe
def resolution_list(request: ActorRequest) -> HttpResponse:
    """Resolutions that the actor reads with their progress, newest first."""
    rows = Resolution.objects.visible_to(request.actor).with_clauses()
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    progress = resolution_progress(request.actor, page.object_list)
    context = {"page": page, "rows": progress, "may_import": may_import_resolution(request.actor)}
    return render(request, "recommendations/resolution_list.html", context)


@require_safe
def resolution_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """The resolution's own text with the state of each recommendation in the margin (ux 7), now or as of a day.

    Of a day that cannot be the form says so, over the state of now.
    """
    resolution = find(request, Resolution, pk)
    form = AsOfForm(request.GET, actor=request.actor)
    return _living_page(request, resolution, form, _living(request, resolution, form))


@require_safe
def export_resolution(request: ActorRequest, pk: int) -> HttpResponse:
    """The same text as a Word document with a status note under each clause; 400 for a day that cannot be."""
    resolution = find(request, Resolution, pk)
    form = AsOfForm(request.GET, actor=request.actor)
    living = _living(request, resolution, form)
    if form.errors:
        return _living_page(request, resolution, form, living, status=400)
    day = request.GET.get("as_of", "")
    record(actor=request.actor, act="export_resolution", about=resolution, as_of=day, version=living.version)
    return sent(living_file(living))


def _living(request: ActorRequest, resolution: Resolution, form: AsOfForm) -> Living:
    """As of the day asked for; of a day that cannot be there is no state, so now."""
    day = form.cleaned_data["as_of"] if form.is_valid() else None
    return living_resolution(request.actor, resolution, day)


def _living_page(
    request: ActorRequest, resolution: Resolution, form: AsOfForm, living: Living, status: int = 200
) -> HttpResponse:
    may_draft = may_draft_assignment(request.actor)
    context = {
        "resolution": resolution,
        "form": form,
        "living": living,
        "is_untouched": may_draft and not living.total.total and not resolution.tasks.exists(),
        "may_adopt": may_adopt_resolution(request.actor, resolution),
        "may_amend": may_amend_resolution(request.actor, resolution),
        "may_draft": may_draft,
    }
    return render(request, "recommendations/resolution_detail.html", context, status=status)


def adopt(request: ActorRequest, pk: int) -> HttpResponse:
    """Mark the resolution as adopted."""
    resolution = find(request, Resolution, pk)
    require(may_adopt_resolution(request.actor, resolution))
    form = AdoptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        adopt_resolution(actor=request.actor, resolution=resolution, number=form.cleaned_data["number"])
        messages.success(request, "Резолюция отмечена принятой.")
        return redirect(resolution)
    about = "Стадия изменится на «принята», дата принятия — сегодня. Поручения не изменятся."
    words = ActWords("Отметить резолюцию принятой", about, "Отметить принятой")
    return act_page(request, form, words, back=resolution)


@require_safe
def resolution_file(request: ActorRequest, pk: int) -> FileResponse:
    """The document as it was sent: of the version in force, or of the one that `?version=` names."""
    resolution = find(request, Resolution, pk)
    version = request.GET.get("version", str(resolution.version))
    text = get_object_or_404(resolution.texts, version=int(version) if version.isdecimal() else 0)
    record(actor=request.actor, act="download_resolution", about=resolution, version=text.version)
    return attachment(text.file, text.file_name)
