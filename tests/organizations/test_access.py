"""The vocabulary of access: verdicts, the actor, names and places in time."""

from datetime import date

import pytest

from organizations.access import ALLOWED, Refused, refused, require
from organizations.addresses import client_address
from organizations.models import Membership, OrganizationName
from organizations.roles import Role
from tests.factories import World, at, make_actor, moment


def test_a_verdict_is_true_or_says_why() -> None:
    assert ALLOWED
    assert not refused("Нельзя.")
    require(ALLOWED)
    with pytest.raises(Refused, match=r"^Нельзя\.$"):
        require(refused("Нельзя."))


def test_today_is_the_day_of_the_region(world: World) -> None:
    """At half past midnight in Moscow it is still yesterday in UTC."""
    assert at(world["school"], "2026-09-30 00:30").today == date(2026, 9, 30)
    world.region.time_zone = "Asia/Vladivostok"
    late = at(make_actor(world.department, Role.DEPARTMENT), moment("2026-09-30 18:30", "Europe/Moscow"))
    late.membership.region.time_zone = "Asia/Vladivostok"
    assert late.today == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("changes", "is_active"),
    [
        ({}, True),
        ({"valid_to": date(2026, 9, 1)}, True),
        ({"valid_to": date(2026, 8, 31)}, False),
        ({"valid_from": date(2026, 9, 1)}, True),
        ({"valid_from": date(2026, 9, 2)}, False),
    ],
)
def test_memberships_are_dated(world: World, changes: dict, is_active: bool) -> None:
    """«Membership = user × organisation × role with dates; deputies are dated memberships.»"""
    membership = world["school"].membership
    Membership.objects.filter(pk=membership.pk).update(**changes)
    found = Membership.objects.active_on(date(2026, 9, 1)).filter(pk=membership.pk)
    assert found.exists() is is_active


def test_a_person_switched_off_and_a_closed_organization_open_nothing(world: World) -> None:
    world["school"].user.is_active = False
    world["school"].user.save()
    world.neighbour.closed_on = date(2026, 9, 1)
    world.neighbour.save()
    active = set(Membership.objects.active_on(date(2026, 9, 1)))
    assert not active & {world["school"].membership, world["neighbour"].membership}
    assert world["neighbour"].membership in Membership.objects.active_on(date(2026, 8, 31))


def test_a_document_keeps_the_name_of_its_date(world: World) -> None:
    """«dated names: a document keeps the name valid on its date»."""
    world.school.names.update(name="Школа № 1", valid_to=date(2026, 8, 31))
    OrganizationName.objects.create(
        region=world.region, organization=world.school, name="Лицей № 1", valid_from=date(2026, 9, 1)
    )
    assert world.school.name_on(date(2026, 8, 31)) == "Школа № 1"
    assert world.school.name_on(date(2026, 9, 1)) == "Лицей № 1"


@pytest.mark.parametrize(
    ("trusted", "forwarded", "address"),
    [
        (0, "1.1.1.1", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 10.0.0.1", "1.1.1.1"),
    ],
)
def test_the_address_is_what_a_trusted_proxy_says(rf, settings, trusted: int, forwarded: str, address: str) -> None:
    """A forged X-Forwarded-For changes nothing: it is read from the right, as far as proxies are trusted."""
    settings.TRUSTED_PROXY_COUNT = trusted
    assert client_address(rf.get("/", headers={"x-forwarded-for": forwarded} if forwarded else {})) == address
