"""The list of municipalities: adding, changing, transformation with a new name and code, closing."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from organizations.access import Actor, require
from organizations.models import Municipality, MunicipalityName, Organization
from organizations.policies import may_keep_registry
from organizations.services.audit import record
from organizations.services.organizations import cited, succeed

NAMED = ("name", "kind", "oktmo")
# Federal law 131-ФЗ, article 2, and 33-ФЗ, article 9: kinds that keep schools.
KINDS = (
    "муниципальный район",
    "муниципальный округ",
    "городской округ",
    "городской округ с внутригородским делением",
    "внутригородской район",
    "внутригородская территория города федерального значения",
    "городское поселение",
    "сельское поселение",
)
_OKTMO_LENGTHS = (8, 11)


@transaction.atomic
def create_municipality(*, actor: Actor, **facts: Any) -> Municipality:
    """Add a municipality; `facts` are its columns. Raises ValidationError by field."""
    require(may_keep_registry(actor))
    place = Municipality(region=actor.region, **facts)
    _keep(place)
    MunicipalityName.objects.create(region=actor.region, municipality=place, **{name: facts[name] for name in NAMED})
    record(actor=actor, act="create_municipality", about=place, changes=_changes({}, facts))
    return place


@transaction.atomic
def change_municipality(*, actor: Actor, municipality: Municipality, **facts: Any) -> Municipality:
    """Correct what is written of it, as if it had always been so."""
    return _renamed(actor, "change_municipality", municipality, facts)


@transaction.atomic
def transform_municipality(
    *, actor: Actor, municipality: Municipality, since: date, basis: str, **facts: Any
) -> Municipality:
    """Another name, kind and ОКТМО from a day on, as when a district becomes an okrug; nothing moves.

    Older documents and days keep the former name, registry files with the former code are still understood.
    """
    if all(getattr(municipality, name) == value for name, value in facts.items()):
        raise ValidationError({"name": "Ничего не изменилось. Введите новое наименование, вид или код."})
    return _renamed(actor, "transform_municipality", municipality, facts, since=since, basis=basis)


@transaction.atomic
def close_municipality(*, actor: Actor, municipality: Municipality, closed_on: date, basis: str) -> Municipality:
    """Abolish a municipality in which no organization works any more; figures of past days keep it."""
    require(may_keep_registry(actor))
    place = _locked(municipality)
    left = Organization.objects.filter(municipality=place, closed_on=None).count()
    if left:
        raise ValidationError(f"Действующих организаций здесь — {left}. Сначала переведите или закройте их.")
    before, place.closed_on = place.closed_on, closed_on
    _keep(place)
    record(
        actor=actor,
        act="close_municipality",
        about=place,
        reason=cited(basis, closed_on),
        changes={"closed_on": (before, closed_on)},
    )
    return place


def _renamed(
    actor: Actor,
    act: str,
    municipality: Municipality,
    facts: dict[str, Any],
    *,
    since: date | None = None,
    basis: str = "",
) -> Municipality:
    require(may_keep_registry(actor))
    place = _locked(municipality)
    former = {name: getattr(place, name) for name in NAMED}
    before = {name: getattr(place, name) for name in facts}
    opened = place.names.filter(valid_to=None).first() or MunicipalityName(municipality=place, **former)
    opened.region = place.region
    for name, value in facts.items():
        setattr(place, name, value)
    _keep(place)
    succeed(opened, since, **{name: getattr(place, name) for name in NAMED})
    _refresh_search(place, former["name"])
    record(actor=actor, act=act, about=place, changes=_changes(before, facts), reason=cited(basis, since))
    return place


def _keep(place: Municipality) -> None:
    if not (place.oktmo.isascii() and place.oktmo.isdigit() and len(place.oktmo) in _OKTMO_LENGTHS):
        raise ValidationError({"oktmo": f"Код ОКТМО состоит из 8 или 11 цифр, указано «{place.oktmo}»."})
    twins = Municipality.objects.filter(region=place.region).exclude(pk=place.pk)
    if twins.filter(name=place.name).exists():
        raise ValidationError({"name": "Муниципальное образование с таким наименованием уже есть."})
    if twins.filter(oktmo=place.oktmo).exists():
        raise ValidationError({"oktmo": "Этот код ОКТМО уже у другого муниципального образования."})
    place.full_clean(exclude=["sort_key"])
    place.save()


def _refresh_search(place: Municipality, former: str) -> None:
    """Organizations are found by the name of their municipality."""
    if place.name == former:
        return
    rows = list(place.organizations.select_related("municipality"))
    for row in rows:
        row.fill_search()
    Organization.objects.bulk_update(rows, ["search_text"], batch_size=500)


def _locked(municipality: Municipality) -> Municipality:
    return Municipality.objects.select_for_update(of=("self",)).select_related("region").get(pk=municipality.pk)


def _changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {name: (before.get(name, ""), value) for name, value in after.items() if value != before.get(name, "")}
