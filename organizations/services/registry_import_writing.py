"""Writing the rows of a registry file into the registry: sets of rows at once, nothing saved one by one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from organizations.access import Actor
from organizations.models import (
    Municipality,
    Organization,
    OrganizationName,
    RegistryImport,
    RegistryImportRow,
)
from organizations.roles import GroupCode
from organizations.services.registry_import_above import Above
from organizations.services.registry_import_fields import FIELDS, YES, is_official, text_of
from organizations.services.registry_import_taken import Taken

BATCH = 1_000
WRITTEN = (*FIELDS, "search_text", "sort_key")
NO_PLACE = "Не указано муниципальное образование, без него новая организация не создаётся."
Kind, Decision = RegistryImportRow.Kind, RegistryImportRow.Decision


def creates(row: RegistryImportRow) -> bool:
    """The row makes a new organization: by itself, or by the decision of a person."""
    return row.kind == Kind.NEW or (row.kind == Kind.DOUBTFUL and row.decision == Decision.NEW)


def changes(row: RegistryImportRow) -> bool:
    """The row changes an organization that is there: by itself, or by the decision of a person."""
    matched = row.kind == Kind.DOUBTFUL and row.decision == Decision.MATCH
    return bool(row.before) and (matched or row.kind == Kind.CHANGED)


def refuse(row: RegistryImportRow, fault: str) -> None:
    """The row is not loaded; not written yet."""
    row.kind = Kind.ERROR
    row.faults = [*row.faults, {"cell": "", "field": "", "text": fault}]


@dataclass(frozen=True)
class RegistryOutcome:
    """How many organizations were created, changed and left as they were, and how many rows were left out.

    `stale` rows came out otherwise than they were shown; then nothing at all was loaded.
    """

    created: int = 0
    changed: int = 0
    same: int = 0
    left_out: int = 0
    stale: int = 0


@dataclass
class RegistryWriter:
    """The work of one import; `day` is the first day of changed names. The caller holds the lock of the region."""

    actor: Actor
    source: str
    created: int = 0
    changed: int = 0
    left_out: int = 0
    taken: Taken = field(init=False)

    def __post_init__(self) -> None:
        region = self.actor.region
        self.taken = Taken.of_region(region)
        self.places = {str(place.pk): place for place in Municipality.objects.filter(region=region)}
        self.groups = {group.code: group for group in region.addressee_groups.all()}
        self.above = Above(region)

    def write(self, rows: Sequence[RegistryImportRow]) -> None:
        """Create and change what these rows say; a row that no longer fits is left out with its fault."""
        self._create([row for row in rows if creates(row)])
        self._change([row for row in rows if changes(row)])

    # --- new ones ---------------------------------------------------------------------------------
    def _create(self, rows: Sequence[RegistryImportRow]) -> None:
        made = []
        for row in rows:
            values = row.values | {"name": row.values.get("name") or row.name}
            organization = self._organization(values)
            # Numbers of rows are negative here: a row of the same file is another owner.
            fault = _homeless(organization) or self.taken.claim(organization.municipality_id, values, -row.position - 1)
            if fault:
                refuse(row, fault)
                continue
            made.append((row, organization))
        written = Organization.objects.bulk_create([organization for _, organization in made], batch_size=BATCH)
        OrganizationName.objects.bulk_create(
            [
                OrganizationName(region=one.region, organization=one, name=one.name, full_name=one.full_name)
                for one in written
            ],
            batch_size=BATCH,
        )
        for (row, _), organization in zip(made, written, strict=True):
            row.organization = organization
        self.created += len(made)
        self.left_out += len(rows) - len(made)
        write_decided(rows)

    def _organization(self, values: dict[str, str]) -> Organization:
        place, code = self.places.get(values.get("municipality", "")), values.get("group") or GroupCode.SCHOOL
        facts = {name: values.get(name, "") for name in FIELDS if name != "is_name_official"}
        stated = values.get("is_name_official")
        organization = Organization(
            region=self.actor.region,
            municipality=place,
            addressee_group=self.groups[code],
            parent=self.above.parent(code, place.pk if place else None, facts),
            is_name_official=stated == YES if stated else is_official(code, facts),
            source=self.source,
            **facts,
        )
        organization.fill_search()
        return organization

    # --- changed ones -----------------------------------------------------------------------------
    def _change(self, rows: Sequence[RegistryImportRow]) -> None:
        found = _locked(row.organization_id for row in rows)
        accepted, renamed = [], []
        for row in rows:
            organization = found.get(row.organization_id or 0)
            if fault := self._refusal(row, organization):
                refuse(row, fault)
                continue
            assert organization
            accepted.append(organization)
            renamed += [(organization, row.before)] if {"name", "full_name"} & row.before.keys() else []
            amend(organization, {name: row.values[name] for name in row.before})
        write_changed(accepted)
        date_names(renamed, self.actor.today)
        write_decided([row for row in rows if row.kind == Kind.ERROR])
        self.changed += len(accepted)
        self.left_out += len(rows) - len(accepted)

    def _refusal(self, row: RegistryImportRow, organization: Organization | None) -> str:
        if organization is None:
            return "Организации больше нет в реестре. Загрузите файл ещё раз."
        if any(text_of(organization, name) != was for name, was in row.before.items()):
            return "Сведения об организации изменились после проверки файла. Загрузите файл ещё раз."
        stated = {name: row.values[name] for name in row.before}
        return self.taken.claim(organization.municipality_id, stated, organization.pk)


def _homeless(organization: Organization) -> str:
    """Only the department and the institute stand in no municipality."""
    local = organization.addressee_group.code in {GroupCode.SCHOOL, GroupCode.MUNICIPAL}
    return NO_PLACE if local and organization.municipality is None else ""


def _locked(keys: Iterable[int | None]) -> dict[int, Organization]:
    rows = Organization.objects.filter(pk__in=[key for key in keys if key])
    found = rows.select_for_update(of=("self",)).select_related("municipality", "addressee_group")
    return {row.pk: row for row in found.order_by("pk")}


def amend(organization: Organization, stated: dict[str, str]) -> None:
    """Give the organization these values and what follows from them; not written yet."""
    for name, value in stated.items():
        setattr(organization, name, value == YES if name == "is_name_official" else value)
    if {"name", "full_name"} & stated.keys() and "is_name_official" not in stated:
        facts = {"name": organization.name, "full_name": organization.full_name}
        organization.is_name_official = is_official(organization.addressee_group.code, facts)
    organization.fill_search()


def write_decided(rows: Sequence[RegistryImportRow]) -> None:
    """Write what became of rows of a file: an upsert, an UPDATE with a case a row costs many times more."""
    RegistryImportRow.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=["organization", "kind", "faults"],
    )


def write_changed(organizations: Sequence[Organization]) -> None:
    """Write the facts of rows that are there: one statement a batch, whatever each row changes."""
    Organization.objects.bulk_create(
        organizations, batch_size=BATCH, update_conflicts=True, unique_fields=["pk"], update_fields=list(WRITTEN)
    )


def date_names(renamed: Sequence[tuple[Organization, dict[str, str]]], day: date) -> None:
    """Date the names of these (organization, what it was): a new name holds from the day, the former to the day before.

    A full name that was not known and a name given on the same day are corrections of the same name (domain rules,
    objects: old documents keep the old name).
    """
    opened = {
        name.organization_id: name
        for name in OrganizationName.objects.filter(organization__in=[one for one, _ in renamed], valid_to__isnull=True)
    }
    corrected, closed, added = [], [], []
    for organization, before in renamed:
        name = opened.get(organization.pk)
        fresh = OrganizationName(
            region_id=organization.region_id,
            organization=organization,
            name=organization.name,
            full_name=organization.full_name,
            valid_from=day if name else None,
        )
        if name is None:
            added.append(fresh)
        elif name.valid_from == day or not _is_renaming(before):
            name.name, name.full_name = organization.name, organization.full_name
            corrected.append(name)
        else:
            name.valid_to = day - timedelta(days=1)
            closed.append(name)
            added.append(fresh)
    OrganizationName.objects.bulk_update(corrected, ["name", "full_name"], batch_size=BATCH)
    OrganizationName.objects.bulk_update(closed, ["valid_to"], batch_size=BATCH)
    OrganizationName.objects.bulk_create(added, batch_size=BATCH)


def _is_renaming(before: dict[str, str]) -> bool:
    return "name" in before or bool(before.get("full_name"))


def source_of(registry_import: RegistryImport, day: date) -> str:
    """Where a new organization's facts come from, for its card."""
    return f"Файл реестра «{registry_import.file_name}», {day:%d.%m.%Y}"[:500]
