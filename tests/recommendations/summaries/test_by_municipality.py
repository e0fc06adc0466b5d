from datetime import date

import pytest

from recommendations.models import Task
from recommendations.summaries.by_municipality import COLUMNS, municipality_rows
from recommendations.summaries.figures import figures_of
from tests.factories import make_municipality, make_organization, make_recommendation, make_resolution, make_task
from tests.recommendations.summaries.histories import make_history

DAY = date(2021, 11, 1)


@pytest.fixture
def resolution(world):
    return make_history(world, 21, 15)


def test_the_columns_of_f2_stand_in_order():
    assert [column.title for column in COLUMNS] == [
        "№",
        "Муниципальное образование",
        "Организаций, всего",
        "Поручений на контроле, всего",
        "Исполнено, всего",
        "в т. ч. в срок",
        "в т. ч. с нарушением срока",
        "На исполнении, срок не наступил",
        "Просрочено",
        "На проверке",
        "На доработке",
        "Продлено (раз)",
        "Доля исполненных в срок, %",
        "КИД, %",
        "Срок наступил (N)",
        "Представлено из N",
        "На проверке из N",
        "Неприменимо",
        "Отозвано",
    ]


def test_every_municipality_has_a_row_with_or_without_tasks(world, resolution):
    empty = make_municipality(world.region, name="Ельнинский район")
    summary = municipality_rows(world["specialist"], resolution, DAY)
    assert {row.municipality for row in summary.rows} == {world.municipality, world.other_municipality, empty, None}
    silent = next(row for row in summary.rows if row.municipality == empty)
    assert (silent.organizations, silent.figures.total, silent.figures.on_time_share.as_text()) == (0, 0, "—")
    assert [row.number for row in summary.rows] == [1, 2, 3, 4]
    assert summary.rows[-1].name == "Региональный уровень"


def test_the_total_is_the_sum_of_the_rows(world, resolution):
    summary = municipality_rows(world["specialist"], resolution, DAY)
    *parts, total = summary.table.rows
    for place, column in enumerate(COLUMNS):
        if column.kind == "number" and column.key != "number":
            assert total.cells[place].value == sum(row.cells[place].value for row in parts), column.title
    assert total.is_total
    assert total.cells[1].value == "Итого"
    assert summary.total == figures_of(Task.objects.filter(resolution=resolution).as_of(DAY, world.region))


@pytest.mark.parametrize("day", [None, DAY])
def test_every_number_is_the_length_of_the_list_behind_it(world, resolution, day):
    make_task(world)
    visible = Task.objects.visible_to(world["specialist"]).as_of(day, world.region)
    checked = 0
    for row in municipality_rows(world["specialist"], resolution, day).table.rows:
        for column, cell in zip(COLUMNS, row.cells, strict=True):
            if column.kind == "number" and cell.selection and column.key != "extended":
                assert cell.selection.rows(visible).count() == cell.value, column.title
                checked += 1
            if column.kind == "percent":
                assert cell.selection.rows(visible).exists() == (cell.value.percent is not None)
    assert checked == 4 * 14


def test_an_organization_that_has_moved_is_counted_once(world):
    """Its tasks stay where they were given; the list behind the total names it once, and the total says so."""
    recommendation = make_recommendation(make_resolution(world.region))
    make_task(world, recommendation=recommendation)
    world.school.municipality = world.other_municipality
    world.school.save()
    make_task(world, recommendation=recommendation)
    summary = municipality_rows(world["specialist"], recommendation.resolution)
    visible = Task.objects.visible_to(world["specialist"]).as_of(None, world.region)
    counts = [(row.cells[2].value, row.cells[2].selection.rows(visible).count()) for row in summary.table.rows]
    assert [number for number, _ in counts] == [length for _, length in counts]


def test_what_is_on_control_is_the_sum_of_its_columns(world, resolution):
    for row in municipality_rows(world["specialist"], resolution, DAY).table.rows:
        value = dict(zip([column.key for column in COLUMNS], [cell.value for cell in row.cells], strict=True))
        open_now = ("in_work", "bucket=overdue", "bucket=in_review", "bucket=returned")
        assert value["on_control"] == value["done"] + sum(value[name] for name in open_now)
        assert value["done"] == value["bucket=done_on_time"] + value["bucket=done_late"]


def test_a_coordinator_gets_the_territory_only(world, resolution):
    summary = municipality_rows(world["coordinator"], resolution, DAY)
    assert [row.municipality for row in summary.rows] == [world.municipality]
    assert dict(summary.table.facts)["Отбор"] == world.municipality.name
    own = Task.objects.filter(resolution=resolution, municipality=world.municipality).as_of(DAY, world.region)
    assert summary.total == figures_of(own)


def test_an_administrator_gets_no_figures(world, resolution):
    assert municipality_rows(world["administrator"], resolution, DAY).total.total == 0


def test_another_resolution_is_not_counted(world, resolution):
    make_task(world)
    assert municipality_rows(world["specialist"], make_resolution(world.region)).total.total == 0


def test_facts_name_the_resolution_the_day_and_the_maker(world):
    resolution = make_resolution(world.region, title="Резолюция форума", number="15", adopted_on=date(2021, 8, 24))
    facts = dict(municipality_rows(world["specialist"], resolution, DAY).table.facts)
    assert facts["Резолюция"] == "Резолюция форума от 24.08.2021 №\u00a015"
    assert facts["По состоянию на"] == "01.11.2021, конец дня по времени региона"
    assert facts["Сформировано"].startswith("01.09.2026, 10:00, Иванова")
    now = dict(municipality_rows(world["specialist"], resolution).table.facts)
    assert now["По состоянию на"] == "01.09.2026, 10:00"


@pytest.mark.parametrize("day", [None, DAY], ids=["now", "as of a day"])
@pytest.mark.parametrize(("organizations", "tasks"), [(1, 1), (100, 1000)])
def test_queries_do_not_grow_with_rows(world, django_assert_num_queries, day, organizations, tasks):
    schools = [make_organization(world.region, municipality=world.municipality) for _ in range(organizations)]
    resolution = make_history(world, 3, tasks, recommendations=10, organizations=schools)
    with django_assert_num_queries(5 if day else 4):
        list(municipality_rows(world["specialist"], resolution, day).table.rows)
