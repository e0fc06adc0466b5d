"""Reading a registry file into its rows: what each would do to the registry, nothing of it done."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice

from django.conf import settings
from django.db import transaction

from organizations.models import (
    Municipality,
    MunicipalityName,
    Organization,
    OrganizationName,
    Region,
    RegistryImport,
    RegistryImportRow,
)
from organizations.registry import (
    IN_BACKGROUND,
    KnownOrganization,
    KnownPlace,
    Limits,
    Match,
    Matcher,
    MatchKind,
    Places,
    RegistryFile,
    RegistryRow,
    TableRefused,
)
from organizations.services.registry_import_writing import BATCH, differences

Kind, Stage = RegistryImportRow.Kind, RegistryImport.Stage
NAMES_AT_HOME = {"short_name": "name"}
CLOSED_IN_FILE = (
    "По файлу организация закрыта. Закрытие отмечают на её карточке: там решают, что будет с её обязательствами."
)
CLOSED_NEW = "По файлу организация закрыта, и на портале её нет. Закрытые организации не заносятся: удалите строку."
MOVED = "На портале организация относится к другому муниципальному образованию: {}. Перевод отмечают на её карточке."
REGROUPED = "На портале у организации другая группа адресатов: {}. Группа файлом не меняется."
CLOSED_HERE = "На портале организация закрыта с {:%d.%m.%Y}, а по файлу действует. Уточните её на карточке."


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
    judge = _Judge(registry_import.region)
    rows, done = file.rows(), 0
    while part := list(islice(rows, BATCH)):
        made = [judge.row(registry_import, position, row) for position, row in enumerate(part, start=done)]
        _advance(registry_import, done, made)
        done += len(made)
    remarks = [*file.left_out, *file.skipped]
    layout = [one.as_json() | {"remarks": [] if place else remarks} for place, one in enumerate(file.layouts)]
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


class _Judge:
    """What a line of a file is for the registry of a region."""

    def __init__(self, region: Region) -> None:
        # Forty thousand organizations take as many megabytes here; nothing more is read while the lines go by.
        rows = Organization.objects.filter(region=region).select_related("addressee_group", "municipality")
        self.organizations = {row.pk: row for row in rows.iterator(chunk_size=5_000)}
        self.matcher = Matcher(_known(region, self.organizations.values()))

    def row(self, registry_import: RegistryImport, position: int, line: RegistryRow) -> RegistryImportRow:
        """The line as it will be kept; not written yet."""
        match = self.matcher.match(line)
        row = RegistryImportRow(
            registry_import=registry_import,
            position=position,
            sheet=line.sheet[:100],
            line=line.line,
            name=line.name[:300],
            values=values_of(line),
            cells=line.cells,
            faults=[fault._asdict() for fault in line.faults],
            repairs=list(line.repairs),
        )
        self._settle(row, line, match)
        return row

    def _settle(self, row: RegistryImportRow, line: RegistryRow, match: Match) -> None:
        organization = self.organizations.get(match.organization_id or 0)
        reason = match.reason or _unfit(line, match, organization)
        if reason and not line.faults:
            row.faults.append({"cell": "", "field": "", "text": reason})
        if line.faults or (reason and match.kind != MatchKind.DOUBTFUL):
            row.kind = Kind.ERROR
        elif match.kind == MatchKind.DOUBTFUL:
            row.kind, row.candidates = Kind.DOUBTFUL, list(match.candidates)
        elif organization is None:
            row.kind = Kind.NEW
        else:
            row.organization_id, row.before = organization.pk, differences(organization, row.values)
            row.kind = Kind.CHANGED if row.before else Kind.SAME


def _unfit(line: RegistryRow, match: Match, organization: Organization | None) -> str:
    """Why a sound row is not loaded: a file neither closes, opens, moves nor regroups; "" when nothing is wrong."""
    if match.kind == MatchKind.NEW:
        return CLOSED_NEW if line.is_closed else ""
    if organization is None:
        return ""
    if line.place not in {None, organization.municipality_id}:
        return MOVED.format(organization.municipality or "региональный уровень")
    if line.values.get("group", "") not in {"", organization.addressee_group.code}:
        return REGROUPED.format(organization.addressee_group)
    if bool(organization.closed_on) == line.is_closed:
        return ""
    return CLOSED_HERE.format(organization.closed_on) if organization.closed_on else CLOSED_IN_FILE


def values_of(line: RegistryRow) -> dict[str, str]:
    """The values of a line under the names of an organization's fields, its place by id and its group among them."""
    stated = {NAMES_AT_HOME.get(field, field): value for field, value in line.values.items()}
    return stated | {"municipality": str(line.place or ""), "group": line.group}


def _known(region: Region, organizations: Iterable[Organization]) -> Iterator[KnownOrganization]:
    former: dict[int, list[str]] = {}
    names = OrganizationName.objects.filter(region=region, valid_to__isnull=False)
    for key, *found in names.values_list("organization", "name", "full_name"):
        former.setdefault(key, []).extend(filter(None, found))
    for row in organizations:
        facts = (row.municipality_id, row.name, row.full_name, row.settlement, row.inn, row.ogrn)
        yield KnownOrganization(row.pk, *facts, former=tuple(former.get(row.pk, ())))


def _places(region: Region) -> Places:
    former: dict[int, list[tuple[str, str]]] = {}
    rows = MunicipalityName.objects.filter(region=region, valid_to__isnull=False)
    for key, name, code in rows.values_list("municipality", "name", "oktmo"):
        former.setdefault(key, []).append((name, code))
    return Places(
        KnownPlace(place.pk, place.name, place.kind, place.oktmo, tuple(former.get(place.pk, ())))
        for place in Municipality.objects.filter(region=region)
    )
