"""The table of times: every operation is carried out on real rows; no time is asserted here."""

from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from organizations.roles import Role
from recommendations.bench.ground import find_ground
from recommendations.bench.measure import Measured, measure
from recommendations.bench.operations import AnswerError, Operation, operations
from recommendations.models import Task
from recommendations.scale.load import load_scale
from recommendations.statuses import TaskStatus

SIZES = {"schools": "6", "tasks": "400", "seed": "5"}
pytestmark = pytest.mark.django_db


def test_the_table_names_the_machine_and_every_operation_and_the_region_is_loaded_once(capsys):
    call_command("bench", runs="5", **SIZES)
    printed = capsys.readouterr().out
    assert "Создан регион scale-5" in printed
    assert "Процессоров: " in printed
    assert "Python 3" in printed
    ground = find_ground("scale-5")
    assert ground
    assert all(operation.title in printed for operation in operations(ground))

    done = Task.objects.filter(status=TaskStatus.DONE)
    before = done.count()
    call_command("bench", runs="5", **SIZES)
    assert "Создан регион" not in capsys.readouterr().out
    # Reports are really submitted and accepted: three to warm up, one to count the queries, five to time.
    assert done.count() == before + 9


def test_an_answer_that_is_not_expected_stops_the_timing():
    load_scale(schools=3, tasks=100, seed=5, say=lambda text: None)
    ground = find_ground("scale-5")
    assert ground
    with_school = replace(ground, people=dict.fromkeys(ground.people, ground.people[Role.SCHOOL]))
    closed = next(one for one in operations(with_school) if one.title == "Карта исполнения")
    with pytest.raises(AnswerError, match="ответ 40"):
        measure(closed, 5)


@pytest.mark.parametrize("runs", ["4", "201", "много"])
def test_a_wrong_number_of_runs_is_named(runs):
    with pytest.raises(CommandError, match="--runs: ожидается целое число от 5 до 200"):
        call_command("bench", runs=runs)


def test_debug_spoils_the_figures(settings):
    settings.DEBUG = True
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("bench")


def test_median_and_p95():
    measured = Measured(Operation("действие", 30, iter(())), [float(number) for number in range(1, 22)], 5.0, 7, 2.0)
    assert measured.median == 11
    assert measured.p95 == 20
    assert measured.is_met
