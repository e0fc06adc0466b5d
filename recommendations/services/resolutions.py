"""Bringing a resolution into the portal and moving it through its stages."""

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from organizations.access import Actor, require
from organizations.services.audit import record
from recommendations.documents import ParsedDocument
from recommendations.models import Resolution, ResolutionText
from recommendations.policies import may_adopt_resolution, may_import_resolution
from recommendations.services.clauses import create_clauses
from recommendations.services.legal_acts import register_acts
from recommendations.statuses import ResolutionStage


class DuplicateDocument(ValidationError):
    """The same file is in the portal already; `resolution` is where."""

    def __init__(self, resolution: Resolution) -> None:
        self.resolution = resolution
        super().__init__(f"Этот документ уже загружен: резолюция № {resolution.pk} «{resolution.title}».")


@transaction.atomic
def import_resolution(*, actor: Actor, parsed: ParsedDocument, content: bytes, name: str) -> Resolution:
    """Create the resolution as it was understood, with the original file; all or nothing.

    Raises DuplicateDocument when the same bytes are in the region already.
    """
    require(may_import_resolution(actor))
    check_document(actor, parsed, content)
    resolution = Resolution.objects.create(region=actor.region, created_at=actor.now, **head_of(parsed))
    text = add_text(actor, resolution, parsed, content, name)
    register_acts(actor=actor, clauses=create_clauses(resolution, parsed))
    record(actor=actor, act="import_resolution", about=resolution, file=name, sha256=text.sha256)
    return resolution


def check_document(actor: Actor, parsed: ParsedDocument, content: bytes) -> None:
    """Raise DuplicateDocument for bytes that the region has, ValidationError for a document without clauses."""
    if known := ResolutionText.objects.of_content(actor.region, content).first():
        raise DuplicateDocument(known.resolution)
    if not any(group.recommendations for group in parsed.groups):
        raise ValidationError("В документе не найдено ни одного пункта, сохранять нечего. Проверьте, тот ли это файл.")


def head_of(parsed: ParsedDocument) -> dict[str, object]:
    """Columns of a resolution that its text sets."""
    return {
        "title": parsed.title[:600] or "Резолюция без названия",
        "stage": ResolutionStage(parsed.stage),
        "event_from": parsed.event_from,
        "event_to": parsed.event_to,
        "place": parsed.place or "",
    }


def add_text(actor: Actor, resolution: Resolution, parsed: ParsedDocument, content: bytes, name: str) -> ResolutionText:
    """Keep the file and its text as the resolution's version in force."""
    text = ResolutionText(
        region=actor.region,
        resolution=resolution,
        version=resolution.version,
        stage=resolution.stage,
        plain_text=parsed.plain_text,
        pieces=[[piece.kind, piece.start, piece.end] for piece in parsed.pieces],
        warnings=list(parsed.warnings),
        imported_at=actor.now,
        imported_by=actor.user,
        file_name=name[-255:],
        sha256=hashlib.sha256(content).hexdigest(),
    )
    text.file.save(name, ContentFile(content), save=False)
    text.save()
    return text


@transaction.atomic
def adopt_resolution(*, actor: Actor, resolution: Resolution, number: str = "") -> Resolution:
    """Mark the resolution adopted today, with the number given by the forum."""
    resolution = Resolution.objects.select_for_update().get(pk=resolution.pk)
    require(may_adopt_resolution(actor, resolution))
    resolution.stage, resolution.adopted_on, resolution.number = ResolutionStage.ADOPTED, actor.today, number
    resolution.save(update_fields=["stage", "adopted_on", "number"])
    resolution.texts.filter(version=resolution.version).update(stage=resolution.stage)
    record(actor=actor, act="adopt_resolution", about=resolution, number=number)
    return resolution
