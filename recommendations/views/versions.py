"""Versions of a resolution's text: bring a new one, align its clauses, read what each version changed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from organizations.access import Refused, require
from organizations.http import ActorRequest, find
from recommendations.documents import ParsedDocument
from recommendations.documents.mending import settled
from recommendations.forms.alignment import AlignmentForm
from recommendations.models import PendingDocument, Resolution
from recommendations.notifications import count_told
from recommendations.policies import may_amend_resolution
from recommendations.services.alignments import STALE, Confirmation, propose
from recommendations.services.pending_documents import align_document, mended, save_version
from recommendations.services.versions import stage_after
from recommendations.statuses import ResolutionStage
from recommendations.summaries.amendment import Amendment, amendment
from recommendations.summaries.lineage import version_rows, version_text
from recommendations.templatetags.wording import counted, plural_form
from recommendations.views.act_page import add_errors
from recommendations.views.uploads import read_upload
from recommendations.views.waiting import of_waiting

LOOK_AGAIN = "Сопоставление пересчитано. Посмотрите, что изменится, и внесите редакцию."


def amend(request: ActorRequest, pk: int) -> HttpResponse:
    """Choose the file of a new version; it is read and kept to be looked through, nothing is changed yet."""
    resolution = find(request, Resolution, pk)
    require(may_amend_resolution(request.actor, resolution))
    upload = read_upload(request, resolution)
    if upload.document:
        _warn_of_another(request, resolution, upload.document)
        return redirect(upload.document)
    context = {
        "resolution": resolution,
        "form": upload.form,
        "known": upload.known,
        "waiting": resolution.pending.select_related("created_by").defer("reading", "edits"),
    }
    return render(request, "recommendations/version_import.html", context, status=422 if upload.form.errors else 200)


def _warn_of_another(request: ActorRequest, resolution: Resolution, document: PendingDocument) -> None:
    read = settled(mended(document))
    if doubt := _doubt(amendment(request.actor, resolution, read, propose(resolution, read).alignment)):
        messages.warning(request, doubt)


def _doubt(changed: Amendment) -> str:
    """Why the document may be a wrong one; empty when most of the clauses in force are found in it."""
    if not changed.is_foreign:
        return ""
    found = changed.in_force - len(changed.dropped)
    of = counted(changed.in_force, "действующего пункта,действующих пунктов,действующих пунктов")
    words = f"{plural_form(found, 'нашёлся,нашлось,нашлось')} {found}" if found else "не нашлось ни одного"
    return f"Похоже, это другой документ: из {of} в нём {words}. Проверьте, тот ли файл загружен."


@of_waiting
def align(request: ActorRequest, document: PendingDocument) -> HttpResponse:
    """What the new version changes; selects correct it, the main button brings it into force."""
    resolution = _resolution_of(request, document)
    parsed = settled(mended(document))
    proposed = propose(resolution, parsed)
    said = Confirmation.from_json(document.alignment) if document.alignment else proposed
    shown = said if said.seen == proposed.seen else proposed
    changed = amendment(request.actor, resolution, parsed, shown.alignment)
    form = AlignmentForm(request.POST or None, shown=changed, confirmation=shown)
    if response := _answer(request, document, form, shown):
        return response
    context = {
        "document": document,
        "resolution": resolution,
        "amendment": changed,
        "doubt": _doubt(changed),
        "told": count_told(actor=request.actor, clauses=changed.touched),
        "form": form,
        "stale": "" if shown is said else STALE,
        "by_hand": shown.alignment != proposed.alignment,
        "parts": [(name, list(form.with_fields(getattr(changed, name)))) for name in ("first", "others", "same")],
        **_stages(resolution, parsed),
    }
    return render(request, "recommendations/alignment.html", context, status=422 if form.errors else 200)


def _answer(
    request: ActorRequest, document: PendingDocument, form: AlignmentForm, shown: Confirmation
) -> HttpResponse | None:
    """What the pressed button leads to; None shows the page."""
    if "propose" in request.POST:
        return _proposed_anew(request, document)
    return _done(request, document, form, shown) if form.is_valid() else None


def _resolution_of(request: ActorRequest, document: PendingDocument) -> Resolution:
    if document.resolution is None:
        raise Http404("Этот документ не является новой редакцией резолюции.")
    require(may_amend_resolution(request.actor, document.resolution))
    return document.resolution


def _stages(resolution: Resolution, parsed: ParsedDocument) -> dict[str, Any]:
    """The stage that the new version brings, or why it cannot be."""
    try:
        return {"stage": stage_after(ResolutionStage(resolution.stage), ResolutionStage(parsed.stage)).label}
    except ValidationError as error:
        return {"stage_fault": error.messages[0]}


def _proposed_anew(request: ActorRequest, document: PendingDocument) -> HttpResponse:
    align_document(actor=request.actor, document=document, confirmation=None)
    messages.info(request, "Возвращено сопоставление, которое предлагает портал.")
    return _shown_anew(document)


def _done(
    request: ActorRequest, document: PendingDocument, form: AlignmentForm, shown: Confirmation
) -> HttpResponse | None:
    """Keep what the form says; save the version when it says just what the page has shown. None: mend the form."""
    said = form.confirmation()
    if said.seen != shown.seen:
        messages.warning(request, STALE)
        return _shown_anew(document)
    try:
        align_document(actor=request.actor, document=document, confirmation=said)
        if "save" in request.POST and said.alignment == shown.alignment:
            return _saved(request, save_version(actor=request.actor, document=document, confirmation=said))
    except (ValidationError, Refused) as error:
        return _refused(request, document, form, error)
    if "save" in request.POST:
        messages.warning(request, LOOK_AGAIN)
    return _shown_anew(document)


def _shown_anew(document: PendingDocument) -> HttpResponse:
    """The page at its summary: there stands what has become of the clauses."""
    return redirect(reverse("resolution-alignment", args=[document.pk]) + "#summary-title")


def _saved(request: ActorRequest, resolution: Resolution) -> HttpResponse:
    messages.success(request, f"Внесена редакция {resolution.version}. Ниже — её отличия от прежней.")
    return redirect("resolution-version", resolution.pk, resolution.version)


def _refused(
    request: ActorRequest, document: PendingDocument, form: AlignmentForm, error: ValidationError | Refused
) -> HttpResponse | None:
    """A missing reason is asked for in the form; the rest is told above a page that shows how things stand now."""
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        add_errors(form, error)
        return None
    messages.error(request, str(error) if isinstance(error, Refused) else " ".join(error.messages))
    if PendingDocument.objects.visible_to(request.actor).filter(pk=document.pk).exists():
        return redirect("resolution-alignment", document.pk)
    return redirect("resolution-versions", document.resolution_id)


@require_safe
def versions(request: ActorRequest, pk: int) -> HttpResponse:
    """The versions of the text, newest first, with what each changed."""
    resolution = find(request, Resolution, pk)
    context = {
        "resolution": resolution,
        "rows": version_rows(resolution),
        "may_amend": may_amend_resolution(request.actor, resolution),
    }
    return render(request, "recommendations/version_list.html", context)


@require_safe
def version(request: ActorRequest, pk: int, number: int) -> HttpResponse:
    """The text of one version, compared with the version before."""
    resolution = find(request, Resolution, pk)
    text = get_object_or_404(resolution.texts.select_related("imported_by"), version=number)
    context = {"resolution": resolution, "version": version_text(resolution, text)}
    return render(request, "recommendations/version_detail.html", context)
