"""Sending the letters of the outbox: claim, send, mark; no transaction is open while the mail server is asked."""

import hashlib
import logging
import math
import threading
import time
from contextlib import suppress
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from recommendations.models import Letter

logger = logging.getLogger(__name__)
stop_requested = threading.Event()

CLAIM = timedelta(minutes=10)
FIRST_DELAY = timedelta(minutes=1)
DELAY_GROWTH = 10
REFUSALS_OF_ONE_LETTER = (SMTPRecipientsRefused, SMTPDataError)


def deliver_waiting() -> int:
    """Send the letters that are due, oldest first; returns how many were sent.

    Two workers never send one letter twice: each claims it first, and a claimed letter is not due for ten minutes.
    When a worker is killed between sending and marking, the letter is sent again after the claim: one duplicate at
    most, with the same Message-ID, by which mail programs know it. A refused letter waits 1, 10, 100, … minutes and is
    given up after LETTER_ATTEMPTS. A run ends early when the server itself fails, when the share of LETTERS_PER_MINUTE
    is spent, when it has taken half of the heartbeat's age, or when the worker is asked to stop.
    """
    connection = get_connection()
    give_way_at = time.monotonic() + settings.HEARTBEAT_MAX_AGE_SECONDS / 2
    sent = 0
    try:
        while sent < _share() and time.monotonic() < give_way_at and not stop_requested.is_set():
            letter = claim_letter(timezone.now())
            if letter is None or not _server_works(letter, connection):
                break
            sent += letter.sent_at is not None
    finally:
        _hang_up(connection)
    return sent


def claim_letter(now: datetime) -> Letter | None:
    """Take the next letter for ourselves by moving its `send_after`; None when nothing is due.

    PostgreSQL skips rows that another worker holds; SQLite has one writer at a time, and the update is conditional
    besides, so a letter that somebody has claimed since it was read is not taken.
    """
    with transaction.atomic():
        due = Letter.objects.waiting(now).select_related("recipient").select_for_update(skip_locked=True, of=("self",))
        for letter in due[:1]:
            unclaimed = Letter.objects.filter(pk=letter.pk, sent_at__isnull=True, send_after=letter.send_after)
            return letter if unclaimed.update(send_after=now + CLAIM) else None
    return None


def _server_works(letter: Letter, connection: BaseEmailBackend) -> bool:
    """Send one letter and note the outcome; false when there is no sense in trying the next one now."""
    try:
        connection.open()
        _message(letter, connection).send()
    except Exception as error:  # Whatever is wrong with one letter must not hold up the others.
        _hang_up(connection)
        _note_refusal(letter, error)
        return isinstance(error, REFUSALS_OF_ONE_LETTER) or not isinstance(error, OSError)
    letter.sent_at = timezone.now()
    Letter.objects.filter(pk=letter.pk).update(sent_at=letter.sent_at, last_error="")
    return True


def _message(letter: Letter, connection: BaseEmailBackend) -> EmailMessage:
    host = (urlsplit(settings.PUBLIC_URL).hostname or "localhost").encode("idna").decode("ascii")
    number = hashlib.sha256(f"{letter.dedupe_key} {letter.created_at.isoformat()}".encode()).hexdigest()[:32]
    return EmailMessage(
        subject=letter.subject,
        body=letter.body,
        to=[letter.recipient.email],
        headers={"Message-ID": f"<{number}@{host}>", "Auto-Submitted": "auto-generated"},
        connection=connection,
    )


def _note_refusal(letter: Letter, error: Exception) -> None:
    attempts = letter.attempts + 1
    Letter.objects.filter(pk=letter.pk).update(
        attempts=attempts,
        last_error=f"{type(error).__name__}: {error}"[:500],
        send_after=timezone.now() + FIRST_DELAY * DELAY_GROWTH ** (attempts - 1),
    )
    if attempts >= settings.LETTER_ATTEMPTS:
        logger.error("Письмо %s не отправлено, попыток больше не будет (%s): %s", letter.pk, attempts, error)
    else:
        logger.warning("Письмо %s не отправлено, попытка %s: %s", letter.pk, attempts, error)


def _hang_up(connection: BaseEmailBackend) -> None:
    with suppress(OSError):
        connection.close()


def _share() -> int:
    """Letters of one run, so that runs at the scheduler's pace keep to LETTERS_PER_MINUTE."""
    return math.ceil(settings.LETTERS_PER_MINUTE * settings.SCHEDULER_INTERVAL_SECONDS / 60)
