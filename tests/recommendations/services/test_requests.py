"""Extensions (domain rules, deadlines 7) and inapplicability: asked by the executor, decided by the controller."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from organizations.access import Refused
from recommendations.models import ExtensionRequest, NotApplicableRequest
from recommendations.services.requests import (
    ask_extension,
    ask_not_applicable,
    extend_deadline,
    mark_not_applicable,
    reject_request,
)
from recommendations.services.tasks import withdraw_task
from recommendations.statuses import Decision, TaskStatus
from tests.factories import World, at, make_task
from tests.stations import ask_for, bring, extend, fresh

DUE, LATER, STILL_LATER = date(2026, 9, 30), date(2026, 10, 20), date(2026, 11, 10)


def test_until_the_decision_the_old_date_holds(world: World) -> None:
    """«decided only by the controller; until then the old date holds»."""
    task = make_task(world)
    asked = ask_for(world, task)
    assert (fresh(task).due_on, fresh(task).extension_count, asked.is_pending) == (DUE, 0, True)
    assert task.events.count() == 1, "asking is no act on the task's life"


def test_the_original_date_is_kept_for_ever(world: World) -> None:
    """«The original date is kept for ever.»"""
    task = extend(world, make_task(world), LATER)
    task = extend(world, task, STILL_LATER, by="head")
    assert (task.original_due_on, task.due_on, task.extension_count) == (DUE, STILL_LATER, 2)
    assert [event.due_after for event in task.events.all()] == [DUE, LATER, STILL_LATER]


@pytest.mark.parametrize(
    ("granted", "decision"), [(LATER, Decision.APPROVED), (date(2026, 10, 12), Decision.OTHER_DATE)]
)
def test_the_controller_grants_the_asked_or_another_date(world: World, granted: date, decision: Decision) -> None:
    asked = ask_for(world, make_task(world))
    task = extend_deadline(actor=world["specialist"], request=asked, due_on=granted)
    asked.refresh_from_db()
    assert (task.due_on, asked.decision, asked.granted_due_on) == (granted, decision, granted)
    assert asked.decided_by == world["specialist"].user


def test_an_extension_falls_on_a_working_day_like_any_deadline(world: World) -> None:
    """«A last day that is not a working day moves to the preceding working day. Always show both.»"""
    sunday, friday = date(2026, 12, 27), date(2026, 12, 25)
    asked = ask_for(world, make_task(world), sunday)
    task = extend_deadline(actor=world["specialist"], request=asked, due_on=sunday)
    assert (asked.asked_due_on, task.due_on) == (friday, friday)
    assert task.due_note.startswith("27.12.2026 (вс) → 25.12.2026 (пт). ")
    asked.refresh_from_db()
    assert asked.decision == Decision.APPROVED


@pytest.mark.parametrize("too_far", [date(2027, 10, 1), date(2099, 12, 31)])
def test_an_extension_has_an_end(world: World, too_far: date) -> None:
    """A year after the original deadline by default; «31.12.2099» is a slip of the pen."""
    asked = ask_for(world, make_task(world))
    with pytest.raises(ValidationError, match=r"не дальше чем до 30\.09\.2027"):
        extend_deadline(actor=world["specialist"], request=asked, due_on=too_far)
    with pytest.raises(ValidationError, match="не дальше чем до"):
        ask_for(world, make_task(world), too_far)


def test_a_grant_must_be_later_than_the_deadline(world: World) -> None:
    asked = ask_for(world, make_task(world))
    with pytest.raises(ValidationError, match="позже действующего"):
        extend_deadline(actor=world["specialist"], request=asked, due_on=DUE)
    assert ExtensionRequest.objects.get().is_pending


@pytest.mark.parametrize("due_on", [DUE, date(2026, 9, 1)])
def test_a_request_must_ask_for_a_later_date_and_says_so_beside_the_date(world: World, due_on: date) -> None:
    """«asked by the executor with a reason and a new date»."""
    with pytest.raises(ValidationError) as error:
        ask_for(world, make_task(world), due_on)
    assert error.value.message_dict == {"due_on": ["Новый срок должен быть позже действующего."]}


def test_a_request_needs_a_reason(world: World) -> None:
    task = make_task(world)
    for ask in (ask_extension, ask_not_applicable):
        dated = {"due_on": LATER} if ask is ask_extension else {}
        with pytest.raises(ValidationError) as error:
            ask(actor=world["school"], task=task, reason="  ", **dated)
        assert error.value.message_dict == {"reason": ["Укажите обоснование."]}


@pytest.mark.parametrize(("day", "is_late"), [("2026-09-25 23:59", False), ("2026-09-28 00:01", True)])
def test_less_than_three_working_days_before_is_allowed_and_marked(world: World, day: str, is_late: bool) -> None:
    """«by default at least 3 working days before the deadline (later is allowed and marked)»: Wed 30.09 → Fri 25.09."""
    assert ask_for(world, make_task(world), now=day).is_late is is_late


def test_the_second_extension_is_decided_by_the_head(world: World) -> None:
    """«at most 2 per task by default (the second by the head)»."""
    task = extend(world, make_task(world), LATER)
    asked = ask_for(world, task, STILL_LATER)
    with pytest.raises(Refused, match="Повторное продление решает руководитель департамента"):
        extend_deadline(actor=world["specialist"], request=asked, due_on=STILL_LATER)
    assert extend_deadline(actor=world["head"], request=asked, due_on=STILL_LATER).due_on == STILL_LATER


def test_the_third_extension_is_not_asked_for(world: World) -> None:
    """«at most 2 per task by default»."""
    task = extend(world, make_task(world), LATER)
    task = extend(world, task, STILL_LATER, by="head")
    with pytest.raises(ValidationError, match="Число продлений — 2"):
        ask_for(world, task, date(2026, 12, 1))


def test_the_number_of_extensions_is_a_setting_of_the_region(world: World) -> None:
    """«Every number here is the default of a setting (per region).»"""
    world.region.settings = {"control": {"extensions_per_task": 1}}
    world.region.save()
    task = extend(world, make_task(world), LATER)
    with pytest.raises(ValidationError, match="Число продлений — 1"):
        ask_for(world, task, STILL_LATER)


def test_one_request_of_a_kind_waits_on_a_task(world: World) -> None:
    task = make_task(world)
    ask_for(world, task)
    with pytest.raises(ValidationError, match="уже ждёт решения"):
        ask_for(world, task, STILL_LATER)
    ask_not_applicable(actor=world["school"], task=task, reason="Нет классов.")
    with pytest.raises(ValidationError, match="уже ждёт решения"):
        ask_not_applicable(actor=world["school"], task=task, reason="Нет классов.")


@pytest.mark.parametrize("person", ["school", "neighbour", "coordinator", "methodologist", "observer"])
def test_only_the_controller_decides(world: World, person: str) -> None:
    """«decide extension, not-applicable: if controller»; the municipality decides in its own assignments only."""
    asked = ask_for(world, make_task(world))
    with pytest.raises(Refused, match="принимает контролёр"):
        extend_deadline(actor=world[person], request=asked, due_on=LATER)
    with pytest.raises(Refused, match="принимает контролёр"):
        reject_request(actor=world[person], request=asked, reason="Нет.")


@pytest.mark.parametrize("person", ["neighbour", "coordinator", "specialist", "observer", "administrator"])
def test_only_the_executor_asks(world: World, person: str) -> None:
    task = make_task(world)
    with pytest.raises(Refused, match="Запрос подаёт организация-исполнитель"):
        ask_extension(actor=world[person], task=task, due_on=LATER, reason="Нужно время.")


def test_nobody_decides_the_own_request(world: World) -> None:
    """Inside the department the doer is the person: another specialist decides."""
    asked = ask_for(world, make_task(world, world.department))
    with pytest.raises(Refused, match="Запрос подали вы"):
        extend_deadline(actor=world["specialist"], request=asked, due_on=LATER)
    assert extend_deadline(actor=world["colleague"], request=asked, due_on=LATER).due_on == LATER


def test_an_organization_outside_the_department_does_not_free_itself(world: World) -> None:
    """The doer is the organization: the institute as controller of its own task does not decide its requests."""
    control = {"controller_organization": world.institute, "controller_person": world["methodologist"].user}
    task = make_task(world, world.institute, **control)
    asked = ask_for(world, task)
    colleague = at(world["methodologist"], "2026-09-12 10:00")
    asked.asked_by = world["specialist"].user
    asked.save()
    with pytest.raises(Refused, match="собственн"):
        extend_deadline(actor=colleague, request=asked, due_on=LATER)


def test_a_rejection_needs_a_reason_and_changes_nothing(world: World) -> None:
    task = make_task(world)
    asked = ask_for(world, task)
    with pytest.raises(ValidationError, match="почему запрос отклонён"):
        reject_request(actor=world["specialist"], request=asked, reason=" ")
    reject_request(actor=world["specialist"], request=asked, reason="Времени достаточно.")
    asked.refresh_from_db()
    assert (asked.decision, asked.decision_reason) == (Decision.REJECTED, "Времени достаточно.")
    assert (fresh(task).due_on, fresh(task).extension_count) == (DUE, 0)


def test_a_decision_is_taken_once(world: World) -> None:
    asked = ask_for(world, make_task(world))
    reject_request(actor=world["specialist"], request=asked, reason="Времени достаточно.")
    with pytest.raises(Refused, match="решение уже принято"):
        extend_deadline(actor=world["colleague"], request=asked, due_on=LATER)


@pytest.mark.parametrize("state", TaskStatus.OPEN)
def test_not_applicable_from_any_open_state(world: World, state: str) -> None:
    """«`not_applicable` on the executor's reasoned request from any open state, decided by the controller»."""
    task = bring(world, TaskStatus(state))
    asked = ask_not_applicable(actor=world["school"], task=task, reason="Нет старших классов.")
    freed = mark_not_applicable(actor=world["specialist"], request=asked)
    assert freed.status == TaskStatus.NOT_APPLICABLE
    assert task.events.latest("pk").reason == "Нет старших классов."


@pytest.mark.parametrize("state", TaskStatus.CLOSED)
def test_nothing_is_asked_about_a_closed_task(world: World, state: str) -> None:
    with pytest.raises(Refused, match="Сейчас это действие невозможно"):
        ask_not_applicable(actor=world["school"], task=bring(world, TaskStatus(state)), reason="Нет классов.")


def test_a_request_on_a_closed_task_waits_for_nobody(world: World) -> None:
    """A queue holds only what can be decided: when the task is closed first, its request leaves the queue."""
    task = bring(world, TaskStatus.REVIEW)
    ask_for(world, task)
    ask_not_applicable(actor=world["school"], task=task, reason="Нет классов.")
    from_queue = [model.objects.to_decide(world["specialist"]) for model in (ExtensionRequest, NotApplicableRequest)]
    assert [rows.count() for rows in from_queue] == [1, 1]
    withdraw_task(actor=world["specialist"], task=task, reason="Отменено.")
    assert [rows.all().count() for rows in from_queue] == [0, 0]
    assert ExtensionRequest.objects.visible_to(world["school"]).pending().count() == 0


def test_a_queue_holds_only_what_its_reader_may_decide(world: World) -> None:
    """No dead rows: the second extension waits for the head, the own request for a colleague."""
    again = ask_for(world, extend(world, make_task(world), LATER), STILL_LATER)
    own = ask_for(world, make_task(world, world.department))
    queues = {
        name: set(ExtensionRequest.objects.to_decide(world[name])) for name in ("specialist", "colleague", "head")
    }
    assert queues == {"specialist": set(), "colleague": {own}, "head": {again, own}}
