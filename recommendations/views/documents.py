"""A document becomes a resolution: choose a file, look it through and mend it, save."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from organizations.access import require
from organizations.http import ActorRequest
from recommendations.documents import ParsedDocument
from recommendations.documents.mending import Edit, EditError, edits_from_json
from recommendations.forms.editors import editor_forms
from recommendations.forms.mending import FORMS, EditForm
from recommendations.models import PendingDocument
from recommendations.policies import may_import_resolution
from recommendations.services.pending_documents import (
    discard_document,
    edit_document,
    redo_edit,
    save_document,
    undo_edit,
)
from recommendations.services.resolutions import DuplicateDocument
from recommendations.summaries.document_history import history_of
from recommendations.summaries.document_place import NOWHERE, Place, place_after, place_before
from recommendations.summaries.document_review import ReviewPage, counted_findings
from recommendations.templatetags.wording import counted
from recommendations.views.uploads import read_upload
from recommendations.views.waiting import of_waiting

ITEMS = "пункт,пункта,пунктов"


def import_document(request: ActorRequest) -> HttpResponse:
    """Choose a file; it is read and kept to be looked through, nothing is created yet."""
    require(may_import_resolution(request.actor))
    upload = read_upload(request)
    if upload.document:
        if upload.document.edit_count:
            messages.info(request, "Этот файл уже на проверке. Показан документ с вашими правками.")
        return redirect(upload.document)
    context = {"form": upload.form, "known": upload.known, "waiting": _waiting(request)}
    return render(request, "recommendations/resolution_import.html", context, status=422 if upload.form.errors else 200)


def _waiting(request: ActorRequest) -> QuerySet[PendingDocument]:
    rows = PendingDocument.objects.visible_to(request.actor).filter(created_by=request.actor.user)
    return rows.select_related("resolution").defer("reading", "edits")


@require_safe
@of_waiting
def review_document(request: ActorRequest, pending: PendingDocument) -> HttpResponse:
    """How the document was understood beside its text; one place is open for mending."""
    return _review(request, pending, Place.read(request.GET))


def _review(
    request: ActorRequest, pending: PendingDocument, place: Place, posted: EditForm | None = None, fault: str = ""
) -> HttpResponse:
    history = history_of(pending)
    page = ReviewPage(history.document, place, request.GET.get("only", ""), request.actor.today)
    tail = f"&{urlencode({'only': page.only})}" if page.only else ""
    context = {
        "pending": pending,
        "history": history,
        "page": page,
        "forms": editor_forms(page, posted),
        "posted": posted,
        "fault": fault,
        "tail": tail,
        "edit_url": f"{reverse('resolution-review-edit', args=[pending.pk])}?{place.query}{tail}",
    }
    return render(request, "recommendations/resolution_review.html", context, status=422 if posted or fault else 200)


@of_waiting
def edit(request: ActorRequest, pending: PendingDocument) -> HttpResponse:
    """One edit; the page comes back at what it has changed, or with what was typed and why it does not fit."""
    place = Place.read(request.GET)
    if request.method != "POST":
        return _back(request, pending, place)
    form = _posted(request)
    if form.is_valid():
        try:
            edit_document(actor=request.actor, document=pending, edit=form.edit(), seen=_seen(request))
        except EditError as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            pending.refresh_from_db()
            return _back(request, pending, place_after(form.edit(), history_of(pending).document))
    return _review(request, pending, place, form)


def _posted(request: ActorRequest) -> EditForm:
    form = FORMS.get(request.POST.get("act", ""))
    if form is None:
        raise BadRequest("Неизвестная правка.")
    return form(request.POST)


def _seen(request: ActorRequest) -> int:
    """How many edits the page showed; a page that does not say it is stale."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() else -1


def _back(request: ActorRequest, pending: PendingDocument, place: Place) -> HttpResponse:
    only = request.GET.get("only", "")
    query = "&".join(filter(None, [place.query, urlencode({"only": only}) if only else ""]))
    return redirect(f"{pending.get_absolute_url()}?{query}#{place.anchor}")


@of_waiting
def undo(request: ActorRequest, pending: PendingDocument) -> HttpResponse:
    """Take the last edit back."""
    return _step(request, pending, undo_edit, place_before)


@of_waiting
def redo(request: ActorRequest, pending: PendingDocument) -> HttpResponse:
    """Put the last undone edit in force again."""
    return _step(request, pending, redo_edit, place_after)


def _step(
    request: ActorRequest,
    pending: PendingDocument,
    act: Callable[..., PendingDocument],
    place_of: Callable[[Edit, ParsedDocument], Place],
) -> HttpResponse:
    if request.method != "POST":
        return _back(request, pending, NOWHERE)
    try:
        moved = act(actor=request.actor, document=pending, seen=_seen(request))
    except ValidationError as error:
        return _review(request, pending, NOWHERE, fault=error.messages[0])
    # What was taken back was in force before, what was put in force again is so now.
    edits = edits_from_json(moved.edits[: max(pending.edit_count, moved.edit_count)])
    return _back(request, moved, place_of(edits[-1], history_of(moved).document) if edits else NOWHERE)


@require_POST
@of_waiting
def save(request: ActorRequest, pending: PendingDocument) -> HttpResponse:
    """Make the document a resolution."""
    remarks = counted_findings(history_of(pending).document, request.actor.today)
    try:
        resolution = save_document(actor=request.actor, document=pending, seen=_seen(request))
    except DuplicateDocument as error:
        messages.warning(request, error.messages[0])
        return redirect(error.resolution)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(pending)
    sections = resolution.sections.exclude(heading="").count()
    created = ", ".join(
        [
            counted(resolution.recommendations.count(), ITEMS),
            counted(sections, "адресат,адресата,адресатов"),
            counted(remarks, "предупреждение,предупреждения,предупреждений"),
        ]
    )
    messages.success(request, f"Резолюция сохранена: {created}. {_next_step(remarks)}")
    return redirect(resolution)


def _next_step(remarks: int) -> str:
    """Where the warnings stand, and what to do now."""
    where = "Предупреждения показаны на странице каждого пункта: откройте его по номеру. " if remarks else ""
    return f"{where}Теперь оформите поручения по пунктам."


@require_POST
@of_waiting
def discard(request: ActorRequest, pending: PendingDocument) -> HttpResponse:
    """Forget the document without saving it."""
    discard_document(actor=request.actor, document=pending)
    messages.success(request, f"Документ «{pending.file_name}» удалён, правки в нём не сохранены.")
    return redirect(pending.resolution or "resolution-import")
