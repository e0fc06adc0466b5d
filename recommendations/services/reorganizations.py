"""The life of an organization where it touches tasks: closing, merging, splitting, passing to another authority.

The administrator acts as registrar: an organization that is gone can execute nothing, so one act decides for all its
tasks; each of them records its fate with the reason (docs/decisions.md).
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from organizations.access import Actor, require
from organizations.models import Organization
from organizations.roles import AUTHORITIES
from organizations.services.audit import record
from organizations.services.seats import lock_people
from recommendations.models import Task
from recommendations.notifications.reorganization import tell_of_reorganization
from recommendations.policies import may_end, may_relocate, may_reorganize
from recommendations.services.closures import end_organization, found_organization, put_under, seat_people
from recommendations.services.reorganization_plans import Plan, plan_ending, plan_move, plan_split
from recommendations.services.settlements import Decided, Outcome, check_plan, settle
from recommendations.services.transfers import Grounds


@transaction.atomic
def close_organization(
    *,
    actor: Actor,
    organization: Organization,
    grounds: Grounds,
    decided: Decided,
    heir: Organization | None = None,
    above: Organization | None = None,
) -> Outcome:
    """Close an organization from a day on; its tasks go to `heir`, those below go under `above`.

    Raises Refused, ValidationError for a contradiction, StalePlan when the plan is another one by now.
    """
    organization = _locked(actor, organization)
    require(may_end(actor, organization))
    plan = check_plan(plan_ending(organization, heir), decided)
    outcome = settle(actor, plan, decided, grounds, [heir] if heir else [])
    end_organization(actor, plan, grounds, above)
    _journal(actor, "close_organization", plan, grounds, outcome, heirs=[heir.pk] if heir else [])
    return outcome


@transaction.atomic
def merge_organization(
    *,
    actor: Actor,
    organization: Organization,
    into: Organization,
    grounds: Grounds,
    decided: Decided,
    seats: Collection[int] = (),
) -> Outcome:
    """Close an organization whose successor is `into`: tasks, those below and the people of `seats` pass to it."""
    organization = _locked(actor, organization)
    require(may_end(actor, organization))
    if into.pk == organization.pk or into.closed_on:
        raise ValidationError({"into": "Выберите другую действующую организацию."})
    plan = check_plan(plan_ending(organization, into), decided)
    outcome = settle(actor, plan, decided, grounds, [into])
    organization.successor = into
    end_organization(actor, plan, grounds, into)
    seated = seat_people(into, [seat for seat in plan.people if seat.pk in seats], grounds.on)
    _journal(actor, "merge_organization", plan, grounds, outcome, heirs=[into.pk], seated=seated)
    taken = {"predecessor": (None, organization.name)}
    record(actor=actor, act="succeed_organization", about=into, reason=grounds.cited, changes=taken)
    return outcome


@transaction.atomic
def split_organization(
    *,
    actor: Actor,
    organization: Organization,
    names: Sequence[str],
    closes: bool,
    grounds: Grounds,
    decided: Decided,
) -> Outcome:
    """Make new organizations beside this one, or instead of it; the first of them takes over what stands below."""
    organization = _locked(actor, organization)
    if closes:
        require(may_end(actor, organization))
    plan = check_plan(plan_split(organization, names, closes=closes), decided)
    heirs = [found_organization(actor, organization, name, grounds) for name in names]
    outcome = settle(actor, plan, decided, grounds, heirs, stays=not closes)
    if closes:
        organization.successor = heirs[0] if len(heirs) == 1 else None
        end_organization(actor, plan, grounds, heirs[0])
    created = {"created": (None, ", ".join(names))}
    _journal(actor, "split_organization", plan, grounds, outcome, changes=created, heirs=[heir.pk for heir in heirs])
    return outcome


@transaction.atomic
def move_organization(
    *, actor: Actor, organization: Organization, authority: Organization, grounds: Grounds, decided: Decided
) -> Outcome:
    """Pass a school to another authority, which from now on endorses its reports."""
    organization = _locked(actor, organization)
    require(may_relocate(actor, organization))
    if authority.pk == organization.parent_id:
        raise ValidationError({"authority": "Организация уже подчинена этому органу. Выберите другой."})
    if authority.addressee_group.code not in AUTHORITIES:
        raise ValidationError({"authority": "Школа подчиняется муниципальному органу или департаменту."})
    plan = check_plan(plan_move(organization), decided)
    before = (str(organization.parent or ""), str(organization.municipality or ""))
    put_under(organization, authority)
    outcome = settle(actor, plan, decided, grounds, [])
    after = (str(authority), str(organization.municipality or ""))
    changes = dict(zip(("parent", "municipality"), zip(before, after, strict=True), strict=True))
    _journal(actor, "move_organization", plan, grounds, outcome, changes=changes)
    return outcome


def _locked(actor: Actor, organization: Organization) -> Organization:
    """The organization and its open tasks, locked; two windows wait for one another."""
    lock_people(actor.region)
    rows = Organization.objects.select_for_update(of=("self",))
    fresh = rows.select_related("region", "municipality", "parent", "addressee_group").get(pk=organization.pk)
    require(may_reorganize(actor, fresh))
    list(Task.objects.open().filter(organization=fresh).order_by("pk").select_for_update().values("pk"))
    return fresh


def _journal(actor: Actor, act: str, plan: Plan, grounds: Grounds, outcome: Outcome, **details: Any) -> None:
    """One row of the journal for the whole act, and one letter for each person whom it concerns."""
    changes = _changes(plan.organization) | details.pop("changes", {})
    touched: dict[str, Any] = {"seats": len(plan.people), "children": len(plan.children)}
    touched["invitations"] = plan.invitations
    event = record(
        actor=actor,
        act=act,
        about=plan.organization,
        reason=grounds.cited,
        changes=changes,
        tasks=dict(outcome.counts),
        **{name: number for name, number in touched.items() if number},
        **{name: value for name, value in details.items() if value},
    )
    tell_of_reorganization(actor=actor, event=event, grounds=grounds.text, decided=outcome.fates, passed=outcome.passed)


def _changes(organization: Organization) -> dict[str, tuple[object, object]]:
    if not organization.closed_on:
        return {}
    changes: dict[str, tuple[object, object]] = {"closed_on": (None, organization.closed_on)}
    return changes | ({"successor": (None, organization.successor.name)} if organization.successor else {})
