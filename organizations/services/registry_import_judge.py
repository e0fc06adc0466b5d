"""What a line of a registry file is for the registry as it stands: told at reading, told again before loading."""

from collections.abc import Iterator
from typing import NamedTuple

from organizations.models import (
    AuditEvent,
    Municipality,
    Organization,
    OrganizationName,
    Region,
    RegistryImport,
    RegistryImportRow,
)
from organizations.registry import Field, KnownOrganization, Match, Matcher, MatchKind, RegistryRow
from organizations.services.registry_import_fields import differences
from organizations.text import search_text

Kind, Decision = RegistryImportRow.Kind, RegistryImportRow.Decision
NAMES_AT_HOME = {"short_name": "name"}
_IN_FILE = {own: field for field, own in NAMES_AT_HOME.items()}
_CLOSING = (Field.CLOSED_ON, Field.REMOVED, Field.STATUS)
_PLACING = (Field.MUNICIPALITY, Field.OKTMO, Field.OKATO)
AGAIN = "Строка сверена заново: после чтения файла реестр изменился."
CLOSED_IN_FILE = (
    "По файлу организация закрыта. Закрытие отмечают на её карточке: там решают, что будет с её обязательствами."
)
CLOSED_NEW = "По файлу организация закрыта, и на портале её нет. Закрытые организации не заносятся: удалите строку."
MOVED = "На портале организация относится к другому муниципальному образованию: {}. Перевод отмечают на её карточке."
REGROUPED = "На портале у организации другая группа адресатов: {}. Группа файлом не меняется."
CLOSED_HERE = "На портале организация закрыта с {:%d.%m.%Y}, а по файлу действует. Уточните её на карточке."


class Judge:
    """What a line of a file is for the registry of a region."""

    def __init__(self, region: Region) -> None:
        # Forty thousand organizations take as many megabytes here; nothing more is read while the lines go by.
        rows = Organization.objects.filter(region=region).select_related("addressee_group", "municipality")
        self.organizations = {row.pk: row for row in rows.iterator(chunk_size=5_000)}
        self.former = former_names(region)
        self._region = region
        self.matcher = Matcher(self._known())

    def _known(self) -> Iterator[KnownOrganization]:
        left = _former_places(self._region)
        for row in self.organizations.values():
            facts = (row.municipality_id, row.name, row.full_name, row.settlement, row.inn, row.ogrn)
            yield KnownOrganization(row.pk, *facts, self.former.get(row.pk, ()), left.get(row.pk, ()))

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

    def is_stale(self, row: RegistryImportRow) -> bool:
        """Whether the row would do otherwise now than it was shown; then it says what it would do now, not written."""
        if row.kind == Kind.ERROR:
            return False
        if row.kind == Kind.DOUBTFUL:
            return row.decision == Decision.MATCH and self._is_decision_stale(row)
        shown = (row.kind, row.organization_id, row.before)
        row.organization_id, row.before = None, {}
        line = line_of(row)
        repairs = list(row.repairs)
        self._settle(row, line, self.matcher.match(line))
        if (row.kind, row.organization_id, row.before) == shown:
            row.repairs = repairs
            return False
        row.repairs = list(dict.fromkeys([*row.repairs, AGAIN]))
        return True

    def _is_decision_stale(self, row: RegistryImportRow) -> bool:
        """The organization that a person chose is gone, closed, or no longer as it was shown."""
        chosen = self.organizations.get(row.organization_id or 0)
        if chosen is None or chosen.closed_on:
            row.organization_id, row.before, row.decision = None, {}, Decision.NONE
        else:
            found = differences(chosen, row.values, self.former.get(chosen.pk, ()), is_decided=True)
            if found.before == row.before:
                return False
            row.before = found.before
        row.repairs = list(dict.fromkeys([*row.repairs, AGAIN]))
        return True

    def _settle(self, row: RegistryImportRow, line: RegistryRow, match: Match) -> None:
        organization = self.organizations.get(match.organization_id or 0)
        unfit = _unfit(line, match, organization)
        reason = match.reason or unfit.text
        if reason and not line.faults:
            row.faults.append({"cell": line.cells.get(unfit.field, ""), "field": unfit.field, "text": reason})
        if line.faults or (reason and match.kind != MatchKind.DOUBTFUL):
            row.kind = Kind.ERROR
        elif match.kind == MatchKind.DOUBTFUL:
            row.kind, row.candidates = Kind.DOUBTFUL, list(match.candidates)
        elif organization is None:
            row.kind = Kind.NEW
        else:
            found = differences(organization, row.values, self.former.get(organization.pk, ()))
            row.organization_id, row.before = organization.pk, found.before
            row.repairs += found.remarks
            row.kind = Kind.CHANGED if row.before else Kind.SAME


class Unfit(NamedTuple):
    """Why a sound row is not loaded, and the field that says so; empty when nothing is wrong."""

    text: str = ""
    field: str = ""


def _unfit(line: RegistryRow, match: Match, organization: Organization | None) -> Unfit:
    """A file neither closes, opens, moves nor regroups."""
    if match.kind == MatchKind.NEW:
        return Unfit(CLOSED_NEW, _closing(line)) if line.is_closed else Unfit()
    if organization is None:
        return Unfit()
    if line.place not in {None, organization.municipality_id}:
        place = next((field for field in _PLACING if field in line.cells), "")
        return Unfit(MOVED.format(organization.municipality or "региональный уровень"), place)
    if line.values.get("group", "") not in {"", organization.addressee_group.code}:
        return Unfit(REGROUPED.format(organization.addressee_group), "group")
    return _unlike_state(line, organization)


def _unlike_state(line: RegistryRow, organization: Organization) -> Unfit:
    if bool(organization.closed_on) == line.is_closed:
        return Unfit()
    text = CLOSED_HERE.format(organization.closed_on) if organization.closed_on else CLOSED_IN_FILE
    return Unfit(text, _closing(line))


def _closing(line: RegistryRow) -> str:
    """The field that says whether the organization is closed; one that says yes comes first."""
    fields = sorted(
        (field for field in _CLOSING if field in line.cells), key=lambda field: line.values.get(field) in {"", "нет"}
    )
    return str(fields[0]) if fields else ""


def values_of(line: RegistryRow) -> dict[str, str]:
    """The values of a line under the names of an organization's fields, its place by id and its group among them."""
    stated = {NAMES_AT_HOME.get(field, field): value for field, value in line.values.items()}
    return stated | {"municipality": str(line.place or ""), "group": line.values.get("group", "")}


def line_of(row: RegistryImportRow) -> RegistryRow:
    """A sound row as it was read."""
    given = {_IN_FILE.get(name, name): value for name, value in row.values.items() if name != "municipality"}
    place = int(row.values.get("municipality") or 0) or None
    letters = {field: cell.rstrip("0123456789") for field, cell in row.cells.items()}
    return RegistryRow(row.sheet, row.line, given, letters, place, (place,) if place else (), (), ())


def former_names(region: Region) -> dict[int, tuple[str, ...]]:
    """Organization → its earlier short and full names, levelled for comparison."""
    former: dict[int, tuple[str, ...]] = {}
    names = OrganizationName.objects.filter(region=region, valid_to__isnull=False)
    for key, *found in names.values_list("organization", "name", "full_name"):
        former[key] = (*former.get(key, ()), *map(search_text, filter(None, found)))
    return former


def _former_places(region: Region) -> dict[int, tuple[int, ...]]:
    """Organization → municipalities from which it was moved, as the journal tells."""
    by_name = dict(Municipality.objects.filter(region=region).values_list("name", "pk"))
    moves = AuditEvent.objects.filter(region=region, act="move_organization", outcome="done")
    former: dict[int, tuple[int, ...]] = {}
    for key, changes in moves.values_list("object_id", "changes"):
        left = by_name.get(changes.get("municipality", [""])[0])
        if key and left:
            former[key] = (*former.get(key, ()), left)
    return former
