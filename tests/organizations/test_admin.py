"""The service section: what the portal administrator keeps there, and what stays out of reach."""

import pytest
from django.core import mail
from django.test import Client

from organizations.access import Actor
from organizations.models import AuditEvent, Membership, Organization, Region, User
from organizations.roles import GroupCode, Role
from tests.factories import World, make_actor, make_user, make_world

KINDS = ("user", "organization", "municipality", "calendarday", "region")
RULES = {"time_zone": "Europe/Moscow", "settings": "{}"}
NOBODY = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}


@pytest.fixture
def administrator(world: World, client: Client) -> Client:
    return enter(client, world["administrator"])


def enter(client: Client, actor: Actor) -> Client:
    """The person with access to the service section, signed in."""
    User.objects.filter(pk=actor.user.pk).update(is_staff=True)
    client.force_login(actor.user)
    return client


def place_of_work(world: World, **changes: object) -> dict[str, object]:
    """One new row of places of work as the form sends it."""
    row = {
        "region": world.region.pk,
        "organization": world.school.pk,
        "role": Role.SCHOOL,
        "position": "Директор",
        "valid_from": "01.09.2020",
    }
    sent = {f"memberships-0-{name}": value for name, value in (row | changes).items()}
    return {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0"} | sent


@pytest.mark.parametrize("kind", KINDS)
def test_lists_and_forms_open(administrator: Client, kind: str) -> None:
    assert administrator.get(f"/admin/organizations/{kind}/").status_code == 200
    assert administrator.get(f"/admin/organizations/{kind}/add/").status_code == (403 if kind == "region" else 200)


def test_a_new_person_gets_a_letter_and_signs_in(administrator: Client, world: World, client: Client) -> None:
    """The whole way of a new colleague, as the guide for administrators tells it."""
    facts = {"email": "new@school.example", "full_name": "Новикова Анна Олеговна", "is_active": "on"}
    answer = administrator.post("/admin/organizations/user/add/", facts | place_of_work(world))
    assert answer.status_code == 302, answer.text
    person = User.objects.get(email="new@school.example")
    assert (person.has_usable_password(), person.memberships.get().organization) == (False, world.school)

    stranger = Client()
    stranger.post("/accounts/password/reset/", {"email": "new@school.example"})
    (letter,) = mail.outbox
    link = next(word for word in letter.body.split() if "/accounts/password/reset/key/" in word)
    form = stranger.get("/" + link.split("/", 3)[3], follow=True)
    new = "Длинный-пароль-1975"
    stranger.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    answer = Client().post("/accounts/login/", {"login": "new@school.example", "password": new})
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/")


def test_changes_are_in_the_journal(administrator: Client, world: World) -> None:
    person = make_user()
    facts = {"email": person.email, "full_name": "Иванова Вера", "is_active": "on"}
    administrator.post(f"/admin/organizations/user/{person.pk}/change/", facts | NOBODY)
    event = AuditEvent.objects.get(act="change_record")
    assert (event.user, event.object_label, event.region) == (world["administrator"].user, "Иванова Вера", world.region)


@pytest.mark.parametrize("name", ["specialist", "head", "coordinator", "school", "observer"])
def test_other_roles_have_nothing_there(world: World, client: Client, name: str) -> None:
    """Even with access to the section: it is the role that counts."""
    assert enter(client, world[name]).get("/admin/organizations/user/").status_code == 403


@pytest.mark.parametrize("kind", KINDS)
def test_other_regions_are_out_of_reach(administrator: Client, world: World, kind: str) -> None:
    foreign = make_world()
    rows = {
        "user": foreign["school"].user,
        "organization": foreign.school,
        "municipality": foreign.municipality,
        "calendarday": foreign.region.calendar_days.create(day="2026-05-04", is_working=False),
        "region": foreign.region,
    }
    assert administrator.get(f"/admin/organizations/{kind}/{rows[kind].pk}/change/").status_code == 302
    assert (
        administrator.get(f"/admin/organizations/{kind}/").context["cl"].result_count
        == ({"region": 1, "calendarday": 0, "municipality": 2, "organization": 7, "user": 11}[kind])
    )


def test_nobody_is_placed_into_another_region(administrator: Client) -> None:
    foreign = make_world()
    facts = {"email": "new@school.example", "full_name": "Новикова Анна", "is_active": "on"}
    answer = administrator.post("/admin/organizations/user/add/", facts | place_of_work(foreign))
    assert answer.status_code == 200
    assert not User.objects.filter(email="new@school.example").exists()


def test_superusers_and_people_of_two_regions_are_out_of_reach(administrator: Client, world: World) -> None:
    """With their e-mail changed, their password could be set anew."""
    superuser = User.objects.create_superuser("root@test.example", full_name="Установщик")
    both = make_actor(world.school).user
    there = make_world()
    Membership.objects.create(
        region=there.region, user=both, organization=there.school, role=Role.SCHOOL, valid_from="2020-01-01"
    )
    for person in (superuser, both):
        assert administrator.get(f"/admin/organizations/user/{person.pk}/change/").status_code == 302


def test_a_new_region_has_its_groups(client: Client, db: None) -> None:
    client.force_login(User.objects.create_superuser("root@test.example", full_name="Установщик"))
    client.post("/admin/organizations/region/add/", {"code": "40", "name": "Область", **RULES})
    assert list(Region.objects.get(code="40").addressee_groups.values_list("code", flat=True)) == list(GroupCode)


def test_the_name_in_force_follows_the_card(administrator: Client, world: World) -> None:
    facts = {"region": world.region.pk, "name": "Лицей № 1", "addressee_group": world.school.addressee_group.pk}
    places = {"municipality": world.municipality.pk, "parent": world.authority.pk}
    for address in ("add/", f"{world.school.pk}/change/"):
        answer = administrator.post(f"/admin/organizations/organization/{address}", facts | places)
        assert answer.status_code == 302, answer.context["adminform"].form.errors
        places["municipality"] = world.other_municipality.pk
    assert [
        list(one.names.values_list("name", flat=True)) for one in Organization.objects.filter(name="Лицей № 1")
    ] == [["Лицей № 1"]] * 2


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ('{"control": {"urgent_days": 5}}', ""),
        ('{"control": {"urgent": 5}}', "Неизвестные настройки правил контроля: urgent."),
        ('{"control": {"urgent_days": 0}}', "Настройка «urgent_days»: нужно целое число"),
        ('{"control": []}', "Правила контроля должны быть объектом JSON"),
        ("[1]", "Настройки должны быть объектом JSON"),
    ],
)
def test_rules_of_control_are_checked(administrator: Client, world: World, rules: str, said: str) -> None:
    region = world.region
    facts = {"code": region.code, "name": region.name, "time_zone": "Asia/Omsk", "settings": rules}
    answer = administrator.post(f"/admin/organizations/region/{region.pk}/change/", facts)
    region.refresh_from_db()
    if said:
        assert said in answer.text
        assert region.settings == {}
    else:
        assert region.settings == {"control": {"urgent_days": 5}}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_deleted(administrator: Client, world: World, kind: str) -> None:
    rows = {"user": world["school"].user, "organization": world.school, "municipality": world.municipality}
    rows |= {
        "region": world.region,
        "calendarday": world.region.calendar_days.create(day="2026-05-04", is_working=True),
    }
    answer = administrator.post(f"/admin/organizations/{kind}/{rows[kind].pk}/delete/", {"post": "yes"})
    assert answer.status_code == 403
    assert Region.objects.filter(pk=world.region.pk).exists()
