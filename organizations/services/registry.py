"""Bringing registry files into a region: whole sets at once, nothing invented, the same file twice changes nothing."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from django.db import models, transaction

from organizations.models import (
    AddresseeGroup,
    Municipality,
    MunicipalityName,
    Organization,
    OrganizationName,
    Region,
)
from organizations.registry import (
    GROUPS,
    AuthorityRow,
    Registry,
    SchoolRow,
    authority_name,
    capital,
    is_founded_by_region,
    is_official_school_name,
    read_registry,
    school_key,
)
from organizations.roles import GroupCode
from organizations.services.audit import record_command
from organizations.text import sort_text

DATA_FOLDER = Path(__file__).resolve().parent.parent / "data"
ORGANIZATION_FACTS = (
    "parent_id",
    "name",
    "full_name",
    "is_name_official",
    "settlement",
    "inn",
    "ogrn",
    "source",
    "search_text",
    "sort_key",
)
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class RegistryOutcome:
    """How many rows were added, changed and left as they were."""

    created: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: "RegistryOutcome") -> "RegistryOutcome":
        return RegistryOutcome(self.created + other.created, self.changed + other.changed, self.same + other.same)


@transaction.atomic
def load_registry(*, region: Region, folder: Path = DATA_FOLDER) -> RegistryOutcome:
    """Load municipalities, authorities and schools of a folder of registry files.

    Raises RegistryError with all faults of all files; then nothing is written.
    """
    registry = read_registry(folder)
    outcome = _load_groups(region) + _load_municipalities(region, registry)
    outcome += _load_authorities(region, registry.authorities) + _load_schools(region, registry.schools)
    if outcome.created or outcome.changed:
        record_command(region=region, act="load_registry", created=outcome.created, changed=outcome.changed)
    return outcome


# --- kinds of rows --------------------------------------------------------------------------------
def _load_groups(region: Region) -> RegistryOutcome:
    wanted = [
        AddresseeGroup(region=region, code=facts.code, name=facts.name, position=place, aliases=list(facts.aliases))
        for place, facts in enumerate(GROUPS, start=1)
    ]
    present = AddresseeGroup.objects.filter(region=region)
    return _synchronise(wanted, present, lambda group: group.code, ("name", "position", "aliases"))


def _load_municipalities(region: Region, registry: Registry) -> RegistryOutcome:
    wanted = [Municipality(region=region, sort_key=sort_text(row.name), **vars(row)) for row in registry.municipalities]
    present = Municipality.objects.filter(region=region)
    outcome = _synchronise(wanted, present, lambda row: row.oktmo, ("name", "kind", "centre", "source", "sort_key"))
    opened = MunicipalityName.objects.filter(municipality__in=wanted, valid_to__isnull=True)
    facts = ("name", "kind", "oktmo")
    names = [
        MunicipalityName(region=region, municipality=row, **{fact: getattr(row, fact) for fact in facts})
        for row in wanted
    ]
    _synchronise(names, opened, lambda name: name.municipality_id, facts)
    return outcome


def _load_authorities(region: Region, rows: Sequence[AuthorityRow]) -> RegistryOutcome:
    """The department first: all other authorities stand below it."""
    places, groups = _municipalities(region), _groups(region)
    outcome = RegistryOutcome()
    for is_below in (False, True):
        department = _department(region) if is_below else None
        wanted = [
            _authority(row, places.get(row.oktmo), groups[row.group], department)
            for row in rows
            if (row.group != GroupCode.DEPARTMENT) == is_below
        ]
        present = Organization.objects.filter(region=region).exclude(addressee_group__code=GroupCode.SCHOOL)
        outcome += _load_organizations(wanted, present, lambda row: (row.addressee_group_id, row.municipality_id))
    return outcome


def _authority(
    row: AuthorityRow, place: Municipality | None, group: AddresseeGroup, parent: Organization | None
) -> Organization:
    name, is_official = authority_name(row.full_name, row.short_name, place.name if place else "")
    return Organization(
        region=group.region,
        municipality=place,
        addressee_group=group,
        parent=parent,
        name=name,
        full_name=capital(row.full_name),
        is_name_official=is_official,
        inn=row.inn,
        ogrn=row.ogrn,
        source=row.source,
    )


def _load_schools(region: Region, rows: Sequence[SchoolRow]) -> RegistryOutcome:
    places, group = _municipalities(region), _groups(region)[GroupCode.SCHOOL]
    authorities = Organization.objects.filter(region=region, addressee_group__code=GroupCode.MUNICIPAL)
    above = {authority.municipality_id: authority for authority in authorities}
    department = _department(region)
    wanted = [
        _school(row, places[row.oktmo], group, _parent_of(row, above.get(places[row.oktmo].pk), department))
        for row in rows
    ]
    present = Organization.objects.filter(region=region).schools().select_related("municipality")
    return _load_organizations(wanted, present, _school_identity)


def _parent_of(row: SchoolRow, authority: Organization | None, department: Organization | None) -> Organization | None:
    # A СОГБОУ or ОГБОУ is a school of the oblast: the municipality where it stands is not its founder, has no say in
    # its work and endorses nothing for it, so the department stands above it directly.
    return department if is_founded_by_region(row.short_name, row.full_name) else authority


def _school(row: SchoolRow, place: Municipality, group: AddresseeGroup, parent: Organization | None) -> Organization:
    return Organization(
        region=group.region,
        municipality=place,
        addressee_group=group,
        parent=parent,
        name=row.short_name,
        full_name=row.full_name,
        is_name_official=is_official_school_name(row.short_name, row.full_name),
        settlement=row.settlement,
        inn=row.inn,
        ogrn=row.ogrn,
        source=row.source,
    )


def _school_identity(school: Organization) -> str:
    return school_key(school.municipality.oktmo if school.municipality else "", school.name)


# --- what is in the region ------------------------------------------------------------------------
def _municipalities(region: Region) -> dict[str, Municipality]:
    return {place.oktmo: place for place in Municipality.objects.filter(region=region)}


def _groups(region: Region) -> dict[str, AddresseeGroup]:
    return {group.code: group for group in AddresseeGroup.objects.filter(region=region).select_related("region")}


def _department(region: Region) -> Organization | None:
    return Organization.objects.filter(region=region, addressee_group__code=GroupCode.DEPARTMENT).first()


# --- writing --------------------------------------------------------------------------------------
def _load_organizations(
    wanted: Sequence[Organization], present: models.QuerySet[Organization], key: Callable[[Organization], Hashable]
) -> RegistryOutcome:
    for row in wanted:
        row.fill_search()
    outcome = _synchronise(wanted, present, key, ORGANIZATION_FACTS)
    _keep_open_names(wanted)
    return outcome


def _synchronise(
    wanted: Sequence[Row], present: models.QuerySet[Row], key: Callable[[Row], Hashable], facts: Sequence[str]
) -> RegistryOutcome:
    """Add the rows that are not there, change those whose facts differ; `wanted` rows get their ids."""
    known = {key(row): row for row in present}
    missing, changed = [], []
    for row in wanted:
        found = known.get(key(row))
        if found is None:
            missing.append(row)
            continue
        row.pk = found.pk
        if any(getattr(row, fact) != getattr(found, fact) for fact in facts):
            changed.append(row)
    rows = present.model._default_manager
    rows.bulk_create(missing, batch_size=500)
    rows.bulk_update(changed, [fact.removesuffix("_id") for fact in facts], batch_size=200)
    return RegistryOutcome(len(missing), len(changed), len(wanted) - len(missing) - len(changed))


def _keep_open_names(organizations: Sequence[Organization]) -> None:
    """Each organization has one open name, equal to the one in the registry; since when is not known."""
    wanted = [
        OrganizationName(region=row.region, organization=row, name=row.name, full_name=row.full_name)
        for row in organizations
    ]
    opened = OrganizationName.objects.filter(organization__in=organizations, valid_to__isnull=True)
    _synchronise(wanted, opened, lambda name: name.organization_id, ("name", "full_name"))
