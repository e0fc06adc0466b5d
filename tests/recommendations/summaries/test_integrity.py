from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from organizations.models import Organization, OrganizationName
from recommendations.models import (
    Assignment,
    Citation,
    LegalAct,
    ProgressReport,
    Recommendation,
    Task,
    TaskEvent,
)
from recommendations.services.findings import sign_findings
from recommendations.services.reviews import accept_report, endorse_report, undo_acceptance
from recommendations.summaries.integrity import cache_problems, cross_table_rules, integrity_problems
from tests.editions import FIRST, amend, bring_in, later, wait
from tests.factories import (
    at,
    hand_in,
    make_actor,
    make_recommendation,
    make_region,
    make_resolution,
    make_task,
    make_tasks,
    moment,
)
from tests.recommendations.summaries.histories import make_history


@pytest.fixture
def accepted(world):
    task = hand_in(make_task(world), at(world["school"], "2026-09-20 10:00"))
    endorse_report(actor=at(world["coordinator"], "2026-09-21 10:00"), task=task)
    return accept_report(actor=at(world["specialist"], "2026-09-22 10:00"), task=task)


def problems():
    return list(integrity_problems())


def test_the_real_services_leave_no_problem(world, accepted):
    make_tasks(world)
    undo_acceptance(actor=at(world["specialist"], "2026-09-23 10:00"), task=accepted, reason="ошибка")
    assert problems() == []


@pytest.mark.parametrize("seed", range(5))
def test_lawful_histories_have_no_problem(world, seed):
    make_history(world, seed, 15)
    assert problems() == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": "review", "executed_on": None}, "состояние: записано «на проверке у контролёра», по действиям"),
        ({"due_on": date(2026, 10, 9)}, "срок: записано «09.10.2026», по действиям — «30.09.2026»"),
        ({"extension_count": 1}, "продлений: записано «1», по действиям — «0»"),
        ({"report_version": 2}, "версия отчёта: записано «2», по действиям — «1»"),
        ({"executed_on": date(2026, 9, 19)}, "исполнено: записано «19.09.2026», по действиям — «20.09.2026»"),
        ({"first_submitted_at": None}, "первый отчёт: записано «пусто», по действиям — «2026-09-20"),
    ],
)
def test_a_cache_that_differs_from_the_acts_is_named(accepted, changes, words):
    Task.objects.filter(pk=accepted.pk).update(**changes)
    found = list(cache_problems())
    assert any(f"Обязательство №\u00a0{accepted.pk}" in problem and words in problem for problem in found), found


def test_a_task_without_acts_is_named(world):
    task = make_task(world)
    TaskEvent.objects.filter(task=task).delete()
    assert list(cache_problems()) == [f"Обязательство №\u00a0{task.pk}: нет ни одной записи о действиях."]


def test_rows_of_two_regions_are_named(accepted):
    other = make_region()
    Task.objects.filter(pk=accepted.pk).update(region=other)
    assert (
        f"Обязательство №\u00a0{accepted.pk}: регион не совпадает с регионом связанной записи (исполнитель)."
        in problems()
    )
    assert any("Отчёт об исполнении" in problem and "(обязательство)" in problem for problem in problems())


def test_a_person_of_another_region_is_named(world):
    stranger = make_actor(world.school)
    Organization.objects.filter(pk=world.school.pk).update(region=make_region())
    assert any(f"Место работы №\u00a0{stranger.membership.pk}: регион" in problem for problem in problems())


def test_a_task_of_another_resolution_is_named(world, accepted):
    other = make_recommendation(make_resolution(world.region))
    Assignment.objects.filter(pk=accepted.assignment_id).update(resolution=other.resolution)
    assert {
        f"Обязательство №\u00a0{accepted.pk}: резолюция не та, что у поручения.",
        f"Поручение №\u00a0{accepted.assignment_id}: резолюция не та, что у рекомендации.",
    } <= set(problems())


def test_an_accepted_task_without_its_report_is_named(accepted):
    ProgressReport.objects.filter(task=accepted).update(version=5)
    assert problems() == [
        f"Обязательство №\u00a0{accepted.pk}: нет отправленного отчёта, который проверяется или принят."
    ]


def test_an_issue_after_other_acts_is_named(world, accepted):
    accepted.events.filter(act="issue").update(recorded_at=moment("2026-09-20 09:00") + timedelta(days=9))
    assert any("поручение направлено позже других действий" in problem for problem in problems())


def test_names_that_overlap_are_named(world):
    world.school.names.update(valid_from=date(2026, 1, 1))
    name = OrganizationName.objects.create(
        region=world.region, organization=world.school, name="Прежняя школа", valid_to=date(2026, 1, 1)
    )
    assert any("пересекается с другим наименованием" in problem for problem in problems())
    name.valid_to = date(2025, 12, 31)
    name.save()
    assert problems() == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"since_version": 3}, "редакция, в которой пункт появился или исключён, ещё не внесена"),
        ({"retired_version": 3}, "редакция, в которой пункт появился или исключён, ещё не внесена"),
        ({"retired_version": 2}, "раздел не той редакции, в которой стоит пункт"),
        ({"retired_version": 2}, "не указано, почему пункт исключён"),
    ],
)
def test_a_clause_of_another_version_is_named(world, changes, words):
    clause = amended(world).recommendations.in_force().first()
    Recommendation.objects.filter(pk=clause.pk).update(**changes)
    assert f"Рекомендация №\u00a0{clause.pk}: {words}." in problems()


def amended(world):
    return amend(later(world), bring_in(world["specialist"]))


def test_a_clause_without_its_former_wording_is_named(world):
    resolution = amended(world)
    for clause in (
        resolution.recommendations.get(number="1.2"),
        resolution.recommendations.get(successor=None, retired_version=2),
    ):
        clause.past_wordings.all().delete()
        assert f"Рекомендация №\u00a0{clause.pk}: нет прежней редакции пункта." in problems()


def test_kin_of_another_resolution_is_named(world):
    resolution, other = amended(world), make_recommendation(make_resolution(world.region))
    merged = resolution.recommendations.get(successor__isnull=False)
    part = resolution.recommendations.get(origin__isnull=False)
    Recommendation.objects.filter(pk=merged.pk).update(successor=other)
    Recommendation.objects.filter(pk=part.pk).update(origin=other)
    assert problems() == [
        f"Рекомендация №\u00a0{merged.pk}: резолюция не та, что у пункта, в который он вошёл.",
        f"Рекомендация №\u00a0{part.pk}: резолюция не та, что у пункта, из которого он выделен.",
    ]


@pytest.mark.parametrize("name", ["past_wordings", "pending", "citations", "signatures"])
def test_what_belongs_to_a_version_is_of_its_region(world, name):
    resolution = amended(world)
    clause = resolution.recommendations.in_force().get(number="2.2")
    wait(later(world), resolution, FIRST | {"institute": ["вести мониторинг"]})
    act = LegalAct.objects.create(region=world.region, name="приказ", created_at=moment("2026-09-01 10:00"))
    Citation.objects.create(region=world.region, recommendation=clause, act=act, text="приказ")
    sign_findings(actor=later(world), recommendation=clause)
    rows = resolution.pending if name == "pending" else getattr(clause, name)
    row = rows.first()
    rows.filter(pk=row.pk).update(region=make_region())
    assert any(f"№\u00a0{row.pk}: регион не совпадает" in problem for problem in problems())


def test_each_rule_is_a_lazy_query(django_assert_num_queries, world):
    with django_assert_num_queries(0):
        assert len(cross_table_rules()) > 20


def test_the_command_says_that_all_is_well(accepted, capsys):
    call_command("check_integrity")
    assert "Расхождений нет" in capsys.readouterr().out


def test_the_command_fails_and_counts(accepted, capsys):
    Task.objects.filter(pk=accepted.pk).update(extension_count=3, due_on=date(2026, 12, 1))
    with pytest.raises(CommandError, match="Расхождений: 2") as failure:
        call_command("check_integrity")
    assert failure.value.returncode == 1
    assert "продлений" in capsys.readouterr().out
