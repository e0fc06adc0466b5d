"""What a reorganization leaves to be read: grounds, heirs, reports that are kept, and the way back."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from organizations.access import Refused
from organizations.journal_details import detail_sentences
from organizations.models import AuditEvent, Organization
from recommendations.models import Task
from recommendations.services.closures import reopen_organization
from recommendations.services.evidence import attach_file
from recommendations.services.reorganization_plans import Fate, plan_ending, plan_split
from recommendations.services.reviews import return_for_rework
from recommendations.statuses import TaskStatus
from recommendations.summaries.heirs import heirs_of, origin_of
from recommendations.summaries.integrity import integrity_problems
from tests.busy import PDF
from tests.factories import World, at, hand_in, make_task, make_tasks
from tests.recommendations.services.test_reorganizations import (
    NOW,
    administrator,
    close,
    merge,
    move,
    only_school,
    split,
)
from tests.stations import draft, fresh

pytestmark = pytest.mark.django_db
CITED = "приказ от 10.09.2026 № 5, с 15.09.2026. Оптимизация сети."


def test_the_journal_keeps_the_grounds_and_the_day(world: World) -> None:
    """«The journal's reason and the object history carry «приказ … № …» and the day in words»."""
    move(world, world.school, world.other_authority)
    merge(world, world.school, world.neighbour)
    close(world, world.other_school)
    split(world, world.neighbour, ["Школа А"])
    reasons = AuditEvent.objects.filter(object_kind="organization").values_list("reason", flat=True)
    assert set(reasons) == {CITED}
    assert reasons.count() == 6


def test_details_are_words(world: World) -> None:
    """Names and «передано 1», no bare numbers and nothing of the code."""
    tasks = [make_task(world, **only_school(world)) for _ in range(2)]
    split(world, world.school, ["Школа А", "Школа Б"], **{f"task_{tasks[0].pk}": "transfer-0"})
    event = AuditEvent.objects.get(act="split_organization")
    told = dict(detail_sentences(event.act, event.details, {}))
    assert told["обязательства"] == "передано — 1, осталось — 1"
    assert event.changes["created"] == [None, "Школа А, Школа Б"]
    assert "heirs" not in told
    assert "{" not in " ".join(told.values())


def test_new_organizations_have_a_history_and_a_link_back(world: World) -> None:
    """A school closed by division lists its heirs; each of them says of which it was made."""
    split(world, world.school, ["Школа А", "Школа Б"], closes=True)
    first, second = Organization.objects.filter(name__in=["Школа А", "Школа Б"]).order_by("name")
    closed = Organization.objects.get(pk=world.school.pk)
    assert heirs_of(closed) == [first, second]
    assert [origin_of(heir) for heir in (first, second)] == [closed, closed]
    born = AuditEvent.objects.about(first).get()
    assert (born.act, born.changes["origin"]) == ("create_organization", [None, world.school.name])


def test_the_successor_remembers_whom_it_took_over(world: World) -> None:
    merge(world, world.school, world.neighbour)
    event = AuditEvent.objects.about(world.neighbour).get()
    assert (event.act, event.changes["predecessor"]) == ("succeed_organization", [None, world.school.name])
    assert heirs_of(Organization.objects.get(pk=world.school.pk)) == [world.neighbour]


def test_a_closed_one_names_who_got_its_tasks(world: World) -> None:
    make_task(world, **only_school(world))
    close(world, world.school, world.neighbour)
    assert heirs_of(Organization.objects.get(pk=world.school.pk)) == [world.neighbour]


def test_a_report_goes_into_the_task_that_the_successor_has(world: World) -> None:
    """A's draft is copied into B's untouched task, A's is withdrawn with a reason that names B's."""
    tasks = make_tasks(world)
    draft(world, tasks[world.school.pk])
    file = SimpleUploadedFile("Приказ.pdf", PDF)
    attach_file(actor=world["school"], task=fresh(tasks[world.school.pk]), upload=file)
    plan = plan_ending(world.school, world.neighbour)
    assert [line.proposed for line in plan.lines] == [Fate.CARRY]
    outcome = merge(world, world.school, world.neighbour)
    own, twin = fresh(tasks[world.school.pk]), fresh(tasks[world.neighbour.pk])
    carried = twin.reports.get()
    assert (carried.is_draft, carried.version, carried.what_done) == (True, 1, "Готовится приказ.")
    assert carried.evidence.count() == 1
    assert own.status == TaskStatus.WITHDRAWN
    assert str(twin) in own.events.last().reason
    assert outcome.passed == [twin]
    handed = hand_in(twin, at(world["neighbour"], "2026-09-16 10:00"))
    assert handed.report_version == 1
    assert not list(integrity_problems())


def test_a_returned_report_goes_into_the_task_that_the_successor_has(world: World) -> None:
    from_returned = returned(world)
    merge(world, world.school, world.neighbour)
    twin = Task.objects.get(assignment=from_returned.assignment, organization=world.neighbour)
    assert twin.reports.get().what_done == from_returned.reports.first().what_done


def returned(world: World) -> Task:
    task = make_tasks(world)[world.school.pk]
    hand_in(task, world["school"])
    return_for_rework(actor=world["coordinator"], task=fresh(task), remarks=[("", "Дополните.")])
    return fresh(task)


def test_a_report_of_the_successor_is_not_overwritten(world: World) -> None:
    tasks = make_tasks(world)
    draft(world, tasks[world.school.pk])
    hand_in(tasks[world.neighbour.pk], world["neighbour"])
    line = plan_ending(world.school, world.neighbour).lines[0]
    assert [fate for fate, _ in line.options] == [Fate.WITHDRAW]
    assert "не переносится" in line.warning


def test_a_report_under_check_is_offered_to_wait_first(world: World) -> None:
    tasks = make_tasks(world)
    hand_in(tasks[world.school.pk], world["school"])
    line = plan_ending(world.school, world.neighbour).lines[0]
    assert [fate for fate, _ in line.options] == [Fate.LEAVE, Fate.CARRY, Fate.WITHDRAW]


def test_an_overdue_task_warns_of_what_the_new_ones_get(world: World) -> None:
    """«срок уже прошёл: у новых организаций обязательство сразу будет просрочено»."""
    make_task(world, **only_school(world, deadline_on=date(2026, 9, 20)))
    plan = plan_split(world.school, ["Школа А", "Школа Б"], closes=False, today=date(2026, 10, 30))
    assert plan.lines[0].is_overdue
    assert "сразу будет просрочено" in plan.lines[0].warning
    assert plan.states == [("назначено", 1), ("в том числе просрочено", 1)]


def test_a_closed_organization_is_opened_again(world: World) -> None:
    """Only the card comes back: people stay out, withdrawn tasks stay withdrawn; the journal says who and why."""
    task = make_task(world, **only_school(world))
    merge(world, world.school, world.neighbour)
    reopen_organization(actor=administrator(world), organization=world.school, reason="Закрыта ошибочно.")
    school = Organization.objects.get(pk=world.school.pk)
    assert (school.closed_on, school.successor) == (None, None)
    assert fresh(task).status == TaskStatus.WITHDRAWN
    assert not school.memberships.active_on(date(2026, 9, 20)).exists()
    event = AuditEvent.objects.get(act="reopen_organization")
    assert (event.reason, event.changes["closed_on"]) == ("Закрыта ошибочно.", ["2026-09-15", None])
    assert event.changes["successor"] == [world.neighbour.name, None]
    assert not list(integrity_problems())


def test_an_open_one_is_not_opened_again(world: World) -> None:
    with pytest.raises(Refused, match="не закрыта"):
        reopen_organization(actor=administrator(world), organization=world.school, reason="Так.")


@pytest.mark.parametrize("role", ["head", "coordinator", "observer"])
def test_only_the_administrator_opens_again(world: World, role: str) -> None:
    close(world, world.school)
    with pytest.raises(Refused, match="ведёт администратор"):
        reopen_organization(actor=at(world[role], NOW), organization=world.school, reason="Так.")


def test_it_comes_back_under_an_authority_that_works(world: World) -> None:
    """A school is not opened under an authority that has been closed meanwhile."""
    close(world, world.school)
    Organization.objects.filter(pk=world.authority.pk).update(closed_on=date(2026, 9, 10))
    with pytest.raises(Refused, match="Вышестоящая организация закрыта"):
        reopen_organization(actor=administrator(world), organization=world.school, reason="Так.")
