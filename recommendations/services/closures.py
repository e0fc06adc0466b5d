"""What stands around the tasks of an organization that is reorganized: seats, invitations, those below, control."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from organizations.access import Actor, require
from organizations.models import Membership, Organization
from organizations.policies import may_end_seat
from organizations.roles import ROLES_OF_GROUP
from organizations.services.audit import record
from organizations.services.organizations import found, keep
from organizations.services.seats import ONE_DAY, close_seat, keep_seat, lock_people
from recommendations.models import Task
from recommendations.policies import may_reopen
from recommendations.services.reorganization_plans import Plan, children_of, controlled_by
from recommendations.services.transfers import Grounds, relocate_tasks


def end_organization(actor: Actor, plan: Plan, grounds: Grounds, above: Organization | None) -> None:
    """Close it: seats end, invitations are taken back, those below go under `above`, control passes on."""
    organization = plan.organization
    _end_seats(actor, plan.people, grounds.on - ONE_DAY)
    organization.invitations.filter(accepted_at=None, revoked_at=None).update(revoked_at=actor.now)
    _lift_children(actor, organization, grounds, above)
    _pass_control(organization)
    organization.closed_on = grounds.on
    keep(organization)


@transaction.atomic
def reopen_organization(*, actor: Actor, organization: Organization, reason: str) -> Organization:
    """Open an organization that was closed by mistake; places of work and tasks stay as they are.

    What was done with its tasks and people is on record and is not undone. Raises Refused.
    """
    rows = Organization.objects.select_for_update(of=("self",))
    fresh = rows.select_related("region", "municipality", "parent", "successor", "addressee_group").get(
        pk=organization.pk
    )
    require(may_reopen(actor, fresh))
    changes: dict[str, tuple[object, None]] = {"closed_on": (fresh.closed_on, None)}
    if fresh.successor:
        changes["successor"] = (fresh.successor.name, None)
    fresh.closed_on = fresh.successor = None
    keep(fresh)
    record(actor=actor, act="reopen_organization", about=fresh, reason=reason, changes=changes)
    return fresh


def found_organization(actor: Actor, origin: Organization, name: str, grounds: Grounds) -> Organization:
    """A new organization of the same kind in the same place; its history says of which it was made."""
    same = ("region", "municipality", "parent", "addressee_group", "settlement")
    facts = {field: getattr(origin, field) for field in same}
    source = f"Выделена из организации «{origin}»"[:500]
    made = found(Organization(name=name, source=source, **facts), grounds.on)
    told = {"name": (None, name), "origin": (None, origin.name)}
    record(
        actor=actor,
        act="create_organization",
        about=made,
        reason=grounds.cited,
        changes=told,
        origin=origin.pk,
    )
    return made


def put_under(organization: Organization, above: Organization) -> None:
    """Another authority and its municipality; one of the region itself leaves the place where it is."""
    organization.parent = above
    organization.municipality = above.municipality or organization.municipality
    keep(organization)


def seat_people(into: Organization, seats: Iterable[Membership], since: date) -> int:
    """Give people the seats at the successor that its kind of organization has; gives how many were seated."""
    roles, seated = ROLES_OF_GROUP[into.addressee_group.code], 0
    for seat in seats:
        role = seat.role if seat.role in roles else roles[0]
        if seat.user.is_active and not into.memberships.filter(user=seat.user, role=role).not_over(since).exists():
            keep_seat(
                Membership(
                    region=into.region,
                    user=seat.user,
                    organization=into,
                    role=role,
                    position=seat.position,
                    valid_from=since,
                )
            )
            seated += 1
    return seated


def _end_seats(actor: Actor, seats: Iterable[Membership], last_day: date) -> None:
    """A seat that began after the day of a closing written down late lasted its first day."""
    lock_people(actor.region)
    for seat in seats:
        require(may_end_seat(actor, seat))
        if seat.valid_to is None or seat.valid_to > last_day:
            began = min(seat.valid_from, actor.today - ONE_DAY)
            close_seat(seat, max(last_day, began), actor.today)


def _lift_children(actor: Actor, organization: Organization, grounds: Grounds, above: Organization | None) -> None:
    """Those below keep their tasks, which are counted where their new authority is."""
    for child in children_of(organization).select_related("region", "municipality", "addressee_group"):
        if above is None or above.pk in {organization.pk, child.pk}:
            raise ValidationError({"above": "Выберите организацию, которой будут подчинены школы."})
        before = child.municipality_id
        put_under(child, above)
        if child.municipality_id != before:
            tasks = list(Task.objects.open().filter(organization=child).select_for_update())
            relocate_tasks(actor=actor, tasks=tasks, place=child.municipality, reason=grounds.text)


def _pass_control(organization: Organization) -> None:
    """Assignments go to the successor, or to the level above where the successor itself is an executor."""
    assignments = controlled_by(organization)
    heir = organization.successor
    if heir is None or assignments.filter(tasks__organization=heir).exists():
        heir = organization.parent
    if heir is None and assignments.exists():
        raise ValidationError("Организация контролирует поручения, а передать контроль некому. Укажите правопреемника.")
    for column in ("controller_organization", "issuing_organization"):
        assignments.filter(**{column: organization}).update(**{column: heir})
