"""What rests on the acts of the register."""

from datetime import date

import pytest

from recommendations.models import Citation, LegalAct, Recommendation, Task
from recommendations.services.act_cards import change_act, create_act
from recommendations.statuses import TaskStatus
from recommendations.summaries.legal_basis import (
    act_rows,
    acts_table,
    card_history,
    resting_by_resolution,
    resting_clauses,
)
from tests.factories import World, hand_in, make_recommendation, make_resolution, make_task, make_tasks


@pytest.fixture
def act(world: World) -> LegalAct:
    return create_act(
        actor=world["specialist"], kind="order", number="15", adopted_on=date(2021, 9, 1), title="О школах"
    )


@pytest.fixture
def cite(world: World, act: LegalAct):
    """A clause that names the act; of the given resolution, or of a new one."""

    def make(resolution=None, text: str = "приказа № 15", **changes) -> Recommendation:
        clause = make_recommendation(resolution or make_resolution(world.region), **changes)
        Citation.objects.create(region=world.region, recommendation=clause, act=act, text=text)
        return clause

    return make


def test_clauses_and_open_tasks_are_counted_once_each(world: World, act: LegalAct, cite) -> None:
    first, _ = cite(), cite()
    tasks = make_tasks(world, first)
    hand_in(Task.objects.for_page().get(pk=tasks[world.school.pk].pk), world["school"])
    Task.objects.filter(pk=tasks[world.neighbour.pk].pk).update(status=TaskStatus.NOT_APPLICABLE)
    (row,) = act_rows(world["specialist"], [act])
    assert (row.clauses, row.open_tasks) == (2, 2)


def test_a_reader_counts_what_he_or_she_sees(world: World, act: LegalAct, cite) -> None:
    make_tasks(world, cite())
    cite()
    assert [(row.clauses, row.open_tasks) for row in act_rows(world["school"], [act])] == [(1, 1)]
    assert [(row.clauses, row.open_tasks) for row in act_rows(world["coordinator"], [act])] == [(1, 2)]


def test_a_retired_clause_counts_while_its_tasks_do(world: World, act: LegalAct, cite) -> None:
    issued, idle = cite(), cite()
    make_task(world, recommendation=issued)
    Recommendation.objects.filter(pk__in=[issued.pk, idle.pk]).update(retired_version=2)
    assert list(resting_clauses(world["specialist"], act)) == [issued]
    assert act_rows(world["specialist"], [act])[0].clauses == 1


def test_clauses_stand_under_their_resolutions(world: World, act: LegalAct, cite) -> None:
    old, new = make_resolution(world.region), make_resolution(world.region)
    by_hand, named, other = cite(old, text=""), cite(old), cite(new)
    make_tasks(world, named)
    groups = resting_by_resolution(world["specialist"], act, resting_clauses(world["specialist"], act))
    assert [group.resolution for group in groups] == [new, old]
    assert [(clause, is_named) for clause, is_named, _ in groups[1].clauses] == [(by_hand, False), (named, True)]
    assert groups[0].clauses == [(other, True, None)]
    assert groups[1].clauses[1][2].total == 3


def test_the_table_has_what_the_list_shows(world: World, act: LegalAct, cite) -> None:
    cite()
    change_act(actor=world["specialist"], act=act, in_force_until=date(2026, 8, 31))
    table = acts_table(world["specialist"], LegalAct.objects.in_order(), facts=(("Вид", "приказ"),))
    (row,) = table.rows
    assert [cell.text for cell in row.cells] == [
        *("1", "приказ", "15", "01.09.2021", "О школах", "31.08.2026", "утратил силу", "1", "0", "—")
    ]
    assert ("Вид", "приказ") in table.facts


def test_the_history_says_who_changed_what(world: World, act: LegalAct) -> None:
    change_act(actor=world["methodologist"], act=act, kind="letter", in_force_until=date(2027, 8, 31))
    last, first = card_history(act)
    assert first.words == "карточка внесена вручную"
    assert last.who == world["methodologist"].user.short_name
    assert [(change.label, change.before, change.after) for change in last.changes] == [
        ("вид", "приказ", "письмо"),
        ("действует до", "—", "31.08.2027"),
    ]
