"""Writing the journal: the only place where an AuditEvent is made."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from organizations.access import Actor
from organizations.models import AuditEvent, AuditPersonal, Region

Changes = Mapping[str, tuple[Any, Any]]


def record(
    *,
    actor: Actor,
    act: str,
    about: models.Model | None = None,
    reason: str = "",
    outcome: str = AuditEvent.Outcome.DONE,
    changes: Changes | None = None,
    personal: Mapping[str, str] | None = None,
    **details: Any,
) -> AuditEvent:
    """Add one row to the journal in the transaction of the act; `details` must be JSON-ready.

    `changes`: field → (before, after). `personal` are values that name or describe a person; with the address of the
    request they stand in the erasable side table.
    """
    event = AuditEvent(
        region=actor.region,
        recorded_at=actor.now,
        user=actor.user,
        membership=actor.membership,
        act=act,
        outcome=outcome,
        object_kind=about._meta.model_name or "" if about else "",
        object_id=about.pk if about else None,
        object_label=str(about)[:300] if about else "",
        details=details,
        changes={field: [_plain(before), _plain(after)] for field, (before, after) in (changes or {}).items()},
        reason=reason,
        request_id=actor.request_id,
    )
    return save_event(event, {"address": actor.address, **(personal or {})})


def record_command(*, region: Region, act: str, **details: Any) -> AuditEvent:
    """Add one row for an act of the installation itself, which has no person behind it."""
    return AuditEvent.objects.create(region=region, recorded_at=timezone.now(), act=act, details=details)


def save_event(event: AuditEvent, personal: Mapping[str, str]) -> AuditEvent:
    """Save a new row with its personal values apart; empty values are not kept."""
    values = {name: value for name, value in personal.items() if value}
    salt = secrets.token_hex(16) if values else ""
    event.personal_digest = personal_digest(salt, values) if values else ""
    event.save(force_insert=True)
    if values:
        AuditPersonal.objects.create(event=event, salt=salt, values=values)
    return event


def personal_digest(salt: str, values: Mapping[str, str]) -> str:
    """SHA-256 over the salt and the values: tells a changed value, tells nothing about an erased one."""
    text = json.dumps(dict(values), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()


def _plain(value: Any) -> Any:
    """A value of a field as the journal keeps it: text, number, yes or no, or nothing."""
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
