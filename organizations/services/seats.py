"""Places of work: giving, changing and ending them; deputies are places with dates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from organizations.access import Actor, require
from organizations.models import Membership, Organization, Region, User
from organizations.policies import may_end_seat, may_give_seat
from organizations.roles import Role
from organizations.services.audit import record

ONE_DAY = timedelta(days=1)


@transaction.atomic
def give_seat(
    *,
    actor: Actor,
    person: User,
    organization: Organization,
    role: str,
    position: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    deputy_for: Membership | None = None,
) -> Membership:
    """Seat a person at an organization from a day on (today by default); with `deputy_for`, as a deputy to a day.

    Raises ValidationError when the person already holds the role there or the dates are out of order.
    """
    require(may_give_seat(actor, organization, role))
    lock_people(organization.region)
    seat = Membership(
        region=organization.region,
        user=person,
        organization=organization,
        role=role,
        position=position,
        valid_from=valid_from or actor.today,
        valid_to=valid_to,
        deputy_for=deputy_for,
    )
    return _kept(actor, "name_deputy" if deputy_for else "give_seat", seat)


def keep_seat(seat: Membership) -> Membership:
    """Save a new place of work that keeps the rules of rows, and let an administrator into the service section."""
    _check(seat)
    seat.save()
    if seat.role == Role.ADMINISTRATOR and not seat.user.is_staff:
        seat.user.is_staff = True
        seat.user.save(update_fields=["is_staff"])
    return seat


@transaction.atomic
def change_seat(*, actor: Actor, seat: Membership, role: str, position: str) -> Membership:
    """Change the position in place; another role is another place of work from today on, for acts name the old one."""
    require(may_give_seat(actor, seat.organization, role))
    if role == seat.role:
        return _with_position(actor, seat, position)
    lock_people(seat.region)
    require(may_end_seat(actor, seat))
    before = (seat.get_role_display(), seat.position)
    close_seat(seat, actor.today - ONE_DAY, actor.today)
    after = Membership(
        region=seat.region,
        user=seat.user,
        organization=seat.organization,
        role=role,
        position=position,
        valid_from=actor.today,
    )
    keep_seat(after)
    changes = {"role": (before[0], after.get_role_display()), "position": (before[1], position)}
    record(actor=actor, act="change_seat", about=after, changes=changes, person=after.user_id)
    return after


@transaction.atomic
def end_seat(*, actor: Actor, seat: Membership, last_day: date, reason: str = "") -> Membership:
    """End a place of work with a day; a day before today closes it at the person's next request (AC-05)."""
    lock_people(seat.region)
    require(may_end_seat(actor, seat))
    before = seat.valid_to
    close_seat(seat, last_day, actor.today)
    changes = {"valid_to": (before, last_day)}
    record(actor=actor, act="end_seat", about=seat, changes=changes, reason=reason, person=seat.user_id)
    return seat


def close_seat(seat: Membership, last_day: date, today: date) -> None:
    """Set the last day of a place of work; raises ValidationError when it is before the first of one that has begun.

    A place that begins today or later and is closed before is kept as having lasted its last day alone.
    """
    if last_day < seat.valid_from < today:
        raise ValidationError({"valid_to": "Последний день раньше первого."})
    seat.valid_from = min(seat.valid_from, last_day)
    seat.valid_to = last_day
    seat.save(update_fields=["valid_from", "valid_to"])


def lock_people(region: Region) -> None:
    """Acts that may take the last administrator away wait for one another."""
    Region.objects.select_for_update().get(pk=region.pk)


def _with_position(actor: Actor, seat: Membership, position: str) -> Membership:
    before, seat.position = seat.position, position
    seat.save(update_fields=["position"])
    changes = {"position": (before, position)}
    record(actor=actor, act="change_seat", about=seat, changes=changes, person=seat.user_id)
    return seat


def _check(seat: Membership) -> None:
    """The rules of one row; a deputy stands for another person of the same organization and role."""
    if seat.valid_to and seat.valid_to < seat.valid_from:
        raise ValidationError({"valid_to": "Последний день раньше первого."})
    stands_for = seat.deputy_for
    if stands_for and not seat.valid_to:
        raise ValidationError({"valid_to": "Укажите, по какой день сотрудник замещает коллегу."})
    if stands_for and (stands_for.organization_id != seat.organization_id or stands_for.role != seat.role):
        raise ValidationError({"deputy_for": "Замещать можно сотрудника той же организации в той же роли."})
    if stands_for and stands_for.user_id == seat.user_id:
        raise ValidationError({"deputy_for": "Сотрудник не может замещать сам себя."})
    _check_once(seat)


def _check_once(seat: Membership) -> None:
    """One person holds a role at an organization once at a time."""
    same = Membership.objects.filter(user=seat.user, organization=seat.organization, role=seat.role)
    same = same.exclude(pk=seat.pk).not_over(seat.valid_from)
    if seat.valid_to:
        same = same.filter(valid_from__lte=seat.valid_to)
    if same.exists():
        raise ValidationError({"person": "У сотрудника уже есть эта роль в организации на эти дни."})


def _kept(actor: Actor, act: str, seat: Membership) -> Membership:
    keep_seat(seat)
    term: dict[str, Any] = {
        "from": seat.valid_from.isoformat(),
        "to": seat.valid_to.isoformat() if seat.valid_to else "",
    }
    record(actor=actor, act=act, about=seat, person=seat.user_id, position=seat.position, **term)
    return seat
