"""Accounts: facts, closing, sessions, a lost second factor."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import ValidationError
from django.test import Client

from organizations.access import Refused
from organizations.models import AuditEvent, Membership
from organizations.roles import Role
from organizations.services.people import (
    change_account,
    end_sessions_of,
    reset_second_factor,
    switch_off,
    switch_on,
)
from tests.factories import NOW, World, make_region, make_world

FACTS = {"full_name": "Иванова Анна Петровна", "email": "Renamed@Test.example", "phone": "+7 4812 00-00-00"}


@pytest.fixture
def time_machine_now(time_machine):
    """The clock of requests stands where the actors of the factories stand."""
    time_machine.move_to(NOW, tick=False)


def at_work(client: Client) -> Client:
    """The session is known from its first page on."""
    assert client.get("/").status_code == 200
    return client


def test_a_new_address_is_the_login_and_ends_the_sessions(world: World, sign_in, time_machine_now) -> None:
    """«allauth EmailAddress kept in step»; the journal keeps the values apart."""
    client, person = at_work(sign_in(world["school"])), world["school"].user
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    before = person.email
    change_account(actor=world["coordinator"], person=person, **FACTS)
    person.refresh_from_db()
    assert (person.email, person.phone) == ("renamed@test.example", FACTS["phone"])
    assert list(EmailAddress.objects.filter(user=person).values_list("email", "primary")) == [(person.email, True)]
    assert client.get("/").status_code == 302
    event = AuditEvent.objects.get(act="change_person")
    assert event.personal.values["email before"] == before
    assert before not in f"{event.details}{event.changes}"


def test_two_accounts_have_two_addresses(world: World) -> None:
    taken = FACTS | {"email": world["neighbour"].user.email.upper()}
    with pytest.raises(ValidationError, match="уже занята"):
        change_account(actor=world["coordinator"], person=world["school"].user, **taken)


def test_nothing_changed_is_no_act(world: World) -> None:
    person = world["school"].user
    same = {"full_name": person.full_name, "email": person.email, "phone": person.phone}
    change_account(actor=world["coordinator"], person=person, **same)
    assert not AuditEvent.objects.filter(act="change_person").exists()


def test_an_account_is_closed_and_opened(world: World, sign_in, time_machine_now) -> None:
    client, person = sign_in(world["school"]), world["school"].user
    switch_off(actor=world["coordinator"], person=person, reason="Уволена.")
    assert client.get("/").status_code == 302
    switch_on(actor=world["coordinator"], person=person, reason="Вернулась.")
    assert sign_in(world["school"]).get("/").status_code == 200
    acts = AuditEvent.objects.filter(act__startswith="switch_o").order_by("pk").values_list("act", "reason")
    assert list(acts) == [("switch_off_person", "Уволена."), ("switch_on_person", "Вернулась.")]


@pytest.mark.parametrize(
    ("who", "whose"),
    [
        ("coordinator", "other_school"),
        ("coordinator", "coordinator"),
        ("coordinator", "specialist"),
        ("school", "school"),
        ("specialist", "school"),
        ("observer", "school"),
        ("administrator", "administrator"),
    ],
)
def test_who_may_not_close_an_account(world: World, who: str, whose: str) -> None:
    with pytest.raises(Refused):
        switch_off(actor=world[who], person=world[whose].user, reason="Проверка.")


def test_a_seat_elsewhere_puts_the_account_out_of_reach_of_the_coordinator(world: World) -> None:
    """A changed e-mail gives the account away, with the seat at the department."""
    person = world["school"].user
    Membership.objects.create(
        region=world.region, user=person, organization=world.department, role=Role.DEPARTMENT, valid_from=NOW.date()
    )
    with pytest.raises(Refused, match="в других организациях"):
        change_account(actor=world["coordinator"], person=person, **FACTS)
    change_account(actor=world["administrator"], person=person, **FACTS)


def test_a_seat_in_another_region_puts_the_account_out_of_reach_of_the_administrator(world: World) -> None:
    far = make_world(make_region())
    person = world["school"].user
    Membership.objects.create(
        region=far.region, user=person, organization=far.school, role=Role.SCHOOL, valid_from=NOW.date()
    )
    with pytest.raises(Refused):
        switch_off(actor=world["administrator"], person=person, reason="Проверка.")


def test_a_superuser_is_out_of_reach(world: World) -> None:
    person = world["school"].user
    person.is_superuser = True
    person.save()
    with pytest.raises(Refused, match="техническая"):
        change_account(actor=world["administrator"], person=person, **FACTS)


def test_all_sessions_are_ended(world: World, sign_in, time_machine_now) -> None:
    first, second = Client(), Client()
    for client in (first, second):
        client.force_login(world["school"].user)
        at_work(client)
    assert end_sessions_of(actor=world["coordinator"], person=world["school"].user) == 2
    assert [client.get("/").status_code for client in (first, second)] == [302, 302]


def test_a_lost_second_factor_is_taken_off_by_the_administrator(world: World, sign_in, time_machine_now) -> None:
    person = world["school"].user
    TOTP.activate(person, "PORTALDEMO2345WXYZPORTALDEMO2345")
    with pytest.raises(Refused, match="администратор портала"):
        reset_second_factor(actor=world["coordinator"], person=person, reason="Потерян телефон.")
    client = at_work(sign_in(world["school"]))
    reset_second_factor(actor=world["administrator"], person=person, reason="Потерян телефон.")
    assert not Authenticator.objects.filter(user=person).exists()
    assert client.get("/").status_code == 302
    event = AuditEvent.objects.get(act="reset_second_factor")
    assert (event.object_id, event.reason, event.details["kinds"]) == (person.pk, "Потерян телефон.", ["totp"])


def test_nobody_resets_the_own_second_factor_or_one_that_is_not_there(world: World) -> None:
    TOTP.activate(world["administrator"].user, "PORTALDEMO2345WXYZPORTALDEMO2345")
    for whose in ("administrator", "school"):
        with pytest.raises(Refused):
            reset_second_factor(actor=world["administrator"], person=world[whose].user, reason="Проверка.")
