"""Erasing personal values of the journal, each time with a row that says which; and reading those rows back.

The row makes an erasure by the portal tell itself from values that somebody has deleted in the database.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import accumulate

from django.db.models import QuerySet

from organizations.models import AuditEvent, AuditPersonal, Region, User
from organizations.services.audit import record_command

_STEP = 1_000
_NEVER = datetime.min.replace(tzinfo=UTC)
Erased = Mapping[int | None, list[int]]


def erase_older(*, region: Region | None, limit: datetime, now: datetime) -> int:
    """Erase the values of rows of a chain recorded before `limit`; the rows and their digests stay."""
    rows = AuditEvent.objects.of_chain(region.pk if region else None).filter(recorded_at__lt=limit)
    count, _ = AuditPersonal.objects.filter(event__in=rows).delete()
    if count:
        record_command(region=region, act="erase_personal", now=now, rows=count, older_than=limit.isoformat())
    return count


def erase_values(values: QuerySet[AuditPersonal]) -> Erased:
    """Erase these values; gives region → numbers of their rows, for `record_erased` in the same transaction."""
    found = defaultdict[int | None, list[int]](list)
    for region_id, pk in values.order_by("pk").values_list("event__region", "pk"):
        found[region_id].append(pk)
    keys = [pk for numbers in found.values() for pk in numbers]
    for start in range(0, len(keys), _STEP):
        AuditPersonal.objects.filter(pk__in=keys[start : start + _STEP]).delete()
    return found


def record_erased(*, user: User, erased: Erased, now: datetime) -> None:
    """Tell in each chain which of its rows have lost the values that described the person."""
    regions = Region.objects.in_bulk([region_id for region_id in erased if region_id])
    for region_id, events in erased.items():
        region = regions[region_id] if region_id else None
        record_command(region=region, act="erase_of_person", about=user, now=now, events=events)


class Erasures:
    """What the journal of one chain says was erased: values older than a moment, and those of numbered rows."""

    def __init__(self, region_id: int | None) -> None:
        told = AuditEvent.objects.of_chain(region_id).order_by("pk").values_list("pk", "details")
        terms = [
            (pk, details["older_than"]) for pk, details in told.filter(act="erase_personal") if "older_than" in details
        ]
        self._told_in = [pk for pk, _ in terms]
        # The latest moment of this row and of those after it: an erasure explains only rows that were there before.
        limits = [datetime.fromisoformat(limit) for _, limit in reversed(terms)]
        self._limits = [*reversed(list(accumulate(limits, max))), _NEVER]
        self._numbered = {
            number
            for pk, details in told.filter(act="erase_of_person")
            for number in details.get("events", [])
            if number < pk
        }

    def explain(self, pk: int, recorded_at: datetime) -> bool:
        """Whether a row that has lost its values was erased by the portal itself."""
        return pk in self._numbered or recorded_at < self._limits[bisect_right(self._told_in, pk)]
