"""Cards, names and municipalities: what is changed, what stays for older days, what the journal keeps."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from organizations.access import Refused
from organizations.models import AuditEvent, Municipality, Organization
from organizations.services.municipalities import (
    change_municipality,
    close_municipality,
    create_municipality,
    transform_municipality,
)
from organizations.services.organizations import change_card, create_organization, rename_organization
from recommendations.summaries.names import former_names, former_places
from tests.factories import World

SINCE = date(2026, 9, 1)
BEFORE = date(2026, 8, 31)
OKRUG = {"name": "Вяземский округ", "kind": "муниципальный округ", "oktmo": "66505000"}


def school_group(world: World) -> object:
    return world.school.addressee_group


def test_a_new_organization_has_a_name_from_a_day(world: World) -> None:
    organization = create_organization(
        actor=world["administrator"],
        name="Школа № 7",
        addressee_group=school_group(world),
        parent=world.authority,
        municipality=world.municipality,
        since=SINCE,
    )
    assert organization.names.get().valid_from == SINCE
    assert AuditEvent.objects.get(act="create_organization").changes["name"] == ["", "Школа № 7"]


def test_a_card_is_changed_with_before_and_after(world: World) -> None:
    change_card(
        actor=world["administrator"], organization=world.school, phone="8 (481) 123-45-67", site="school.example"
    )
    event = AuditEvent.objects.get(act="change_organization")
    assert event.changes == {"phone": ["", "8 (481) 123-45-67"], "site": ["", "school.example"]}
    change_card(actor=world["administrator"], organization=world.school, phone="8 (481) 123-45-67")
    assert AuditEvent.objects.filter(act="change_organization").count() == 1


@pytest.mark.parametrize(("column", "value"), [("inn", "6730000000"), ("ogrn", "1026700000000"), ("inn", "67")])
def test_a_number_that_cannot_be_is_refused_at_its_field(world: World, column: str, value: str) -> None:
    with pytest.raises(ValidationError) as refused:
        change_card(actor=world["administrator"], organization=world.school, **{column: value})
    assert list(refused.value.message_dict) == [column]


def test_a_renamed_organization_keeps_its_former_name_for_former_days(world: World) -> None:
    """«dated names: a document keeps the name valid on its date»."""
    former = world.school.name
    rename_organization(
        actor=world["administrator"],
        organization=world.school,
        name="Гимназия № 1",
        full_name="Муниципальная гимназия № 1",
        since=SINCE,
        basis="приказ № 5",
    )
    school = Organization.objects.get(pk=world.school.pk)
    assert (school.name, school.name_on(BEFORE), school.name_on(SINCE)) == ("Гимназия № 1", former, "Гимназия № 1")
    assert "гимназия" in school.search_text
    assert former_names(world.region, BEFORE) == {school.pk: former}
    assert former_names(world.region, SINCE) == {}
    event = AuditEvent.objects.get(act="rename_organization")
    assert (event.changes["name"], event.reason) == ([former, "Гимназия № 1"], "приказ № 5, с 01.09.2026")


def test_a_slip_is_corrected_without_a_day(world: World) -> None:
    rename_organization(
        actor=world["administrator"], organization=world.school, name="Школа № 1", full_name="", since=None
    )
    assert [name.name for name in world.school.names.all()] == ["Школа № 1"]
    assert AuditEvent.objects.filter(act="correct_organization_name").exists()


def test_names_follow_one_another(world: World) -> None:
    facts = {"actor": world["administrator"], "organization": world.school, "full_name": ""}
    rename_organization(**facts, name="Вторая", since=SINCE)
    with pytest.raises(ValidationError, match="Укажите более поздний день"):
        rename_organization(**facts, name="Третья", since=SINCE)
    assert Organization.objects.get(pk=world.school.pk).name == "Вторая"


def test_a_name_that_is_taken_is_refused(world: World) -> None:
    with pytest.raises(ValidationError, match="уже есть в этом муниципальном образовании"):
        rename_organization(
            actor=world["administrator"],
            organization=world.school,
            name=world.neighbour.name,
            full_name="",
            since=SINCE,
        )


def test_a_district_becomes_an_okrug_and_nothing_moves(world: World) -> None:
    """«new name, kind, OKTMO from a day; as-of pages print the former name for days before»."""
    place, before = world.municipality, world.municipality.oktmo
    former, there = place.name, set(place.organizations.values_list("pk", flat=True))
    transform_municipality(
        actor=world["administrator"], municipality=place, since=SINCE, basis="областной закон № 9-з", **OKRUG
    )
    fresh = Municipality.objects.get(pk=place.pk)
    assert (fresh.name, fresh.oktmo) == (OKRUG["name"], OKRUG["oktmo"])
    assert fresh.names.get(valid_to=BEFORE).oktmo == before
    assert former_places(world.region, BEFORE) == {place.pk: former}
    assert set(fresh.organizations.values_list("pk", flat=True)) == there
    assert "вяземский округ" in Organization.objects.get(pk=world.school.pk).search_text


def test_a_corrected_municipality_was_always_called_so(world: World) -> None:
    change_municipality(actor=world["administrator"], municipality=world.municipality, name="Вяземский район")
    assert [name.name for name in world.municipality.names.all()] == ["Вяземский район"]
    assert former_places(world.region, BEFORE) == {}


def test_a_municipality_with_organizations_is_not_abolished(world: World) -> None:
    facts = {"actor": world["administrator"], "closed_on": SINCE, "basis": "закон"}
    with pytest.raises(ValidationError, match="Сначала переведите или закройте их"):
        close_municipality(municipality=world.municipality, **facts)
    empty = create_municipality(actor=world["administrator"], **OKRUG)
    assert close_municipality(municipality=empty, **facts).closed_on == SINCE


@pytest.mark.parametrize("oktmo", ["6650500", "66505abc", "665050000000"])
def test_a_code_that_cannot_be_is_refused(world: World, oktmo: str) -> None:
    with pytest.raises(ValidationError, match="ОКТМО"):
        create_municipality(actor=world["administrator"], **OKRUG | {"oktmo": oktmo})


@pytest.mark.parametrize("role", ["specialist", "coordinator", "school", "observer"])
def test_only_the_administrator_keeps_the_registry(world: World, role: str) -> None:
    with pytest.raises(Refused, match="ведёт администратор"):
        change_card(actor=world[role], organization=world.school, phone="1")
    with pytest.raises(Refused, match="ведёт администратор"):
        create_municipality(actor=world[role], **OKRUG)
