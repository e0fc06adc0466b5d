"""Forms of municipalities: the kind is one of those that the law knows, a transformation keeps the rest."""

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import AuditEvent, Municipality
from tests.factories import World

pytestmark = pytest.mark.django_db
BASIS = "областной закон от 10.08.2026 № 90-з"


@pytest.fixture
def administrator(world: World, sign_in) -> Client:
    return sign_in(world["administrator"])


def sent(world: World, **changes: str) -> dict[str, str]:
    place = world.municipality
    return {"name": place.name, "kind": "муниципальный округ", "oktmo": place.oktmo, "send": "1"} | changes


def test_the_kind_is_chosen_from_those_of_the_law(world: World, administrator: Client) -> None:
    """«вид is free text («ерунда» accepted)»: a choice."""
    address = reverse("municipality-change", args=[world.municipality.pk])
    assert administrator.post(address, sent(world, kind="ерунда")).status_code == 422
    assert administrator.post(address, sent(world)).status_code == 302
    assert Municipality.objects.get(pk=world.municipality.pk).kind == "муниципальный округ"


def test_an_existing_other_kind_is_kept(world: World, administrator: Client) -> None:
    Municipality.objects.filter(pk=world.municipality.pk).update(kind="закрытое образование")
    address = reverse("municipality-change", args=[world.municipality.pk])
    assert administrator.post(address, sent(world, kind="закрытое образование", centre="Ольхово")).status_code == 302
    assert Municipality.objects.get(pk=world.municipality.pk).kind == "закрытое образование"


def test_a_transformation_keeps_the_source_and_tells_its_grounds(world: World, administrator: Client) -> None:
    Municipality.objects.filter(pk=world.municipality.pk).update(source="https://reestr.example/1", centre="Ольхово")
    address = reverse("municipality-transform", args=[world.municipality.pk])
    assert "8 или 11 цифр" in administrator.get(address).content.decode()
    asked = sent(world, name="Ольховский округ", since="2020-10-01", basis=BASIS)
    assert administrator.post(address, asked).status_code == 302
    place = Municipality.objects.get(pk=world.municipality.pk)
    assert (place.name, place.source, place.centre) == ("Ольховский округ", "https://reestr.example/1", "Ольхово")
    assert AuditEvent.objects.get(act="transform_municipality").reason == f"{BASIS}, с 01.10.2020"
