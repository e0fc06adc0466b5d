"""The page of the working calendar."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from organizations.models import CalendarDay
from tests.busy import signed_in
from tests.factories import NOW, World, make_task
from tests.pages import read

YEAR, CHANGE = reverse("calendar-year"), reverse("calendar-change")
SENT = {"first": "2026-05-04", "last": "", "kind": "day_off", "note": "Распоряжение № 7"}


@pytest.fixture
def administrator(world: World) -> Client:
    return signed_in(world["administrator"])


def words(client: Client, url: str) -> str:
    return " ".join(read(client.get(url)).words).replace("\xa0", " ")


@pytest.mark.parametrize("name", ["school", "observer", "coordinator", "administrator"])
def test_everybody_reads_the_calendar(world: World, name: str) -> None:
    page = words(signed_in(world[name]), f"{YEAR}?year=2021")
    assert "2021 год : 247 рабочих дней" in page
    assert "Выходной (перенесено с 20.02.2021)" in page
    assert "рабочая суббота или воскресенье" in page


def test_only_the_administrator_gets_days_to_press(world: World, administrator: Client) -> None:
    url = f"{YEAR}?year=2026"
    own, others = (read(client.get(url)).links for client in (administrator, signed_in(world["school"])))
    assert len([link for link in own if link.url.startswith(f"{CHANGE}?day=")]) == 365
    assert not [link for link in others if "calendar/change" in link.url]


@pytest.mark.parametrize(("year", "status"), [("2021", 200), ("2027", 200), ("2020", 404), ("9999", 404), ("x", 200)])
def test_the_years_of_the_calendar(administrator: Client, year: str, status: int) -> None:
    assert administrator.get(f"{YEAR}?year={year}").status_code == status


def test_a_day_is_changed_and_listed(administrator: Client, world: World) -> None:
    answer = administrator.post(f"{CHANGE}?day=2026-05-04", SENT, follow=True)
    assert answer.redirect_chain == [(f"{YEAR}?year=2026", 302)]
    assert "Календарь изменён: 1\xa0день." in answer.text
    assert "нерабочий по решению региона: Распоряжение № 7" in answer.text
    administrator.post(CHANGE, SENT | {"kind": "national"})
    assert not CalendarDay.objects.exists()


def test_the_form_proposes_the_opposite_of_the_day_and_for_an_own_day_its_removal(administrator: Client) -> None:
    def chosen(day: str) -> str:
        return str(administrator.get(f"{CHANGE}?day={day}").context["form"]["kind"].value())

    assert (chosen("2026-05-04"), chosen("2026-05-09")) == ("day_off", "working")
    administrator.post(CHANGE, SENT)
    assert chosen("2026-05-04") == "national"


def test_deadlines_on_the_day_are_counted_and_do_not_move(administrator: Client, world: World) -> None:
    """«count of open tasks whose deadline falls on the changed day (says that issued deadlines do not move)»"""
    task = make_task(world)
    with time_machine.travel(NOW):
        client = signed_in(world["administrator"])
        page = client.get(f"{CHANGE}?day={task.due_on}").text
        assert "На этот день приходится срок 3\xa0открытых задач" in page
        answer = client.post(CHANGE, SENT | {"first": f"{task.due_on}"}, follow=True)
    assert "На эти дни приходится срок 3\xa0открытых задач. Выданные сроки сами не переносятся." in answer.text
    task.refresh_from_db()
    assert task.due_on == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"first": ""}, "Укажите день."),
        ({"first": "2030-01-01"}, "Календарь ведётся с 2021 по 2027 год."),
        ({"last": "2026-05-01"}, "Последний день раньше первого."),
        ({"last": "2026-12-31"}, "не более 31 дней"),
        ({"kind": ""}, "Выберите, каким станет день."),
    ],
)
def test_a_fault_is_said_beside_its_field(administrator: Client, changes: dict, said: str) -> None:
    answer = administrator.post(CHANGE, SENT | changes)
    assert answer.status_code == 422
    assert said in answer.text
    assert "Распоряжение № 7" in answer.text
    assert not CalendarDay.objects.exists()


def test_others_change_nothing(world: World) -> None:
    assert signed_in(world["head"]).post(CHANGE, SENT).status_code == 403
    assert not CalendarDay.objects.exists()
