"""The executor's side: drafts, «ход исполнения», submission, on behalf of a school, recall."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from organizations.access import Refused
from recommendations.models import ProgressReport, Task
from recommendations.services.reports import recall_report, save_draft, submit_report
from recommendations.services.reviews import endorse_report, mark_opened, return_for_rework
from recommendations.statuses import Act, TaskStatus
from tests.factories import World, at, hand_in, make_task
from tests.stations import REPORTED, bring, fresh

REMARK = [("what_done", "Приложите ссылку.")]


def test_done_goes_to_endorsement_where_the_assignment_asks(world: World) -> None:
    """«endorsement (… only where the assignment asks and the executor has a municipality above it) → review»."""
    assert hand_in(make_task(world), world["school"]).status == TaskStatus.ENDORSEMENT
    assert hand_in(make_task(world, endorsement_required=False), world["school"]).status == TaskStatus.REVIEW


@pytest.mark.parametrize(("organization", "person"), [("authority", "coordinator"), ("institute", "methodologist")])
def test_without_a_municipality_above_there_is_no_endorsement(world: World, organization: str, person: str) -> None:
    """An authority and the institute stand under the department: their reports go to the controller at once."""
    task = make_task(world, getattr(world, organization))
    assert hand_in(task, world[person]).status == TaskStatus.REVIEW


def test_progress_is_never_counted_as_received(world: World) -> None:
    """«Ход исполнения» is a dated progress note: shown, never counted as received, never a ground for removal."""
    task = make_task(world)
    note = submit_report(
        actor=at(world["school"], REPORTED), task=task, state="progress", what_done="Начали.", filler_name="Иванова"
    )
    task = fresh(task)
    assert (task.status, task.first_submitted_at) == (TaskStatus.IN_PROGRESS, None)
    assert (note.submitted_at, note.version) == (at(world["school"], REPORTED).now, 1)
    counted = Task.objects.as_of(date(2026, 9, 15), world.region).get(pk=task.pk)
    assert (counted.was_received, counted.bucket) == (False, "in_progress")
    assert not task.events.filter(act=Act.SUBMIT).exists()


def test_progress_leaves_a_returned_task_returned(world: World) -> None:
    """A note does not answer the remarks: the task stays with its executor for rework."""
    task = bring(world, TaskStatus.RETURNED)
    submit_report(actor=world["school"], task=task, state="progress")
    assert fresh(task).status == TaskStatus.RETURNED


def test_not_applicable_is_asked_for_not_reported(world: World) -> None:
    """«not_applicable on the executor's reasoned request …, decided by the controller»."""
    task = make_task(world)
    with pytest.raises(ValidationError) as error:
        submit_report(
            actor=world["school"], task=task, state="not_applicable", what_done="Нет классов.", filler_name="И."
        )
    assert "О неприменимости просят запросом" in error.value.message_dict["state"][0]
    assert fresh(task).status == TaskStatus.ASSIGNED


def test_an_incomplete_report_names_each_missing_part(world: World) -> None:
    """«The report names its filler (name, position, phone)», and says what was done."""
    task = make_task(world)
    save_draft(actor=world["school"], task=task, what_done="  ", filler_name="")
    with pytest.raises(ValidationError) as error:
        submit_report(actor=world["school"], task=task)
    assert set(error.value.message_dict) == {"what_done", "filler_name"}
    assert task.reports.get().is_draft


def test_a_returned_report_gets_a_new_version_and_the_old_one_stays(world: World) -> None:
    """«A returned report gets a new version, the old one stays.»"""
    task = bring(world, TaskStatus.RETURNED)
    old = task.reports.get(version=1)
    hand_in(task, at(world["school"], "2026-09-16 10:00"), what_done="Программа размещена на сайте.")
    first, second = task.reports.all()
    assert (first.what_done, first.submitted_at) == (old.what_done, old.submitted_at)
    assert (second.version, second.what_done) == (2, "Программа размещена на сайте.")
    assert first.remarks.count() == 1


def test_the_next_version_starts_from_the_last_one(world: World) -> None:
    """A returned report is mended, not retyped."""
    task = bring(world, TaskStatus.RETURNED)
    draft = save_draft(actor=world["school"], task=task)
    first = task.reports.get(version=1)
    assert (draft.version, draft.what_done, draft.filler_name) == (2, first.what_done, first.filler_name)
    assert draft.is_draft


def test_resubmission_goes_through_endorsement_again(world: World) -> None:
    """«The resubmission goes through endorsement again», though the municipality had endorsed the first version."""
    task = bring(world, TaskStatus.RETURNED)
    assert task.events.filter(act=Act.ENDORSE).exists()
    assert hand_in(task, world["school"]).status == TaskStatus.ENDORSEMENT


def test_on_behalf_of_a_school_is_marked_and_needs_no_endorsement(world: World) -> None:
    """«Municipal: own; on behalf of a school, marked (then no endorsement)»."""
    task = hand_in(make_task(world), world["coordinator"])
    report = task.reports.get()
    assert task.status == TaskStatus.REVIEW
    assert (report.on_behalf_by, report.submitted_by) == (world.authority, world["coordinator"].user)


def test_a_draft_on_behalf_does_not_take_the_task_into_work(world: World) -> None:
    """Only the executor takes into work; the coordinator's draft leaves the task assigned."""
    task = make_task(world)
    save_draft(actor=world["coordinator"], task=task, what_done="Со слов директора.")
    assert fresh(task).status == TaskStatus.ASSIGNED


def test_own_report_is_not_marked_as_on_behalf(world: World) -> None:
    assert hand_in(make_task(world), world["school"]).reports.get().on_behalf_by is None


@pytest.mark.parametrize("stranger", ["neighbour", "other_coordinator", "specialist", "methodologist", "observer"])
def test_nobody_else_reports(world: World, stranger: str) -> None:
    """«Report: own» for a school; only its own municipality may stand in."""
    task = make_task(world)
    with pytest.raises(Refused, match="Отчёт подаёт организация-исполнитель"):
        hand_in(task, world[stranger])
    assert not ProgressReport.objects.exists()


@pytest.mark.parametrize("state", [TaskStatus.ENDORSEMENT, TaskStatus.REVIEW])
def test_recall_until_somebody_opens_it(world: World, state: TaskStatus) -> None:
    """«recall by the executor until somebody opens it»."""
    task = bring(world, TaskStatus.ENDORSEMENT) if state == TaskStatus.ENDORSEMENT else bring_unendorsed(world)
    assert fresh(recall_report(actor=world["school"], task=task)).status == TaskStatus.IN_PROGRESS
    report = task.reports.get()
    assert report.submitted_at is not None, "the version stays, the next one is a draft"
    again = hand_in(task, world["school"])
    assert (again.report_version, again.status) == (2, state)


def bring_unendorsed(world: World) -> Task:
    return bring(world, TaskStatus.REVIEW, endorsement_required=False)


@pytest.mark.parametrize("checker", ["specialist", "head"])
def test_an_opened_report_is_not_recalled(world: World, checker: str) -> None:
    """From the first opening by a checker on, the report is returned, not recalled."""
    task = bring_unendorsed(world)
    mark_opened(actor=world[checker], task=task)
    with pytest.raises(Refused, match="уже открыт проверяющим"):
        recall_report(actor=world["school"], task=task)


@pytest.mark.parametrize("reader", ["observer", "other_coordinator", "school", "coordinator"])
def test_reading_by_others_is_no_opening(world: World, reader: str) -> None:
    """Only whoever checks it now «opens» a report; the coordinator has no part in a review."""
    task = bring_unendorsed(world)
    mark_opened(actor=world[reader], task=task)
    recall_report(actor=world["school"], task=task)


def test_an_endorsed_report_is_not_recalled(world: World) -> None:
    """Endorsing is opening: somebody has read it, even if only through the service."""
    task = bring(world, TaskStatus.ENDORSEMENT)
    endorse_report(actor=world["coordinator"], task=task)
    with pytest.raises(Refused, match="уже открыт проверяющим"):
        recall_report(actor=world["school"], task=task)


def test_the_first_submission_is_kept_through_returns(world: World) -> None:
    """«Received = with at least one submitted version by D»: a return does not make it unreceived."""
    task = bring(world, TaskStatus.ENDORSEMENT)
    first = task.first_submitted_at
    return_for_rework(actor=world["coordinator"], task=task, remarks=REMARK)
    hand_in(task, at(world["school"], "2026-09-25 10:00"))
    assert fresh(task).first_submitted_at == first == at(world["school"], REPORTED).now


def test_a_report_keeps_only_its_own_columns(world: World) -> None:
    with pytest.raises(TypeError, match="not fields of a report"):
        save_draft(actor=world["school"], task=make_task(world), submitted_at=None)
