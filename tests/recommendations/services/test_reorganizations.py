"""Closing, merging, splitting, moving: nothing is lost, each task tells its fate, past days stay as they were."""

from collections import Counter
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from organizations.access import Refused
from organizations.models import AuditEvent, Invitation, Membership, Organization
from recommendations.control import Period
from recommendations.models import Evidence, Letter, ProgressReport, Task, TaskEvent
from recommendations.services.assignments import open_period
from recommendations.services.evidence import attach_file
from recommendations.services.reorganization_plans import Fate, plan_ending, plan_move, plan_split
from recommendations.services.reorganizations import (
    close_organization,
    merge_organization,
    move_organization,
    split_organization,
)
from recommendations.services.requests import ask_not_applicable
from recommendations.services.reviews import accept_report, endorse_report, return_for_rework
from recommendations.services.settlements import Decided, StalePlan
from recommendations.services.transfers import Grounds, relocate_tasks, transfer_tasks
from recommendations.statuses import MOVES, Act, Decision, TaskStatus
from recommendations.summaries.by_municipality import municipality_rows
from recommendations.summaries.integrity import integrity_problems
from tests.busy import PDF
from tests.factories import World, at, hand_in, make_task, make_tasks
from tests.factories import moment as moment_of
from tests.stations import ask_for, bring, draft, fresh

NOW = "2026-09-15 12:00"
GROUNDS = Grounds(date(2026, 9, 15), "приказ от 10.09.2026 № 5", "Оптимизация сети.")
FOREVER = date(2026, 9, 14)


def administrator(world: World):
    return at(world["administrator"], NOW)


def seen(plan, **fates: str) -> Decided:
    """The decision of one who saw this plan."""
    return Decided(plan.stamp, fates)


def counts(world: World) -> tuple[int, ...]:
    rows = (ProgressReport, Evidence)
    return tuple(model.objects.filter(region=world.region).count() for model in rows)


def close(world: World, organization: Organization, heir=None, above=None, **fates: str):
    return close_organization(
        actor=administrator(world),
        organization=organization,
        grounds=GROUNDS,
        decided=seen(plan_ending(organization, heir), **fates),
        heir=heir,
        above=above,
    )


def merge(world: World, organization: Organization, into: Organization, seats=(), **fates: str):
    return merge_organization(
        actor=administrator(world),
        organization=organization,
        into=into,
        grounds=GROUNDS,
        decided=seen(plan_ending(organization, into), **fates),
        seats=seats,
    )


def split(world: World, organization: Organization, names: list[str], closes: bool = False, **fates: str):
    return split_organization(
        actor=administrator(world),
        organization=organization,
        names=names,
        closes=closes,
        grounds=GROUNDS,
        decided=seen(plan_split(organization, names, closes=closes), **fates),
    )


def move(world: World, organization: Organization, authority: Organization, **fates: str):
    return move_organization(
        actor=administrator(world),
        organization=organization,
        authority=authority,
        grounds=GROUNDS,
        decided=seen(plan_move(organization), **fates),
    )


def only_school(world: World, **changes: object) -> dict[str, object]:
    """The rule that addresses the school alone."""
    others = [world.neighbour.pk, world.other_school.pk]
    return {"addressee_rule": {"groups": ["school"], "except": others}} | changes


def test_a_merged_organization_passes_its_tasks_on(world: World) -> None:
    """«tasks: transfer to B»: the same deadline and period, the first event names whose it was."""
    task = bring(world, TaskStatus.IN_PROGRESS, **only_school(world))
    outcome = merge(world, world.school, world.neighbour)
    heir = Task.objects.get(predecessor=task)
    assert fresh(task).status == TaskStatus.WITHDRAWN
    assert (heir.organization, heir.due_on, heir.status) == (world.neighbour, task.due_on, TaskStatus.ASSIGNED)
    assert [event.act for event in heir.events.all()] == [Act.ISSUE]
    assert str(world.school) in heir.events.get().reason
    assert str(world.neighbour) in task.events.last().reason
    assert outcome.counts == Counter(transfer=1)
    school = Organization.objects.get(pk=world.school.pk)
    assert (school.closed_on, school.successor) == (GROUNDS.on, world.neighbour)
    assert not list(integrity_problems())


def test_nothing_typed_is_lost(world: World) -> None:
    """«the executor's unsent draft report (fields, evidence) is carried over»."""
    task = make_task(world, **only_school(world))
    draft(world, task)
    attach_file(actor=world["school"], task=fresh(task), upload=SimpleUploadedFile("Приказ.pdf", PDF))
    before = counts(world)
    merge(world, world.school, world.neighbour)
    carried = Task.objects.get(predecessor=task).reports.get()
    assert (carried.what_done, carried.version, carried.evidence.count()) == ("Готовится приказ.", 1, 1)
    assert counts(world) == before
    assert not fresh(task).reports.exists()


def test_a_returned_report_is_mended_by_the_heir(world: World) -> None:
    task = bring(world, TaskStatus.RETURNED, **only_school(world))
    merge(world, world.school, world.neighbour)
    copied = Task.objects.get(predecessor=task).reports.get()
    assert copied.is_draft
    assert copied.what_done == task.reports.get().what_done


def test_what_the_heir_has_already_is_withdrawn(world: World) -> None:
    """«unless B has the same task (assignment × period unique) → then withdraw with the reason»."""
    tasks = make_tasks(world)
    merge(world, world.school, world.neighbour)
    own = fresh(tasks[world.school.pk])
    assert own.status == TaskStatus.WITHDRAWN
    assert "уже есть это обязательство" in own.events.last().reason
    assert not Task.objects.filter(predecessor=own).exists()


def test_a_report_under_check_waits_for_its_decision(world: World) -> None:
    """«leave until decided (only for tasks at endorsement/review: the report is in)»; it cannot be returned."""
    task = bring(world, TaskStatus.REVIEW)
    close(world, world.school)
    assert fresh(task).status == TaskStatus.REVIEW
    with pytest.raises(Refused, match="дорабатывать отчёт некому"):
        return_for_rework(actor=world["colleague"], task=fresh(task), remarks=[("", "Дополните.")])
    accept_report(actor=at(world["colleague"], "2026-09-16 10:00"), task=fresh(task))
    assert fresh(task).status == TaskStatus.DONE
    assert not list(integrity_problems())


def test_the_preview_is_what_happens(world: World) -> None:
    """Numbers of the plan, of the outcome and of the journal are the same."""
    bring(world, TaskStatus.IN_PROGRESS, **only_school(world))
    waiting = make_task(world, **only_school(world))
    ask_for(world, waiting)
    ask_not_applicable(actor=at(world["school"], "2026-09-12 10:00"), task=waiting, reason="Нет классов.")
    bring(world, TaskStatus.ENDORSEMENT, **only_school(world))
    bring(world, TaskStatus.DONE, **only_school(world))
    plan = plan_ending(world.school, world.neighbour)
    assert (len(plan.lines), plan.requests, len(plan.people)) == (3, 1, 1)
    proposed = Counter(line.proposed.partition("-")[0] for line in plan.lines)
    outcome = merge(world, world.school, world.neighbour)
    assert outcome.counts == proposed == Counter(transfer=2, leave=1)
    event = AuditEvent.objects.get(act="merge_organization")
    assert event.details["tasks"] == dict(proposed)
    assert event.details["seats"] == 1
    assert event.changes["successor"] == [None, world.neighbour.name]
    assert not Task.objects.with_executor().filter(organization=world.school).exists()


def test_no_request_is_left_waiting(world: World) -> None:
    task = make_task(world, **only_school(world))
    asked = ask_for(world, task)
    merge(world, world.school, world.neighbour)
    asked.refresh_from_db()
    assert (asked.decision, asked.decided_by) == (Decision.REJECTED, world["administrator"].user)
    assert str(world.neighbour) in asked.decision_reason


def test_seats_end_and_invitations_are_taken_back(world: World) -> None:
    Invitation.objects.create(
        region=world.region,
        organization=world.school,
        role="school",
        created_by=world["administrator"].user,
        created_at=moment_of(NOW),
        expires_at=moment_of("2026-10-15 12:00"),
    )
    close(world, world.school)
    seat = Membership.objects.get(organization=world.school)
    assert seat.valid_to == FOREVER
    assert Invitation.objects.get().revoked_at == moment_of(NOW)


def test_people_may_pass_to_the_successor(world: World) -> None:
    seat = world["school"].membership
    merge(world, world.school, world.neighbour, seats=[seat.pk])
    passed = Membership.objects.get(organization=world.neighbour, user=seat.user)
    assert (passed.role, passed.valid_from) == ("school", GROUNDS.on)


def test_the_last_administrator_keeps_the_seat(world: World) -> None:
    with pytest.raises(Refused, match="последние администраторы"):
        merge(world, world.department, world.institute)
    assert Organization.objects.get(pk=world.department.pk).closed_on is None


def test_schools_below_need_somebody_above(world: World) -> None:
    """«children must get another parent first or in the same act»; they are counted where it is."""
    task = make_task(world)
    with pytest.raises(ValidationError, match="которой будут подчинены"):
        close(world, world.authority)
    close(world, world.authority, above=world.other_authority)
    school = Organization.objects.get(pk=world.school.pk)
    assert (school.parent, school.municipality) == (world.other_authority, world.other_municipality)
    assert fresh(task).municipality == world.other_municipality
    endorsed = bring_to_endorsement(world, task)
    assert endorsed.status == TaskStatus.REVIEW
    assert not list(integrity_problems())


def bring_to_endorsement(world: World, task: Task) -> Task:
    hand_in(fresh(task), at(world["school"], "2026-09-16 10:00"))
    endorse_report(actor=at(world["other_coordinator"], "2026-09-16 11:00"), task=fresh(task))
    return fresh(task)


def test_a_split_leaves_passes_and_shares(world: World) -> None:
    """«per task: stays with A | passes to one of the new | all get it (join …)»."""
    stays, passes, shared = (make_task(world, **only_school(world)) for _ in range(3))
    fates = {f"task_{passes.pk}": f"{Fate.TRANSFER}-1", f"task_{shared.pk}": str(Fate.JOIN)}
    split(world, world.school, ["Школа А", "Школа Б"], **fates)
    first, second = Organization.objects.filter(name__in=["Школа А", "Школа Б"]).order_by("name")
    assert fresh(stays).status == fresh(shared).status == TaskStatus.ASSIGNED
    assert Task.objects.get(predecessor=passes).organization == second
    joined = Task.objects.filter(assignment=shared.assignment).exclude(pk=shared.pk)
    assert {task.organization for task in joined} == {first, second}
    assert {task.predecessor for task in joined} == {None}
    assert Organization.objects.get(pk=world.school.pk).closed_on is None
    assert (first.parent, first.municipality) == (world.authority, world.municipality)
    assert not list(integrity_problems())


def test_a_split_without_the_former_one(world: World) -> None:
    task = make_task(world, **only_school(world))
    draft(world, task)
    split(world, world.school, ["Школа А", "Школа Б"], closes=True, **{f"task_{task.pk}": str(Fate.JOIN)})
    assert fresh(task).status == TaskStatus.WITHDRAWN
    heirs = Task.objects.filter(predecessor=task)
    assert [heir.reports.get().what_done for heir in heirs] == ["Готовится приказ."] * 2
    assert Organization.objects.get(pk=world.school.pk).closed_on == GROUNDS.on
    assert not list(integrity_problems())


def test_a_past_day_keeps_its_figures_after_a_move(world: World) -> None:
    """«a past day's F2 never changes after a move»; from the day of the act it counts at the new place."""
    tasks = make_tasks(world)
    resolution, day = tasks[world.school.pk].resolution, date(2026, 9, 10)
    reader = at(world["specialist"], "2026-09-20 10:00")

    def rows(when: date | None) -> list[tuple[str, int, int]]:
        return [
            (row.name, row.organizations, row.figures.total) for row in municipality_rows(reader, resolution, when).rows
        ]

    before = rows(day)
    move(world, world.school, world.other_authority)
    assert rows(day) == before
    assert [total for _, _, total in rows(None)] == [1, 2, 0]
    assert rows(date(2026, 9, 16)) == rows(None)
    assert not list(integrity_problems())


def test_a_task_may_stay_in_the_totals_of_the_former_place(world: World) -> None:
    """«stays in the totals of the former one»: the new authority does not see it, so its report goes to review."""
    task = make_task(world, **only_school(world))
    move(world, world.school, world.other_authority, **{f"task_{task.pk}": str(Fate.STAY)})
    assert fresh(task).municipality == world.municipality
    assert hand_in(fresh(task), at(world["school"], "2026-09-16 10:00")).status == TaskStatus.REVIEW


def test_a_report_that_waits_for_endorsement_goes_with_the_school(world: World) -> None:
    task = bring(world, TaskStatus.ENDORSEMENT, **only_school(world))
    move(world, world.school, world.other_authority, **{f"task_{task.pk}": str(Fate.STAY)})
    endorse_report(actor=at(world["other_coordinator"], "2026-09-16 11:00"), task=fresh(task))
    assert fresh(task).municipality == world.other_municipality


def test_a_plan_that_is_old_is_not_carried_out(world: World) -> None:
    """«a stale preview (tasks changed since) is told and shown anew»."""
    task = make_task(world, **only_school(world))
    decided = seen(plan_ending(world.school))
    draft(world, task)
    with pytest.raises(StalePlan, match="что-то изменилось"):
        close_organization(actor=administrator(world), organization=world.school, grounds=GROUNDS, decided=decided)
    assert Organization.objects.get(pk=world.school.pk).closed_on is None


def test_a_second_time_is_refused(world: World) -> None:
    close(world, world.school)
    with pytest.raises(Refused, match="уже закрыта"):
        close(world, world.school)


@pytest.mark.parametrize("role", ["specialist", "head", "coordinator", "school", "methodologist", "observer"])
def test_only_the_administrator_reorganizes(world: World, role: str) -> None:
    make_task(world)
    before = TaskEvent.objects.count(), AuditEvent.objects.count()
    acts = {"grounds": GROUNDS, "decided": seen(plan_ending(world.school)), "organization": world.school}
    with pytest.raises(Refused, match="ведёт администратор"):
        close_organization(actor=world[role], **acts)
    assert (TaskEvent.objects.count(), AuditEvent.objects.count()) == before


def test_one_letter_for_each_person(world: World) -> None:
    """Controllers and people of the heir; a person with several tasks gets one letter."""
    for _ in range(3):
        make_task(world, **only_school(world))
    merge(world, world.school, world.neighbour)
    letters = Letter.objects.filter(kind="reorganization")
    assert {letter.recipient for letter in letters} == {world["specialist"].user, world["neighbour"].user}
    assert letters.count() == 2
    told = letters.get(recipient=world["neighbour"].user).body
    assert "передано 3\u00a0обязательства" in told
    assert told.count("/tasks/") == 3


def test_a_further_period_is_the_heirs(world: World) -> None:
    """A periodic assignment goes on with those to whom it was passed, and with nobody who is closed."""
    periodic = {"kind": "periodic", "deadline_rule": "periodic", "period_kind": "month", "deadline_on": None}
    task = make_task(world, **only_school(world, **periodic))
    merge(world, world.school, world.neighbour)
    october = Period.from_key(task.period).next()
    opened = open_period(actor=at(world["specialist"], NOW), assignment=task.assignment, period=october)
    assert [one.organization for one in opened] == [world.neighbour]


def test_a_closing_written_down_late_keeps_a_later_seat_for_its_first_day(world: World) -> None:
    seat = world["school"].membership
    Membership.objects.filter(pk=seat.pk).update(valid_from=date(2026, 9, 10))
    close_organization(
        actor=at(world["administrator"], "2026-09-20 12:00"),
        organization=world.school,
        grounds=Grounds(date(2026, 9, 1), "приказ № 5"),
        decided=seen(plan_ending(world.school)),
    )
    seat.refresh_from_db()
    assert (seat.valid_from, seat.valid_to) == (date(2026, 9, 10), date(2026, 9, 10))


def test_control_passes_to_the_level_above(world: World) -> None:
    """Nobody controls itself: the successor that executes does not become the controller."""
    task = make_task(world, controller_organization=world.institute, **only_school(world))
    successor = Organization.objects.create(
        region=world.region, name="Новый институт", addressee_group=world.institute.addressee_group
    )
    merge(world, world.institute, successor)
    assert fresh(task).assignment.controller_organization == successor


@pytest.mark.parametrize("status", TaskStatus)
@pytest.mark.parametrize("act", [Act.TRANSFER, Act.RELOCATE])
def test_the_table_of_moves_binds_the_registrar(world: World, act: Act, status: TaskStatus) -> None:
    """Only an open task is passed on or counted elsewhere; each leaves an event with the reason."""
    task, actor = bring(world, status, **only_school(world)), administrator(world)

    def attempt() -> None:
        if act == Act.TRANSFER:
            transfer_tasks(actor=actor, tasks=[fresh(task)], heirs=[world.neighbour], grounds=GROUNDS)
        else:
            relocate_tasks(actor=actor, tasks=[fresh(task)], place=world.other_municipality, reason="Перевод.")

    events = task.events.count()
    if status not in MOVES[act].sources:
        with pytest.raises(Refused):
            attempt()
        assert task.events.count() == events
        return
    attempt()
    last = task.events.last()
    assert (last.act, last.status_before, last.reason != "") == (act, status, True)
    assert last.status_after == (TaskStatus.WITHDRAWN if act == Act.TRANSFER else status)


def test_queries_do_not_grow_with_tasks(world: World, django_assert_max_num_queries) -> None:
    for _ in range(30):
        make_task(world, **only_school(world))
    plan = plan_ending(world.school, world.neighbour)
    with django_assert_max_num_queries(60):
        merge_organization(
            actor=administrator(world),
            organization=world.school,
            into=world.neighbour,
            grounds=GROUNDS,
            decided=seen(plan),
        )
