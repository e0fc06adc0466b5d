"""Reading a registry file into its rows: what each would do to the registry, nothing of it done."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice

from django.conf import settings
from django.db import transaction

from organizations.models import (
    Municipality,
    MunicipalityName,
    Region,
    RegistryImport,
    RegistryImportRow,
)
from organizations.registry import (
    IN_BACKGROUND,
    KnownPlace,
    Limits,
    Places,
    RegistryFile,
    TableRefused,
)
from organizations.services.registry_import_judge import Judge
from organizations.services.registry_import_writing import BATCH

Stage = RegistryImport.Stage


class Overtaken(Exception):
    """Somebody began to read the file anew, threw it away, or reads it beside us: there is nothing more to do here."""


def file_limits() -> Limits:
    """What one file may hold."""
    return replace(IN_BACKGROUND, rows=settings.REGISTRY_MAX_ROWS)


def read_registry_import(*, registry_import: RegistryImport, most: int | None = None) -> bool:
    """Read the rows of a kept file. False when it may have more rows than `most`; then nothing is read yet.

    Rows are kept by portions, so the progress is seen and memory is bounded; the registry is not touched. What is wrong
    with the file as a whole stands in its `fault`.
    """
    try:
        file = RegistryFile(bytes(registry_import.content), _places(registry_import.region), file_limits())
    except TableRefused as refusal:
        _unless_overtaken(registry_import, 0, stage=Stage.FAILED, fault=str(refusal))
        return True
    if most is not None and file.row_count > most:
        return False
    with suppress(Overtaken):
        _keep(registry_import, file)
    return True


def _keep(registry_import: RegistryImport, file: RegistryFile) -> None:
    _advance(registry_import, 0, [], row_count=file.row_count, layout=[one.as_json() for one in file.layouts])
    judge = Judge(registry_import.region)
    rows, done = file.rows(), 0
    while part := list(islice(rows, BATCH)):
        made = [judge.row(registry_import, position, row) for position, row in enumerate(part, start=done)]
        _advance(registry_import, done, made)
        done += len(made)
    remarks = [*file.left_out, *file.skipped]
    layout = [one.as_json() | {"remarks": [] if place else remarks} for place, one in enumerate(file.layouts)]
    layout[0]["warnings"] += file.warnings
    _advance(registry_import, done, [], row_count=done, layout=layout, stage=Stage.READY)


@transaction.atomic
def _advance(registry_import: RegistryImport, done: int, rows: Sequence[RegistryImportRow], **changes: object) -> None:
    """Keep a portion after `done` rows, if nobody else has read or dropped any meanwhile."""
    _unless_overtaken(registry_import, done, read_count=done + len(rows), **changes)
    RegistryImportRow.objects.bulk_create(rows, batch_size=BATCH)


def _unless_overtaken(registry_import: RegistryImport, done: int, **changes: object) -> None:
    mine = RegistryImport.objects.filter(pk=registry_import.pk, stage=Stage.READING, read_count=done)
    if not mine.update(**changes):
        raise Overtaken


def _places(region: Region) -> Places:
    former: dict[int, list[tuple[str, str]]] = {}
    rows = MunicipalityName.objects.filter(region=region, valid_to__isnull=False)
    for key, name, code in rows.values_list("municipality", "name", "oktmo"):
        former.setdefault(key, []).append((name, code))
    return Places(
        KnownPlace(place.pk, place.name, place.kind, place.oktmo, tuple(former.get(place.pk, ())))
        for place in Municipality.objects.filter(region=region)
    )
