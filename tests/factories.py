"""Plain functions that make rows for tests; every default can be replaced by name."""

import itertools
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from organizations.access import Actor
from organizations.models import (
    AddresseeGroup,
    Membership,
    Municipality,
    Organization,
    OrganizationName,
    Region,
    User,
)
from organizations.roles import GroupCode, Role
from recommendations.models import Assignment, Recommendation, Resolution, Section, Task
from recommendations.services.assignments import draft_assignment, issue_assignment
from recommendations.services.reports import submit_report

PASSWORD = "Проверка-паролей-2026"
_numbers = itertools.count(1)


def moment(text: str, zone: str = "Europe/Moscow") -> datetime:
    """«2026-09-01 10:00» in a time zone as an aware moment."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(zone))


NOW = moment("2026-09-01 10:00")


def make_region(**changes: Any) -> Region:
    """A region with its four addressee groups."""
    number = next(_numbers)
    region = Region.objects.create(**{"code": f"r{number}", "name": f"Регион {number}"} | changes)
    for position, group in enumerate(GroupCode, start=1):
        AddresseeGroup.objects.create(region=region, code=group, name=group.label, position=position)
    return region


def make_municipality(region: Region, **changes: Any) -> Municipality:
    number = next(_numbers)
    defaults = {"name": f"Район {number}", "kind": "муниципальный район", "oktmo": f"66{number:06}"}
    return Municipality.objects.create(region=region, **defaults | changes)


def make_organization(region: Region, group: str = GroupCode.SCHOOL, **changes: Any) -> Organization:
    defaults = {"name": f"Организация {next(_numbers)}", "addressee_group": region.addressee_groups.get(code=group)}
    organization = Organization.objects.create(region=region, **defaults | changes)
    OrganizationName.objects.create(region=region, organization=organization, name=organization.name)
    return organization


def make_user(**changes: Any) -> User:
    number = next(_numbers)
    defaults = {"email": f"user{number}@test.example", "full_name": f"Иванова Анна {number}", "password": PASSWORD}
    return User.objects.create_user(**defaults | changes)


def make_actor(organization: Organization, role: str = Role.SCHOOL, now: datetime = NOW, **changes: Any) -> Actor:
    """A person with a membership in a role, acting at `now`."""
    membership = Membership.objects.create(
        region=organization.region,
        user=make_user(**changes),
        organization=organization,
        role=role,
        position="должность",
        valid_from=date(2020, 1, 1),
    )
    return Actor(user=membership.user, membership=membership, now=now)


def at(actor: Actor, now: datetime | str) -> Actor:
    """The same person at another moment."""
    return Actor(actor.user, actor.membership, moment(now) if isinstance(now, str) else now)


def make_resolution(region: Region, **changes: Any) -> Resolution:
    defaults = {"title": f"Резолюция {next(_numbers)}", "stage": "adopted", "created_at": NOW}
    return Resolution.objects.create(region=region, **defaults | changes)


def make_recommendation(resolution: Resolution, group: str = GroupCode.SCHOOL, **changes: Any) -> Recommendation:
    """A recommendation in a section of its own, addressed to one group."""
    position = resolution.recommendations.count() + 1
    section = Section.objects.create(
        region=resolution.region,
        resolution=resolution,
        position=resolution.sections.count() + 1,
        heading=f"Адресат {position}",
    )
    section.groups.set(AddresseeGroup.objects.filter(region=resolution.region, code=group))
    defaults = {
        "position": position,
        "number": f"{section.position}.1",
        "text": f"обеспечить исполнение мероприятия {position};",
        "span_start": position * 100,
        "span_end": position * 100 + 50,
    }
    return Recommendation.objects.create(
        region=resolution.region, resolution=resolution, section=section, **defaults | changes
    )


@dataclass
class World:
    """A small region: a department, an institute, two municipalities with two schools each, a person in each part."""

    region: Region
    department: Organization
    institute: Organization
    municipality: Municipality
    authority: Organization
    school: Organization
    neighbour: Organization
    other_municipality: Municipality
    other_authority: Organization
    other_school: Organization
    actors: dict[str, Actor] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Actor:
        return self.actors[name]


def make_world(region: Region | None = None) -> World:
    """See World; actors by name: specialist, colleague, head, coordinator, school, neighbour, other_coordinator,
    other_school, methodologist, observer, administrator."""
    region = region or make_region()
    department = make_organization(region, GroupCode.DEPARTMENT, name="Департамент образования")
    institute = make_organization(region, GroupCode.INSTITUTE, name="Институт", parent=department)
    first, second = make_municipality(region), make_municipality(region)
    authority, other_authority = (
        make_organization(region, GroupCode.MUNICIPAL, municipality=place, parent=department)
        for place in (first, second)
    )
    school, neighbour = (make_organization(region, municipality=first, parent=authority) for _ in range(2))
    other_school = make_organization(region, municipality=second, parent=other_authority)
    world = World(
        region,
        department,
        institute,
        first,
        authority,
        school,
        neighbour,
        second,
        other_authority,
        other_school,
    )
    world.actors = {
        "specialist": make_actor(department, Role.DEPARTMENT),
        "colleague": make_actor(department, Role.DEPARTMENT),
        "head": make_actor(department, Role.DEPARTMENT_HEAD),
        "coordinator": make_actor(authority, Role.MUNICIPAL),
        "school": make_actor(school, Role.SCHOOL),
        "neighbour": make_actor(neighbour, Role.SCHOOL),
        "other_coordinator": make_actor(other_authority, Role.MUNICIPAL),
        "other_school": make_actor(other_school, Role.SCHOOL),
        "methodologist": make_actor(institute, Role.METHODOLOGIST),
        "observer": make_actor(department, Role.OBSERVER),
        "administrator": make_actor(department, Role.ADMINISTRATOR),
    }
    return world


def make_assignment(world: World, recommendation: Recommendation | None = None, **changes: Any) -> Assignment:
    """A draft for all schools by 30.09.2026, controlled by the department's specialist."""
    recommendation = recommendation or make_recommendation(make_resolution(world.region))
    defaults = {
        "expected_result": "Программа утверждена",
        "basis_number": "15",
        "basis_on": date(2026, 9, 1),
        "deadline_rule": "by_date",
        "deadline_on": date(2026, 9, 30),
        "issuing_organization": world.department,
        "controller_organization": world.department,
        "controller_person": world["specialist"].user,
        "addressee_rule": {"groups": ["school"]},
    }
    return draft_assignment(actor=world["specialist"], recommendation=recommendation, **defaults | changes)


def make_tasks(world: World, recommendation: Recommendation | None = None, **changes: Any) -> dict[int, Task]:
    """An issued assignment: organization id → its task. A named controller takes over after the issue."""
    control = {name: changes.pop(name) for name in ("controller_organization", "controller_person") if name in changes}
    assignment = make_assignment(world, recommendation, **changes)
    tasks = issue_assignment(actor=world["specialist"], assignment=assignment)
    if control:
        Assignment.objects.filter(pk=assignment.pk).update(**control)
    return {task.organization_id: task for task in tasks}


def make_task(world: World, organization: Organization | None = None, **changes: Any) -> Task:
    """The task of one organization (the school by default) of a newly issued assignment."""
    organization = organization or world.school
    rule = {"groups": [organization.addressee_group.code]}
    tasks = make_tasks(world, **{"addressee_rule": rule} | changes)
    return Task.objects.for_page().get(pk=tasks[organization.pk].pk)


def hand_in(task: Task, actor: Actor, **changes: Any) -> Task:
    """Submit a complete report «исполнено» and give the task anew."""
    defaults = {
        "state": "done",
        "share_done": 100,
        "what_done": "Программа утверждена приказом от 10.09.2026 № 1.",
        "filler_name": "Иванова А. П.",
    }
    submit_report(actor=actor, task=task, **defaults | changes)
    return Task.objects.for_page().get(pk=task.pk)
