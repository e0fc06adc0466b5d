"""Sealing the journal: batches of its rows, each closed by a sum that includes the one before (domain rules, objects).

A chain is the rows of one region, or those without a region. A row that was committed late, with a smaller number
than rows already sealed, simply comes into the next batch.
"""

import hashlib
import json
import math
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from organizations.models import AuditEvent, AuditSeal

BATCH = 1_000
# Every column but `seal`, in this order: a column added later needs seals of a second kind, or the old ones break.
COLUMNS = (
    *("id", "region_id", "recorded_at", "user_id", "membership_id", "act", "outcome"),
    *("object_kind", "object_id", "object_label", "details", "changes", "reason", "request_id", "personal_digest"),
)
_HEAD = ("region_id", "number", "event_count", "first_event", "last_event", "previous_digest", "sealed_at")


def seal_waiting(*, give_way_at: float = math.inf) -> int:
    """Seal all rows that wait, chain by chain; stops between two batches at `give_way_at` of the monotonic clock.

    Gives how many rows were sealed. Two workers at once never make two seals of one number.
    """
    sealed = 0
    for region_id in AuditEvent.objects.unsealed().order_by().values_list("region_id", flat=True).distinct():
        while time.monotonic() < give_way_at and (count := seal_batch(region_id=region_id)):
            sealed += count
    return sealed


def seal_batch(*, region_id: int | None) -> int:
    """Close the next batch of a chain; gives its size, 0 when nothing waits or somebody else is sealing this chain."""
    try:
        with transaction.atomic():
            return _sealed(region_id)
    except IntegrityError:
        return 0  # The number is taken: another worker has sealed these rows meanwhile.


def _sealed(region_id: int | None) -> int:
    # The last seal is read before the rows: whoever seals in between takes our number, and we stop.
    last = seals_of(region_id).last()
    rows = _rows_waiting(region_id)
    if not rows:
        return 0
    seal = AuditSeal(
        region_id=region_id,
        number=last.number + 1 if last else 1,
        event_count=len(rows),
        first_event=rows[0][0],
        last_event=rows[-1][0],
        previous_digest=last.digest if last else "",
        sealed_at=timezone.now(),
    )
    seal.digest = digest_of(seal, rows)
    seal.save(force_insert=True)
    if AuditEvent.objects.filter(pk__in=[row[0] for row in rows]).put_under(seal) != len(rows):
        raise IntegrityError("rows of the batch were sealed by somebody else")
    return len(rows)


def _rows_waiting(region_id: int | None) -> list[tuple]:
    waiting = AuditEvent.objects.of_chain(region_id).unsealed().order_by("pk")
    return list(waiting.values_list(*COLUMNS)[:BATCH])


def seals_of(region_id: int | None) -> Any:
    """The seals of a chain in their order."""
    chain = {"region": region_id} if region_id else {"region__isnull": True}
    return AuditSeal.objects.filter(**chain).order_by("number")


def digest_of(seal: AuditSeal, rows: Iterable[Sequence[Any]]) -> str:
    """SHA-256 over the head of a seal, the digest of the seal before it included, and the COLUMNS of its rows."""
    digest = hashlib.sha256(_canonical([getattr(seal, name) for name in _HEAD]))
    for row in rows:
        digest.update(_canonical(row))
    return digest.hexdigest()


def _canonical(values: Sequence[Any]) -> bytes:
    """One line for the same values in every database: sorted keys, no spaces, moments in UTC."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), default=_moment).encode() + b"\n"


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")
