"""The move table holds for every act in every state; each act leaves one TaskEvent and one AuditEvent, or nothing."""

import re
from collections.abc import Callable
from datetime import date
from itertools import product

import pytest

from organizations.access import Refused
from organizations.models import AuditEvent
from recommendations.models import ExtensionRequest, NotApplicableRequest, Task, TaskEvent
from recommendations.services import reports, requests, reviews, tasks
from recommendations.statuses import MOVES, Act, TaskStatus, Who
from tests.factories import World, at
from tests.stations import bring, fresh

LATER = date(2026, 10, 20)
FILLED = {"what_done": "Программа утверждена.", "filler_name": "Иванова А. П."}


def asked(world: World, task: Task, model: type = NotApplicableRequest, **changes: object):
    """A request that waits whatever the state of the task, written directly."""
    return model.objects.create(
        region=world.region,
        task=task,
        reason="Нет классов.",
        asked_at=world["school"].now,
        asked_by=world["school"].user,
        **changes,
    )


def start(world: World, task: Task) -> None:
    reports.save_draft(actor=world["school"], task=task, what_done="Начато.")


def note_progress(world: World, task: Task) -> None:
    reports.submit_report(actor=world["school"], task=task, state="progress", **FILLED)


def submit(world: World, task: Task) -> None:
    reports.submit_report(actor=world["school"], task=task, state="done", **FILLED)


def recall(world: World, task: Task) -> None:
    task.reports.update(opened_at=None)
    reports.recall_report(actor=world["school"], task=task)


def endorse(world: World, task: Task) -> None:
    reviews.endorse_report(actor=world["coordinator"], task=task)


def return_for_rework(world: World, task: Task) -> None:
    checker = world["coordinator" if task.status == TaskStatus.ENDORSEMENT else "specialist"]
    reviews.return_for_rework(actor=checker, task=task, remarks=[("", "Дополните.")])


def accept(world: World, task: Task) -> None:
    reviews.accept_report(actor=world["specialist"], task=task)


def undo_acceptance(world: World, task: Task) -> None:
    reviews.undo_acceptance(actor=world["specialist"], task=task, reason="Принято по ошибке.")


def extend_deadline(world: World, task: Task) -> None:
    wanted = asked(world, task, ExtensionRequest, old_due_on=task.due_on, asked_due_on=LATER)
    requests.extend_deadline(actor=world["specialist"], request=wanted, due_on=LATER)


def mark_not_applicable(world: World, task: Task) -> None:
    requests.mark_not_applicable(actor=world["specialist"], request=asked(world, task))


def withdraw(world: World, task: Task) -> None:
    tasks.withdraw_task(actor=world["specialist"], task=task, reason="Направлено ошибочно.")


ATTEMPTS: dict[Act, Callable[[World, Task], None]] = {
    Act.START: start,
    Act.NOTE_PROGRESS: note_progress,
    Act.SUBMIT: submit,
    Act.RECALL: recall,
    Act.ENDORSE: endorse,
    Act.RETURN_FOR_REWORK: return_for_rework,
    Act.ACCEPT: accept,
    Act.UNDO_ACCEPTANCE: undo_acceptance,
    Act.EXTEND_DEADLINE: extend_deadline,
    Act.MARK_NOT_APPLICABLE: mark_not_applicable,
    Act.WITHDRAW: withdraw,
}
PAIRS = list(product(ATTEMPTS, TaskStatus))
POSSIBLE = [(act, state) for act, state in PAIRS if state in MOVES[act].sources]
# A draft may be kept wherever a report may be written; only the first one is an act.
QUIET = [(Act.START, state) for state in (TaskStatus.IN_PROGRESS, TaskStatus.RETURNED)]
IMPOSSIBLE = [pair for pair in PAIRS if pair not in POSSIBLE and pair not in QUIET]


def journal() -> tuple[int, int]:
    return TaskEvent.objects.count(), AuditEvent.objects.count()


def columns(task: Task) -> dict[str, object]:
    return Task.objects.values().get(pk=task.pk)


def test_every_act_of_the_table_is_attempted() -> None:
    """What only a reorganization does is attempted in test_transfers."""
    assert set(ATTEMPTS) == {act for act, move in MOVES.items() if move.who != (Who.REGISTRAR,)}


@pytest.mark.parametrize(("act", "state"), POSSIBLE, ids=lambda value: value.value)
def test_the_table_allows(world: World, act: Act, state: TaskStatus) -> None:
    """«One move table: act × from × to × who × required»; each act leaves one row in each journal."""
    task = bring(world, state)
    before, events, audit = columns(task), *journal()
    ATTEMPTS[act](world, task)
    after, move = fresh(task), MOVES[act]
    assert after.status in (move.targets or {state})
    acts = [Act.START, act] if state == TaskStatus.ASSIGNED and act in {Act.SUBMIT, Act.NOTE_PROGRESS} else [act]
    assert journal() == (events + len(acts), audit + len(acts))
    added = list(task.events.order_by("pk"))[-len(acts) :]
    assert [event.act for event in added] == acts
    last = added[-1]
    assert (added[0].status_before, last.status_after) == (state, after.status)
    assert (added[0].due_before, last.due_after) == (before["due_on"], after.due_on)
    assert (last.version_after, last.executed_after) == (after.report_version, after.executed_on)
    assert last.extensions_after == after.extension_count


@pytest.mark.parametrize(("act", "state"), IMPOSSIBLE, ids=lambda value: value.value)
def test_the_table_forbids(world: World, act: Act, state: TaskStatus) -> None:
    """Everything outside the table is refused with a sentence in Russian and changes nothing."""
    task = bring(world, state)
    before, written = columns(task), journal()
    with pytest.raises(Refused) as refusal:
        ATTEMPTS[act](world, task)
    assert re.fullmatch(r"[А-ЯЁ][^A-Za-z]+\.", str(refusal.value))
    assert (columns(task), journal()) == (before, written)


@pytest.mark.parametrize(("act", "state"), QUIET, ids=lambda value: value.value)
def test_a_further_draft_is_not_an_act(world: World, act: Act, state: TaskStatus) -> None:
    """«Autosaved drafts are not acts; only submission makes an immutable version.»"""
    task = bring(world, state)
    before, written = columns(task), journal()
    ATTEMPTS[act](world, task)
    assert (columns(task), journal()) == (before, written)


MODULES = {Act.START: reports, Act.NOTE_PROGRESS: reports, Act.SUBMIT: reports, Act.RECALL: reports}
MODULES |= {Act.EXTEND_DEADLINE: requests, Act.MARK_NOT_APPLICABLE: requests, Act.WITHDRAW: tasks}


@pytest.mark.parametrize("act", ATTEMPTS, ids=lambda value: value.value)
def test_an_act_whose_journal_fails_leaves_nothing(world: World, act: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    """«In the same transaction»: without its row in the journal the act has not happened."""

    def full_disk(**details: object) -> None:
        raise OSError("the disk is full")

    task = bring(world, MOVES[act].sources[0])
    before, written, versions = columns(task), journal(), task.reports.count()
    monkeypatch.setattr(MODULES.get(act, reviews), "record", full_disk)
    with pytest.raises(OSError, match="full"):
        ATTEMPTS[act](world, task)
    assert (columns(task), journal(), task.reports.count()) == (before, written, versions)


def test_a_move_of_nowhere_is_a_fault_of_the_program(world: World) -> None:
    """The table binds services too: an act cannot be recorded with a state it does not lead to."""
    from_table = bring(world, TaskStatus.REVIEW)
    with pytest.raises(ValueError, match="does not lead to"):
        reviews.move(from_table, Act.ACCEPT, actor=world["specialist"], to=TaskStatus.RETURNED)


def test_an_act_bears_the_moment_the_person_and_the_place_of_work(world: World) -> None:
    """«TaskEvent = one row per act on a task (act, actor, recorded at, state, deadline and report version …)»."""
    task = bring(world, TaskStatus.REVIEW)
    actor = at(world["specialist"], "2026-09-20 09:30")
    reviews.accept_report(actor=actor, task=task)
    event = task.events.order_by("-pk")[0]
    assert (event.recorded_at, event.user, event.membership) == (actor.now, actor.user, actor.membership)
    row = AuditEvent.objects.latest("pk")
    assert (row.recorded_at, row.user, row.object_kind, row.object_id) == (actor.now, actor.user, "task", task.pk)
