"""Taking a loaded registry file back: what it would do, and doing it, by one plan."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction

from organizations.access import Actor, require
from organizations.models import Organization, OrganizationName, Region, RegistryImport, RegistryImportRow
from organizations.policies import may_keep_registry
from organizations.services.audit import record
from organizations.services.registry_import_fields import FIELDS, LABELS, text_of
from organizations.services.registry_import_taken import UNIQUE, Taken
from organizations.services.registry_import_writing import (
    BATCH,
    amend,
    changes,
    creates,
    date_names,
    write_changed,
)

Stage = RegistryImport.Stage
STAYS = "Организация остаётся в реестре: с ней уже связаны другие записи ({})."
# Rows that are the organization's own shadow and go with it.
_OWN = {OrganizationName, RegistryImportRow}


@dataclass(frozen=True)
class Stays:
    """An organization that keeps what the file gave it, wholly or in some fields, and why."""

    organization: Organization
    reason: str


@dataclass
class UndoPlan:
    """What taking back does: organizations removed, those given their former values, and what stays."""

    removed: list[int] = field(default_factory=list)
    returned: list[tuple[Organization, dict[str, str]]] = field(default_factory=list)
    stays: list[Stays] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.removed and not self.returned


def plan_undo(registry_import: RegistryImport) -> UndoPlan:
    """What `undo_registry` would do now; nothing is written."""
    plan, rows = UndoPlan(), registry_import.rows.exclude(organization__isnull=True)
    _plan_removal(
        plan, [row.organization_id or 0 for row in rows.only("kind", "decision", "organization") if creates(row)]
    )
    changed = [row for row in rows.exclude(before={}) if changes(row)]
    found = Organization.objects.select_related("municipality", "addressee_group").in_bulk(
        [row.organization_id for row in changed]
    )
    taken = Taken.of_region(registry_import.region)
    for row in changed:
        _plan_return(plan, found[row.organization_id or 0], row, taken)
    return plan


@transaction.atomic
def undo_registry(*, actor: Actor, registry_import: RegistryImport) -> UndoPlan:
    """Take a loaded file back in one act: created organizations go, changed fields return to what they were.

    An organization that something hangs on stays, and so does a field that was changed since; the plan given back names
    them. ValidationError when the file is not loaded (any more).
    """
    require(may_keep_registry(actor))
    Region.objects.select_for_update().get(pk=actor.region.pk)
    locked = RegistryImport.objects.select_for_update().defer("content").get(pk=registry_import.pk)
    if locked.stage != Stage.APPLIED:
        raise ValidationError("Отменить можно только загруженный файл.")
    loaded_on = locked.applied_at.astimezone(actor.region.zone).date() if locked.applied_at else actor.today
    plan = plan_undo(locked)
    _return(plan, loaded_on, actor.today)
    Organization.objects.filter(pk__in=plan.removed).delete()
    locked.stage, locked.undone_by, locked.undone_at = Stage.UNDONE, actor.user, actor.now
    locked.save(update_fields=["stage", "undone_by", "undone_at"])
    record(
        actor=actor,
        act="undo_import",
        about=locked,
        removed=len(plan.removed),
        returned=len(plan.returned),
        stays=len(plan.stays),
    )
    return plan


# --- created ones ---------------------------------------------------------------------------------
def _plan_removal(plan: UndoPlan, keys: Sequence[int]) -> None:
    reasons = _what_hangs(keys)
    plan.removed = [key for key in keys if key not in reasons]
    for organization in Organization.objects.filter(pk__in=reasons).order_by("sort_key", "pk"):
        plan.stays.append(Stays(organization, STAYS.format(", ".join(sorted(reasons[organization.pk])))))


def _what_hangs(keys: Sequence[int]) -> dict[int, set[str]]:
    """Organization → kinds of rows that name it, in words; an organization below it counts unless it goes as well."""
    found: dict[int, set[str]] = {}
    going = set(keys)
    for relation in _relations():
        for key, other in _naming(relation, keys):
            if relation.related_model is not Organization or other not in going:
                found.setdefault(key, set()).add(str(relation.related_model._meta.verbose_name_plural))
    return found


def _relations() -> list[models.ForeignObjectRel]:
    """Every column of the portal that names an organization, those without a name of their way back among them."""
    ways = Organization._meta.get_fields(include_hidden=True)
    return [
        way
        for way in ways
        if isinstance(way, models.ForeignObjectRel) and way.related_model not in _OWN and way.field.concrete
    ]


def _naming(relation: models.ForeignObjectRel, keys: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(organization, row that names it); any rows of the portal, whatever app they belong to."""
    name, rows = relation.field.name, relation.related_model._base_manager
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        yield from rows.filter(**{f"{name}__in": part}).values_list(name, "pk")


# --- changed ones ---------------------------------------------------------------------------------
def _plan_return(plan: UndoPlan, organization: Organization, row: RegistryImportRow, taken: Taken) -> None:
    kept = {name for name in row.before if text_of(organization, name) != row.values[name]}
    reasons = [f"{LABELS[name]} — изменено после загрузки" for name in FIELDS if name in kept]
    back = {name: was for name, was in row.before.items() if name not in kept}
    stated = {name: was for name, was in back.items() if name in (*UNIQUE, "name")}
    if fault := taken.claim(organization.municipality_id, stated, organization.pk):
        reasons.append(fault.rstrip("."))
        back = {name: was for name, was in back.items() if name not in stated}
    if reasons:
        plan.stays.append(Stays(organization, f"Не возвращено: {'; '.join(reasons)}."))
    if back:
        plan.returned.append((organization, back))


def _return(plan: UndoPlan, loaded_on: date, today: date) -> None:
    renamed = []
    for organization, back in plan.returned:
        before = {name: text_of(organization, name) for name in back}
        amend(organization, back)
        renamed += [(organization, before)] if {"name", "full_name"} & back.keys() else []
    write_changed([organization for organization, _ in plan.returned])
    date_names(_without_reopened(renamed, loaded_on), today)


def _without_reopened(
    renamed: Iterable[tuple[Organization, dict[str, str]]], loaded_on: date
) -> list[tuple[Organization, dict[str, str]]]:
    """Forget the names that the file opened and open those that it closed; gives the pairs that have none."""
    named = {organization.pk: (organization, before) for organization, before in renamed}
    rows = OrganizationName.objects.filter(organization__in=named)
    opened = {row.organization_id: row for row in rows.filter(valid_to__isnull=True, valid_from=loaded_on)}
    closed = {row.organization_id: row for row in rows.filter(valid_to=loaded_on - timedelta(days=1))}
    back = [
        key
        for key in opened.keys() & closed.keys()
        if closed[key].name == named[key][0].name and closed[key].full_name == named[key][0].full_name
    ]
    OrganizationName.objects.filter(pk__in=[opened[key].pk for key in back]).delete()
    OrganizationName.objects.filter(pk__in=[closed[key].pk for key in back]).update(valid_to=None)
    return [pair for key, pair in named.items() if key not in back]
