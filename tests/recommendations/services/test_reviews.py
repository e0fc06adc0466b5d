"""The checkers' side: endorsement, acceptance, return, undo; the doer never accepts its own work."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from organizations.access import Refused
from recommendations.models import Remark, Task
from recommendations.services.reviews import accept_report, endorse_report, return_for_rework, undo_acceptance
from recommendations.statuses import Act, TaskStatus
from tests.factories import World, at, hand_in, make_region, make_task, make_world, moment
from tests.stations import bring, fresh

REMARKS = [("what_done", "Укажите номер приказа."), ("evidence", "Приложите приказ.")]


def test_a_return_carries_remarks_and_moves_no_deadline(world: World) -> None:
    """«returned …, with at least one remark, back to the executor; the deadline does not move»."""
    task = bring(world, TaskStatus.REVIEW)
    returned = return_for_rework(actor=at(world["specialist"], "2026-10-15 10:00"), task=task, remarks=REMARKS)
    assert (returned.due_on, returned.original_due_on) == (task.due_on, task.original_due_on)
    assert list(Remark.objects.values_list("field", "text")) == REMARKS
    assert task.events.latest("pk").reason == "Укажите номер приказа.; Приложите приказ."


@pytest.mark.parametrize("remarks", [[], [("what_done", "   ")]])
def test_a_return_without_a_remark_is_refused(world: World, remarks: list) -> None:
    task = bring(world, TaskStatus.REVIEW)
    with pytest.raises(ValidationError, match="хотя бы одно замечание"):
        return_for_rework(actor=world["specialist"], task=task, remarks=remarks)
    assert fresh(task).status == TaskStatus.REVIEW


@pytest.mark.parametrize(
    ("state", "person", "side"),
    [(TaskStatus.ENDORSEMENT, "specialist", "муниципальный орган"), (TaskStatus.REVIEW, "coordinator", "контролёр")],
)
def test_only_the_side_that_has_the_report_returns_it(world: World, state: TaskStatus, person: str, side: str) -> None:
    """The controller waits for the municipality, the municipality has no say after it has endorsed."""
    task = bring(world, state)
    with pytest.raises(Refused, match=f"Сейчас отчёт проверяет {side}"):
        return_for_rework(actor=world[person], task=task, remarks=REMARKS)


@pytest.mark.parametrize("person", ["school", "neighbour", "other_coordinator", "specialist"])
def test_only_the_own_municipality_endorses(world: World, person: str) -> None:
    """«endorse / return: own schools»."""
    task = bring(world, TaskStatus.ENDORSEMENT)
    with pytest.raises(Refused, match="Отчёт согласует муниципальный орган"):
        endorse_report(actor=world[person], task=task)


@pytest.mark.parametrize("person", ["specialist", "colleague", "head"])
def test_any_specialist_of_the_controlling_organization_accepts(world: World, person: str) -> None:
    """«a controller (an organisation and a named person; any specialist of that organisation may act for it)»."""
    task = bring(world, TaskStatus.REVIEW)
    assert accept_report(actor=world[person], task=task).status == TaskStatus.DONE


@pytest.mark.parametrize("person", ["school", "coordinator", "methodologist", "observer", "administrator"])
def test_nobody_else_accepts(world: World, person: str) -> None:
    task = bring(world, TaskStatus.REVIEW)
    with pytest.raises(Refused, match="Отчёт принимает контролёр"):
        accept_report(actor=world[person], task=task)


def test_the_institute_accepts_where_it_controls(world: World) -> None:
    """«accept / return / undo: СОИРО if controller»."""
    control = {"controller_organization": world.institute, "controller_person": world["methodologist"].user}
    task = bring(world, TaskStatus.REVIEW, **control)
    assert accept_report(actor=world["methodologist"], task=task).status == TaskStatus.DONE
    with pytest.raises(Refused):
        undo_acceptance(actor=world["specialist"], task=task, reason="Не та программа.")


def test_a_municipality_accepts_in_its_own_assignments(world: World) -> None:
    """«municipal: controller of its own assignments»."""
    control = {"controller_organization": world.authority, "controller_person": world["coordinator"].user}
    task = bring(world, TaskStatus.REVIEW, **control)
    assert accept_report(actor=world["coordinator"], task=task).status == TaskStatus.DONE


# --- the doer never accepts its own work ----------------------------------------------------------------------------
ACTS = {
    "accept": lambda actor, task: accept_report(actor=actor, task=task),
    "return": lambda actor, task: return_for_rework(actor=actor, task=task, remarks=REMARKS),
}


@pytest.mark.parametrize("act", ACTS)
def test_inside_the_department_the_doer_is_the_person(world: World, act: str) -> None:
    """«inside the department it is the person, so another specialist or the head accepts»."""
    task = hand_in(make_task(world, world.department), world["specialist"])
    with pytest.raises(Refused, match="Отчёт подали вы"):
        ACTS[act](world["specialist"], task)
    assert ACTS[act](world["colleague"], task).status in {TaskStatus.DONE, TaskStatus.RETURNED}


def test_the_head_accepts_the_work_of_a_specialist(world: World) -> None:
    task = hand_in(make_task(world, world.department), world["specialist"])
    assert accept_report(actor=world["head"], task=task).status == TaskStatus.DONE


@pytest.mark.parametrize("act", ACTS)
def test_outside_the_department_the_doer_is_the_organization(world: World, act: str) -> None:
    """«doer = the organisation»: the institute does not check itself, whoever of it has signed."""
    control = {"controller_organization": world.institute, "controller_person": world["methodologist"].user}
    task = bring(world, TaskStatus.REVIEW, world.institute, **control)
    with pytest.raises(Refused, match="Организация не проверяет собственный отчёт"):
        ACTS[act](world["methodologist"], task)


@pytest.mark.parametrize("act", ACTS)
def test_who_reported_for_a_school_does_not_accept_it(world: World, act: str) -> None:
    """A report «on behalf of a school» is the work of the municipality: it does not check it as controller."""
    control = {"controller_organization": world.authority, "controller_person": world["coordinator"].user}
    task = hand_in(make_task(world, **control), world["coordinator"])
    assert task.status == TaskStatus.REVIEW
    with pytest.raises(Refused, match="Организация не проверяет собственный отчёт"):
        ACTS[act](world["coordinator"], task)


def test_the_doer_does_not_undo_either(world: World) -> None:
    task = hand_in(make_task(world, world.department), world["specialist"])
    accept_report(actor=world["head"], task=task)
    with pytest.raises(Refused, match="Отчёт подали вы"):
        undo_acceptance(actor=world["specialist"], task=task, reason="Нужно дополнить.")


def test_undo_returns_to_review_with_a_reason(world: World) -> None:
    """«Undo of a wrong acceptance by the controller with a reason returns to `review`.»"""
    task = bring(world, TaskStatus.DONE)
    with pytest.raises(ValidationError, match="почему принятие отменяется"):
        undo_acceptance(actor=world["specialist"], task=task, reason=" ")
    undone = undo_acceptance(actor=world["specialist"], task=task, reason="Принят не тот отчёт.")
    assert (undone.status, undone.executed_on) == (TaskStatus.REVIEW, None)
    assert task.events.latest("pk").reason == "Принят не тот отчёт."


# --- executed on the date of submission -----------------------------------------------------------------------------
def test_a_slow_checker_does_not_make_a_school_late(world: World) -> None:
    """«Executed on the date of submission of the version that was accepted»."""
    task = hand_in(make_task(world), at(world["school"], "2026-09-30 18:00"))
    endorse_report(actor=at(world["coordinator"], "2026-10-05 10:00"), task=task)
    done = accept_report(actor=at(world["specialist"], "2026-11-20 10:00"), task=task)
    assert done.executed_on == date(2026, 9, 30) == done.due_on
    assert Task.objects.as_of(None, world.region).get(pk=task.pk).bucket == "done_on_time"


def test_the_resubmission_date_counts(world: World) -> None:
    """«A return does not extend the deadline; the resubmission date counts.»"""
    task = bring(world, TaskStatus.RETURNED)
    hand_in(task, at(world["school"], "2026-10-02 10:00"))
    endorse_report(actor=at(world["coordinator"], "2026-10-03 10:00"), task=task)
    done = accept_report(actor=at(world["specialist"], "2026-10-04 10:00"), task=task)
    assert (done.executed_on, done.due_on) == (date(2026, 10, 2), date(2026, 9, 30))
    assert Task.objects.as_of(None, world.region).get(pk=task.pk).bucket == "done_late"


@pytest.mark.parametrize("zone", ["Europe/Moscow", "Asia/Vladivostok", "Europe/Kaliningrad"])
@pytest.mark.parametrize(
    ("clock", "executed_on", "bucket"),
    [("2026-09-30 23:59", date(2026, 9, 30), "done_on_time"), ("2026-10-01 00:01", date(2026, 10, 1), "done_late")],
)
def test_midnight_of_a_deadline_is_that_of_the_region(
    db: None, zone: str, clock: str, executed_on: date, bucket: str
) -> None:
    """«not later than that date, to the end of the day in the region's time zone» (deadlines 1)."""
    world = make_world(make_region(time_zone=zone))
    task = make_task(world, world.institute)
    sent = at(world["methodologist"], moment(clock, zone))
    hand_in(task, sent)
    done = accept_report(actor=at(world["specialist"], sent.now + timedelta(days=3)), task=task)
    assert done.executed_on == executed_on
    assert Task.objects.as_of(None, world.region).get(pk=task.pk).bucket == bucket


def test_the_accepted_version_counts_not_a_later_note(world: World) -> None:
    """After an undo and a return the mended version is accepted, and its day is the day of execution."""
    task = bring(world, TaskStatus.DONE)
    first = task.executed_on
    undo_acceptance(actor=world["specialist"], task=task, reason="Ошибка.")
    return_for_rework(actor=world["specialist"], task=task, remarks=REMARKS)
    hand_in(task, at(world["school"], "2026-09-29 10:00"))
    endorse_report(actor=world["coordinator"], task=task)
    accept_report(actor=world["specialist"], task=task)
    assert (first, fresh(task).executed_on) == (date(2026, 9, 10), date(2026, 9, 29))
    acts = list(task.events.values_list("act", flat=True))
    assert sorted(acts, key=acts.index).count(Act.ACCEPT) == 2


def test_the_queue_of_checks_leaves_out_own_work(world: World) -> None:
    """What the doer may not accept does not wait for the doer."""
    own = hand_in(make_task(world, world.department), world["specialist"])
    control = {"controller_organization": world.institute, "controller_person": world["methodologist"].user}
    bring(world, TaskStatus.REVIEW, world.institute, **control)
    queues = {name: set(Task.objects.to_check(world[name])) for name in ("specialist", "colleague", "methodologist")}
    assert queues == {"specialist": set(), "colleague": {own}, "methodologist": set()}
