"""Lists and pages of people: what is found, who is shown, what a sheet holds."""

import io
from datetime import timedelta

import openpyxl
import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from organizations.models import AuditEvent, Invitation, Membership
from organizations.roles import Role
from organizations.services.invitations import link_of
from tests.factories import NOW, World, make_organization
from tests.pages import Page, read


@pytest.fixture(autouse=True)
def clock(time_machine):
    """Requests come when the actors of the factories act."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def ask(world: World, sign_in):
    """A page of somebody, the administrator by default."""

    def ask(address: str, who: str = "administrator") -> Page:
        return read(sign_in(world[who]).get(address))

    return ask


def test_people_are_found_by_name_address_and_organization(world: World, ask) -> None:
    person = world["school"].user
    person.full_name = "Королёв Пётр"
    person.save()
    world.school.name = "Калиновская школа"
    world.school.save()
    asked = ("КОРОЛЕВ петр", person.email, "калиновская")
    assert [ask(f"{reverse('people-list')}?q={text}").total for text in asked] == [1, 1, 1]
    assert ask(f"{reverse('people-list')}?q=неттакого").total == 0


def test_people_are_narrowed(world: World, ask) -> None:
    """«filters role, municipality, «без второго шага входа», «нет действующих»»."""
    TOTP.activate(world["school"].user, "PORTALDEMO2345WXYZPORTALDEMO2345")
    Membership.objects.filter(pk=world["neighbour"].membership.pk).update(valid_to=NOW.date().replace(year=2025))
    lists = reverse("people-list")
    assert ask(lists).total == 10
    assert ask(f"{lists}?role=school").total == 2
    assert ask(f"{lists}?municipality={world.municipality.pk}").total == 2
    assert ask(f"{lists}?state=without_second_factor&role=school").total == 1
    assert ask(f"{lists}?state=former").total == 1
    assert ask(f"{lists}?role=king").total == 0


def test_a_coordinator_sees_own_schools_only(world: World, ask) -> None:
    words = " ".join(ask(reverse("people-list"), "coordinator").words)
    assert world["school"].user.email in words
    assert world["other_school"].user.email not in words
    assert "municipality" not in ask(reverse("people-list"), "coordinator").inputs


def test_the_list_goes_out_as_it_is_narrowed(world: World, sign_in) -> None:
    answer = sign_in(world["coordinator"]).get(f"{reverse('people-export')}?role=school")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert {row[1] for row in rows[1:]} == {world["school"].user.email, world["neighbour"].user.email}
    assert AuditEvent.objects.get(act="export_people").personal.values["query"] == "role=school"


def test_vacant_organizations_are_those_below(world: World, ask) -> None:
    """«alert to the level above»: coordinators schools, specialists authorities, the administrator all."""
    vacant = make_organization(world.region, municipality=world.municipality, parent=world.authority)
    Membership.objects.filter(pk=world["other_coordinator"].membership.pk).update(role=Role.OBSERVER)
    seen = {who: ask(reverse("people-vacant"), who).total for who in ("coordinator", "specialist", "administrator")}
    assert seen == {"coordinator": 1, "specialist": 1, "administrator": 2}
    assert vacant.name in " ".join(ask(reverse("people-vacant"), "coordinator").words)
    for who in seen:
        assert reverse("people-vacant") in {link.url for link in ask(reverse("home"), who).links}


def test_all_vacant_organizations_are_invited_and_printed(world: World, sign_in) -> None:
    """«printable sheet (… one strip per school to cut …), also XLSX list»."""
    for _ in range(3):
        make_organization(world.region, municipality=world.municipality, parent=world.authority)
    client = sign_in(world["coordinator"])
    client.post(reverse("invitation-many"), {"all": "1"})
    links = [link_of(row) for row in Invitation.objects.all()]
    assert len(links) == 3
    sheet = client.get(reverse("invitation-sheet")).content.decode()
    assert sheet.count('class="qr-code"') == 3
    assert all(link in sheet for link in links)
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("invitation-export")).content))
    assert {row[5] for row in book.active.iter_rows(min_row=2, values_only=True)} == set(links)
    assert "приглашён, ещё не ответил" in client.get(reverse("people-vacant")).content.decode()


def test_only_chosen_organizations_are_invited(world: World, sign_in) -> None:
    here = {"municipality": world.municipality, "parent": world.authority}
    first, _ = (make_organization(world.region, **here) for _ in range(2))
    foreign = make_organization(world.region, municipality=world.other_municipality, parent=world.other_authority)
    sent = {"organization": [first.pk, foreign.pk, "x"], "chosen": "1"}
    sign_in(world["coordinator"]).post(reverse("invitation-many"), sent)
    assert list(Invitation.objects.values_list("organization", flat=True)) == [first.pk]


@pytest.mark.parametrize("chosen", [[], ["x"], [str(10**30)], ["0"]])
def test_a_choice_of_nobody_comes_back_with_a_sentence(world: World, sign_in, chosen: list[str]) -> None:
    make_organization(world.region, municipality=world.municipality, parent=world.authority)
    sent = {"organization": chosen, "chosen": "1"}
    answer = sign_in(world["coordinator"]).post(reverse("invitation-many"), sent)
    assert answer.status_code == 422
    assert "Никто не приглашён: отметьте организации" in " ".join(read(answer).words)
    assert not Invitation.objects.exists()


def test_a_coordinator_chooses_among_the_roles_that_are_seen(world: World, sign_in) -> None:
    page = sign_in(world["coordinator"]).get(reverse("people-list"))
    assert [value for value, _ in page.context["filter"].fields["role"].choices] == ["", "municipal", "school"]
    answer = sign_in(world["coordinator"]).get(f"{reverse('people-list')}?role=administrator")
    assert "Выберите роль из списка." in " ".join(read(answer).words)


def test_an_invitation_with_an_address_is_sent_by_the_worker(world: World, sign_in) -> None:
    client = sign_in(world["coordinator"])
    address = f"{reverse('invitation-new')}?organization={world.school.pk}"
    client.post(address, {"role": "school", "email": "new@test.example"})
    client.post(address, {"role": "school"})
    queued = DBTaskResult.objects.filter(task_path__endswith="send_invitation")
    assert [task.args_kwargs["args"] for task in queued] == [[Invitation.objects.earliest("pk").pk, 1]]


def test_a_person_page_says_what_may_be_done(world: World, ask) -> None:
    own = ask(reverse("person-detail", args=[world["school"].user.pk]), "coordinator")
    colleague = ask(reverse("person-detail", args=[world["coordinator"].user.pk]), "coordinator")
    change = reverse("person-change", args=[world["school"].user.pk])
    assert change in {link.url for link in own.links}
    assert not any(link.url.startswith("/people/") and "/change/" in link.url for link in colleague.links)


def test_a_look_at_somebody_else_is_noted(world: World, ask) -> None:
    """«View of a person's page is journalled (once per person per viewer per hour is enough)»."""
    for whose in ("school", "school", "coordinator"):
        ask(reverse("person-detail", args=[world[whose].user.pk]), "coordinator")
    looks = AuditEvent.objects.filter(act="view_personal")
    assert list(looks.values_list("user", "object_id")) == [(world["coordinator"].user.pk, world["school"].user.pk)]


def test_looking_at_the_list_of_people_is_journalled_once_an_hour(ask, time_machine) -> None:
    """«one row per viewer, list and hour»: the list shows names and e-mails as a card does."""
    for who in ("coordinator", "coordinator", "administrator"):
        ask(f"{reverse('people-list')}?q=а", who)
    looks = AuditEvent.objects.filter(act="view_people")
    assert looks.count() == 2
    time_machine.move_to(NOW + timedelta(minutes=61), tick=False)
    ask(reverse("people-list"), "coordinator")
    assert looks.count() == 3


def test_a_deputy_is_named_in_the_switch(world: World, sign_in) -> None:
    """««замещает …» shown in the account switch»; the day starts at one's own place."""
    sent = {"email": world["neighbour"].user.email, "valid_from": "2026-09-01", "valid_to": "2026-12-12"}
    address = reverse("seat-deputy", args=[world["school"].membership.pk])
    assert sign_in(world["coordinator"]).post(address, sent).status_code == 302
    words = " ".join(read(sign_in(world["neighbour"]).get("/")).words)
    assert "замещает: " in words
    assert "по 12.12.2026" in words
    assert read(sign_in(world["neighbour"]).get("/")).words.count(world.neighbour.name) >= 2
