"""«Twins: the same wording under several addressees is … shown as one theme with progress per group.»"""

import pytest

from recommendations.filters import TaskFilter
from recommendations.models import Recommendation, Resolution, Task
from recommendations.summaries.themes import theme_clauses, theme_of
from tests.editions import amend, bring_in, later
from tests.factories import make_recommendation, make_tasks
from tests.recommendations.summaries.test_living import forum

MUNICIPAL = {"groups": ["municipal"]}


@pytest.fixture
def resolution(world) -> Resolution:
    return forum(world["specialist"])


def clause(resolution: Resolution, number: str) -> Recommendation:
    return resolution.recommendations.get(number=number)


def test_the_theme_of_the_forum(world, resolution):
    """The department and the municipalities are given one recommendation word for word."""
    theme = theme_of(world["specialist"], clause(resolution, "2.4"))
    assert theme.numbers == "1.2, 2.4"
    assert theme.text == clause(resolution, "1.2").text
    assert theme == theme_of(world["specialist"], clause(resolution, "1.2"))


def test_a_wording_that_stands_once_is_no_theme(world, resolution):
    assert theme_of(world["specialist"], clause(resolution, "1.1")) is None


def test_other_resolutions_have_themes_of_their_own(world, resolution):
    twin = clause(resolution, "1.2")
    make_recommendation(bring_in(world["specialist"]), text=twin.text)
    assert theme_of(world["specialist"], twin).numbers == "1.2, 2.4"


def test_each_addressee_has_its_progress_and_all_together_theirs(world, resolution):
    make_tasks(world, clause(resolution, "1.2"), addressee_rule={"groups": ["institute"]})
    make_tasks(world, clause(resolution, "2.4"), addressee_rule=MUNICIPAL)
    theme = theme_of(world["specialist"], clause(resolution, "1.2"))
    assert [row.figures.total for row in theme.rows] == [1, 2]
    assert theme.total.total == 3


@pytest.mark.parametrize(("reader", "number"), [("specialist", 3), ("coordinator", 1), ("methodologist", 3)])
def test_the_list_of_the_theme_is_as_long_as_its_total(world, resolution, reader, number):
    """«Each figure opens its list.»"""
    make_tasks(world, clause(resolution, "1.2"), addressee_rule={"groups": ["institute"]})
    make_tasks(world, clause(resolution, "2.4"), addressee_rule=MUNICIPAL)
    make_tasks(world, clause(resolution, "2.3"), addressee_rule=MUNICIPAL)
    theme = theme_of(world[reader], clause(resolution, "2.4"))
    found = TaskFilter({"theme": str(clause(resolution, "2.4").pk)}, actor=world[reader])
    assert (theme.total.total, found.qs.count()) == (number, number)


def test_the_list_says_by_what_it_was_chosen(world, resolution):
    found = TaskFilter({"theme": str(clause(resolution, "2.4").pk)}, actor=world["specialist"])
    assert found.described() == ["общая тема с пунктом 2.4"]


def test_a_reworded_clause_leaves_the_theme(world):
    """In the second edition 1.1 is reworded, so 2.6 has no twin any more."""
    resolution = bring_in(world["specialist"])
    assert theme_of(world["specialist"], clause(resolution, "1.1")).numbers == "1.1, 2.6"
    amend(later(world), resolution)
    assert [theme_of(world["specialist"], row) for row in resolution.recommendations.in_force()].count(None) == 8


def test_a_retired_clause_does_not_stand_in_the_theme_it_had(world, resolution):
    twin = clause(resolution, "2.4")
    twin.retired_version = 2
    twin.save()
    assert theme_clauses(twin) == [clause(resolution, "1.2")]
    assert theme_of(world["specialist"], twin) is None


def test_texts_without_words_are_nobodys_twins(world, resolution):
    first, second = (make_recommendation(resolution, text="—") for _ in range(2))
    assert (first.wording, second.wording) == ("", "")
    assert theme_clauses(first) == [first]


@pytest.mark.parametrize("size", [2, 30])
def test_queries_do_not_grow_with_the_theme(world, django_assert_num_queries, size):
    resolution = bring_in(world["specialist"])
    rows = [make_recommendation(resolution, text="развивать наставничество", number=f"9.{n}") for n in range(size)]
    for row in rows:
        make_tasks(world, row)
    with django_assert_num_queries(7):
        theme = theme_of(world["specialist"], Recommendation.objects.get(pk=rows[0].pk))
        [(row.note, row.clause.section.groups.all()[:]) for row in theme.rows]
    assert Task.objects.filter(resolution=resolution).count() == theme.total.total
