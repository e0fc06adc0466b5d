"""«session idle 30 min admin, department; 60 min school; absolute / parallel 12 h / 5, user sees and ends them»"""

import time_machine
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from organizations.models import AuditEvent
from organizations.services.sessions import end_sessions
from organizations.templatetags.sign_in import device
from tests.factories import PASSWORD, World
from tests.pages import read

NOW = "2026-09-01T10:00:00+03:00"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36"


def browser_of(email: str, **headers: str) -> Client:
    """A browser signed in through the form."""
    cache.clear()
    client = Client(**headers)
    assert client.post(reverse("account_login"), {"login": email, "password": PASSWORD}).status_code == 302
    return client


def works(client: Client) -> bool:
    return client.get("/").status_code == 200


# --- the list -------------------------------------------------------------------------------------
def test_the_list_tells_browsers_in_words_and_marks_this_one(world: World) -> None:
    email = world["school"].user.email
    browser_of(email, HTTP_USER_AGENT=CHROME, REMOTE_ADDR="192.0.2.5")
    here = browser_of(email, HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0")
    words = " ".join(read(here.get(reverse("session-list"))).words)
    assert "Chrome, Windows" in words
    assert "192.0.2.5" in words
    assert "Firefox, Linux этот браузер" in words
    assert words.count("этот браузер") == 1


def test_another_browser_is_ended_at_its_next_request(world: World) -> None:
    email = world["school"].user.email
    lost, here = browser_of(email), browser_of(email)
    row = UserSession.objects.get(session_key=lost.session.session_key)
    assert here.post(reverse("session-end", args=[row.pk])).status_code == 302
    assert (works(lost), works(here)) == (False, True)
    assert here.post(reverse("session-end", args=[row.pk])).status_code == 404
    assert AuditEvent.objects.get(act="end_sessions").details == {"count": 1}


def test_all_others_are_ended_at_once(world: World) -> None:
    email = world["school"].user.email
    lost = [browser_of(email), browser_of(email)]
    here, neighbour = browser_of(email), browser_of(world["neighbour"].user.email)
    here.post(reverse("session-end-others"))
    assert [works(client) for client in (*lost, here, neighbour)] == [False, False, True, True]


def test_nobody_ends_a_foreign_session(world: World) -> None:
    foreign, here = browser_of(world["neighbour"].user.email), browser_of(world["school"].user.email)
    row = UserSession.objects.get(session_key=foreign.session.session_key)
    assert here.post(reverse("session-end", args=[row.pk])).status_code == 404
    assert works(foreign)


def test_the_sixth_browser_ends_the_one_unused_for_longest(world: World) -> None:
    email = world["school"].user.email
    with time_machine.travel(NOW, tick=False) as clock:
        clients = []
        for _ in range(5):
            clients.append(browser_of(email))
            clock.shift(120)
        assert works(clients[0])
        sixth = browser_of(email)
        assert [works(client) for client in (*clients, sixth)] == [True, False, True, True, True, True]


def test_sessions_that_came_without_the_form_are_known_too(world: World, sign_in) -> None:
    """Whoever takes a seat away ends every session, whatever has opened it."""
    client = sign_in(world["school"])
    assert works(client)
    assert end_sessions(world["school"].user) == 1
    assert not works(client)


def test_the_previous_sign_in_is_told(world: World) -> None:
    """УПД.8: a person sees when somebody last signed in by that name."""
    email = world["school"].user.email
    with time_machine.travel(NOW, tick=False) as clock:
        first = browser_of(email)
        assert "Это ваш первый вход." in " ".join(read(first.get(reverse("session-list"))).words)
        clock.shift(3600)
        words = " ".join(read(browser_of(email).get(reverse("session-list"))).words)
    assert "Перед этим вы входили 01.09.2026 в 10:00." in words
    assert "последний: 01.09.2026 10:00" in words


# --- idleness -------------------------------------------------------------------------------------
def test_after_idle_minutes_the_session_ends_and_the_page_is_found_again(world: World) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = browser_of(world["specialist"].user.email)
        clock.shift(29 * 60)
        assert works(client)
        clock.shift(31 * 60)
        answer = client.get("/tasks/?queue=open")
        assert answer.url == "/accounts/login/?next=/tasks/%3Fqueue%3Dopen"
        page = client.get(answer.url)
        assert "Вы не работали 30 мин., поэтому портал закончил сеанс. Войдите снова." in " ".join(read(page).words)
        sent = {"login": world["specialist"].user.email, "password": PASSWORD, "next": "/tasks/?queue=open"}
        assert client.post(reverse("account_login"), sent).url == "/tasks/?queue=open"
    assert AuditEvent.objects.filter(act="session_idle", user=world["specialist"].user).count() == 1


def test_those_who_write_long_reports_have_longer(world: World) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = browser_of(world["school"].user.email)
        clock.shift(59 * 60)
        assert works(client)
        clock.shift(61 * 60)
        assert not works(client)


def test_the_region_sets_the_minutes(world: World) -> None:
    world.region.settings = {"access": {"idle_minutes": 5}}
    world.region.save()
    with time_machine.travel(NOW, tick=False) as clock:
        client = browser_of(world["observer"].user.email)
        clock.shift(6 * 60)
        assert not works(client)


def test_what_was_typed_before_the_end_is_shown_to_be_copied(world: World) -> None:
    """«nothing typed is ever lost»"""
    with time_machine.travel(NOW, tick=False) as clock:
        client = browser_of(world["school"].user.email)
        clock.shift(61 * 60)
        sent = {"what_done": "Программа утверждена приказом.", "oldpassword": "не показывать никому", "send": "1"}
        answer = client.post("/tasks/1/report/", sent)
        words = " ".join(read(answer).words)
        assert answer.status_code == 403
        assert "Сеанс закончился" in words
        assert "Программа утверждена приказом." in words
        assert "не показывать" not in words
        assert not works(client)


def test_the_mark_is_written_once_a_minute(world: World) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = browser_of(world["school"].user.email)
        row = UserSession.objects.get(user=world["school"].user)
        clock.shift(59)
        works(client)
        seen = UserSession.objects.get(pk=row.pk).last_seen_at
        clock.shift(2)
        works(client)
        assert seen == row.last_seen_at < UserSession.objects.get(pk=row.pk).last_seen_at


# --- words ----------------------------------------------------------------------------------------
def test_devices_in_plain_words() -> None:
    ya = CHROME.replace("Safari", "YaBrowser/24.1 Safari")
    phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Version/17.0 Mobile Safari/604.1"
    assert [device(text) for text in (CHROME, ya, CHROME + " Edg/120.0", phone, "curl/8", "")] == [
        "Chrome, Windows",
        "Яндекс Браузер, Windows",
        "Edge, Windows",
        "Safari, iPhone",
        "неизвестная программа",
        "неизвестная программа",
    ]
