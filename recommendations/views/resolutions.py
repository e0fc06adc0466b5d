"""Resolutions: list, the text with the state of each clause, the document as it was sent."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from organizations.access import require
from organizations.http import ActorRequest, find
from recommendations.forms.acts import AdoptForm
from recommendations.models import Resolution
from recommendations.policies import may_adopt_resolution, may_draft_assignment, may_import_resolution
from recommendations.services.resolutions import adopt_resolution
from recommendations.summaries.progress import recommendation_figures, resolution_progress
from recommendations.views.act_page import ActWords, act_page
from recommendations.views.files import attachment


def resolution_list(request: ActorRequest) -> HttpResponse:
    """Resolutions that the actor reads with their progress, newest first."""
    rows = Resolution.objects.visible_to(request.actor).with_clauses()
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    progress = resolution_progress(request.actor, page.object_list)
    context = {"page": page, "rows": progress, "may_import": may_import_resolution(request.actor)}
    return render(request, "recommendations/resolution_list.html", context)


def resolution_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """The resolution's own text with the state of each recommendation in the margin (ux 7)."""
    resolution = find(request, Resolution, pk)
    figures = recommendation_figures(request.actor, resolution)
    sections = [
        (section, [(item, figures.get(item.pk)) for item in section.recommendations.all()])
        for section in resolution.sections.prefetch_related("recommendations")
    ]
    context = {
        "resolution": resolution,
        "sections": sections,
        "text": resolution.texts.defer("plain_text").last(),
        "progress": resolution_progress(request.actor, [resolution])[0],
        "may_adopt": may_adopt_resolution(request.actor, resolution),
        "may_draft": may_draft_assignment(request.actor),
    }
    return render(request, "recommendations/resolution_detail.html", context)


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


def resolution_file(request: ActorRequest, pk: int) -> FileResponse:
    """The document as it was sent."""
    resolution = find(request, Resolution, pk)
    text = get_object_or_404(resolution.texts.order_by("-version")[:1])
    return attachment(text.file, text.file_name)
