"""A new version of a resolution's text: its clauses are aligned with the old ones, what is being executed stays."""

from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from organizations.access import Actor, require
from organizations.services.audit import record
from recommendations.documents import ParsedDocument
from recommendations.documents.alignment import Alignment, Change, Clause, align, changes, continuation
from recommendations.models import PastWording, Recommendation, Resolution
from recommendations.policies import may_amend_resolution
from recommendations.services.assignments import cancel_draft, withdraw_assignment
from recommendations.services.clauses import create_sections, placed, wording_of
from recommendations.services.legal_acts import register_acts
from recommendations.services.resolutions import add_text, check_document, head_of
from recommendations.statuses import RESOLUTION_MOVES, AssignmentStatus, ResolutionStage

DROPPED = "Пункт исключён из редакции {version} резолюции."


def clauses_in_force(resolution: Resolution) -> list[Clause]:
    """The clauses of the version in force, by their ids, in order."""
    rows = resolution.recommendations.in_force().order_by("position").select_related("section")
    return [
        Clause(row.pk, row.text, frozenset(group.code for group in row.section.groups.all()), row.section.heading)
        for row in rows.prefetch_related("section__groups")
    ]


def clauses_of(parsed: ParsedDocument) -> list[Clause]:
    """The clauses of a document by their place in it, from 1."""
    found = [(group, item) for group in parsed.groups for item in group.recommendations]
    return [
        Clause(key, item.text, frozenset(group.addressee_groups), group.heading)
        for key, (group, item) in enumerate(found, start=1)
    ]


def propose_alignment(resolution: Resolution, parsed: ParsedDocument) -> Alignment:
    """From which clause in force each clause of the document comes; a person confirms it."""
    return align(clauses_in_force(resolution), clauses_of(parsed))


@transaction.atomic
def amend_resolution(
    *,
    actor: Actor,
    resolution: Resolution,
    parsed: ParsedDocument,
    content: bytes,
    name: str,
    alignment: Alignment,
    reason: str = "",
) -> Resolution:
    """Make the document the version in force of the resolution's text; all or nothing.

    Clauses keep their rows, so assignments, tasks and reports stay with them; former wordings are kept. A clause that
    the version drops is retired and what is open of its assignments withdrawn, with `reason` added to the words
    of the portal. Raises DuplicateDocument, and ValidationError when the alignment or the stage does not fit.
    """
    resolution = Resolution.objects.select_for_update().get(pk=resolution.pk)
    require(may_amend_resolution(actor, resolution))
    check_document(actor, parsed, content)
    old, new = clauses_in_force(resolution), clauses_of(parsed)
    found = _checked_changes(alignment, old, new)
    _move_head(actor, resolution, parsed)
    text = add_text(actor, resolution, parsed, content, name)
    _Amendment(actor, resolution, parsed, reason).carry_out(found, old, new)
    counts = {kind: len(rows) for kind, rows in _by_kind(found).items()}
    record(
        actor=actor,
        act="amend_resolution",
        about=resolution,
        reason=reason,
        version=text.version,
        file=name,
        sha256=text.sha256,
        changes=counts,
    )
    return resolution


def _checked_changes(alignment: Alignment, old: list[Clause], new: list[Clause]) -> tuple[Change, ...]:
    try:
        return changes(alignment, old, new)
    except ValueError as error:
        raise ValidationError(str(error)) from error


def _by_kind(found: Iterable[Change]) -> dict[str, list[Change]]:
    rows: dict[str, list[Change]] = defaultdict(list)
    for change in found:
        rows[str(change.kind)].append(change)
    return rows


def _move_head(actor: Actor, resolution: Resolution, parsed: ParsedDocument) -> None:
    before, head = ResolutionStage(resolution.stage), head_of(parsed)
    head["stage"] = after = _stage_after(before, ResolutionStage(parsed.stage))
    if after in ResolutionStage.IN_FORCE and before not in ResolutionStage.IN_FORCE:
        head["adopted_on"] = actor.today
    for column, value in head.items():
        setattr(resolution, column, value)
    resolution.version += 1
    resolution.save()


def _stage_after(before: ResolutionStage, named: ResolutionStage) -> ResolutionStage:
    """An adopted text over an adopted one is an amendment; a text never leads back to an earlier stage."""
    if named == before and before not in ResolutionStage.IN_FORCE:
        return before
    after = ResolutionStage.AMENDED if before in ResolutionStage.IN_FORCE and named == "adopted" else named
    if after not in RESOLUTION_MOVES[before]:
        raise ValidationError(
            f"Резолюция на стадии «{before.label}», новая редакция не может быть на стадии «{named.label}». "
            "Исправьте стадию в сведениях о документе."
        )
    return after


class _Amendment:
    """The rows of one amendment."""

    def __init__(self, actor: Actor, resolution: Resolution, parsed: ParsedDocument, reason: str) -> None:
        self.actor, self.resolution, self.reason = actor, resolution, reason
        self.rows = {row.pk: row for row in resolution.recommendations.in_force()}
        sections = create_sections(resolution, parsed)
        self.wordings = {
            key: wording_of(section, item, key) for key, (section, item) in enumerate(placed(sections, parsed), start=1)
        }
        self.placed: dict[int, Recommendation] = {}

    def carry_out(self, found: tuple[Change, ...], old: list[Clause], new: list[Clause]) -> None:
        self._keep_former_wordings(found)
        for change in found:
            self._apply(change, old, new)
        register_acts(actor=self.actor, clauses=list(self.placed.values()))

    def _keep_former_wordings(self, found: tuple[Change, ...]) -> None:
        fates = {key: change.kind for change in found for key in change.old}
        PastWording.objects.bulk_create(
            PastWording(
                region=row.region,
                recommendation=row,
                version=self.resolution.version - 1,
                fate=fates[row.pk],
                section_id=row.section_id,
                **{name: getattr(row, name) for name in ("position", "number", "text", "span_start", "span_end")},
            )
            for row in self.rows.values()
        )
        # Numbers are free for the new version only when nobody in force has one.
        for row in self.rows.values():
            row.number = f"\u2013{row.pk}"[:12]
        Recommendation.objects.bulk_update(self.rows.values(), ["number"])

    def _apply(self, change: Change, old: list[Clause], new: list[Clause]) -> None:
        continued = continuation(change, old, new)
        for key in change.new:
            self._place(key, continued.get(key), change.old)
        for key in change.old:
            if key not in continued.values():
                self._retire(self.rows[key], change)

    def _place(self, key: int, row_id: int | None, sources: tuple[int, ...]) -> None:
        if row_id is None:
            origin = self.rows[sources[0]] if sources else None
            row = Recommendation(
                region=self.resolution.region,
                resolution=self.resolution,
                since_version=self.resolution.version,
                origin=origin,
            )
        else:
            row = self.rows[row_id]
        for column, value in self.wordings[key].items():
            setattr(row, column, value)
        row.save()
        self.placed[key] = row

    def _retire(self, row: Recommendation, change: Change) -> None:
        former = row.past_wordings.get(version=self.resolution.version - 1)
        row.number, row.retired_version = former.number, self.resolution.version
        if change.new:
            row.successor = self.placed[change.new[0]]
        else:
            words = DROPPED.format(version=self.resolution.version)
            row.retirement_reason = f"{words} {self.reason}".strip()
            self._withdraw(row)
        row.save()

    def _withdraw(self, row: Recommendation) -> None:
        for assignment in row.assignments.all():
            if assignment.status == AssignmentStatus.ISSUED:
                withdraw_assignment(actor=self.actor, assignment=assignment, reason=row.retirement_reason)
            elif assignment.status == AssignmentStatus.DRAFT:
                cancel_draft(actor=self.actor, assignment=assignment)
