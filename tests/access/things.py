"""Things of the access world on which one line of a policy hangs: other controllers, issuers and stages."""

from datetime import date

from organizations.models import Invitation, Organization, User
from organizations.roles import Role
from organizations.services.invitations import Invitee, invite
from recommendations.documents import parse_document
from recommendations.models import Assignment, PendingDocument, ProgressReport, Task
from recommendations.services.act_cards import create_act, link_act
from recommendations.services.assignments import cancel_draft
from recommendations.services.pending_documents import keep_document, save_document
from recommendations.services.requests import extend_deadline
from recommendations.services.reviews import accept_report
from recommendations.statuses import ActKind, AssignmentStatus
from tests.busy import FORUM, STILL_AHEAD, deputy
from tests.factories import (
    World,
    at,
    hand_in,
    make_actor,
    make_assignment,
    make_organization,
    make_recommendation,
    make_resolution,
    make_task,
    make_tasks,
)
from tests.stations import DECIDED, ask_for, bring, endorse, extend, fresh

LATER, STILL_LATER = date(2026, 11, 10), date(2026, 11, 20)


def telling_things(world: World) -> dict[str, object]:
    """Those of the region; the same from wherever one looks."""
    return {**_assignments(world), **_resolutions(world), **_documents(world), **_of_the_department(world)}


def telling_things_of_the_school(world: World) -> dict[str, object]:
    """Those that the school of this world works with."""
    opened, done = bring(world, "endorsement"), make_task(world, **STILL_AHEAD)
    ProgressReport.objects.filter(task=opened).update(opened_at=world["coordinator"].now)
    decided = ask_for(world, done, LATER)
    extend_deadline(actor=at(world["colleague"], DECIDED), request=decided, due_on=LATER)
    own_control = _controlled(bring(world, "review"), world.school)
    by_institute = _controlled(bring(world, "review"), world.institute)
    issued_by_institute = make_task(world, **STILL_AHEAD)
    Assignment.objects.filter(pk=issued_by_institute.assignment_id).update(issuing_organization=world.institute)
    return {
        "opened": opened,
        "decided extension": decided,
        "controlled by itself": own_control,
        "controlled by the institute": by_institute,
        "issued by the institute": issued_by_institute,
        **_controlled_by_the_authority(world),
        **_people(world),
    }


def _people(world: World) -> dict[str, object]:
    """Accounts of the school that are out of reach, and an invitation that was followed."""
    now = world["school"].now
    technical, forgotten, divided = (make_actor(world.school, Role.SCHOOL) for _ in range(3))
    User.objects.filter(pk=technical.user.pk).update(is_superuser=True)
    User.objects.filter(pk=forgotten.user.pk).update(anonymised_at=now)
    deputy(divided, of=world["methodologist"])
    followed = invite(
        actor=at(world["administrator"], "2026-10-01 10:00"),
        organization=world.school,
        role=Role.SCHOOL,
        invitee=Invitee(),
    )
    Invitation.objects.filter(pk=followed.pk).update(accepted_at=now, membership=divided.membership)
    return {
        "technical person": technical.user,
        "forgotten person": forgotten.user,
        "person of two places": divided.user,
        "accepted invitation": followed,
    }


def _controlled_by_the_authority(world: World) -> dict[str, object]:
    """«controller of its own assignments»: the school's, with requests, and one that the authority has done."""
    task, asked, twice = make_task(world), make_task(world, **STILL_AHEAD), make_task(world, **STILL_AHEAD)
    endorse(world, task)
    for one in (task, asked, twice):
        _controlled(one, world.authority)
    return {
        "controlled by the authority": fresh(task),
        "request to the authority": ask_for(world, fresh(asked), LATER),
        "second request to the authority": ask_for(
            world, extend(world, fresh(twice), LATER, by="coordinator"), STILL_LATER
        ),
        "issued by the authority": _issued(make_task(world, **STILL_AHEAD), world.authority),
        "reported by the authority": _controlled(
            hand_in(make_task(world), at(world["coordinator"], "2026-09-10 10:00")), world.authority
        ),
    }


def telling_things_of_the_territory(world: World) -> dict[str, object]:
    """Those of the municipal authority of this world."""
    own = hand_in(make_task(world, world.authority), at(world["coordinator"], "2026-09-10 10:00"))
    asked = _controlled(make_task(world, world.authority, **STILL_AHEAD), world.authority)
    apart = make_organization(
        world.region, municipality=world.municipality, parent=world.department, name="Школа области"
    )
    tasks = make_tasks(world, addressee_rule={"groups": ["school"]}, **STILL_AHEAD)
    return {
        "own control": _controlled(own, world.authority),
        "own request": ask_for(world, asked, LATER),
        "school of the region": fresh(tasks[apart.pk]),
        "seat of the authority": world["coordinator"].membership,
    }


def _controlled(task: Task, by: Organization) -> Task:
    Assignment.objects.filter(pk=task.assignment_id).update(controller_organization=by)
    return fresh(task)


def _issued(task: Task, by: Organization) -> Task:
    Assignment.objects.filter(pk=task.assignment_id).update(issuing_organization=by)
    return fresh(task)


def _of_the_department(world: World) -> dict[str, object]:
    """The department's own work, done by one specialist and accepted by another; and a request of its own."""
    done = hand_in(make_task(world, world.department), at(world["specialist"], "2026-09-10 10:00"))
    accept_report(actor=at(world["colleague"], DECIDED), task=done)
    asked = ask_for(world, make_task(world, world.department, **STILL_AHEAD), LATER)
    return {"own done": fresh(done), "department's request": asked}


def _assignments(world: World) -> dict[str, Assignment]:
    cancelled, elsewhere, issued = (make_assignment(world) for _ in range(3))
    cancel_draft(actor=world["specialist"], assignment=cancelled)
    for one in (elsewhere, issued):
        Assignment.objects.filter(pk=one.pk).update(issuing_organization=world.institute)
    # No service issues for another organization; the column says so of an assignment from before.
    Assignment.objects.filter(pk=issued.pk).update(status=AssignmentStatus.ISSUED, issued_at=world["specialist"].now)
    return {"cancelled": cancelled, "draft of the institute": elsewhere, "issued of the institute": issued}


def _resolutions(world: World) -> dict[str, object]:
    """A closed one, and acts that no resolution of an executor cites."""
    actor = world["specialist"]
    draft = make_recommendation(make_resolution(world.region, stage="draft"))
    uncited, in_draft = (
        create_act(actor=actor, kind=ActKind.ORDER, number=number, title="О порядке") for number in ("101", "102")
    )
    link_act(actor=actor, act=in_draft, clause=draft)
    return {"closed": make_resolution(world.region, stage="closed"), "uncited act": uncited, "act of a draft": in_draft}


def _documents(world: World) -> dict[str, object]:
    """One that has become a resolution, so its number is gone; one of a person who now works at a school."""
    saved, left = (_kept(world, number) for number in (1, 2))
    number = saved.pk
    save_document(actor=world["specialist"], document=saved, seen=0)
    PendingDocument.objects.filter(pk=left.pk).update(created_by=world["school"].user)
    return {"saved document": PendingDocument(pk=number), "left document": left}


def _kept(world: World, number: int) -> PendingDocument:
    content = FORUM.read_bytes() + b"\n" * (number + 10)
    parsed = parse_document(content, FORUM.name)
    return keep_document(actor=world["specialist"], parsed=parsed, content=content, name=f"Документ {number}.md")
