"""Bringing a resolution into the portal and moving it through its stages."""

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from organizations.access import Actor, require
from organizations.models import AddresseeGroup
from organizations.services.audit import record
from recommendations.documents import ParsedDocument, ParsedGroup
from recommendations.models import Recommendation, Resolution, ResolutionText, Section
from recommendations.policies import may_adopt_resolution, may_import_resolution
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
    if known := ResolutionText.objects.of_content(actor.region, content).first():
        raise DuplicateDocument(known.resolution)
    if not any(group.recommendations for group in parsed.groups):
        raise ValidationError("В документе не найдено ни одного пункта, сохранять нечего. Проверьте, тот ли это файл.")
    digest = hashlib.sha256(content).hexdigest()
    resolution = _create_resolution(actor, parsed)
    text = _new_text(actor, resolution, parsed)
    text.file_name, text.sha256 = name[-255:], digest
    text.file.save(name, ContentFile(content), save=False)
    text.save()
    _create_sections(resolution, parsed)
    record(actor=actor, act="import_resolution", about=resolution, file=name, sha256=digest)
    return resolution


def _create_resolution(actor: Actor, parsed: ParsedDocument) -> Resolution:
    return Resolution.objects.create(
        region=actor.region,
        title=parsed.title[:600] or "Резолюция без названия",
        stage=ResolutionStage(parsed.stage),
        event_from=parsed.event_from,
        event_to=parsed.event_to,
        place=parsed.place or "",
        created_at=actor.now,
    )


def _new_text(actor: Actor, resolution: Resolution, parsed: ParsedDocument) -> ResolutionText:
    return ResolutionText(
        region=actor.region,
        resolution=resolution,
        version=1,
        plain_text=parsed.plain_text,
        warnings=list(parsed.warnings),
        imported_at=actor.now,
        imported_by=actor.user,
    )


def _create_sections(resolution: Resolution, parsed: ParsedDocument) -> None:
    groups = {group.code: group for group in AddresseeGroup.objects.filter(region=resolution.region)}
    position = 0
    for order, found in enumerate(parsed.groups, start=1):
        section = Section.objects.create(
            region=resolution.region, resolution=resolution, position=order, heading=found.heading[:1000]
        )
        section.groups.set([groups[code] for code in found.addressee_groups if code in groups])
        Recommendation.objects.bulk_create(_recommendations(section, found, position))
        position += len(found.recommendations)


def _recommendations(section: Section, found: ParsedGroup, offset: int) -> list[Recommendation]:
    return [
        Recommendation(
            region=section.region,
            resolution=section.resolution,
            section=section,
            position=offset + order,
            number=item.number,
            text=item.text,
            span_start=item.span[0],
            span_end=item.span[1],
            deadlines=[{"text": d.text, "kind": d.kind, "date": d.date and d.date.isoformat()} for d in item.deadlines],
            legal_acts=[
                {"text": a.text, "kind": a.kind, "number": a.number, "date": a.date and a.date.isoformat()}
                for a in item.legal_acts
            ],
        )
        for order, item in enumerate(found.recommendations, start=1)
    ]


@transaction.atomic
def adopt_resolution(*, actor: Actor, resolution: Resolution, number: str = "") -> Resolution:
    """Mark the resolution adopted today, with the number given by the forum."""
    resolution = Resolution.objects.select_for_update().get(pk=resolution.pk)
    require(may_adopt_resolution(actor, resolution))
    resolution.stage, resolution.adopted_on, resolution.number = ResolutionStage.ADOPTED, actor.today, number
    resolution.save(update_fields=["stage", "adopted_on", "number"])
    record(actor=actor, act="adopt_resolution", about=resolution, number=number)
    return resolution
