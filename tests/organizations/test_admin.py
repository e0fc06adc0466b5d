"""The service section: what is kept there, by whom, and what cannot be written past the services."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib import admin
from django.core import mail
from django.test import Client

from organizations.access import Actor
from organizations.models import AuditEvent, Membership, Region, User
from organizations.roles import GroupCode, Role
from tests.factories import World, make_user, make_world
from tests.pages import read

GROUPS, REGIONS = "/admin/organizations/addresseegroup/", "/admin/organizations/region/"
FOUNDED = {
    "code": "40",
    "name": "Новая область",
    "time_zone": "Asia/Omsk",
    "department": "Департамент образования Новой области",
    "full_name": "Новикова Анна Олеговна",
    "email": "New@region.example",
}
# Everything that the section shows; a table with a page of its own in the portal is not among them.
KEPT = {
    "organizations.Region",
    "organizations.AddresseeGroup",
}


def enter(actor: Actor) -> Client:
    """The person with access to the service section and a second factor, signed in."""
    User.objects.filter(pk=actor.user.pk).update(is_staff=True)
    TOTP.activate(actor.user, generate_totp_secret())
    client = Client()
    client.force_login(actor.user)
    return client


@pytest.fixture
def administrator(world: World) -> Client:
    return enter(world["administrator"])


@pytest.fixture
def superuser(db: None) -> Client:
    person = User.objects.create_superuser("root@test.example", full_name="Установщик")
    TOTP.activate(person, generate_totp_secret())
    client = Client()
    client.force_login(person)
    return client


def test_only_rare_tables_are_kept_there() -> None:
    """«Remove from admin what now has pages with services, so nothing is written past the services.»"""
    assert {model._meta.label for model in admin.site._registry} == KEPT


def test_the_administrator_names_the_groups_of_the_region(administrator: Client, world: World) -> None:
    group = world.region.addressee_groups.get(code=GroupCode.SCHOOL)
    assert administrator.get(GROUPS).context["cl"].result_count == len(GroupCode)
    sent = {"name": "Школы", "aliases": '["школам"]'}
    assert administrator.post(f"{GROUPS}{group.pk}/change/", sent).status_code == 302
    group.refresh_from_db()
    assert (group.name, group.aliases, group.code) == ("Школы", ["школам"], GroupCode.SCHOOL)
    event = AuditEvent.objects.get(act="change_record")
    assert event.changes["name"] == [GroupCode.SCHOOL.label, "Школы"]


def test_groups_of_another_region_are_out_of_reach(administrator: Client) -> None:
    group = make_world().region.addressee_groups.first()
    assert administrator.get(f"{GROUPS}{group.pk}/change/").status_code == 302
    assert administrator.post(f"{GROUPS}{group.pk}/change/", {"name": "x", "aliases": "[]"}).status_code == 302
    group.refresh_from_db()
    assert group.name != "x"


def test_nothing_is_added_or_deleted(administrator: Client, world: World) -> None:
    group = world.region.addressee_groups.first()
    assert administrator.get(f"{GROUPS}add/").status_code == 403
    assert administrator.post(f"{GROUPS}{group.pk}/delete/", {"post": "yes"}).status_code == 403
    assert administrator.get(REGIONS).status_code == 403


@pytest.mark.parametrize("name", ["specialist", "head", "coordinator", "school", "observer"])
def test_other_roles_have_nothing_there(world: World, name: str) -> None:
    """Even with access to the section: it is the role that counts."""
    assert enter(world[name]).get(GROUPS).status_code == 403


def test_an_administrator_without_access_is_not_let_in(world: World) -> None:
    """The section needs both the role and «доступ к служебному разделу»."""
    client = enter(world["administrator"])
    User.objects.filter(pk=world["administrator"].user.pk).update(is_staff=False)
    assert client.get(GROUPS).status_code == 302


def test_a_region_is_founded_with_its_first_administrator(superuser: Client) -> None:
    assert superuser.post(f"{REGIONS}add/", FOUNDED).status_code == 302
    region = Region.objects.get(code="40")
    assert list(region.addressee_groups.values_list("code", flat=True)) == list(GroupCode)
    seat = Membership.objects.get(region=region)
    assert (seat.role, seat.organization.name, seat.user.is_staff) == (Role.ADMINISTRATOR, FOUNDED["department"], True)
    assert (seat.organization.names.get().name, seat.user.email) == (FOUNDED["department"], "new@region.example")


def test_the_journal_says_who_founded_a_region(superuser: Client) -> None:
    """A superuser without a place of work; the name of the first administrator's mailbox can be erased."""
    superuser.post(f"{REGIONS}add/", FOUNDED, headers={"X-Request-ID": "founding-0001"})
    event = AuditEvent.objects.get(act="found_region")
    assert (event.region.code, event.user.email, event.membership) == ("40", "root@test.example", None)
    assert (event.object_kind, event.object_label, event.request_id) == ("region", "Новая область", "founding-0001")
    assert event.changes == {
        "code": [None, "40"],
        "name": [None, "Новая область"],
        "time_zone": [None, "Asia/Omsk"],
        "department": [None, "Департамент образования Новой области"],
    }
    assert event.personal.values == {"address": "127.0.0.1", "email": "new@region.example"}


def test_a_superuser_without_a_place_of_work_is_led_to_the_founding(superuser: Client) -> None:
    page = read(superuser.get("/"))
    assert "/admin/" in [link.url for link in page.links]
    assert "служебном разделе" in " ".join(page.words)
    plain = Client()
    plain.force_login(make_user())
    assert "/admin/" not in [link.url for link in read(plain.get("/")).links]


def test_the_first_administrator_sets_the_password_by_a_letter(superuser: Client) -> None:
    superuser.post(f"{REGIONS}add/", FOUNDED)
    stranger = Client()
    stranger.post("/accounts/password/reset/", {"email": FOUNDED["email"]})
    (letter,) = mail.outbox
    assert "/accounts/password/reset/key/" in letter.body


def test_a_person_with_an_account_keeps_it(superuser: Client, world: World) -> None:
    person = world["specialist"].user
    superuser.post(f"{REGIONS}add/", FOUNDED | {"email": person.email.upper()})
    assert Membership.objects.get(region__code="40").user == person


@pytest.mark.parametrize("changes", [{"email": "nobody"}, {"time_zone": "Луна"}, {"department": ""}, {"code": ""}])
def test_a_wrong_region_is_not_founded(superuser: Client, changes: dict[str, str]) -> None:
    answer = superuser.post(f"{REGIONS}add/", FOUNDED | changes)
    assert answer.status_code == 200
    assert not Region.objects.exists()


def test_a_region_is_not_changed_there(superuser: Client, world: World) -> None:
    """Name, clock and settings are pages of the portal with a row in the journal."""
    sent = {"code": "99", "name": "Другая", "time_zone": "Asia/Omsk"}
    assert superuser.post(f"{REGIONS}{world.region.pk}/change/", sent).status_code == 403
    assert superuser.get(f"{REGIONS}{world.region.pk}/change/").status_code == 200


@pytest.mark.parametrize("table", ["mfa/authenticator", "django_tasks_database/dbtaskresult", "auth/group"])
def test_tables_of_libraries_are_not_there(superuser: Client, table: str) -> None:
    assert superuser.get(f"/admin/{table}/").status_code == 404


def test_the_section_speaks_russian(superuser: Client, administrator: Client) -> None:
    for client in (superuser, administrator):
        words = " ".join(read(client.get("/admin/")).words)
        assert not re.search(r"[A-Za-z]{3,}", re.sub(r"\S+@test.example", "", words)), words
