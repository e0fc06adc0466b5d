"""Writing letters to the outbox; nothing is sent here."""

import re
from collections.abc import Iterable
from datetime import datetime

from organizations.models import Region, User
from recommendations.models import Letter

SUBJECT_LENGTH = 250
_BLANK_LINES = re.compile(r"\n{3,}")
_SPACES_AT_END = re.compile(r"[ \t]+$", re.MULTILINE)


def make_letter(
    *, region: Region, recipient: User, kind: str, subject: str, body: str, dedupe_key: str, now: datetime
) -> Letter:
    """An unsaved letter to be sent from `now` on; the subject becomes one line, the body plain tidy text."""
    return Letter(
        region=region,
        recipient=recipient,
        kind=kind,
        subject=" ".join(subject.split())[:SUBJECT_LENGTH],
        body=_tidy(body),
        dedupe_key=dedupe_key,
        created_at=now,
        send_after=now,
    )


def queue_letters(letters: Iterable[Letter]) -> None:
    """Write letters in the transaction of the caller; those whose `dedupe_key` is already there are left out."""
    Letter.objects.bulk_create(letters, batch_size=500, ignore_conflicts=True)


def queue_letter(
    *, region: Region, recipient: User, kind: str, subject: str, body: str, dedupe_key: str, now: datetime
) -> None:
    """Write one letter in the transaction of the caller: undone with it, sent by the worker after it.

    A second letter with the same `dedupe_key` is silently left out, so a repeated act or job is harmless.
    """
    letter = make_letter(
        region=region, recipient=recipient, kind=kind, subject=subject, body=body, dedupe_key=dedupe_key, now=now
    )
    queue_letters([letter])


def _tidy(text: str) -> str:
    """Templates leave empty lines and spaces behind."""
    return _BLANK_LINES.sub("\n\n", _SPACES_AT_END.sub("", text)).strip() + "\n"
