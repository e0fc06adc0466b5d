"""Tasks brought to each state of their life by the real services, in September 2026."""

from collections.abc import Callable
from datetime import date

from organizations.access import Actor
from recommendations.models import ExtensionRequest, Task
from recommendations.services.reports import save_draft
from recommendations.services.requests import ask_extension, ask_not_applicable, extend_deadline, mark_not_applicable
from recommendations.services.reviews import accept_report, endorse_report, return_for_rework
from recommendations.services.tasks import withdraw_task
from recommendations.statuses import TaskStatus
from tests.factories import World, at, hand_in, make_task

REPORTED, ENDORSED, DECIDED = "2026-09-10 10:00", "2026-09-11 10:00", "2026-09-14 10:00"


def fresh(task: Task) -> Task:
    """The task as the database has it now."""
    return Task.objects.for_page().get(pk=task.pk)


def executor_of(world: World, task: Task) -> Actor:
    """The person who reports for the organization of the task."""
    doers = ("specialist", "coordinator", "school", "neighbour", "other_coordinator", "other_school", "methodologist")
    return next(world[name] for name in doers if world[name].organization == task.organization)


def endorser_of(world: World, task: Task) -> Actor:
    """The coordinator above the organization of the task."""
    coordinators = (world["coordinator"], world["other_coordinator"])
    return next(actor for actor in coordinators if actor.organization == task.organization.parent)


def draft(world: World, task: Task) -> None:
    save_draft(actor=at(executor_of(world, task), REPORTED), task=task, what_done="Готовится приказ.")


def report(world: World, task: Task) -> None:
    hand_in(task, at(executor_of(world, task), REPORTED))


def endorse(world: World, task: Task) -> None:
    report(world, task)
    if fresh(task).status == TaskStatus.ENDORSEMENT:
        endorse_report(actor=at(endorser_of(world, task), ENDORSED), task=task)


def give_back(world: World, task: Task) -> None:
    endorse(world, task)
    actor = at(world["colleague"], DECIDED)
    return_for_rework(actor=actor, task=task, remarks=[("what_done", "Приложите ссылку на программу.")])


def accept(world: World, task: Task) -> None:
    endorse(world, task)
    accept_report(actor=at(world["colleague"], DECIDED), task=task)


def free(world: World, task: Task) -> None:
    asked = ask_not_applicable(actor=at(executor_of(world, task), REPORTED), task=task, reason="Нет старших классов.")
    mark_not_applicable(actor=at(world["colleague"], DECIDED), request=asked)


def withdraw(world: World, task: Task) -> None:
    withdraw_task(actor=at(world["colleague"], DECIDED), task=task, reason="Направлено ошибочно.")


WAYS: dict[str, Callable[[World, Task], None]] = {
    TaskStatus.ASSIGNED: lambda world, task: None,
    TaskStatus.IN_PROGRESS: draft,
    TaskStatus.ENDORSEMENT: report,
    TaskStatus.REVIEW: endorse,
    TaskStatus.RETURNED: give_back,
    TaskStatus.DONE: accept,
    TaskStatus.NOT_APPLICABLE: free,
    TaskStatus.WITHDRAWN: withdraw,
}


def bring(world: World, status: str, organization: object = None, **assignment: object) -> Task:
    """A task of a new assignment (of the school by default), led to the state act by act."""
    task = make_task(world, organization, **assignment)
    WAYS[status](world, task)
    task = fresh(task)
    assert task.status == status
    return task


def ask_for(world: World, task: Task, due_on: date = date(2026, 10, 20), now: str = REPORTED) -> ExtensionRequest:
    """The executor's request for a later deadline."""
    return ask_extension(actor=at(executor_of(world, task), now), task=task, due_on=due_on, reason="Ждём типографию.")


def extend(world: World, task: Task, due_on: date, by: str = "colleague") -> Task:
    """An extension asked and granted."""
    extend_deadline(actor=at(world[by], DECIDED), request=ask_for(world, task, due_on), due_on=due_on)
    return fresh(task)
