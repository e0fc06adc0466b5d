from datetime import date

import pytest

from organizations.models import OrganizationName
from recommendations.models import Task
from recommendations.services.reviews import accept_report, endorse_report
from recommendations.summaries.task_list import COLUMNS, task_table
from tests.factories import at, hand_in, make_organization, make_task
from tests.recommendations.summaries.histories import make_history


def the_row(world, task, day):
    rows = Task.objects.filter(pk=task.pk).as_of(day, world.region)
    table = task_table(rows, world["specialist"], day)
    return dict(zip([column.key for column in COLUMNS], next(iter(table.rows)).cells, strict=True))


def test_the_columns_of_the_list_stand_in_order():
    assert [column.title for column in COLUMNS] == [
        "№",
        "Пункт",
        "Поручение",
        "Организация",
        "Муниципальное образование",
        "Период",
        "Срок",
        "Первоначальный срок",
        "Состояние",
        "Дней просрочки",
        "Отчёт",
        "Исполнено",
    ]


def test_a_task_before_and_after_its_deadline(world):
    task = make_task(world)
    before, after = the_row(world, task, date(2026, 9, 30)), the_row(world, task, date(2026, 10, 3))
    assert (before["state"].value, before["days_late"].value) == ("назначено", None)
    assert (after["state"].value, after["days_late"].value) == ("просрочено", 3)
    assert after["due"].value == date(2026, 9, 30)
    assert after["municipality"].value == world.municipality.name
    assert (after["report"].value, after["executed"].text) == (None, "—")


def test_a_task_that_was_done_late(world):
    task = hand_in(make_task(world), at(world["school"], "2026-10-05 10:00"))
    endorse_report(actor=at(world["coordinator"], "2026-10-06 10:00"), task=task)
    accept_report(actor=at(world["specialist"], "2026-10-20 10:00"), task=task)
    row = the_row(world, task, date(2026, 10, 20))
    assert (row["days_late"].value, row["executed"].value) == (5, date(2026, 10, 5))
    assert row["report"].value == f"{task.pk}-1"


def test_an_organization_bears_the_name_of_the_day(world):
    task = make_task(world)
    world.school.names.update(valid_from=date(2026, 10, 10))
    OrganizationName.objects.create(
        region=world.region, organization=world.school, name="Прежняя школа", valid_to=date(2026, 10, 9)
    )
    assert the_row(world, task, date(2026, 10, 9))["organization"].value == "Прежняя школа"
    assert the_row(world, task, None)["organization"].value == world.school.name


def test_a_task_of_the_regional_level_has_no_municipality(world):
    assert the_row(world, make_task(world, world.institute), None)["municipality"].text == "—"


def test_facts_say_by_what_the_list_was_chosen(world):
    rows = Task.objects.as_of(None, world.region)
    table = task_table(rows, world["specialist"], facts=(("Отбор", "просрочено"),))
    assert table.facts[1] == ("Отбор", "просрочено")
    assert table.file_name("xlsx") == "Перечень обязательств на 01.09.2026.xlsx"


@pytest.mark.parametrize(("organizations", "tasks"), [(1, 1), (100, 1000)])
def test_queries_do_not_grow_with_rows(world, django_assert_num_queries, organizations, tasks):
    schools = [make_organization(world.region, municipality=world.municipality) for _ in range(organizations)]
    resolution = make_history(world, 3, tasks, recommendations=10, organizations=schools)
    rows = Task.objects.filter(resolution=resolution).as_of(date(2022, 1, 10), world.region).order_by("due", "pk")
    with django_assert_num_queries(4):
        numbers = [row.cells[0].value for row in task_table(rows, world["specialist"], date(2022, 1, 10)).rows]
    assert numbers == list(range(1, tasks + 1))
