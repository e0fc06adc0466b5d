"""The outbox empties: once per letter, through real SMTP, whatever the server says."""

import logging
import socket
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from recommendations.background.delivery import claim_letter, deliver_waiting, stop_requested
from recommendations.models import Letter
from recommendations.notifications import queue_letter
from tests.factories import World, make_user, moment
from tests.smtp_server import smtp_server

LONG_AGO = moment("2021-08-24 09:00")


def queue(world: World, number: int, **changes: str) -> Letter:
    """A letter that is due, to a person of its own."""
    key = f"test:{number}"
    texts = {"kind": "test", "subject": f"Тема {number}", "body": f"Текст {number}"} | changes
    email = f"person{number}@test.example"
    queue_letter(region=world.region, recipient=make_user(email=email), dedupe_key=key, now=LONG_AGO, **texts)
    return Letter.objects.get(dedupe_key=key)


def postpone(letter: Letter, **span: int) -> None:
    """Let it be due that long ago."""
    Letter.objects.filter(pk=letter.pk).update(send_after=timezone.now() - timedelta(**span))


def closed_port() -> int:
    """A port of this machine at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def smtp(settings):
    """Point the portal to an SMTP port."""

    def point(port: int) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False

    return point


def test_a_letter_is_sent_and_marked(world: World) -> None:
    letter = queue(world, 1)
    assert deliver_waiting() == 1
    letter.refresh_from_db()
    assert letter.sent_at is not None
    assert (letter.attempts, letter.last_error) == (0, "")
    (message,) = mail.outbox
    assert (message.subject, message.body, message.to) == ("Тема 1", "Текст 1\n", ["person1@test.example"])
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_sent_letter_is_never_sent_again(world: World) -> None:
    letter = queue(world, 1)
    deliver_waiting()
    postpone(letter, days=1)
    assert deliver_waiting() == 0
    assert len(mail.outbox) == 1


def test_a_letter_for_later_waits(world: World) -> None:
    letter = queue(world, 1)
    postpone(letter, minutes=-5)
    assert deliver_waiting() == 0
    assert mail.outbox == []


def test_the_oldest_goes_first(world: World) -> None:
    for number, minutes in ((1, 5), (2, 50), (3, 20)):
        postpone(queue(world, number), minutes=minutes)
    deliver_waiting()
    assert [message.subject for message in mail.outbox] == ["Тема 2", "Тема 3", "Тема 1"]


def test_a_run_keeps_to_its_share_of_a_minute(world: World, settings) -> None:
    settings.LETTERS_PER_MINUTE, settings.SCHEDULER_INTERVAL_SECONDS = 5, 30
    for number in range(5):
        queue(world, number)
    assert [deliver_waiting(), deliver_waiting()] == [3, 2]


def test_a_run_ends_between_letters_when_the_worker_is_stopped(world: World) -> None:
    queue(world, 1)
    stop_requested.set()
    try:
        assert deliver_waiting() == 0
    finally:
        stop_requested.clear()
    assert deliver_waiting() == 1


# --- one letter, many workers ---------------------------------------------------------------------
def test_a_claimed_letter_is_not_due_for_anybody_else(world: World) -> None:
    first, second = queue(world, 1), queue(world, 2)
    now = timezone.now()
    assert [claim_letter(now), claim_letter(now), claim_letter(now)] == [first, second, None]
    assert deliver_waiting() == 0


def test_a_letter_claimed_by_a_worker_that_died_is_sent_after_the_claim(world: World) -> None:
    letter = queue(world, 1)
    assert claim_letter(timezone.now() - timedelta(minutes=11)) == letter
    assert deliver_waiting() == 1


def test_a_duplicate_after_a_crash_has_the_same_message_id(world: World, settings) -> None:
    """Sent, but the mark was lost: mail programs know the second copy by its id."""
    settings.PUBLIC_URL = "https://портал.рф"
    letter = queue(world, 1)
    deliver_waiting()
    Letter.objects.filter(pk=letter.pk).update(sent_at=None, send_after=LONG_AGO)
    deliver_waiting()
    first, second = (message.extra_headers["Message-ID"] for message in mail.outbox)
    assert first == second
    assert first.endswith("@xn--80awhdgm.xn--p1ai>")


def test_different_letters_have_different_message_ids(world: World) -> None:
    queue(world, 1), queue(world, 2)
    deliver_waiting()
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_row_that_another_worker_holds_is_skipped(world: World) -> None:
    first, second = queue(world, 1), queue(world, 2)
    taken = []

    def other_worker() -> None:
        taken.append(claim_letter(timezone.now()))
        connection.close()

    with transaction.atomic():
        Letter.objects.select_for_update().get(pk=first.pk)
        thread = threading.Thread(target=other_worker)
        thread.start()
        thread.join()
    assert taken == [second]


# --- servers that refuse --------------------------------------------------------------------------
def test_letters_go_over_one_connection(world: World, smtp) -> None:
    queue(world, 1), queue(world, 2)
    with smtp_server() as mailbox:
        smtp(mailbox.port)
        assert deliver_waiting() == 2
    assert [letter["To"] for letter in mailbox.letters] == ["person1@test.example", "person2@test.example"]
    assert mailbox.letters[0].get_payload(decode=True).decode() == "Текст 1\r\n"
    assert mailbox.connections == 1


def test_a_closed_port_keeps_the_letter_and_counts(world: World, smtp) -> None:
    first, second = queue(world, 1), queue(world, 2)
    smtp(closed_port())
    before = timezone.now()
    assert deliver_waiting() == 0
    first.refresh_from_db()
    assert (first.attempts, first.sent_at) == (1, None)
    assert first.last_error.startswith("ConnectionRefusedError: ")
    assert first.send_after >= before + timedelta(minutes=1)
    second.refresh_from_db()
    assert (second.attempts, second.send_after) == (0, LONG_AGO), "a dead server is asked once a run"


def test_the_letter_goes_when_the_server_is_back(world: World, smtp) -> None:
    letter = queue(world, 1)
    smtp(closed_port())
    deliver_waiting()
    postpone(letter, minutes=0)
    with smtp_server() as mailbox:
        smtp(mailbox.port)
        assert deliver_waiting() == 1
    letter.refresh_from_db()
    assert (letter.attempts, letter.last_error) == (1, "")
    assert len(mailbox.letters) == 1


def test_each_refusal_is_followed_by_a_longer_wait(world: World, smtp) -> None:
    letter = queue(world, 1)
    smtp(closed_port())
    waits = []
    for _ in range(4):
        before = timezone.now()
        deliver_waiting()
        letter.refresh_from_db()
        waits.append(round((letter.send_after - before) / timedelta(minutes=1)))
        postpone(letter, minutes=0)
    assert waits == [1, 10, 100, 1000]


def test_after_the_last_attempt_the_letter_is_given_up_with_an_error(world: World, smtp, settings, caplog) -> None:
    settings.LETTER_ATTEMPTS = 2
    letter = queue(world, 1)
    smtp(closed_port())
    levels = []
    for _ in range(3):
        caplog.clear()
        with caplog.at_level(logging.WARNING, logger="recommendations"):
            deliver_waiting()
        levels.append([record.levelname for record in caplog.records])
        postpone(letter, minutes=0)
    assert levels == [["WARNING"], ["ERROR"], []]
    letter.refresh_from_db()
    assert (letter.attempts, letter.sent_at) == (2, None)


def test_a_refused_address_does_not_hold_up_the_others(world: World, smtp) -> None:
    letters = [queue(world, number) for number in (1, 2, 3)]
    with smtp_server(refused={"person2@test.example"}) as mailbox:
        smtp(mailbox.port)
        assert deliver_waiting() == 2
    assert [letter["To"] for letter in mailbox.letters] == ["person1@test.example", "person3@test.example"]
    letters[1].refresh_from_db()
    assert letters[1].attempts == 1
    assert "no such mailbox" in letters[1].last_error


def test_a_server_that_breaks_off_loses_nothing(world: World, smtp) -> None:
    letter = queue(world, 1)
    with smtp_server(breaks_off=True) as mailbox:
        smtp(mailbox.port)
        assert deliver_waiting() == 0
    letter.refresh_from_db()
    assert (letter.attempts, letter.sent_at, mailbox.letters) == (1, None, [])


def test_a_letter_that_cannot_be_made_does_not_hold_up_the_others(world: World) -> None:
    broken, sound = queue(world, 1), queue(world, 2)
    Letter.objects.filter(pk=broken.pk).update(subject="Тема\nBcc: other@test.example")
    assert deliver_waiting() == 1
    broken.refresh_from_db()
    assert broken.last_error.startswith("BadHeaderError: ")
    sound.refresh_from_db()
    assert sound.sent_at is not None
