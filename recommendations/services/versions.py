"""A new version of a resolution's text: its clauses are aligned with the old ones, what is being executed stays."""

from collections import Counter
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from organizations.access import Actor, require
from organizations.services.audit import record
from recommendations.documents import ParsedDocument
from recommendations.documents.alignment import Change, changes, continuations
from recommendations.models import Assignment, PastWording, Recommendation, Resolution
from recommendations.notifications import tell_of_version
from recommendations.policies import may_amend_resolution
from recommendations.services.alignments import (
    Confirmation,
    StaleAlignment,
    clauses_in_force,
    clauses_of,
    fingerprint,
    holders,
)
from recommendations.services.assignments import cancel_draft, withdraw_assignment
from recommendations.services.clauses import create_sections, placed, wording_of
from recommendations.services.legal_acts import register_acts
from recommendations.services.resolutions import add_text, check_document, head_of
from recommendations.statuses import RESOLUTION_MOVES, AssignmentStatus, ResolutionStage

DROPPED = "Пункт исключён редакцией {version} резолюции."
NO_REASON = "Укажите, почему исключены пункты, по которым уже направлены поручения: причину увидят исполнители."
_WORDED = ("position", "number", "text", "span_start", "span_end")


@transaction.atomic
def amend_resolution(
    *,
    actor: Actor,
    resolution: Resolution,
    parsed: ParsedDocument,
    content: bytes,
    name: str,
    confirmation: Confirmation,
) -> Resolution:
    """Make the document the version in force of the resolution's text; all or nothing.

    Clauses keep their rows, so assignments, tasks and reports stay with them; former wordings are kept. A clause that
    the version drops is retired and what is open of its assignments withdrawn, with the reason added to the words
    of the portal. Those who execute what has changed are written to. Raises DuplicateDocument, StaleAlignment when the
    clauses are not those that the person saw, and ValidationError when the alignment or the stage does not fit or the
    reason is missing.
    """
    resolution = _locked(resolution)
    require(may_amend_resolution(actor, resolution))
    check_document(actor, parsed, content)
    found, continued = _checked(resolution, parsed, confirmation)
    _move_head(actor, resolution, parsed)
    text = add_text(actor, resolution, parsed, content, name)
    rows = _Amendment(actor, resolution, parsed, confirmation)
    rows.keep_former_wordings(found)
    rows.carry_out(continued)
    record(
        actor=actor,
        act="amend_resolution",
        about=resolution,
        reason=confirmation.reason,
        version=text.version,
        file=name,
        sha256=text.sha256,
        clauses=dict(Counter(str(change.kind) for change in found)),
    )
    tell_of_version(actor=actor, resolution=resolution)
    return resolution


def _locked(resolution: Resolution) -> Resolution:
    """With its assignments: one that is being issued is issued before the version or not at all.

    Without the key of the resolution, which the tasks of that assignment refer to: else both would wait for ever.
    """
    resolution = Resolution.objects.select_for_update(no_key=True).get(pk=resolution.pk)
    list(Assignment.objects.select_for_update().filter(resolution=resolution).order_by("pk").values_list("pk"))
    return resolution


def _checked(
    resolution: Resolution, parsed: ParsedDocument, confirmation: Confirmation
) -> tuple[tuple[Change, ...], dict[int, int | None]]:
    """What the alignment does, and in which clause of the document each one in force goes on."""
    old, new = clauses_in_force(resolution), clauses_of(parsed)
    if confirmation.seen != fingerprint(old, new):
        raise StaleAlignment
    try:
        found = changes(confirmation.alignment, old, new)
    except ValueError as error:
        raise ValidationError(str(error)) from error
    dropped = [key for key, heir in confirmation.alignment.heirs.items() if heir is None]
    if not confirmation.reason.strip() and issued_of(dropped).exists():
        raise ValidationError({"reason": NO_REASON})
    return found, continuations(confirmation.alignment, old, new)


def issued_of(clauses: Iterable[int]) -> QuerySet[Assignment]:
    """Assignments of these clauses that are on control."""
    return Assignment.objects.filter(recommendation__in=list(clauses), status=AssignmentStatus.ISSUED)


def _move_head(actor: Actor, resolution: Resolution, parsed: ParsedDocument) -> None:
    before = ResolutionStage(resolution.stage)
    after = stage_after(before, ResolutionStage(parsed.stage))
    if after in ResolutionStage.IN_FORCE and before not in ResolutionStage.IN_FORCE:
        resolution.adopted_on = actor.today
    for column, value in _said(parsed).items():
        setattr(resolution, column, value)
    resolution.stage = after
    resolution.version += 1
    resolution.save()


def _said(parsed: ParsedDocument) -> dict[str, object]:
    """Columns of the head that the text speaks of; what it is silent about stays as it was."""
    silent = {"stage"} | {name for name in ("title", "place") if not getattr(parsed, name)}
    if parsed.event_from is None:
        silent |= {"event_from", "event_to"}
    return {column: value for column, value in head_of(parsed).items() if column not in silent}


def stage_after(before: ResolutionStage, named: ResolutionStage) -> ResolutionStage:
    """The stage of a resolution whose new version of the text is at the stage `named`.

    An adopted text over an adopted one is an amendment; a text never leads back to an earlier stage
    (ValidationError).
    """
    if named == before and before in (ResolutionStage.PROPOSALS, ResolutionStage.DRAFT):
        return before
    after = ResolutionStage.AMENDED if before in ResolutionStage.IN_FORCE and named == "adopted" else named
    if after not in RESOLUTION_MOVES[before]:
        raise ValidationError(
            f"Резолюция на стадии «{before.label}», новая редакция не может быть на стадии «{named.label}». "
            "Исправьте стадию в сведениях о документе."
        )
    return after


class _Amendment:
    """The rows of one amendment: the clauses in force by id, the wordings of the new version by place."""

    def __init__(
        self, actor: Actor, resolution: Resolution, parsed: ParsedDocument, confirmation: Confirmation
    ) -> None:
        self.actor, self.resolution, self.version = actor, resolution, resolution.version
        self.alignment, self.reason = confirmation.alignment, confirmation.reason.strip()
        self.rows = {row.pk: row for row in resolution.recommendations.in_force()}
        self.numbers = {row.pk: row.number for row in self.rows.values()}
        sections = create_sections(resolution, parsed)
        self.wordings = {
            key: wording_of(section, item, key) for key, (section, item) in enumerate(placed(sections, parsed), start=1)
        }

    def keep_former_wordings(self, found: Iterable[Change]) -> None:
        """Every clause as it stood, with what the new version does to it."""
        fates = {key: change.kind for change in found for key in change.old}
        PastWording.objects.bulk_create(
            PastWording(
                region=row.region,
                recommendation=row,
                version=self.version - 1,
                fate=fates[row.pk],
                section_id=row.section_id,
                **{name: getattr(row, name) for name in _WORDED},
            )
            for row in self.rows.values()
        )

    def carry_out(self, continued: dict[int, int | None]) -> None:
        """Give each clause of the new version its row and retire the rows that are left."""
        self._free_numbers()
        held = holders(continued, self.alignment)
        clauses = {key: self._place(key, held.get(key)) for key in self.wordings}
        for key in self.rows.keys() - held.values():
            self._retire(self.rows[key], clauses.get(continued[key] or 0))
        register_acts(actor=self.actor, clauses=clauses.values())
        for assignment in Assignment.objects.filter(recommendation__in=clauses.values()):
            assignment.save(update_fields=["search_text"])

    def _free_numbers(self) -> None:
        """Numbers are unique among clauses in force: nobody holds one while they are given out anew."""
        for row in self.rows.values():
            row.number = f"-{row.pk}"
        Recommendation.objects.bulk_update(self.rows.values(), ["number"])

    def _place(self, key: int, holder: int | None) -> Recommendation:
        row = self._new(key) if holder is None else self.rows[holder]
        for column, value in self.wordings[key].items():
            setattr(row, column, value)
        row.save()
        return row

    def _new(self, key: int) -> Recommendation:
        source = self.alignment.sources[key]
        return Recommendation(
            region=self.resolution.region,
            resolution=self.resolution,
            since_version=self.version,
            origin=None if source is None else self.rows[source],
        )

    def _retire(self, row: Recommendation, successor: Recommendation | None) -> None:
        row.number, row.retired_version, row.successor = self.numbers[row.pk], self.version, successor
        if successor is None:
            row.retirement_reason = f"{DROPPED.format(version=self.version)} {self.reason}".strip()
        row.save()
        for assignment in row.assignments.all():
            self._settle(assignment, row)

    def _settle(self, assignment: Assignment, row: Recommendation) -> None:
        """Of a dropped clause nothing is executed further; of a merged one drafts go on with its successor."""
        if assignment.status == AssignmentStatus.DRAFT:
            self._settle_draft(assignment, row)
        elif assignment.status == AssignmentStatus.ISSUED and row.successor is None:
            withdraw_assignment(actor=self.actor, assignment=assignment, reason=row.retirement_reason)

    def _settle_draft(self, assignment: Assignment, row: Recommendation) -> None:
        if row.successor is None:
            cancel_draft(actor=self.actor, assignment=assignment)
        else:
            assignment.part_text, assignment.recommendation = assignment.content, row.successor
            assignment.save()
