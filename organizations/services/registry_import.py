"""The life of a registry file: brought in, read, decided on, loaded; or thrown away."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from organizations.access import Actor, require
from organizations.models import Organization, Region, RegistryImport, RegistryImportRow
from organizations.policies import may_keep_registry
from organizations.services.audit import record
from organizations.services.registry_import_fields import differences
from organizations.services.registry_import_judge import Judge, former_names
from organizations.services.registry_import_writing import BATCH, RegistryOutcome, RegistryWriter, source_of

Stage = RegistryImport.Stage
Kind, Decision = RegistryImportRow.Kind, RegistryImportRow.Decision
Former = Mapping[int, tuple[str, ...]]
CLOSED = (
    "Организация «{}» закрыта с {:%d.%m.%Y}, файлом её сведения не меняются. "
    "Выберите другую организацию или не загружайте строку."
)
STALE = (
    "С момента чтения реестр изменился: {}. Эти строки сверены заново, в реестр ничего не записано. "
    "Проверьте их и загрузите файл ещё раз."
)
_NAMED_LINES = 10
_TOLD = ("kind", "organization", "before", "candidates", "faults", "repairs", "decision")
UNFINISHED = (Stage.READING, Stage.READY, Stage.APPLYING, Stage.FAILED)


@transaction.atomic
def bring_registry(*, actor: Actor, content: bytes, name: str) -> RegistryImport:
    """Keep a file to be read; nothing in the registry is touched. Reading is `read_registry_import`."""
    require(may_keep_registry(actor))
    if len(content) > settings.REGISTRY_MAX_BYTES:
        raise ValidationError(f"Файл больше {settings.REGISTRY_MAX_BYTES // 1_000_000} МБ. Разделите его на части.")
    return RegistryImport.objects.create(
        region=actor.region,
        file_name=PurePath(name).name[-255:],
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        created_by=actor.user,
        created_at=actor.now,
    )


@transaction.atomic
def decide_rows(*, actor: Actor, registry_import: RegistryImport, decisions: Mapping[int, str]) -> int:
    """Keep what a person decided about doubtful rows; gives how many.

    `decisions`: id of the row → «new», «skip», "" or the id of the organization that it is, one of its candidates.
    ValidationError for anything else, and when the file is no longer open for decisions.
    """
    require(may_keep_registry(actor))
    locked = _locked(registry_import, Stage.READY)
    rows = list(locked.rows.filter(pk__in=decisions, kind=Kind.DOUBTFUL))
    chosen = Organization.objects.filter(region=actor.region).in_bulk(
        [int(decision) for decision in decisions.values() if decision.isdecimal()]
    )
    former = former_names(actor.region) if chosen else {}
    for row in rows:
        _decide(row, decisions[row.pk], chosen, former)
    RegistryImportRow.objects.bulk_update(rows, ["decision", "organization", "before"])
    return len(rows)


def _decide(row: RegistryImportRow, decision: str, chosen: Mapping[int, Organization], former: Former) -> None:
    row.organization, row.before, row.decision = None, {}, decision
    if decision.isdecimal():
        organization = chosen.get(int(decision))
        if organization is None or organization.pk not in row.candidates:
            raise ValidationError("Выбранной организации нет среди возможных совпадений. Обновите страницу.")
        if organization.closed_on:
            raise ValidationError(CLOSED.format(organization.name, organization.closed_on))
        row.organization, row.decision = organization, Decision.MATCH
        row.before = differences(organization, row.values, former.get(organization.pk, ()), is_decided=True).before
    elif decision not in {Decision.NONE, Decision.NEW, Decision.SKIP}:
        raise ValidationError("Такого решения нет. Обновите страницу.")


@transaction.atomic
def start_applying(*, actor: Actor, registry_import: RegistryImport) -> RegistryImport:
    """Close the file for decisions before it is loaded in the background."""
    require(may_keep_registry(actor))
    locked = _locked(registry_import, Stage.READY)
    locked.stage = Stage.APPLYING
    locked.save(update_fields=["stage"])
    return locked


@transaction.atomic
def apply_registry(*, actor: Actor, registry_import: RegistryImport) -> RegistryOutcome:
    """Load the good rows in one act: all of them, or none when anything breaks on the way.

    Rows with faults, undecided and skipped ones are left out and counted. When the registry has changed since the file
    was read so that a row would do otherwise than it was shown, nothing is loaded: the rows are told anew and the file
    waits again. A name that changes is dated: old documents keep the old one. ValidationError when the file is not
    waiting to be loaded.
    """
    require(may_keep_registry(actor))
    # One registry file at a time: the taken names and numbers are read once.
    Region.objects.select_for_update().get(pk=actor.region.pk)
    locked = _locked(registry_import, Stage.READY, Stage.APPLYING)
    if stale := _told_anew(locked):
        return RegistryOutcome(stale=stale)
    writer = RegistryWriter(actor, source_of(locked, actor.today))
    same = 0
    for start in range(0, locked.row_count, BATCH):
        part = list(locked.rows.filter(position__gte=start, position__lt=start + BATCH).order_by("position"))
        writer.write(part)
        same += sum(_is_same(row) for row in part)
    left_out = locked.row_count - writer.created - writer.changed - same
    locked.stage, locked.applied_by, locked.applied_at = Stage.APPLIED, actor.user, actor.now
    locked.fault = ""
    locked.save(update_fields=["stage", "applied_by", "applied_at", "fault"])
    outcome = RegistryOutcome(writer.created, writer.changed, same, left_out)
    record(
        actor=actor,
        act="import_registry",
        about=locked,
        created=outcome.created,
        changed=outcome.changed,
        same=same,
        left_out=left_out,
        sha256=locked.sha256,
    )
    return outcome


def _told_anew(registry_import: RegistryImport) -> int:
    """How many rows would do otherwise than they were shown; they are kept as they are now and the file waits."""
    judge = Judge(registry_import.region)
    stale: list[RegistryImportRow] = []
    for start in range(0, registry_import.row_count, BATCH):
        part = registry_import.rows.filter(position__gte=start, position__lt=start + BATCH).order_by("position")
        stale += [row for row in part if judge.is_stale(row)]
    if stale:
        RegistryImportRow.objects.bulk_update(stale, _TOLD, batch_size=BATCH)
        registry_import.stage, registry_import.fault = Stage.READY, STALE.format(_lines(stale))
        registry_import.save(update_fields=["stage", "fault"])
    return len(stale)


def _lines(rows: Sequence[RegistryImportRow]) -> str:
    named = ", ".join(str(row.line) for row in rows[:_NAMED_LINES])
    rest = len(rows) - _NAMED_LINES
    word = "строка" if len(rows) == 1 else "строки"
    return f"{word} {named} и ещё {rest}" if rest > 0 else f"{word} {named}"


def _is_same(row: RegistryImportRow) -> bool:
    matched = row.kind == Kind.DOUBTFUL and row.decision == Decision.MATCH
    return row.kind == Kind.SAME or (matched and not row.before)


@transaction.atomic
def reopen_import(*, actor: Actor, registry_import: RegistryImport) -> RegistryImport:
    """Go on after a stopped background work: a file that was being read is read anew, one that was being loaded waits.

    Nothing was written by the stopped work: loading is one transaction, reading touches only the rows of the file.
    """
    require(may_keep_registry(actor))
    locked = _locked(registry_import, Stage.READING, Stage.APPLYING)
    if locked.stage == Stage.APPLYING:
        locked.stage = Stage.READY
    else:
        locked.rows.all().delete()
        locked.read_count = locked.row_count = 0
    locked.save(update_fields=["stage", "read_count", "row_count"])
    return locked


@transaction.atomic
def discard_import(*, actor: Actor, registry_import: RegistryImport) -> None:
    """Throw a file away without loading it; its rows and bytes go, the line in the list stays."""
    require(may_keep_registry(actor))
    locked = _locked(registry_import, *UNFINISHED)
    locked.rows.all().delete()
    locked.stage, locked.content = Stage.DISCARDED, b""
    locked.save(update_fields=["stage", "content"])
    record(actor=actor, act="discard_import", about=locked)


@transaction.atomic
def discard_waiting_imports(*, actor: Actor) -> int:
    """Throw away every file of the region that was read and never loaded; gives how many."""
    require(may_keep_registry(actor))
    found = list(RegistryImport.objects.visible_to(actor).waiting().select_for_update().defer("content"))
    for registry_import in found:
        discard_import(actor=actor, registry_import=registry_import)
    return len(found)


def _locked(registry_import: RegistryImport, *stages: str) -> RegistryImport:
    locked = RegistryImport.objects.select_for_update().defer("content").get(pk=registry_import.pk)
    if locked.stage not in stages:
        raise ValidationError(f"Файл уже в состоянии «{locked.get_stage_display()}». Обновите страницу.")
    return locked
