from datetime import date, timedelta

import pytest

from organizations.models import OrganizationName
from recommendations.models import Task
from recommendations.services.requests import ask_extension, extend_deadline
from recommendations.services.reviews import accept_report, endorse_report
from recommendations.services.tasks import withdraw_task
from recommendations.summaries.by_recommendation import COLUMNS, recommendation_rows
from recommendations.summaries.figures import figures_of
from tests.factories import (
    at,
    hand_in,
    make_organization,
    make_recommendation,
    make_resolution,
    make_tasks,
)
from tests.recommendations.summaries.histories import make_history

AFTER = date(2026, 10, 1)


@pytest.fixture
def recommendation(world):
    return make_recommendation(make_resolution(world.region), text="обеспечить внедрение программы воспитания;")


def the_row(world, recommendation, day, actor="specialist"):
    return recommendation_rows(world[actor], recommendation.resolution, day).rows[0]


def accept(world, task, handed_in="2026-09-20 10:00"):
    task = hand_in(task, at(world["school"], handed_in))
    endorse_report(actor=at(world["coordinator"], "2026-10-01 10:00"), task=task)
    return accept_report(actor=at(world["specialist"], "2026-10-01 11:00"), task=task)


def test_the_columns_of_f1_stand_in_order():
    assert [column.title for column in COLUMNS] == [
        "№ п/п",
        "Пункт резолюции",
        "Содержание рекомендации (поручения)",
        "Ответственный исполнитель (соисполнители)",
        "Срок исполнения (первоначальный / продлённый)",
        "Информация о ходе исполнения",
        "Исполнено, ед. из ед. (%)",
        "Отметка об исполнении",
    ]


def test_a_recommendation_without_an_assignment_has_a_row(world, recommendation):
    row = the_row(world, recommendation, None)
    assert row.responsible.text == "Общеобразовательные организации"
    assert (row.due, row.information.text, row.executed.text, row.mark) == ("—", "поручение не выдано", "—", "—")


def test_every_recommendation_has_one_row_in_the_order_of_the_text(world, recommendation):
    second = make_recommendation(recommendation.resolution)
    make_tasks(world, second)
    summary = recommendation_rows(world["specialist"], recommendation.resolution)
    assert [(row.number, row.recommendation) for row in summary.rows] == [(1, recommendation), (2, second)]


def test_addressees_are_counted_and_one_is_named(world, recommendation):
    make_tasks(world, recommendation)
    make_tasks(world, recommendation, addressee_rule={"groups": ["institute"]})
    assert the_row(world, recommendation, None).responsible.text == "Институт, Общеобразовательные организации (3)"


def test_one_addressee_bears_the_name_of_the_day(world, recommendation):
    make_tasks(world, recommendation, addressee_rule={"groups": ["institute"]})
    world.institute.names.update(valid_from=date(2026, 10, 10))
    OrganizationName.objects.create(
        region=world.region, organization=world.institute, name="Прежний институт", valid_to=date(2026, 10, 9)
    )
    assert the_row(world, recommendation, date(2026, 10, 9)).responsible.text == "Прежний институт"
    assert the_row(world, recommendation, date(2026, 10, 10)).responsible.text == "Институт"
    assert the_row(world, recommendation, None).responsible.text == "Институт"


def test_the_course_of_execution_in_words(world, recommendation):
    tasks = make_tasks(world, recommendation)
    accept(world, tasks[world.school.pk])
    hand_in(
        tasks[world.neighbour.pk], at(world["neighbour"], "2026-09-21 10:00"), obstacle="staff", obstacle_text="нет"
    )
    row = the_row(world, recommendation, AFTER)
    assert row.information.text == (
        "исполнено в срок\u00a01, на проверке\u00a01, просрочено\u00a01. Затруднения: не хватает кадров (1)."
    )
    assert row.executed.text == "1 из 3 (33,3\u00a0%)"
    assert row.mark == "просрочено, срок\u00a030.09.2026"


def test_obstacles_are_those_of_the_last_report_of_the_day(world, recommendation):
    task = make_tasks(world, recommendation)[world.school.pk]
    hand_in(task, at(world["school"], "2026-09-10 10:00"), state="progress", obstacle="money", obstacle_text="нет")
    hand_in(task, at(world["school"], "2026-09-20 10:00"), state="progress", obstacle="rules", obstacle_text="нет")
    assert "не хватает средств (1)" in the_row(world, recommendation, date(2026, 9, 10)).information.text
    assert "не хватает нормативной базы (1)" in the_row(world, recommendation, date(2026, 9, 20)).information.text
    assert "средств" not in the_row(world, recommendation, None).information.text


def test_the_mark_of_what_is_done_has_the_day_of_execution(world, recommendation):
    tasks = make_tasks(world, recommendation)
    accept(world, tasks.pop(world.school.pk))
    for task in tasks.values():
        withdraw_task(actor=at(world["specialist"], "2026-09-05 10:00"), task=task, reason="ошибка")
    row = the_row(world, recommendation, AFTER)
    assert row.mark == "исполнено, 20.09.2026"
    assert row.executed.text == "1 из 1 (100,0\u00a0%)"


def test_the_mark_of_what_goes_on_has_the_deadline(world, recommendation):
    make_tasks(world, recommendation)
    assert the_row(world, recommendation, date(2026, 9, 30)).mark == "на исполнении, срок до\u00a030.09.2026"


def test_the_mark_of_what_is_withdrawn(world, recommendation):
    for task in make_tasks(world, recommendation).values():
        withdraw_task(actor=at(world["specialist"], "2026-09-05 10:00"), task=task, reason="ошибка")
    row = the_row(world, recommendation, AFTER)
    assert (row.mark, row.executed.text) == ("неприменимо или отозвано", "0 из 0 (—)")


def test_deadlines_before_and_after_an_extension(world, recommendation):
    task = make_tasks(world, recommendation)[world.school.pk]
    till = date(2026, 10, 15)
    request = ask_extension(actor=at(world["school"], "2026-09-10 10:00"), task=task, due_on=till, reason="ремонт")
    extend_deadline(actor=at(world["specialist"], "2026-09-11 10:00"), request=request, due_on=till)
    assert the_row(world, recommendation, date(2026, 9, 10)).due == "30.09.2026"
    assert the_row(world, recommendation, date(2026, 9, 11)).due == "30.09.2026 / 30.09.2026\u00a0– 15.10.2026"


def test_a_coordinator_sees_the_figures_of_the_territory(world, recommendation):
    make_tasks(world, recommendation)
    row = the_row(world, recommendation, date(2026, 9, 2), actor="coordinator")
    assert row.responsible.text == "Общеобразовательные организации (2)"
    assert row.figures.total == 2


def pieces(row):
    """Figures of a row of the table: text, list behind, length."""
    return [piece for cell in row.cells for piece in cell.pieces if piece.rows]


@pytest.mark.parametrize("day", [None, date(2021, 10, 5), date(2021, 11, 5)])
@pytest.mark.parametrize("reader", ["specialist", "coordinator"])
def test_every_number_of_a_sentence_is_the_length_of_its_list(world, reader, day):
    resolution = make_history(world, 8, 15)
    summary = recommendation_rows(world[reader], resolution, day)
    visible = Task.objects.visible_to(world[reader]).as_of(day, world.region)
    assert summary.total == figures_of(visible.filter(resolution=resolution))
    found = [piece for row in summary.table.rows for piece in pieces(row)]
    for piece in found:
        if piece.number is None:
            assert piece.rows.rows(visible).exists(), piece
        else:
            assert piece.rows.rows(visible).count() == piece.number, piece
    names = {piece.rows.params().get("select") for piece in found if piece.number}
    assert {"expected", "bucket=in_review"} <= names


def test_no_number_is_left_in_the_words_between_links(world):
    summary = recommendation_rows(world["specialist"], make_history(world, 8, 15))
    sentences = [cell for row in summary.table.rows for cell in row.cells[5:7]]
    words = [piece.text for cell in sentences for piece in cell.pieces if not piece.rows]
    assert words
    assert not [text for text in words if any(letter.isdigit() for letter in text)]


def test_a_sentence_reads_as_its_value(world):
    """Files take the value, the page takes the pieces."""
    for row in recommendation_rows(world["specialist"], make_history(world, 8, 15)).table.rows:
        for cell in row.cells:
            assert not cell.pieces or cell.value == "".join(piece.text for piece in cell.pieces)


@pytest.mark.parametrize("day", [None, date(2021, 11, 1)], ids=["now", "as of a day"])
@pytest.mark.parametrize(("organizations", "tasks"), [(1, 1), (100, 1000)])
def test_queries_do_not_grow_with_rows(world, django_assert_num_queries, day, organizations, tasks):
    schools = [make_organization(world.region, municipality=world.municipality) for _ in range(organizations)]
    resolution = make_history(world, 3, tasks, recommendations=10, organizations=schools)
    with django_assert_num_queries(8 if day else 7):
        list(recommendation_rows(world["specialist"], resolution, day).table.rows)


def test_a_day_ahead_of_the_deadline_is_not_overdue(world, recommendation):
    make_tasks(world, recommendation, deadline_on=world.region.today + timedelta(days=30))
    assert the_row(world, recommendation, None).mark.startswith("на исполнении")
