"""A region where something of everything has happened; made once a module, each test undoes what it changes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker, Settings

from organizations.access import Actor
from organizations.models import Membership
from organizations.roles import Role
from organizations.services.invitations import Invitee, invite
from organizations.services.registry_import import apply_registry
from recommendations.documents import parse_document
from recommendations.models import Assignment, Recommendation, Resolution, Task
from recommendations.services.assignments import draft_assignment
from recommendations.services.evidence import attach_file, attach_link
from recommendations.services.pending_documents import keep_document
from recommendations.services.requests import ask_not_applicable
from recommendations.services.resolutions import import_resolution
from recommendations.statuses import TaskStatus
from tests.factories import World, at, hand_in, make_assignment, make_region, make_resolution, make_task, make_world
from tests.factories import moment as make_moment
from tests.imports import make_import
from tests.stations import ask_for, bring, extend, fresh

FORUM = Path(__file__).resolve().parents[1] / "recommendations" / "data" / "forum-2021.md"
ADOPTED = FORUM.with_name("forum-2021-adopted.md")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
TODAY = make_moment("2026-10-05 12:00")
STILL_AHEAD = {"deadline_on": date(2026, 10, 30)}


@dataclass
class Busy:
    """The world of the factories with a resolution from a document and a task in every state; `things` by name."""

    world: World
    foreign: World
    resolution: Resolution
    folder: Path = Path()
    things: dict[str, object] = field(default_factory=dict)

    def pk(self, name: str) -> int:
        """Number of a thing: a state of the school's task, or a name given in `make_busy`."""
        return self.things[name].pk  # type: ignore[attr-defined]

    def actors(self) -> dict[str, Actor]:
        return self.world.actors


def make_busy(folder: Path, world: World | None = None, foreign: World | None = None) -> Busy:
    """Acts of September 2026 by the real services; the tests look at it on TODAY."""
    world, foreign = world or make_world(), foreign or make_world(make_region())
    content = FORUM.read_bytes()
    parsed = parse_document(content, FORUM.name)
    resolution = import_resolution(actor=world["specialist"], parsed=parsed, content=content, name=FORUM.name)
    busy = Busy(world, foreign, resolution, folder, {"resolution": resolution})
    busy.things |= things_of_the_school(world, resolution)
    busy.things |= things_of_the_territory(world, resolution)
    busy.things |= _own_tasks(world, resolution.recommendations.all()[0])
    busy.things |= _drafts(world, resolution.recommendations.last())
    busy.things["recommendation"] = resolution.recommendations.last()
    busy.things["twin"] = resolution.recommendations.get(number="1.2")
    busy.things["act"] = resolution.recommendations.get(number="4.1").acts.get(number="273-ФЗ")
    busy.things |= _documents(world, content)
    busy.things["amendment"] = _amendment(world, resolution)
    busy.things["session"] = _session(world)
    busy.things |= _registry_files(world)
    busy.things["proposed"] = make_resolution(world.region, stage="draft")
    return busy


def things_of_the_school(world: World, resolution: Resolution) -> dict[str, object]:
    """All that the school of this world works with; any school can stand in its place."""
    tasks = _tasks_of_the_school(world, list(resolution.recommendations.filter(section__groups__code="school")))
    requests = _requests(world, resolution.recommendations.all()[1])
    return {**tasks, **requests, **_materials(world, tasks[TaskStatus.IN_PROGRESS]), **_people(world)}


def _people(world: World) -> dict[str, object]:
    """The person of the school, the place of work, and a second person who is invited there."""
    actor = at(world["administrator"], "2026-10-01 10:00")
    invitation = invite(actor=actor, organization=world.school, role=Role.SCHOOL, invitee=Invitee())
    return {"person": world["school"].user, "seat": world["school"].membership, "invitation": invitation}


def things_of_the_territory(world: World, resolution: Resolution) -> dict[str, object]:
    """All that the municipal authority of this world works with."""
    clause = resolution.recommendations.all()[0]
    return {"authority": make_task(world, world.authority, recommendation=clause, **STILL_AHEAD)}


def _session(world: World) -> UserSession:
    """The specialist works in one more browser."""
    return UserSession.objects.create(
        user=world["specialist"].user, session_key=f"another-{world.region.pk}", ip="192.0.2.7"
    )


def _tasks_of_the_school(world: World, clauses: list[Recommendation]) -> dict[str, Task]:
    """One task in each state, on clauses in turn; those of the neighbours stay assigned and become overdue."""
    return {
        str(state): bring(world, state, recommendation=clauses[number % len(clauses)], **_terms(state))
        for number, state in enumerate(TaskStatus)
    }


def _terms(state: str) -> dict[str, object]:
    return STILL_AHEAD if state in {TaskStatus.ASSIGNED, TaskStatus.RETURNED} else {}


def _requests(world: World, clause: Recommendation) -> dict[str, object]:
    first, second, third = (make_task(world, recommendation=clause, **STILL_AHEAD) for _ in range(3))
    late = date(2026, 11, 10)
    freed = ask_not_applicable(actor=at(world["school"], "2026-09-10 10:00"), task=second, reason="Нет классов.")
    extended = extend(world, third, late)
    return {
        "extension": ask_for(world, first, late),
        "inapplicability": freed,
        "second extension": ask_for(world, extended, date(2026, 11, 20)),
        "extended": extended,
    }


def _own_tasks(world: World, clause: Recommendation) -> dict[str, object]:
    """Tasks of the department and the institute."""
    specialist, late = at(world["specialist"], "2026-09-10 10:00"), at(world["methodologist"], "2026-10-02 10:00")
    own = hand_in(make_task(world, world.department, recommendation=clause), specialist)
    in_october = hand_in(make_task(world, world.institute), late)
    return {"own": own, "institute": in_october}


def _materials(world: World, unsent: Task) -> dict[str, object]:
    """A sent file, and a file and a link of drafts."""
    school = at(world["school"], "2026-09-10 09:00")
    sent = make_task(world, **STILL_AHEAD)
    file = attach_file(actor=school, task=sent, upload=SimpleUploadedFile("Приказ № 1.pdf", PDF))
    attach_link(actor=school, task=sent, url="https://school.example/programma")
    hand_in(sent, school)
    draft = attach_file(actor=school, task=unsent, upload=SimpleUploadedFile("Черновик.pdf", PDF))
    return {"with file": fresh(sent), "file": file, "draft file": draft}


def _drafts(world: World, clause: Recommendation) -> dict[str, Assignment]:
    issued = Task.objects.filter(region=world.region).first()
    mine = make_assignment(world, clause)
    proposal = draft_assignment(
        actor=world["methodologist"],
        recommendation=clause,
        **{name: getattr(mine, name) for name in _COPIED},
    )
    return {"draft": mine, "proposal": proposal, "issued": issued.assignment if issued else mine}


def _amendment(world: World, resolution: Resolution) -> object:
    """The next edition of the resolution, waiting for its clauses to be aligned."""
    content = ADOPTED.read_bytes()
    parsed = parse_document(content, ADOPTED.name)
    return keep_document(
        actor=world["specialist"], parsed=parsed, content=content, name=ADOPTED.name, resolution=resolution
    )


def _registry_files(world: World) -> dict[str, object]:
    """Files of the registry: one that waits with a new school and a faulty line, one stopped on the way, one loaded."""
    row = {"municipality": str(world.municipality.pk)}
    loaded = make_import(world, {"site": "https://iro.example", "kind": "changed", "organization": world.institute})
    apply_registry(actor=world["administrator"], registry_import=loaded)
    return {
        "registry file": make_import(world, {"name": "Ещё одна школа", "kind": "new", **row}, {"kind": "error"}),
        "stopped registry file": make_import(world, stage="applying"),
        "loaded registry file": loaded,
    }


def _documents(world: World, content: bytes) -> dict[str, object]:
    """Two files that wait to be looked through: a specialist's and a methodologist's."""
    people = {"document": world["specialist"], "proposed document": world["methodologist"]}
    return {
        name: keep_document(
            actor=actor, parsed=parse_document(content + end, FORUM.name), content=content + end, name=FORUM.name
        )
        for (name, actor), end in zip(people.items(), (b"\n", b"\n\n"), strict=True)
    }


_COPIED = (
    "expected_result",
    "basis_number",
    "basis_on",
    "deadline_rule",
    "deadline_on",
    "issuing_organization",
    "controller_organization",
    "controller_person",
    "addressee_rule",
)


@pytest.fixture(scope="module")
def _busy_module(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Busy]:
    folder = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder), transaction.atomic():
        yield make_busy(folder)
        transaction.set_rollback(True)


@pytest.fixture
def busy(_busy_module: Busy, db: None, media: None, settings: Settings) -> Iterator[Busy]:
    """The busy region at noon of TODAY; all that the test writes is undone after it."""
    settings.MEDIA_ROOT = _busy_module.folder
    with time_machine.travel(TODAY, tick=False):
        yield _busy_module


def signed_in(actor: Actor) -> Client:
    """A browser of this person."""
    client = Client(raise_request_exception=True)
    client.force_login(actor.user)
    return client


def deputy(actor: Actor, of: Actor) -> Membership:
    """A second place of work of the same person."""
    return Membership.objects.create(
        region=of.region,
        user=actor.user,
        organization=of.organization,
        role=of.membership.role,
        valid_from=TODAY.date(),
    )
