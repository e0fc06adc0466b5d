from datetime import date

import pytest

from recommendations.models import Task
from recommendations.summaries.selection import (
    OBSTACLES,
    RULES,
    SELECTION_LABELS,
    Organizations,
    Selection,
    due_between,
    select,
)
from tests.factories import at, hand_in, make_recommendation, make_resolution, make_task
from tests.recommendations.summaries.histories import make_history

DAY = date(2021, 11, 1)


def test_an_unknown_name_is_refused_in_russian(world):
    with pytest.raises(ValueError, match="Неизвестный отбор обязательств: «просто так»"):
        select(Task.objects.as_of(None, world.region), "просто так")


def test_every_selection_has_words():
    assert set(SELECTION_LABELS) == {*RULES, *OBSTACLES, "extended"}
    assert all(SELECTION_LABELS.values())


@pytest.mark.parametrize(
    "selection",
    [
        Selection("total"),
        Selection("bucket=overdue", resolution=3, municipality=4, recommendation=5, organization=6, day=DAY),
        Selection("expected", municipality="none"),
    ],
)
def test_a_selection_survives_an_address(selection):
    assert Selection.from_params(selection.params()) == selection


def test_the_address_of_a_selection():
    selection = Selection("expected", resolution=3, municipality="none", day=DAY)
    assert selection.params() == {
        "select": "expected",
        "resolution": "3",
        "municipality": "none",
        "as_of": "2021-11-01",
    }


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"municipality": "север"}, "Ожидается номер, получено «север»"),
        ({"resolution": "²"}, "Ожидается номер"),
        ({"resolution": "9" * 40}, "Ожидается номер"),
        ({"as_of": "вчера"}, "«вчера» — не дата"),
        ({"as_of": "2021-02-30"}, "не дата"),
    ],
)
def test_what_is_not_a_selection_is_refused(params, message):
    with pytest.raises(ValueError, match=message):
        Selection.from_params(params)


def test_rows_of_a_place(world):
    resolution = make_history(world, 1, 15)
    make_task(world)
    tasks = Task.objects.as_of(DAY, world.region)
    regional = Selection("total", resolution=resolution.pk, municipality="none").rows(tasks)
    territory = Selection("total", resolution=resolution.pk, municipality=world.municipality.pk).rows(tasks)
    school = Selection("total", resolution=resolution.pk, organization=world.school.pk).rows(tasks)
    assert {task.organization for task in regional} == {world.department}
    assert {task.organization for task in territory} == {world.authority, world.school, world.neighbour}
    assert {task.organization for task in school} == {world.school}


def test_rows_of_a_recommendation(world):
    resolution = make_resolution(world.region)
    task = make_task(world, recommendation=make_recommendation(resolution))
    make_task(world, recommendation=make_recommendation(resolution))
    selection = Selection("total", recommendation=task.assignment.recommendation_id, organization=world.school.pk)
    assert list(selection.rows(Task.objects.as_of(None, world.region))) == [task]


def test_due_in_a_period_takes_both_ends(world):
    task = make_task(world)
    tasks = Task.objects.as_of(None, world.region).filter(pk=task.pk)
    assert due_between(tasks, date(2026, 9, 30), date(2026, 9, 30)).exists()
    assert not due_between(tasks, date(2026, 9, 1), date(2026, 9, 29)).exists()
    assert not due_between(tasks, date(2026, 10, 1), date(2026, 10, 31)).exists()


def test_an_obstacle_is_looked_for_in_the_last_report_of_the_day(world):
    task = make_task(world)
    for day, kind in (("2026-09-10 10:00", "money"), ("2026-09-20 10:00", "rules")):
        hand_in(task, at(world["school"], day), state="progress", obstacle=kind, obstacle_text="нет")

    def found(name, day):
        return list(select(Task.objects.as_of(day, world.region), name))

    assert found("obstacle=money", date(2026, 9, 10)) == [task]
    assert found("obstacle=money", None) == found("obstacle=rules", date(2026, 9, 10)) == []
    assert found("obstacle=rules", None) == [task]


@pytest.mark.parametrize(
    "organizations",
    [
        Organizations(Selection("total")),
        Organizations(Selection("total", resolution=3, municipality="none", recommendation=5, day=DAY), "school"),
        Organizations(Selection("done", resolution=3)),
    ],
)
def test_organizations_survive_an_address(organizations):
    assert Organizations.from_params(organizations.params()) == organizations


def test_the_address_of_organizations():
    organizations = Organizations(Selection("total", resolution=3, municipality="none", day=DAY), "school")
    assert organizations.params() == {
        "resolution": "3",
        "municipality": "none",
        "as_of": "2021-11-01",
        "group": "school",
    }


def test_organizations_with_a_task_of_the_selection(world):
    resolution = make_history(world, 1, 15)
    tasks = Task.objects.as_of(DAY, world.region)
    selection = Selection("total", resolution=resolution.pk, municipality=world.municipality.pk)
    assert set(Organizations(selection).rows(tasks)) == {world.authority, world.school, world.neighbour}
    assert set(Organizations(selection, "school").rows(tasks)) == {world.school, world.neighbour}
    before = Task.objects.as_of(date(2021, 8, 1), world.region)
    assert not Organizations(selection).rows(before).exists()
