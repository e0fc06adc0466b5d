"""The region's own days of the working calendar."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from organizations.access import Actor, require
from organizations.models import CalendarDay, Region
from organizations.policies import may_change_settings
from organizations.services.audit import record

LONGEST_DAYS = 31
_NOT_OWN = "как в производственном календаре"


@transaction.atomic
def change_calendar_days(
    *, actor: Actor, first: date, last: date, is_working: bool | None, note: str = ""
) -> list[date]:
    """Make the days from `first` to `last` inclusive working or not, or forget the region's own changes of them.

    `is_working`: None takes the days back to the national calendar. Gives the days that have changed; issued
    deadlines stay as they are (domain rules, deadlines 5). ValidationError: the order or the length of the span.
    """
    _check_span(first, last)
    region = Region.objects.select_for_update().get(pk=actor.region.pk)
    require(may_change_settings(actor))
    own = {row.day: row for row in CalendarDay.objects.filter(region=region, day__range=(first, last))}
    before = {day: _words(own.get(day)) for day in _days(first, last)}
    after = _keep(region, own, before, is_working, note.strip())
    changes = {f"{day:%d.%m.%Y}": (before[day], after[day]) for day in before if before[day] != after[day]}
    if changes:
        record(actor=actor, act="change_calendar", about=region, changes=changes)
    return [day for day in before if before[day] != after[day]]


def _keep(
    region: Region, own: dict[date, CalendarDay], days: dict[date, str], is_working: bool | None, note: str
) -> dict[date, str]:
    if is_working is None:
        CalendarDay.objects.filter(pk__in=[row.pk for row in own.values()]).delete()
        return dict.fromkeys(days, _NOT_OWN)
    rows = [CalendarDay(region=region, day=day, is_working=is_working, note=note) for day in days]
    CalendarDay.objects.bulk_create(
        rows, update_conflicts=True, update_fields=["is_working", "note"], unique_fields=["region", "day"]
    )
    return {row.day: _words(row) for row in rows}


def _check_span(first: date, last: date) -> None:
    if last < first:
        raise ValidationError({"last": "Последний день раньше первого."})
    if (last - first).days >= LONGEST_DAYS:
        raise ValidationError({"last": f"За один раз можно изменить не более {LONGEST_DAYS} дней."})


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _words(row: CalendarDay | None) -> str:
    if row is None:
        return _NOT_OWN
    kind = "рабочий" if row.is_working else "нерабочий"
    return f"{kind} ({row.note})" if row.note else kind
