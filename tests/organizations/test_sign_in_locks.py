"""«5 in 15 min per account + address → 15 min; 20 per account → 15 min; the address limit is high because schools share
NAT» (reliability, failed logins)."""

import re

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from organizations.access import Refused
from organizations.background.sign_in_letters import tell_of_lock
from organizations.models import AuditEvent
from organizations.services.sign_in_locks import unlock_sign_in
from tests.factories import PASSWORD, World, make_user
from tests.pages import read

WRONG = "неверный пароль"
NOW = "2026-09-01T10:00:00+03:00"


@pytest.fixture(autouse=True)
def counters():
    """Rate limits count in the cache."""
    cache.clear()
    yield
    cache.clear()


def attempt(email: str, password: str = PASSWORD, address: str = "192.0.2.1"):
    return Client(REMOTE_ADDR=address).post(reverse("account_login"), {"login": email, "password": password})


def words(response) -> str:
    return " ".join(read(response).words)


def opens(response) -> bool:
    return response.status_code == 302 and response.url == "/"


def lock(email: str, address: str = "192.0.2.1") -> None:
    for _ in range(5):
        assert "Слишком много" not in words(attempt(email, WRONG, address))


def test_a_day_of_typing_mistakes_behind_one_address_blocks_nobody(db: None) -> None:
    """300 schools leave through one address; each mistypes its password once and then signs in."""
    people = [make_user().email for _ in range(300)]
    for email in people:
        assert "Слишком много" not in words(attempt(email, WRONG))
    assert all(opens(attempt(email)) for email in people[::30])


def test_neighbours_of_an_attacked_account_get_in(world: World) -> None:
    victim, neighbour = world["school"].user.email, world["neighbour"].user.email
    lock(victim)
    for _ in range(200):
        attempt(victim, WRONG)
    assert opens(attempt(neighbour))


def test_the_right_password_waits_too_and_is_told_how_long(world: World) -> None:
    email = world["school"].user.email
    with time_machine.travel(NOW, tick=False) as clock:
        lock(email)
        assert "Попробуйте снова через 15 мин." in words(attempt(email))
        clock.shift(14 * 60)
        assert "Попробуйте снова через 1 мин." in words(attempt(email))
        clock.shift(61)
        assert opens(attempt(email))


def test_a_lock_holds_for_one_address_only(world: World) -> None:
    """An attacker elsewhere does not keep the owner out…"""
    email = world["school"].user.email
    lock(email, "192.0.2.1")
    assert opens(attempt(email, address="192.0.2.2"))


def test_twenty_failures_from_everywhere_lock_the_account(world: World) -> None:
    """… until there are twenty."""
    email = world["school"].user.email
    for number in range(4):
        lock(email, f"192.0.2.{number}")
    assert "Слишком много" in words(attempt(email, address="192.0.2.9"))


def test_a_right_password_takes_its_attempt_back(world: World) -> None:
    """Signing in all day long is not guessing."""
    for _ in range(30):
        assert opens(attempt(world["school"].user.email))


def test_the_letter_case_of_a_login_gives_no_more_attempts(world: World) -> None:
    email = world["school"].user.email
    for number in range(5):
        attempt(email.upper() if number % 2 else email, WRONG)
    assert "Слишком много" in words(attempt(email.title()))


def test_a_lock_is_in_the_journal_and_the_owner_gets_one_letter(world: World) -> None:
    user = world["school"].user
    with time_machine.travel(NOW, tick=False) as clock:
        lock(user.email)
        attempt(user.email, WRONG)
        clock.shift(16 * 60)
        lock(user.email)
    rows = AuditEvent.objects.filter(act="sign_in_locked")
    assert [(row.user, row.region, row.outcome) for row in rows] == [(user, world.region, "refused")] * 2
    assert rows[0].personal.values == {"address": "192.0.2.1", "login": user.email}
    waiting = DBTaskResult.objects.filter(task_path=tell_of_lock.module_path)
    assert [task.args_kwargs["args"] for task in waiting] == [[user.pk]]
    tell_of_lock.call(user.pk)
    assert mail.outbox[0].to == [user.email]
    assert "вход приостановлен" in mail.outbox[0].subject
    assert "Такое письмо приходит не чаще раза в сутки." in mail.outbox[0].body


def test_an_unknown_login_is_locked_like_a_known_one(world: World) -> None:
    """«known vs unknown login … same status, body, mail count»; the letter is written outside of the request."""
    known, unknown = world["school"].user.email, "nobody@test.example"

    def walk(email: str) -> list[tuple[int, str]]:
        answers = [attempt(email, WRONG) for _ in range(7)]
        return [(answer.status_code, words(answer).replace(email, "…")) for answer in answers]

    assert walk(known) == walk(unknown)
    assert mail.outbox == []
    queued = DBTaskResult.objects.filter(task_path=tell_of_lock.module_path)
    assert [task.args_kwargs["args"] for task in queued.order_by("enqueued_at")] == [[world["school"].user.pk], [None]]
    tell_of_lock.call(None)
    assert mail.outbox == []


def test_the_administrator_ends_a_lock(world: World) -> None:
    email = world["school"].user.email
    for number in range(4):
        lock(email, f"192.0.2.{number}")
    with pytest.raises(Refused):
        unlock_sign_in(actor=world["other_coordinator"], membership=world["school"].membership)
    assert not opens(attempt(email))
    unlock_sign_in(actor=world["coordinator"], membership=world["school"].membership)
    assert opens(attempt(email))
    row = AuditEvent.objects.get(act="unlock_sign_in")
    assert (row.user, row.object_id) == (world["coordinator"].user, world["school"].membership.pk)


def test_a_new_password_by_letter_ends_a_lock(world: World, client) -> None:
    user = world["school"].user
    lock(user.email)
    client.post(reverse("account_reset_password"), {"email": user.email})
    link = re.search(r"http://\S+", mail.outbox[0].body)[0]
    page = client.get(link, follow=True)
    fresh = "Совсем-другой-ключ-2026"
    client.post(page.redirect_chain[-1][0], {"password1": fresh, "password2": fresh})
    assert opens(attempt(user.email, fresh))
