"""Somebody leaves: what hangs on the person passes to a colleague, the place of work ends; nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from organizations.access import Actor, require
from organizations.models import Membership, User
from organizations.policies import may_end_seat, may_manage_people
from organizations.querysets import MembershipQuerySet
from organizations.services.audit import record
from organizations.services.invitations import Invitee, invite
from organizations.services.people import close_account
from organizations.services.seats import close_seat, lock_people
from organizations.services.sessions import end_sessions
from recommendations.models import Assignment, ExtensionRequest, NotApplicableRequest, PendingDocument
from recommendations.statuses import AssignmentStatus

IN_WORK = (AssignmentStatus.DRAFT, AssignmentStatus.ISSUED)


@dataclass(frozen=True)
class Belongings:
    """What hangs on a person by name in a place of work.

    `controlled` assignments, issued or not; own `drafts`; `documents` that wait to be looked through; `deputies` of the
    person, who stay to their day; `stands_for`: places that the person fills in for at the same organization.
    """

    controlled: QuerySet[Assignment]
    drafts: QuerySet[Assignment]
    documents: QuerySet[PendingDocument]
    deputies: MembershipQuerySet
    stands_for: MembershipQuerySet

    @property
    def request_count(self) -> int:
        """Requests of executors that wait for a decision on the controlled assignments; they pass with these."""
        kinds = (ExtensionRequest, NotApplicableRequest)
        return sum(kind.objects.pending().filter(task__assignment__in=self.controlled).count() for kind in kinds)

    def counts(self) -> dict[str, int]:
        """How many of each, as the journal keeps it."""
        rows = {name: getattr(self, name).count() for name in ("controlled", "drafts", "documents")}
        return rows | {"requests": self.request_count}


def belongings_of(seat: Membership, today: date) -> Belongings:
    """What passes when the person leaves this place of work."""
    person, place = seat.user_id, seat.organization_id
    named = Assignment.objects.filter(region=seat.region_id).select_related("recommendation")
    others = Membership.objects.filter(organization=place).not_over(today).with_place()
    return Belongings(
        controlled=named.filter(controller_person=person, controller_organization=place, status__in=IN_WORK),
        drafts=named.filter(created_by=person, status=AssignmentStatus.DRAFT),
        documents=PendingDocument.objects.filter(region=seat.region_id, created_by=person),
        deputies=others.filter(deputy_for=seat),
        stands_for=others.filter(user=person, deputy_for__isnull=False),
    )


def successors_of(seat: Membership, today: date) -> MembershipQuerySet:
    """Colleagues who work at the same organization today and may take over: observers and administrators may not."""
    rows = Membership.objects.active_on(today).filter(organization=seat.organization_id).exclude(user=seat.user_id)
    return rows.filter(role__in=_roles_that_work(seat)).with_place()


def _roles_that_work(seat: Membership) -> tuple[str, ...]:
    specialists = ("department", "department_head")
    return specialists if seat.role in specialists else (seat.role,)


@transaction.atomic
def hand_over(
    *,
    actor: Actor,
    seat: Membership,
    last_day: date,
    successor: Membership | None = None,
    newcomer: Invitee | None = None,
    reason: str = "",
) -> dict[str, int]:
    """End a place of work and pass what hangs on the person; tells how many of each kind passed.

    Without a successor everything stays with the organization under the former name and can be passed later, from the
    ended place. `newcomer` is invited to the same role. The account is closed when no place of work is left.
    Raises ValidationError when the successor does not work there or the last day is before the first.
    """
    lock_people(seat.region)
    seat = Membership.objects.select_for_update(of=("self",)).with_place().get(pk=seat.pk)
    is_over = bool(seat.valid_to and seat.valid_to < actor.today)
    require(may_manage_people(actor, seat.organization) if is_over else may_end_seat(actor, seat))
    if successor and not successors_of(seat, actor.today).filter(pk=successor.pk).exists():
        raise ValidationError({"successor": "Дела принимает сотрудник той же организации, который работает сегодня."})
    hanging = belongings_of(seat, actor.today)
    passed = hanging.counts() if successor else dict.fromkeys(hanging.counts(), 0)
    before = seat.valid_to
    if not is_over:
        _leave(seat, hanging, last_day, actor.today)
    if successor:
        _pass(hanging, successor.user)
    if newcomer:
        invite(actor=actor, organization=seat.organization, role=seat.role, invitee=newcomer)
    people: dict[str, Any] = {"person": seat.user_id, "successor": successor.user_id if successor else None}
    changes = {"valid_to": (before, seat.valid_to)}
    record(actor=actor, act="hand_over", about=seat, reason=reason, changes=changes, **people | passed)
    return passed


def _leave(seat: Membership, hanging: Belongings, last_day: date, today: date) -> None:
    """Close the place and those where the person fills in for colleagues; then the account, if nothing is left."""
    for place in [seat, *hanging.stands_for.exclude(pk=seat.pk)]:
        close_seat(place, last_day, today)
    if seat.user.memberships.not_over(today).exists():
        end_sessions(seat.user)
    else:
        close_account(seat.user)


def _pass(hanging: Belongings, person: User) -> None:
    """Documents that the successor has brought as well stay where they are: one person keeps a file once."""
    hanging.drafts.update(created_by=person)
    hanging.controlled.update(controller_person=person)
    own = PendingDocument.objects.filter(created_by=person, sha256=OuterRef("sha256"))
    same = own.filter(Q(resolution=OuterRef("resolution")) | Q(resolution__isnull=True))
    hanging.documents.exclude(Exists(same)).update(created_by=person)
