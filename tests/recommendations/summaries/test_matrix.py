from datetime import date

import pytest

from recommendations.control import Bucket
from recommendations.models import Task
from recommendations.summaries.figures import figures_of
from recommendations.summaries.matrix import matrix, organization_matrix, share_step
from tests.factories import make_municipality, make_organization, make_recommendation, make_resolution, make_tasks
from tests.recommendations.summaries.histories import make_history

DAY = date(2021, 11, 1)


@pytest.fixture
def resolution(world):
    return make_history(world, 33, 12)


def all_cells(found):
    for row in found.rows:
        yield from (cell for cell in (*row.cells, row.total) if cell)
    yield from (column.total for column in found.columns if column.total)
    yield found.total


@pytest.mark.parametrize(
    ("done", "total", "step"),
    [(0, 0, 0), (0, 9, 0), (1, 100, 1), (49, 100, 1), (1, 2, 2), (3, 4, 3), (99, 100, 3), (7, 7, 4)],
)
def test_steps_of_the_share_done(done, total, step):
    assert share_step(done, total) == step


def test_rows_are_recommendations_and_columns_municipalities(world, resolution):
    empty = make_municipality(world.region)
    late = make_recommendation(resolution)
    found = matrix(world["specialist"], resolution, DAY)
    assert [row.recommendation for row in found.rows] == list(resolution.recommendations.order_by("position"))
    assert [column.key for column in found.columns] == [
        *(one.pk for one in world.region.municipalities.order_by("sort_key")),
        "none",
    ]
    place = [column.key for column in found.columns].index(empty.pk)
    assert all(row.cells[place] is None for row in found.rows)
    assert found.columns[place].total is None
    assert found.rows[-1].recommendation == late
    assert found.rows[-1].total is None


@pytest.mark.parametrize("day", [None, DAY])
def test_every_number_is_the_length_of_its_list(world, resolution, day):
    visible = Task.objects.visible_to(world["specialist"]).as_of(day, world.region)
    for found in (
        matrix(world["specialist"], resolution, day),
        organization_matrix(world["specialist"], resolution, world.municipality, day),
    ):
        for cell in all_cells(found):
            assert cell.selection.rows(visible).count() == cell.total
            assert cell.of("done").rows(visible).count() == cell.done
            assert cell.of("bucket=overdue").rows(visible).count() == cell.overdue
            assert cell.of(f"bucket={cell.worst}").rows(visible).exists()


def test_totals_are_sums(world, resolution):
    found = matrix(world["specialist"], resolution, DAY)
    everything = Task.objects.filter(resolution=resolution).as_of(DAY, world.region)
    assert found.total.figures.buckets == figures_of(everything).buckets
    assert sum(cell.total for row in found.rows for cell in row.cells if cell) == found.total.total
    assert sum(column.total.total for column in found.columns if column.total) == found.total.total


def test_the_worst_asks_for_attention_first(world):
    recommendation = make_recommendation(make_resolution(world.region))
    make_tasks(world, recommendation)
    before, after = (
        matrix(world["specialist"], recommendation.resolution, day).total
        for day in (date(2026, 9, 30), date(2026, 10, 1))
    )
    assert (before.worst, before.worst_label) == (Bucket.ASSIGNED, "назначено")
    assert (after.worst, after.overdue) == (Bucket.OVERDUE, 3)


def test_organizations_of_one_municipality(world, resolution):
    found = organization_matrix(world["specialist"], resolution, world.municipality, DAY)
    territory = Task.objects.filter(resolution=resolution, municipality=world.municipality).as_of(DAY, world.region)
    assert {column.key for column in found.columns} == {task.organization_id for task in territory}
    assert found.municipality == world.municipality
    assert found.total.figures.buckets == figures_of(territory).buckets


def test_a_coordinator_sees_one_column(world, resolution):
    found = matrix(world["coordinator"], resolution, DAY)
    assert [column.key for column in found.columns] == [world.municipality.pk]
    foreign = organization_matrix(world["coordinator"], resolution, world.other_municipality, DAY)
    assert (foreign.columns, foreign.total) == ((), None)


def test_a_resolution_without_tasks_is_an_empty_map(world):
    recommendation = make_recommendation(make_resolution(world.region))
    found = matrix(world["specialist"], recommendation.resolution)
    assert found.total is None
    assert found.rows[0].cells == (None, None)


@pytest.mark.parametrize("day", [None, DAY], ids=["now", "as of a day"])
@pytest.mark.parametrize(("organizations", "tasks"), [(1, 1), (100, 1000)])
def test_queries_do_not_grow_with_rows(world, django_assert_num_queries, day, organizations, tasks):
    schools = [make_organization(world.region, municipality=world.municipality) for _ in range(organizations)]
    resolution = make_history(world, 3, tasks, recommendations=10, organizations=schools)
    with django_assert_num_queries(4 if day else 3):
        matrix(world["specialist"], resolution, day)
    with django_assert_num_queries(4 if day else 3):
        organization_matrix(world["specialist"], resolution, world.municipality, day)
