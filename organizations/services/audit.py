"""Writing the journal: the only place where an AuditEvent is made."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from organizations.access import Actor
from organizations.models import AuditEvent, Region


def record(
    *,
    actor: Actor,
    act: str,
    about: models.Model | None = None,
    reason: str = "",
    outcome: str = AuditEvent.Outcome.DONE,
    **details: Any,
) -> AuditEvent:
    """Add one row to the journal in the transaction of the act; `details` must be JSON-ready."""
    return AuditEvent.objects.create(
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
        reason=reason,
        address=actor.address,
        request_id=actor.request_id,
    )


def record_command(*, region: Region, act: str, **details: Any) -> AuditEvent:
    """Add one row for an act of the installation itself, which has no person behind it."""
    return AuditEvent.objects.create(region=region, recorded_at=timezone.now(), act=act, details=details)
