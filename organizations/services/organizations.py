"""Cards of the registry: adding, changing and renaming organizations; each name has the days of its validity."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from organizations.access import Actor, require
from organizations.models import Organization, OrganizationName
from organizations.policies import may_keep_registry
from organizations.registry.check_digits import inn_fault, ogrn_fault
from organizations.services.audit import record

CARD = (
    "full_name",
    "is_name_official",
    "settlement",
    "inn",
    "ogrn",
    "phone",
    "email",
    "address",
    "site",
    "source",
)
_CHECKED = {"inn": inn_fault, "ogrn": ogrn_fault}


@transaction.atomic
def create_organization(*, actor: Actor, since: date | None = None, **facts: Any) -> Organization:
    """Add an organization by hand; `facts` are columns, `since` the day from which its name is valid.

    Raises ValidationError with Russian sentences by field.
    """
    require(may_keep_registry(actor))
    _check_numbers(facts)
    organization = found(Organization(region=actor.region, **facts), since)
    record(actor=actor, act="create_organization", about=organization, changes=_changes({}, facts))
    return organization


@transaction.atomic
def change_card(*, actor: Actor, organization: Organization, **facts: Any) -> Organization:
    """Change facts of the registry and contacts of the organization; a changed name is an act of its own."""
    require(may_keep_registry(actor))
    organization = _locked(organization)
    before = {name: getattr(organization, name) for name in facts}
    if before == facts:
        return organization
    _check_numbers({name: value for name, value in facts.items() if value != before[name]})
    _fill(organization, facts)
    organization.names.filter(valid_to=None).update(full_name=organization.full_name)
    record(actor=actor, act="change_organization", about=organization, changes=_changes(before, facts))
    return organization


@transaction.atomic
def rename_organization(
    *, actor: Actor, organization: Organization, name: str, full_name: str, since: date | None, basis: str = ""
) -> Organization:
    """Call it otherwise from a day on: older documents keep the former name (domain rules, objects).

    Without `since` the name is corrected as if it had always been so. Raises ValidationError.
    """
    require(may_keep_registry(actor))
    organization = _locked(organization)
    before, after = _names(organization), {"name": name, "full_name": full_name}
    if before == after:
        raise ValidationError({"name": "Наименование не изменилось. Введите новое или вернитесь к карточке."})
    opened = organization.names.filter(valid_to=None).first() or OrganizationName(organization=organization, **before)
    opened.region = organization.region
    _fill(organization, after)
    succeed(opened, since, **after)
    act = "rename_organization" if since else "correct_organization_name"
    record(actor=actor, act=act, about=organization, changes=_changes(before, after), reason=cited(basis, since))
    return organization


def cited(basis: str, since: date | None) -> str:
    """The grounds of a dated act for the journal: «приказ от 20.08.2026 № 5, с 01.09.2026»."""
    document = basis.strip().rstrip(".")
    return f"{document or 'не указано'}, с {since:%d.%m.%Y}" if since else document


def found(organization: Organization, since: date | None) -> Organization:
    """Save a new organization with its first name; the caller journals the act."""
    keep(organization)
    OrganizationName.objects.create(
        region=organization.region,
        organization=organization,
        name=organization.name,
        full_name=organization.full_name,
        valid_from=since,
    )
    return organization


def keep(organization: Organization) -> None:
    """Save what keeps the rules; raises ValidationError by field."""
    organization.full_clean(exclude=["search_text", "sort_key"])
    organization.save()


def succeed(opened: Any, since: date | None, **facts: Any) -> None:
    """End the name in force on the day before `since` and open the next one; without a day correct the open one."""
    if since is None:
        _save(opened, **facts)
        return
    if opened.valid_from and opened.valid_from >= since:
        raise ValidationError(
            {"since": f"Действующее наименование введено {opened.valid_from:%d.%m.%Y}. Укажите более поздний день."}
        )
    _save(opened, valid_to=since - timedelta(days=1))
    opened.pk, opened._state.adding = None, True
    _save(opened, valid_from=since, valid_to=None, **facts)


def _save(row: Any, **facts: Any) -> None:
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()


def _locked(organization: Organization) -> Organization:
    rows = Organization.objects.select_for_update(of=("self",))
    return rows.select_related("region", "municipality").get(pk=organization.pk)


def _check_numbers(facts: dict[str, Any]) -> None:
    """Check digits of what is typed now; what stands in the registry already is as it was found."""
    faults = {name: fault(facts[name]) for name, fault in _CHECKED.items() if facts.get(name)}
    if found_faults := {name: text for name, text in faults.items() if text}:
        raise ValidationError(found_faults)


def _fill(organization: Organization, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(organization, name, value)
    keep(organization)


def _names(organization: Organization) -> dict[str, str]:
    return {"name": organization.name, "full_name": organization.full_name}


def _changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {name: (before.get(name, ""), value) for name, value in after.items() if value != before.get(name, "")}
