"""Comings and goings of the demo: a deputy, an invitation that waits, a school that has lost its only person."""

from datetime import datetime, timedelta
from typing import Any

from organizations.models import Membership
from organizations.roles import Role
from organizations.services.invitations import Invitee, invite
from organizations.services.seats import give_seat
from recommendations.demo.accounts import DOMAIN, KNOWN, KnownAccount
from recommendations.demo.cast import Cast, acting
from recommendations.services.handover import hand_over

DEPUTY_DAYS = 14
ONE_DAY = timedelta(days=1)


def staff(cast: Cast, now: datetime) -> None:
    """Let the coordinators of the demo act on the day of loading."""
    deputy, absent, invited = (_seat_of(login) for login in ("vyazma-school2", "vyazma-school1", "smolensk-school2"))
    vyazma, smolensk = (acting(_seat_of(login), now) for login in ("vyazma", "smolensk"))
    given: dict[str, Any] = {"organization": absent.organization, "role": absent.role, "position": absent.position}
    given |= {"valid_from": vyazma.today, "valid_to": vyazma.today + ONE_DAY * DEPUTY_DAYS}
    give_seat(actor=vyazma, person=deputy.user, deputy_for=absent, **given)
    newcomer = Invitee(email=f"newcomer@{DOMAIN}", full_name="Новикова Полина Андреевна", position="Методист")
    invite(actor=smolensk, organization=invited.organization, role=Role.SCHOOL, invitee=newcomer)
    leaving = _last_example(cast, vyazma.organization.pk)
    hand_over(actor=vyazma, seat=leaving, last_day=vyazma.today - ONE_DAY, reason="Приказ об увольнении (учебный).")


def _seat_of(login: str) -> Membership:
    account = _known(login)
    rows = Membership.objects.with_place().filter(user__email=account.email, role=account.role)
    return rows.select_related("organization__parent").get()


def _known(login: str) -> KnownAccount:
    return next(account for account in KNOWN if account.login == login)


def _last_example(cast: Cast, authority: int) -> Membership:
    """The person of a school below the authority whom nobody signs in as."""
    known = {account.email for account in KNOWN}
    seats = (seat for seat in cast.by_organization.values() if seat.organization.parent_id == authority)
    return [seat for seat in seats if seat.user.email not in known][-1]
