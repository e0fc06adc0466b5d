"""Making a recommendation executable: drafts, issue, further periods."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from organizations.access import Refused
from organizations.models import AuditEvent, CalendarDay
from recommendations.control import Period
from recommendations.models import Assignment, Task
from recommendations.services.assignments import (
    cancel_draft,
    change_draft,
    issue_assignment,
    open_period,
    withdraw_assignment,
)
from recommendations.services.reviews import accept_report
from recommendations.services.tasks import withdraw_task
from recommendations.statuses import Act, AssignmentStatus, TaskStatus
from tests.factories import World, at, hand_in, make_assignment, make_organization, make_tasks

PERIODIC = {"kind": "periodic", "deadline_rule": "periodic", "deadline_on": None, "period_kind": "month"}


def issue(world: World, now: str = "2026-09-01 10:00", **changes: object) -> list[Task]:
    assignment = make_assignment(world, **changes)
    return issue_assignment(actor=at(world["specialist"], now), assignment=assignment)


def test_one_task_for_each_addressee(world: World) -> None:
    """«Task = assignment × organisation × reporting period … Created when the assignment is issued.»"""
    tasks = issue(world)
    assert {task.organization for task in tasks} == {world.school, world.neighbour, world.other_school}
    assert {(task.status, task.period, task.due_on, task.original_due_on) for task in tasks} == {
        (TaskStatus.ASSIGNED, "", date(2026, 9, 30), date(2026, 9, 30))
    }
    assert {task.municipality_id for task in tasks} == {world.municipality.pk, world.other_municipality.pk}


def test_issuing_is_one_row_of_the_journal_and_one_event_a_task(world: World) -> None:
    """«TaskEvent = one row per act on a task …, in bulk for bulk acts»; «AuditEvent … (a bulk act is one)»."""
    assignment = make_assignment(world)
    before = AuditEvent.objects.count()
    tasks = issue_assignment(actor=world["specialist"], assignment=assignment)
    assert AuditEvent.objects.count() == before + 1
    for task in tasks:
        event = task.events.get()
        assert (event.act, event.status_before, event.due_before) == (Act.ISSUE, "", None)
        assert (event.status_after, event.due_after) == (TaskStatus.ASSIGNED, date(2026, 9, 30))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"groups": ["school"]}, {"school", "neighbour", "other_school"}),
        ({"groups": ["municipal"]}, {"authority", "other_authority"}),
        ({"groups": ["school", "institute"]}, {"school", "neighbour", "other_school", "institute"}),
        ({"groups": ["school"], "municipalities": ["municipality"]}, {"school", "neighbour"}),
        ({"groups": ["school"], "except": ["neighbour"]}, {"school", "other_school"}),
    ],
)
def test_the_addressee_rule(world: World, rule: dict, expected: set[str]) -> None:
    """«an addressee rule ("all schools of these municipalities, except …")»."""
    named = {name: [getattr(world, one).pk for one in value] for name, value in rule.items() if name != "groups"}
    rule = rule | named
    assert {task.organization for task in issue(world, addressee_rule=rule)} == {
        getattr(world, name) for name in expected
    }


def test_a_closed_organization_gets_no_task(world: World) -> None:
    world.neighbour.closed_on = date(2026, 9, 1)
    world.neighbour.save()
    assert world.neighbour not in {task.organization for task in issue(world)}


def test_the_addressee_list_is_frozen_at_issue(world: World) -> None:
    """«The addressee list is frozen at issue; later joins and leaves are separate acts with a reason.»"""
    tasks = issue(world)
    make_organization(world.region, municipality=world.municipality, parent=world.authority)
    assert Task.objects.filter(assignment=tasks[0].assignment).count() == len(tasks) == 3


def test_a_rule_that_names_nobody_issues_nothing(world: World) -> None:
    assignment = make_assignment(world, addressee_rule={"groups": ["school"], "municipalities": [0]})
    with pytest.raises(ValidationError, match="не называет ни одной организации"):
        issue_assignment(actor=world["specialist"], assignment=assignment)
    assert Assignment.objects.get().status == AssignmentStatus.DRAFT


def test_an_assignment_is_issued_once(world: World) -> None:
    tasks = issue(world)
    with pytest.raises(Refused, match="уже направлено"):
        issue_assignment(actor=world["specialist"], assignment=tasks[0].assignment)
    assert Task.objects.count() == 3


@pytest.mark.parametrize("person", ["methodologist", "coordinator", "school", "observer", "administrator"])
def test_only_the_issuing_department_issues(world: World, person: str) -> None:
    """«issue an assignment: dept specialist yes; СОИРО proposes a draft»."""
    assignment = make_assignment(world)
    with pytest.raises(Refused, match="специалист организации, которая его выдаёт"):
        issue_assignment(actor=world[person], assignment=assignment)


def test_the_shift_of_the_deadline_is_told(world: World) -> None:
    """«Always show both: «26.09.2021 (вс) → 24.09.2021 (пт)».» (deadlines 3)"""
    task = issue(world, deadline_on=date(2026, 9, 27))[0]
    assert task.due_on == date(2026, 9, 25)
    assert "27.09.2026 (вс) → 25.09.2026 (пт)" in task.due_note


def test_the_regions_own_calendar_wins(world: World) -> None:
    """«Working calendar: weekends, holidays and the yearly transfers of days off, editable.» (deadlines 5)"""
    CalendarDay.objects.create(region=world.region, day=date(2026, 9, 30), is_working=False)
    assert issue(world)[0].due_on == date(2026, 9, 29)


def test_a_term_counts_from_the_basis_not_from_the_day_of_issue(world: World) -> None:
    """«Terms count from the date of the assignment's basis …, never from the forum» (deadlines 2)."""
    tasks = issue(world, "2026-09-07 10:00", deadline_rule="prompt", deadline_on=None)
    assert tasks[0].due_on == date(2026, 9, 11)


def test_a_periodic_assignment_opens_its_periods_one_by_one(world: World) -> None:
    """«Monthly …: by the 10th after the period» (deadlines 4); the executors stay those of the issue."""
    tasks = issue(world, **PERIODIC)
    assert {(task.period, task.due_on) for task in tasks} == {("2026-09", date(2026, 10, 9))}
    october = Period.from_key("2026-10")
    opened = open_period(actor=world["specialist"], assignment=tasks[0].assignment, period=october)
    assert {(task.organization_id, task.due_on) for task in opened} == {
        (task.organization_id, date(2026, 11, 10)) for task in tasks
    }
    assert open_period(actor=world["specialist"], assignment=tasks[0].assignment, period=october) == []
    assert Task.objects.count() == 6


def test_a_one_off_assignment_has_no_periods(world: World) -> None:
    task = issue(world)[0]
    with pytest.raises(ValidationError, match="только у направленного периодического"):
        open_period(actor=world["specialist"], assignment=task.assignment, period=Period.from_key("2026-10"))


# --- drafts ---------------------------------------------------------------------------------------------------------
def test_an_issued_assignment_is_not_changed(world: World) -> None:
    task = issue(world)[0]
    with pytest.raises(Refused, match="уже направлено, изменить его нельзя"):
        change_draft(actor=world["specialist"], assignment=task.assignment, expected_result="Другое")
    with pytest.raises(Refused, match="уже направлено, изменить его нельзя"):
        cancel_draft(actor=world["specialist"], assignment=task.assignment)


def test_a_discarded_draft_stays_as_cancelled(world: World) -> None:
    assignment = make_assignment(world)
    cancel_draft(actor=world["specialist"], assignment=assignment)
    assert Assignment.objects.get().status == AssignmentStatus.CANCELLED


def test_a_methodologist_changes_only_the_own_draft(world: World) -> None:
    assignment = make_assignment(world)
    with pytest.raises(Refused, match="только собственные проекты"):
        change_draft(actor=world["methodologist"], assignment=assignment, expected_result="Другое")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"deadline_on": None}, "Укажите дату, не позднее которой"),
        ({"deadline_on": date(2026, 8, 1)}, "Срок исполнения раньше даты основания"),
        ({"kind": "periodic"}, "должен быть отчётный период"),
    ],
)
def test_fields_that_contradict_are_refused_in_russian(world: World, changes: dict, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        make_assignment(world, **changes)
    assert not Assignment.objects.exists()


# --- withdrawal -----------------------------------------------------------------------------------------------------
def test_withdrawal_needs_a_reason_and_touches_one_organization(world: World) -> None:
    """«withdrawn by the issuing organisation with a reason, from any open state»."""
    tasks = make_tasks(world)
    task = tasks[world.school.pk]
    with pytest.raises(ValidationError, match="почему поручение отзывается"):
        withdraw_task(actor=world["specialist"], task=task, reason=" ")
    assert withdraw_task(actor=world["specialist"], task=task, reason="Ошибка.").status == TaskStatus.WITHDRAWN
    assert Task.objects.filter(status=TaskStatus.ASSIGNED).count() == 2


@pytest.mark.parametrize("person", ["school", "coordinator", "methodologist", "observer", "administrator"])
def test_only_the_issuing_organization_withdraws(world: World, person: str) -> None:
    task = make_tasks(world)[world.school.pk]
    with pytest.raises(Refused, match="специалист организации, которая его выдала"):
        withdraw_task(actor=world[person], task=task, reason="Ошибка.")


def test_an_assignment_is_withdrawn_whole_and_what_is_done_stays_done(world: World) -> None:
    """One act for all who have not finished: nobody withdraws 144 tasks one by one."""
    tasks = make_tasks(world, endorsement_required=False)
    done = accept_report(actor=world["specialist"], task=hand_in(tasks[world.school.pk], world["school"]))
    before = AuditEvent.objects.count()
    count = withdraw_assignment(actor=world["specialist"], assignment=done.assignment, reason="Выдано по ошибке.")
    assert count == 2
    assert Task.objects.get(pk=done.pk).status == TaskStatus.DONE
    assert Task.objects.filter(status=TaskStatus.WITHDRAWN).count() == 2
    assert Assignment.objects.get(pk=done.assignment_id).status == AssignmentStatus.CANCELLED
    assert AuditEvent.objects.count() == before + 1
    with pytest.raises(Refused, match="не на контроле"):
        withdraw_assignment(actor=world["specialist"], assignment=done.assignment, reason="Ещё раз.")


def test_withdrawing_an_assignment_needs_a_reason_and_its_issuer(world: World) -> None:
    assignment = make_tasks(world)[world.school.pk].assignment
    with pytest.raises(ValidationError, match="почему поручение отзывается"):
        withdraw_assignment(actor=world["specialist"], assignment=assignment, reason=" ")
    with pytest.raises(Refused, match="специалист организации, которая его выдала"):
        withdraw_assignment(actor=world["methodologist"], assignment=assignment, reason="Ошибка.")


def test_nobody_is_late_on_the_day_of_issue(world: World) -> None:
    assignment = make_assignment(world)
    with pytest.raises(ValidationError, match=r"Срок 30\.09\.2026 уже прошёл"):
        issue_assignment(actor=at(world["specialist"], "2026-10-01 10:00"), assignment=assignment)
    assert not Task.objects.exists()


def test_an_organization_does_not_control_itself(world: World) -> None:
    """«The doer never accepts its own work»: such a task could never be finished."""
    own = {"addressee_rule": {"groups": ["institute"]}, "controller_organization": world.institute}
    assignment = make_assignment(world, controller_person=world["methodologist"].user, **own)
    with pytest.raises(ValidationError, match="не контролирует саму себя"):
        issue_assignment(actor=world["specialist"], assignment=assignment)
    assert not Task.objects.exists()
