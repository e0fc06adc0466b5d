"""Invitations: a seat offered by a signed link that opens once; nothing secret is stored."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac

from organizations.access import ALLOWED, Actor, Refused, Verdict, refused, require
from organizations.models import Invitation, Membership, Organization, User
from organizations.policies import may_change_invitation, may_give_seat, may_manage_people
from organizations.querysets import OrganizationQuerySet
from organizations.roles import ROLES_OF_GROUP
from organizations.services.audit import record
from organizations.services.seats import keep_seat

SALT = "organizations.invitation"
SIGNATURE_BYTES = 10
GONE = "Ссылка больше не действует: приглашение принято, отозвано или срок его истёк."


class _ShortSigner(signing.Signer):
    """Signs with 80 bits in small letters and digits that no one takes for one another: links are typed from paper."""

    def signature(self, value: str | bytes, key: str | bytes | None = None) -> str:
        digest = salted_hmac(self.salt, value, key or self.key, algorithm="sha256").digest()
        return base64.b32encode(digest[:SIGNATURE_BYTES]).decode().lower()


_signer = _ShortSigner(salt=SALT, sep=".")


@dataclass(frozen=True, kw_only=True)
class Invitee:
    """Who is invited; all but the dates of a deputy may be unknown until the person comes."""

    email: str = ""
    full_name: str = ""
    position: str = ""
    deputy_for: Membership | None = None
    valid_from: date | None = None
    valid_to: date | None = None


def token_of(invitation: Invitation) -> str:
    """The signed part of the link: number, serial and signature."""
    return _signer.sign(f"{invitation.pk}.{invitation.serial}")


def link_of(invitation: Invitation) -> str:
    """The whole link, to be sent, shown or printed."""
    return settings.PUBLIC_URL + reverse("invitation-accept", args=[token_of(invitation)])


def invitation_of(token: str) -> Invitation | None:
    """The invitation of a link with a true signature and the serial in force, open or not; None for any other text."""
    try:
        pk, serial = _signer.unsign(token.strip().lower()).split(".")
    except (signing.BadSignature, ValueError):
        return None
    return Invitation.objects.with_place().filter(pk=pk, serial=serial).first()


@transaction.atomic
def invite(*, actor: Actor, organization: Organization, role: str, invitee: Invitee) -> Invitation:
    """Offer a seat to one person; the link opens for `invitation_days` of the region's access rules.

    Raises ValidationError when a deputy has no dates, or stands for somebody of another organization or role.
    """
    require(may_give_seat(actor, organization, role))
    _check_deputy(invitee, organization, role)
    invitation = Invitation.objects.create(**_offer(actor, organization, role), **vars(invitee))
    personal = {"email": invitee.email, "full_name": invitee.full_name}
    record(actor=actor, act="invite", about=invitation, personal=personal, role=role)
    return invitation


@transaction.atomic
def invite_many(*, actor: Actor, organizations: OrganizationQuerySet) -> list[Invitation]:
    """Offer the seat that must not stay empty at each of the organizations; one that is offered it already is left out.

    One act, one row of the journal, a constant number of queries (and one more for each 500 organizations).
    """
    chosen = organizations.staffed_by(actor).active_on(actor.today).select_related("region", "addressee_group")
    waiting = Invitation.objects.filter(region=actor.region, deputy_for__isnull=True).open_at(actor.now)
    offered = set(waiting.values_list("organization", "role"))
    rows = [
        Invitation(**_offer(actor, place, role))
        for place in chosen.order_by("sort_key", "pk")
        if (place.pk, role := ROLES_OF_GROUP[place.addressee_group.code][0]) not in offered
    ]
    made = Invitation.objects.bulk_create(rows, batch_size=500)
    if made:
        record(actor=actor, act="invite_many", count=len(made), organizations=[row.organization_id for row in made])
    return made


@transaction.atomic
def reissue_invitation(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Give an invitation a new link and a new term; the former link opens no more."""
    invitation = _locked(invitation)
    require(may_change_invitation(actor, invitation))
    invitation.serial += 1
    invitation.revoked_at, invitation.expires_at = None, _expiry(actor)
    invitation.save(update_fields=["serial", "revoked_at", "expires_at"])
    record(actor=actor, act="reissue_invitation", about=invitation, serial=invitation.serial)
    return invitation


@transaction.atomic
def revoke_invitation(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Take an invitation back; its link opens no more."""
    invitation = _locked(invitation)
    require(may_manage_people(actor, invitation.organization) and _not_accepted(invitation))
    invitation.revoked_at = actor.now
    invitation.save(update_fields=["revoked_at"])
    record(actor=actor, act="revoke_invitation", about=invitation)
    return invitation


@transaction.atomic
def accept_as_stranger(
    *, invitation: Invitation, now: datetime, full_name: str, email: str, password: str, address: str, request_id: str
) -> Membership:
    """Make the account and the seat of the invited person; a named address was proved by the letter that came to it.

    Raises Refused when the link has been used meanwhile, ValidationError at `email` when an account with it exists:
    its password is never set here, its owner signs in and accepts then.
    """
    invitation = _still_open(invitation, now)
    email = (invitation.email or email).lower()
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError({"email": "Задать пароль для этой почты здесь нельзя. Если она ваша, войдите с ней."})
    person = User.objects.create_user(email, password, full_name=full_name)
    EmailAddress.objects.create(user=person, email=email, primary=True, verified=bool(invitation.email))
    return _seated(invitation, person, now, address, request_id)


@transaction.atomic
def accept_signed_in(
    *, invitation: Invitation, person: User, now: datetime, address: str, request_id: str
) -> Membership:
    """Give the seat to a person who has signed in; raises Refused, or ValidationError when the seat is held already."""
    invitation = _still_open(invitation, now)
    require(may_accept(invitation, person))
    return _seated(invitation, person, now, address, request_id)


def may_accept(invitation: Invitation, person: User) -> Verdict:
    """An invitation that names an address is for the account with this address alone."""
    if invitation.email and invitation.email.casefold() != person.email.casefold():
        return refused("Приглашение направлено на другой адрес почты. Выйдите и откройте ссылку ещё раз.")
    return ALLOWED


def _seated(invitation: Invitation, person: User, now: datetime, address: str, request_id: str) -> Membership:
    today = invitation.region.day_of(now)
    seat = Membership(
        region=invitation.region,
        user=person,
        organization=invitation.organization,
        role=invitation.role,
        position=invitation.position,
        valid_from=max(invitation.valid_from or today, today),
        valid_to=invitation.valid_to,
        deputy_for=invitation.deputy_for,
    )
    invitation.membership, invitation.accepted_at = keep_seat(seat), now
    invitation.save(update_fields=["membership", "accepted_at"])
    actor = Actor(person, seat, now, address, request_id)
    record(actor=actor, act="accept_invitation", about=invitation, invited_by=invitation.created_by_id)
    return seat


def _offer(actor: Actor, organization: Organization, role: str) -> dict[str, object]:
    times = {"created_by": actor.user, "created_at": actor.now, "expires_at": _expiry(actor)}
    return {"region": organization.region, "organization": organization, "role": role} | times


def _expiry(actor: Actor) -> datetime:
    """The end of the day so many days from now, so that the paper can name a day."""
    return actor.region.end_of(actor.today + timedelta(days=actor.region.access_rules.invitation_days))


def _check_deputy(invitee: Invitee, organization: Organization, role: str) -> None:
    stands_for = invitee.deputy_for
    if stands_for and not invitee.valid_to:
        raise ValidationError({"valid_to": "Укажите, по какой день сотрудник замещает коллегу."})
    if stands_for and (stands_for.organization_id != organization.pk or stands_for.role != role):
        raise ValidationError({"deputy_for": "Замещать можно сотрудника той же организации в той же роли."})


def _not_accepted(invitation: Invitation) -> Verdict:
    return refused("Приглашение уже принято.", stale=True) if invitation.accepted_at else ALLOWED


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_related("region", "organization__addressee_group", "created_by")
    return rows.select_for_update(of=("self",)).get(pk=invitation.pk)


def _still_open(invitation: Invitation, now: datetime) -> Invitation:
    """The row, locked, if its link is the one in force and opens at that moment (one link, one seat)."""
    fresh = _locked(invitation)
    is_closed = fresh.organization.closed_on and fresh.organization.closed_on <= fresh.region.day_of(now)
    if fresh.serial != invitation.serial or not fresh.is_open_at(now) or is_closed:
        raise Refused(GONE, stale=True)
    return fresh
