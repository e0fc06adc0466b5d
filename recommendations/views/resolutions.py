"""Resolutions: list, import with review before saving, the text with the state of each clause."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from organizations.access import require
from organizations.http import ActorRequest, find
from recommendations.documents import DocumentError, ParsedDocument, parse_document
from recommendations.forms.acts import AdoptForm, DocumentForm
from recommendations.forms.resolution import HeadForm, head_of
from recommendations.models import Resolution, ResolutionText
from recommendations.pending import forget_pending, keep_pending, read_pending
from recommendations.policies import may_adopt_resolution, may_draft_assignment, may_import_resolution
from recommendations.services.resolutions import DuplicateDocument, adopt_resolution, import_resolution
from recommendations.summaries.progress import recommendation_figures, resolution_progress
from recommendations.templatetags.wording import counted
from recommendations.views.act_page import ActWords, act_page
from recommendations.views.files import attachment


def resolution_list(request: ActorRequest) -> HttpResponse:
    """Resolutions that the actor reads with their progress, newest first."""
    rows = Resolution.objects.visible_to(request.actor).with_clauses()
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    progress = resolution_progress(request.actor, page.object_list)
    context = {"page": page, "rows": progress, "may_import": may_import_resolution(request.actor)}
    return render(request, "recommendations/resolution_list.html", context)


def import_document(request: ActorRequest) -> HttpResponse:
    """Step one: choose a file; it is read, nothing is created yet."""
    require(may_import_resolution(request.actor))
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["document"]
        content = upload.read()
        try:
            parse_document(content, upload.name)
        except DocumentError as error:
            form.add_error("document", str(error))
        else:
            token = keep_pending(content, upload.name)
            return redirect(f"{reverse('resolution-review')}?{urlencode({'token': token})}")
    status = 422 if form.errors else 200
    return render(request, "recommendations/resolution_import.html", {"form": form}, status=status)


def review_document(request: ActorRequest) -> HttpResponse:
    """Step two: see how the document was understood, mend its head, save; the same file is saved once."""
    require(may_import_resolution(request.actor))
    token = request.POST.get("token") or request.GET.get("token", "")
    content, name = read_pending(token)
    parsed = parse_document(content, name)
    form = HeadForm(request.POST or None, initial=head_of(parsed))
    if request.method == "POST" and form.is_valid():
        return _saved(request, form.mended(parsed), content, name, token)
    context = {"parsed": parsed, "form": form, "token": token, "name": name}
    context["known"] = ResolutionText.objects.of_content(request.actor.region, content).first()
    return render(request, "recommendations/resolution_review.html", context, status=422 if form.errors else 200)


def _saved(request: ActorRequest, parsed: ParsedDocument, content: bytes, name: str, token: str) -> HttpResponse:
    try:
        resolution = import_resolution(actor=request.actor, parsed=parsed, content=content, name=name)
    except DuplicateDocument as error:
        messages.warning(request, error.messages[0])
        return redirect(error.resolution)
    forget_pending(token)
    count = counted(resolution.recommendations.count(), "пункт,пункта,пунктов")
    messages.success(request, f"Резолюция сохранена: {count}. Теперь оформите поручения по пунктам.")
    return redirect(resolution)


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
