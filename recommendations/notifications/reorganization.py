"""The letter about a reorganization: to those who control its tasks and to those who have got some of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string

from organizations.access import Actor
from organizations.models import AuditEvent, User
from recommendations.models import Letter, Task
from recommendations.notifications.outbox import make_letter, queue_letters
from recommendations.notifications.reporters import reporters

KIND = "reorganization"
MOST_LINES = 30


@dataclass
class Told:
    """What one person is told: tasks they control with their fates, and tasks their organization has got."""

    person: User
    controlled: list[tuple[Task, str]] = field(default_factory=list)
    received: list[Task] = field(default_factory=list)


def tell_of_reorganization(
    *, actor: Actor, event: AuditEvent, grounds: str, decided: Iterable[tuple[Task, str]], passed: Sequence[Task]
) -> int:
    """Write one letter for each controller of the tasks and each person of the organizations that got some.

    `event` is the row of the journal of the whole act; gives how many letters. A constant number of queries.
    """
    told: dict[int, Told] = {}
    for task, fate in decided:
        person = task.assignment.controller_person
        if person.is_active and not person.email.endswith(".invalid"):
            told.setdefault(person.pk, Told(person)).controlled.append((task, fate))
    received = Task.objects.filter(pk__in=[task.pk for task in passed])
    for seat in reporters(actor.region, actor.today, received):
        mine = [task for task in passed if task.organization_id == seat.organization_id]
        told.setdefault(seat.user_id, Told(seat.user)).received += mine
    queue_letters([_letter(actor, event, grounds, one) for one in told.values()])
    return len(told)


def _letter(actor: Actor, event: AuditEvent, grounds: str, told: Told) -> Letter:
    context = {
        "told": told,
        "organization": event.object_label,
        "grounds": grounds,
        "controlled": told.controlled[:MOST_LINES],
        "received": told.received[:MOST_LINES],
        "public_url": settings.PUBLIC_URL,
    }
    return make_letter(
        region=actor.region,
        recipient=told.person,
        kind=KIND,
        subject=render_to_string("mail/reorganization_subject.txt", context),
        body=render_to_string("mail/reorganization.txt", context),
        dedupe_key=f"{KIND}:{event.pk}:{told.person.pk}",
        now=actor.now,
    )
