"""Random but lawful lives of tasks: walks through the table of moves, recorded by the one place that moves a task."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from organizations.access import Actor
from organizations.models import Organization
from recommendations.models import Assignment, ProgressReport, Recommendation, Resolution, Task, TaskEvent
from recommendations.services.moves import event_of, issue_event
from recommendations.statuses import MOVES, Act, ObstacleKind, TaskStatus, Who
from tests.factories import World, at, make_recommendation, make_resolution

FIRST_DAY = date(2021, 9, 1)
LAST_DAY = date(2021, 12, 31)


@dataclass
class Life:
    """An unsaved task with all that happened to it."""

    task: Task
    events: list[TaskEvent] = field(default_factory=list)
    reports: list[ProgressReport] = field(default_factory=list)


def make_history(
    world: World, seed: int, tasks: int, *, recommendations: int = 3, organizations: list[Organization] | None = None
) -> Resolution:
    """A resolution with this many tasks, each with a random life in the autumn of 2021; rows are written in bulk."""
    chance = random.Random(seed)
    resolution = make_resolution(world.region)
    assignments = [
        issued_assignment(world, make_recommendation(resolution), special_control=chance.random() < 0.4)
        for _ in range(recommendations)
    ]
    executors = organizations or [world.department, world.authority, world.school, world.neighbour, world.other_school]
    pairs = [(one, executor) for one in assignments for executor in executors]
    save_lives([_life(world["specialist"], chance, *pair) for pair in chance.sample(pairs, min(tasks, len(pairs)))])
    return resolution


def save_lives(lives: list[Life]) -> None:
    """Write tasks, their events and reports."""
    Task.objects.bulk_create([life.task for life in lives], batch_size=500)
    TaskEvent.objects.bulk_create([event for life in lives for event in life.events], batch_size=500)
    ProgressReport.objects.bulk_create([report for life in lives for report in life.reports], batch_size=500)


def issued_assignment(world: World, recommendation: Recommendation, **changes: object) -> Assignment:
    """An assignment that stands as issued, written directly."""
    fields = {
        "region": world.region,
        "resolution": recommendation.resolution,
        "recommendation": recommendation,
        "status": "issued",
        "expected_result": "Программа утверждена",
        "basis_number": "15",
        "basis_on": FIRST_DAY,
        "deadline_rule": "month",
        "issuing_organization": world.department,
        "controller_organization": world.department,
        "controller_person": world["specialist"].user,
        "created_by": world["specialist"].user,
        "created_at": world["specialist"].now,
        "issued_at": world["specialist"].now,
    }
    return Assignment.objects.create(**fields | changes)


def _life(actor: Actor, chance: random.Random, assignment: Assignment, executor: Organization) -> Life:
    moment = _moment(actor, FIRST_DAY + timedelta(days=chance.randrange(30)), chance)
    due_on = moment.date() + timedelta(days=chance.randrange(1, 60))
    task = Task(
        region=actor.region,
        resolution_id=assignment.resolution_id,
        assignment=assignment,
        organization=executor,
        municipality_id=executor.municipality_id,
        original_due_on=due_on,
        due_on=due_on,
        issued_at=moment,
    )
    life = Life(task, [issue_event(task, actor=at(actor, moment))])
    for _ in range(chance.randrange(8)):
        moment += timedelta(hours=chance.randrange(1, 24 * 15))
        possible = [act for act in _ACTS for _ in range(_ODDS.get(act, 1)) if task.status in MOVES[act].sources]
        if moment.date() >= LAST_DAY or not possible:
            break
        _step(at(actor, moment), chance, life, chance.choice(possible))
    return life


# An organization is reorganized by acts of its own, which touch its other tasks too.
_ACTS = [act for act, move in MOVES.items() if move.who != (Who.REGISTRAR,)]
# Closing acts are rare and good news is frequent, so that every bucket is met.
_ODDS = {Act.SUBMIT: 6, Act.ENDORSE: 3, Act.ACCEPT: 6, Act.EXTEND_DEADLINE: 2}


def _moment(actor: Actor, day: date, chance: random.Random) -> datetime:
    return datetime.combine(day, time(chance.randrange(24), chance.randrange(60)), actor.region.zone)


def _step(actor: Actor, chance: random.Random, life: Life, act: Act) -> None:
    """Move the unsaved task and note the event; the columns follow the services of each act."""
    task = life.task
    event = event_of(task, act, actor=actor)
    _change(actor, chance, life, act)
    targets = MOVES[act].targets
    if act == Act.NOTE_PROGRESS:
        targets = (TaskStatus.RETURNED if task.status == TaskStatus.RETURNED else TaskStatus.IN_PROGRESS,)
    if targets:
        task.status = chance.choice(targets)
    event.status_after, event.due_after = task.status, task.due_on
    event.version_after, event.executed_after = task.report_version, task.executed_on
    event.extensions_after, event.municipality_id = task.extension_count, task.municipality_id
    life.events.append(event)


def _change(actor: Actor, chance: random.Random, life: Life, act: Act) -> None:
    task = life.task
    if act in {Act.SUBMIT, Act.NOTE_PROGRESS}:
        task.report_version += 1
        life.reports.append(_report(actor, chance, task, act))
    if act == Act.SUBMIT:
        task.first_submitted_at = task.first_submitted_at or actor.now
    if act == Act.EXTEND_DEADLINE:
        task.due_on += timedelta(days=chance.randrange(1, 30))
        task.extension_count += 1
    if act == Act.ACCEPT:
        task.executed_on = actor.region.day_of(life.reports[-1].submitted_at)
    if act == Act.UNDO_ACCEPTANCE:
        task.executed_on = None


def _report(actor: Actor, chance: random.Random, task: Task, act: Act) -> ProgressReport:
    return ProgressReport(
        region=actor.region,
        task=task,
        version=task.report_version,
        state="done" if act == Act.SUBMIT else "progress",
        what_done="Программа утверждена.",
        obstacle=chance.choice(ObstacleKind.values),
        saved_at=actor.now,
        saved_by=actor.user,
        submitted_at=actor.now,
        submitted_by=actor.user,
    )
