"""A document on its way into the portal: kept with its reading, mended by edits, saved as a resolution."""

from __future__ import annotations

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from organizations.access import Actor, Refused, require
from organizations.models import User
from organizations.services.audit import record
from recommendations.documents import ParsedDocument
from recommendations.documents.mending import Edit, edits_from_json, replay, settled
from recommendations.documents.stored import dump, load
from recommendations.models import PendingDocument, Resolution, ResolutionText
from recommendations.policies import may_amend_resolution, may_import_resolution
from recommendations.services.alignments import Confirmation
from recommendations.services.resolutions import DuplicateDocument, import_resolution
from recommendations.services.versions import amend_resolution

STALE = "За это время документ изменили в другом окне. Показано, как он выглядит сейчас: проверьте и повторите."
IS_VERSION = "Этот документ – новая редакция резолюции: сначала сопоставьте его с действующей редакцией."
GONE = "Этот документ уже сохранён или удалён в другом окне. Ничего не потеряно: откройте резолюцию."


@transaction.atomic
def keep_document(
    *, actor: Actor, parsed: ParsedDocument, content: bytes, name: str, resolution: Resolution | None = None
) -> PendingDocument:
    """Keep a document that was read until a person has looked it through; nothing else is created.

    The same bytes of the same person are the same document with its edits. `resolution`: it is to become the new
    version of its text. Raises DuplicateDocument when the bytes are saved in the region already.
    """
    require(may_amend_resolution(actor, resolution) if resolution else may_import_resolution(actor))
    if known := ResolutionText.objects.of_content(actor.region, content).first():
        raise DuplicateDocument(known.resolution)
    # Two uploads at once wait for one another, so that the second finds what the first has kept.
    User.objects.select_for_update().get(pk=actor.user.pk)
    digest = hashlib.sha256(content).hexdigest()
    waiting = PendingDocument.objects.filter(
        region=actor.region, created_by=actor.user, sha256=digest, resolution=resolution
    )
    return waiting.first() or _kept(actor, parsed, content, name, resolution)


def _kept(
    actor: Actor, parsed: ParsedDocument, content: bytes, name: str, resolution: Resolution | None
) -> PendingDocument:
    document = PendingDocument(
        region=actor.region,
        resolution=resolution,
        file_name=name[-255:],
        sha256=hashlib.sha256(content).hexdigest(),
        reading=dump(parsed),
        created_by=actor.user,
        created_at=actor.now,
        changed_at=actor.now,
    )
    document.file.save(name, ContentFile(content), save=False)
    document.save()
    record(actor=actor, act="keep_document", about=document, file=name, sha256=document.sha256)
    return document


def mended(document: PendingDocument) -> ParsedDocument:
    """The document as it was read, with the edits that are in force."""
    return replay(load(document.reading), edits_from_json(document.edits[: document.edit_count]))


@transaction.atomic
def edit_document(*, actor: Actor, document: PendingDocument, edit: Edit, seen: int) -> PendingDocument:
    """Add an edit; what was undone before it is forgotten. `seen`: number of edits that the person saw in force.

    Raises ValidationError when somebody has edited since, EditError when the edit does not fit the document.
    """
    document = _as_seen(actor, document, seen)
    edit.apply(mended(document))
    document.edits = [*document.edits[: document.edit_count], edit.as_json()]
    return _stand_at(actor, document, len(document.edits))


@transaction.atomic
def undo_edit(*, actor: Actor, document: PendingDocument, seen: int) -> PendingDocument:
    """Take the last edit back; with none left nothing happens. `seen` and its ValidationError: as in an edit."""
    document = _as_seen(actor, document, seen)
    return _stand_at(actor, document, max(document.edit_count - 1, 0))


@transaction.atomic
def redo_edit(*, actor: Actor, document: PendingDocument, seen: int) -> PendingDocument:
    """Put the last undone edit in force again; with none left nothing happens. `seen`: as in an edit."""
    document = _as_seen(actor, document, seen)
    return _stand_at(actor, document, min(document.edit_count + 1, len(document.edits)))


def _locked(actor: Actor, document: PendingDocument) -> PendingDocument:
    require(may_import_resolution(actor))
    found = PendingDocument.objects.select_for_update(of=("self",)).filter(pk=document.pk).first()
    if found is None:
        raise Refused(GONE, stale=True)
    return found


def _as_seen(actor: Actor, document: PendingDocument, seen: int) -> PendingDocument:
    """The document, unless it is another by now than the person was shown."""
    document = _locked(actor, document)
    if document.edit_count != seen:
        raise ValidationError(STALE)
    return document


def _stand_at(actor: Actor, document: PendingDocument, count: int) -> PendingDocument:
    # An alignment speaks of clauses by their place: other clauses need another one.
    document.edit_count, document.alignment, document.changed_at = count, None, actor.now
    document.save(update_fields=["edits", "edit_count", "alignment", "changed_at"])
    return document


@transaction.atomic
def save_document(*, actor: Actor, document: PendingDocument, seen: int) -> Resolution:
    """Make the document a resolution; the pending document is gone with that. `seen`: as in an edit.

    Raises DuplicateDocument, and ValidationError when it was edited since, when there is no clause in it or it is a
    new version of a text.
    """
    document = _as_seen(actor, document, seen)
    if document.resolution_id:
        raise ValidationError(IS_VERSION)
    resolution = import_resolution(
        actor=actor, parsed=settled(mended(document)), content=document.file.read(), name=document.file_name
    )
    _drop(document)
    return resolution


@transaction.atomic
def align_document(*, actor: Actor, document: PendingDocument, confirmation: Confirmation | None) -> PendingDocument:
    """Keep what the person says about the clauses until the version is saved; None takes the portal's proposal."""
    document = _locked(actor, document)
    document.alignment = confirmation.as_json() if confirmation else None
    document.save(update_fields=["alignment"])
    return document


@transaction.atomic
def save_version(*, actor: Actor, document: PendingDocument, confirmation: Confirmation) -> Resolution:
    """Make the document the new version of its resolution's text, with the alignment that the person confirmed."""
    document = _locked(actor, document)
    if document.resolution is None:
        raise ValidationError("Этот документ не является новой редакцией резолюции.")
    resolution = amend_resolution(
        actor=actor,
        resolution=document.resolution,
        parsed=settled(mended(document)),
        content=document.file.read(),
        name=document.file_name,
        confirmation=confirmation,
    )
    _drop(document)
    return resolution


@transaction.atomic
def discard_document(*, actor: Actor, document: PendingDocument) -> None:
    """Forget a document without saving it."""
    document = _locked(actor, document)
    record(actor=actor, act="discard_document", about=document, sha256=document.sha256)
    _drop(document)


def _drop(document: PendingDocument) -> None:
    """The file goes when the act is certain."""
    storage, path = document.file.storage, str(document.file.name)
    document.delete()
    transaction.on_commit(lambda: storage.delete(path))
