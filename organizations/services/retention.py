"""How long things are kept: the journal in whole sealed batches, personal values of it, registry files, people.

The terms are those of the region (RetentionRules); rows without a region keep to the defaults. What was removed
stands in the journal as a number, never as content.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, QuerySet

from organizations.access import Actor
from organizations.models import (
    AuditEvent,
    AuditPersonal,
    AuditSeal,
    Membership,
    Region,
    RegistryImport,
    RegistryImportRow,
    User,
)
from organizations.rules import RetentionRules
from organizations.services.audit import record_command
from organizations.services.erasures import erase_older
from organizations.services.seals import seals_of

# Of one run: what is left over goes on the next day.
MOST_BATCHES = 200
_FINISHED = (
    RegistryImport.Stage.APPLIED,
    RegistryImport.Stage.UNDONE,
    RegistryImport.Stage.DISCARDED,
    RegistryImport.Stage.FAILED,
)


def keep_to_terms(*, region: Region | None, now: datetime) -> None:
    """Remove what a region, or the rows without one, have kept long enough at `now`; safe to be done again."""
    purge_journal(region=region, now=now)
    erase_personal_values(region=region, now=now)
    if region:
        drop_import_files(region=region, now=now)


@transaction.atomic
def purge_journal(*, region: Region | None, now: datetime) -> int:
    """Remove rows older than `journal_days` in whole sealed batches, the oldest first; gives how many batches.

    The seals stay with `purged_at`, so the chain stays whole, and the journal tells through which batch it was done.
    """
    limit = now - timedelta(days=_rules(region).journal_days)
    gone = 0
    for seal in seals_of(region.pk if region else None).filter(purged_at__isnull=True)[:MOST_BATCHES]:
        if seal.events.aggregate(latest=Max("recorded_at"))["latest"] >= limit:
            break
        _purge(seal, now)
        gone = seal.number
    if gone:
        record_command(region=region, act="purge_journal", now=now, through=gone, kept_from=limit.isoformat())
    return gone


def _purge(seal: AuditSeal, now: datetime) -> None:
    AuditPersonal.objects.filter(event__seal=seal).delete()
    AuditEvent.objects.all().purge_under(seal)
    AuditSeal.objects.filter(pk=seal.pk).update(purged_at=now)


@transaction.atomic
def erase_personal_values(*, region: Region | None, now: datetime) -> int:
    """Erase addresses and typed names of journal rows older than `personal_days`; the rows and their digests stay."""
    return erase_older(region=region, limit=now - timedelta(days=_rules(region).personal_days), now=now)


@transaction.atomic
def drop_import_files(*, region: Region, now: datetime) -> int:
    """Forget the bytes and lines of registry files finished more than `import_days` ago; their heads stay."""
    limit = now - timedelta(days=_rules(region).import_days)
    finished = RegistryImport.objects.filter(region=region, stage__in=_FINISHED, created_at__lt=limit)
    files = list(finished.exclude(content=b"").values_list("pk", flat=True))
    if files:
        RegistryImportRow.objects.filter(registry_import__in=files).delete()
        RegistryImport.objects.filter(pk__in=files).update(content=b"")
        record_command(region=region, act="drop_import_files", now=now, files=len(files))
    return len(files)


def former_staff(region: Region, now: datetime) -> QuerySet[User]:
    """People of the region whose every place of work, here and elsewhere, ended more than `former_staff_days` ago."""
    limit = region.day_of(now) - timedelta(days=_rules(region).former_staff_days)
    later = Membership.objects.exclude(valid_to__lt=limit)
    people = User.objects.filter(memberships__region=region, anonymised_at__isnull=True, is_superuser=False)
    return people.exclude(memberships__in=later).distinct().order_by("pk")


def terms_shown_to(actor: Actor | None) -> RetentionRules:
    """The terms of the reader's region; to a stranger those of the only region, or the defaults when there are more."""
    if actor:
        return _rules(actor.region)
    regions = list(Region.objects.all()[:2])
    return _rules(regions[0] if len(regions) == 1 else None)


def _rules(region: Region | None) -> RetentionRules:
    return region.retention_rules if region else RetentionRules()
