"""Closed organizations, seats and people of the access world on which one line of a policy hangs."""

from datetime import date

from organizations.access import Actor
from organizations.models import Membership, Organization
from organizations.roles import GroupCode, Role
from organizations.services.invitations import Invitee, invite
from recommendations.models import ProgressReport, Task
from recommendations.services.reviews import endorse_report
from tests.factories import (
    World,
    at,
    hand_in,
    make_actor,
    make_municipality,
    make_organization,
    make_region,
    make_task,
)
from tests.stations import ENDORSED, REPORTED, bring, fresh, give_back

CLOSED, AHEAD, PAST = date(2026, 10, 1), date(2026, 12, 1), date(2026, 9, 30)


def telling_places(world: World) -> dict[str, object]:
    """Those of the region; the same from wherever one looks."""
    return {**_administrators(world), **_closed(world), **_people(world), **_reports(world)}


def _administrators(world: World) -> dict[str, object]:
    """The last one without an end in sight, with a place to come, and one who stands in till a day."""
    last = world["administrator"]
    temporary = make_actor(world.department, Role.ADMINISTRATOR)
    Membership.objects.filter(pk=temporary.membership.pk).update(valid_to=AHEAD)
    return {
        "administrator": last.user,
        "seat of the administrator": last.membership,
        "next seat of the administrator": _seat(last, world.department, Role.OBSERVER, valid_from=AHEAD),
        "seat of the temporary administrator": temporary.membership,
    }


def _closed(world: World) -> dict[str, object]:
    """A school that is closed, with all that it left behind, and an institute whose day has not come."""
    school = make_organization(world.region, municipality=world.municipality, parent=world.authority)
    director, methodist = make_actor(school, Role.SCHOOL), make_actor(school, Role.SCHOOL)
    invited = invite(
        actor=at(world["administrator"], "2026-10-01 10:00"), organization=school, role=Role.SCHOOL, invitee=Invitee()
    )
    task = hand_in(make_task(world, school), at(director, REPORTED))
    endorse_report(actor=at(world["coordinator"], ENDORSED), task=task)
    Organization.objects.filter(pk=school.pk).update(closed_on=CLOSED)
    # No service gives such a seat; the column says so of a place from before.
    Membership.objects.filter(pk=methodist.membership.pk).update(role=Role.METHODOLOGIST, organization=world.school)
    closing = make_organization(world.region, GroupCode.INSTITUTE, parent=world.department, closed_on=AHEAD)
    above = make_organization(world.region, GroupCode.MUNICIPAL, municipality=world.municipality, closed_on=CLOSED)
    return {
        "closed school": school,
        "closed authority": above,
        "school of the closed authority": make_organization(
            world.region, municipality=world.municipality, parent=above, closed_on=CLOSED
        ),
        "seat of the closed school": director.membership,
        "invitation to the closed school": invited,
        "task of the closed school": fresh(task),
        "seat of another group": methodist.membership,
        "seat of the closing institute": make_actor(closing, Role.METHODOLOGIST).membership,
    }


def _people(world: World) -> dict[str, object]:
    """Persons who have worked, work or will work elsewhere too."""
    moved, standing_in, of_two_regions = (make_actor(world.school, Role.SCHOOL) for _ in range(3))
    _seat(moved, world.institute, Role.METHODOLOGIST, valid_to=PAST)
    _seat(standing_in, world.institute, Role.METHODOLOGIST, valid_to=AHEAD)
    _seat(of_two_regions, _school_far_away(), Role.SCHOOL)
    former = make_actor(world.authority, Role.MUNICIPAL)
    Membership.objects.filter(pk=former.membership.pk).update(valid_to=PAST)
    return {
        "person who moved": moved.user,
        "person who stands in": standing_in.user,
        "person of two regions": of_two_regions.user,
        "former person of the authority": former.user,
    }


def _school_far_away() -> Organization:
    region = make_region()
    return make_organization(region, municipality=make_municipality(region))


def _reports(world: World) -> dict[str, Task]:
    """One handed in again after a version that was opened, one whose author now endorses."""
    again = make_task(world)
    give_back(world, again)
    ProgressReport.objects.filter(task=again).update(opened_at=world["coordinator"].now)
    hand_in(fresh(again), at(world["school"], "2026-09-16 10:00"))
    own = bring(world, "endorsement")
    ProgressReport.objects.filter(task=own).update(submitted_by=world["coordinator"].user)
    return {"reported again": fresh(again), "reported by who endorses": fresh(own)}


def _seat(actor: Actor, organization: Organization, role: str, **term: date) -> Membership:
    days = {"valid_from": date(2020, 1, 1)} | term
    return Membership.objects.create(
        region=organization.region, user=actor.user, organization=organization, role=role, **days
    )
