"""The list behind a number of organizations: those with a task of what the figure counts, as of its day."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from recommendations.summaries.selection import Organizations, Selection
from tests.busy import Busy, signed_in
from tests.factories import make_recommendation, make_resolution, make_task, make_tasks
from tests.pages import Page, read


@pytest.fixture
def clause(busy: Busy):
    """A recommendation with tasks of three schools, beside one with a task of the department."""
    clause = make_recommendation(make_resolution(busy.world.region))
    make_tasks(busy.world, clause)
    make_task(busy.world, busy.world.department, recommendation=make_recommendation(clause.resolution))
    return clause


def the_list(busy: Busy, organizations: Organizations | dict[str, str], reader: str = "specialist") -> Page:
    params = organizations if isinstance(organizations, dict) else organizations.params()
    return read(signed_in(busy.world[reader]).get(f"{reverse('organization-list')}?{urlencode(params)}"))


@pytest.mark.parametrize(
    ("place", "group", "number"),
    [({}, None, 4), ({"municipality": "none"}, None, 1), ({}, "school", 3), ({}, "institute", 0)],
)
def test_organizations_of_a_resolution(busy, clause, place, group, number):
    selection = Selection("total", resolution=clause.resolution_id, **place)
    assert the_list(busy, Organizations(selection, group)).total == number


def test_organizations_of_a_recommendation(busy, clause):
    organizations = Organizations(Selection("total", resolution=clause.resolution_id, recommendation=clause.pk))
    assert the_list(busy, organizations).total == 3
    assert the_list(busy, organizations, "coordinator").total == 2


def test_as_of_a_day_only_what_was_issued_by_then(busy, clause):
    for day, number in ((date(2026, 8, 31), 0), (date(2026, 9, 1), 4)):
        assert (
            the_list(busy, Organizations(Selection("total", resolution=clause.resolution_id, day=day))).total == number
        )


def test_an_organization_that_has_moved_is_listed_where_its_task_is(busy, clause):
    world = busy.world
    world.school.municipality = world.other_municipality
    world.school.save()
    here = Selection("total", resolution=clause.resolution_id, municipality=world.municipality.pk)
    assert the_list(busy, Organizations(here)).total == 2


def test_the_form_keeps_what_the_figure_has_chosen(busy, clause):
    day = date(2026, 9, 1)
    chosen = Selection("total", resolution=clause.resolution_id, recommendation=clause.pk, day=day)
    page = the_list(busy, Organizations(chosen, "school"))
    hidden = {name: field["value"] for name, field in page.inputs.items() if field.get("type") == "hidden"}
    wanted = {"resolution", "recommendation", "group", "as_of"}
    assert {name: hidden.get(name) for name in wanted} == Organizations(chosen, "school").params()
    assert "на конец дня 01.09.2026" in " ".join(page.words)


@pytest.mark.parametrize(
    "params",
    [
        {"resolution": "abc"},
        {"resolution": "9" * 40},
        {"resolution": "1", "as_of": "вчера"},
        {"resolution": "1", "municipality": "север"},
        {"resolution": "1", "select": "нечто"},
    ],
)
def test_a_strange_address_gives_an_empty_list(busy, params):
    assert the_list(busy, params).total == 0


def test_without_a_figure_all_organizations_are_listed(busy):
    every = the_list(busy, {}).total
    here = the_list(busy, {"municipality": str(busy.world.municipality.pk)}).total
    assert 0 < here < every
