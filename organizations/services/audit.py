"""Writing the journal: the only place where an AuditEvent is made."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from organizations.access import Actor
from organizations.models import AuditEvent, AuditPersonal, Invitation, Region, User

Changes = Mapping[str, tuple[Any, Any]]
VIEW_AGAIN_AFTER = timedelta(hours=1)
# Values of these fields of people and invitations are never written into sealed columns.
PERSONAL_FIELDS = ("full_name", "email", "phone")


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
    request they stand in the erasable side table, and so do changes of PERSONAL_FIELDS of people and invitations.
    """
    hidden = PERSONAL_FIELDS if isinstance(about, User | Invitation) else ()
    event = AuditEvent(
        region=actor.region,
        recorded_at=actor.now,
        user=actor.user,
        membership=actor.membership,
        act=act,
        outcome=outcome,
        details=details,
        changes={field: _pair(change, field in hidden) for field, change in (changes or {}).items()},
        reason=reason,
        request_id=actor.request_id,
    )
    told = {field: _told(change) for field, change in (changes or {}).items() if field in hidden}
    return save_event(event, {"address": actor.address, **_name(event, about), **told, **(personal or {})})


def record_command(
    *,
    region: Region | None,
    act: str,
    about: models.Model | None = None,
    reason: str = "",
    now: datetime | None = None,
    **details: Any,
) -> AuditEvent:
    """Add one row for an act of the installation itself, at this moment or `now`, which has no person behind it."""
    event = AuditEvent(region=region, recorded_at=now or timezone.now(), act=act, reason=reason, details=details)
    return save_event(event, _name(event, about))


def record_view(*, actor: Actor, about: models.Model) -> None:
    """Note that the actor has looked at somebody's personal data: once an hour for one viewer and one object."""
    if not _looked_at(actor, "view_personal", about):
        record(actor=actor, act="view_personal", about=about)


def record_people_view(*, actor: Actor) -> None:
    """Note that the actor has looked at the list of people with their e-mails: once an hour for one viewer."""
    if not _looked_at(actor, "view_people", None):
        record(actor=actor, act="view_people")


def _looked_at(actor: Actor, act: str, about: models.Model | None) -> bool:
    """Whether this person has looked at the same within VIEW_AGAIN_AFTER."""
    looks = AuditEvent.objects.filter(
        user=actor.user, act=act, region=actor.region, object_id=about.pk if about else None
    )
    return looks.filter(recorded_at__gt=actor.now - VIEW_AGAIN_AFTER, recorded_at__lte=actor.now).exists()


def save_event(event: AuditEvent, personal: Mapping[str, str]) -> AuditEvent:
    """Save a new row with its personal values apart, both or none; empty values are not kept."""
    values = {name: value for name, value in personal.items() if value}
    salt = secrets.token_hex(16) if values else ""
    event.personal_digest = personal_digest(salt, values) if values else ""
    with transaction.atomic(savepoint=False):
        event.save(force_insert=True)
        if values:
            AuditPersonal.objects.create(event=event, salt=salt, values=values)
    return event


def personal_digest(salt: str, values: Mapping[str, str]) -> str:
    """SHA-256 over the salt and the values: tells a changed value, tells nothing about an erased one."""
    text = json.dumps(dict(values), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()


def _name(event: AuditEvent, about: models.Model | None) -> dict[str, str]:
    """Say in the row what it is about; gives what of that is personal: sealed columns never hold a person's name."""
    if about is None:
        return {}
    event.object_kind, event.object_id = about._meta.model_name or "", about.pk
    if isinstance(about, User):
        event.object_label = f"Сотрудник № {about.pk}"
        return {"object": str(about)[:300]}
    event.object_label = str(about)[:300]
    return {}


def _pair(change: tuple[Any, Any], is_hidden: bool) -> list[Any]:
    return [None, None] if is_hidden else [_plain(value) for value in change]


def _told(change: tuple[Any, Any]) -> str:
    before, after = change
    return f"{before or '—'} → {after or '—'}"


def _plain(value: Any) -> Any:
    """A value of a field as the journal keeps it: text, number, yes or no, or nothing."""
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
