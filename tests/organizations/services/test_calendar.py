"""The region's own days of the working calendar."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from organizations.access import Refused
from organizations.models import AuditEvent, CalendarDay
from organizations.services.calendar import LONGEST_DAYS, change_calendar_days
from recommendations.querysets.calendar import working_calendar
from tests.factories import World, make_world

MONDAY, TUESDAY = date(2026, 5, 4), date(2026, 5, 5)


def change(
    world: World, first: date = MONDAY, last: date | None = None, is_working: bool | None = False, note: str = ""
):
    return change_calendar_days(
        actor=world["administrator"], first=first, last=last or first, is_working=is_working, note=note
    )


def test_the_regions_own_day_wins(world: World) -> None:
    """«Working calendar: weekends, holidays and the yearly transfers of days off, editable»."""
    assert change(world, MONDAY, TUESDAY, note="Распоряжение № 7") == [MONDAY, TUESDAY]
    calendar = working_calendar(world.region)
    assert [calendar.is_working(day) for day in (MONDAY, TUESDAY, date(2026, 5, 6))] == [False, False, True]


def test_a_day_is_changed_again_and_taken_back(world: World) -> None:
    change(world)
    assert change(world, is_working=True, note="Отработка") == [MONDAY]
    assert CalendarDay.objects.get().note == "Отработка"
    assert change(world, is_working=None) == [MONDAY]
    assert not CalendarDay.objects.exists()


def test_the_journal_tells_each_day_before_and_after(world: World) -> None:
    change(world)
    change(world, MONDAY, TUESDAY, is_working=True, note="Отработка")
    event = AuditEvent.objects.filter(act="change_calendar").latest("pk")
    assert event.changes == {
        "04.05.2026": ["нерабочий", "рабочий (Отработка)"],
        "05.05.2026": ["как в производственном календаре", "рабочий (Отработка)"],
    }


def test_what_is_so_already_is_not_recorded(world: World) -> None:
    assert change(world, is_working=None) == []
    change(world)
    assert change(world) == []
    assert AuditEvent.objects.filter(act="change_calendar").count() == 1


@pytest.mark.parametrize(
    ("last", "said"),
    [(date(2026, 5, 3), "раньше первого"), (date(2026, 6, 4), f"не более {LONGEST_DAYS} дней")],
)
def test_a_wrong_span_is_refused(world: World, last: date, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        change(world, MONDAY, last)
    assert len(change(world, MONDAY, date(2026, 6, 3))) == LONGEST_DAYS


def test_other_regions_keep_their_days(world: World) -> None:
    other = make_world()
    change(other)
    change(world, is_working=None)
    assert CalendarDay.objects.get().region == other.region


@pytest.mark.parametrize("name", ["head", "specialist", "coordinator", "observer"])
def test_only_the_administrator_changes_the_calendar(world: World, name: str) -> None:
    with pytest.raises(Refused, match="меняет администратор портала"):
        change_calendar_days(actor=world[name], first=MONDAY, last=MONDAY, is_working=False)
