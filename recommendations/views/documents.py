"""A document becomes a resolution: choose a file, look it through, save."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from organizations.access import require
from organizations.http import ActorRequest
from recommendations.documents import DocumentError, ParsedDocument, parse_document
from recommendations.forms.acts import DocumentForm
from recommendations.forms.resolution import HeadForm, head_of
from recommendations.models import ResolutionText
from recommendations.pending import forget_pending, keep_pending, read_pending
from recommendations.policies import may_import_resolution
from recommendations.services.resolutions import DuplicateDocument, import_resolution
from recommendations.templatetags.wording import counted


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
