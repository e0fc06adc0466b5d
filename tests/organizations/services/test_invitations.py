"""Invitations: a signed link, nothing secret stored, one use, a term, a new link voids the former."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from organizations.access import Refused
from organizations.models import AuditEvent, Invitation, Membership, Organization
from organizations.roles import Role
from organizations.services.invitations import (
    Invitee,
    accept_as_stranger,
    accept_signed_in,
    invitation_of,
    invite,
    invite_many,
    reissue_invitation,
    revoke_invitation,
    token_of,
)
from tests.factories import NOW, PASSWORD, World, make_organization

COMER = {"full_name": "Новикова Полина Андреевна", "email": "new@test.example", "password": PASSWORD}
REQUEST = {"address": "192.0.2.1", "request_id": "12345678"}


def invited(world: World, **changes: str) -> Invitation:
    return invite(actor=world["coordinator"], organization=world.school, role=Role.SCHOOL, invitee=Invitee(**changes))


def come(invitation: Invitation, **changes: str) -> Membership:
    return accept_as_stranger(invitation=invitation, now=NOW, **COMER | changes, **REQUEST)


def test_the_link_opens_the_invitation_and_nothing_else_does(world: World) -> None:
    token = token_of(invited(world))
    pk, serial, signature = token.split(".")
    forged = [
        f"{pk}.{int(serial) + 1}.{signature}",
        f"{int(pk) + 1}.{serial}.{signature}",
        token[:-1],
        "",
        "1.1",
        "x" * 9,
    ]
    assert invitation_of(token.upper()) == Invitation.objects.get()
    assert [invitation_of(text) for text in forged] == [None] * len(forged)


def test_nothing_secret_is_stored(world: World) -> None:
    """The signature stands in no column: who reads the database cannot make the link without the key."""
    signature = token_of(invited(world)).split(".")[-1]
    assert not any(signature in str(value) for row in Invitation.objects.values_list() for value in row)


def test_acceptance_makes_the_account_and_the_seat_once(world: World) -> None:
    """«single use»."""
    invitation = invited(world)
    seat = come(invitation)
    assert (seat.user.email, seat.organization, seat.role, seat.valid_from) == (
        "new@test.example",
        world.school,
        Role.SCHOOL,
        NOW.date(),
    )
    assert seat.user.check_password(PASSWORD)
    with pytest.raises(Refused):
        come(invitation, email="other@test.example")
    event = AuditEvent.objects.get(act="accept_invitation")
    assert (event.user, event.membership) == (seat.user, seat)
    assert event.details["invited_by"] == world["coordinator"].user.pk


def test_the_password_of_an_account_is_never_set_by_an_invitation(world: World) -> None:
    """«no account take-over»: the owner signs in and accepts then."""
    owner = world["neighbour"].user
    invitation = invited(world, email=owner.email.upper())
    with pytest.raises(ValidationError) as error:
        come(invitation)
    assert "email" in error.value.message_dict
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)
    assert not Invitation.objects.get().accepted_at
    seat = accept_signed_in(invitation=invitation, person=owner, now=NOW, **REQUEST)
    assert set(Membership.objects.filter(user=owner).active_on(NOW.date())) == {seat, world["neighbour"].membership}


def test_a_named_address_is_for_its_account_alone(world: World) -> None:
    invitation = invited(world, email="somebody@test.example")
    with pytest.raises(Refused, match="другой адрес"):
        accept_signed_in(invitation=invitation, person=world["neighbour"].user, now=NOW, **REQUEST)
    assert come(invitation, email="typed@test.example").user.email == "somebody@test.example"


def test_whoever_holds_the_seat_is_told_so(world: World) -> None:
    with pytest.raises(ValidationError):
        accept_signed_in(invitation=invited(world), person=world["school"].user, now=NOW, **REQUEST)


def test_a_new_link_voids_the_former(world: World) -> None:
    """«re-issued (serial+1 voids the former)»."""
    invitation = invited(world)
    former = token_of(invitation)
    fresh = reissue_invitation(actor=world["coordinator"], invitation=invitation)
    assert invitation_of(former) is None
    assert invitation_of(token_of(fresh)) == invitation
    with pytest.raises(Refused):
        come(invitation)


def test_a_revoked_link_opens_no_more_until_it_is_given_anew(world: World) -> None:
    invitation = invited(world)
    revoke_invitation(actor=world["coordinator"], invitation=invitation)
    with pytest.raises(Refused):
        come(invitation)
    come(reissue_invitation(actor=world["coordinator"], invitation=invitation))
    with pytest.raises(Refused, match="уже принято"):
        revoke_invitation(actor=world["coordinator"], invitation=invitation)


def test_the_link_lives_as_many_days_as_the_region_says(world: World) -> None:
    """«expires (region.access_rules.invitation_days)», to the end of the last day."""
    world.region.settings = {"access": {"invitation_days": 3}}
    world.region.save()
    invitation = invited(world)
    last = world.region.end_of(NOW.date() + timedelta(days=3))
    assert invitation.expires_at == last
    assert invitation.is_open_at(last - timedelta(seconds=1))
    with pytest.raises(Refused):
        accept_as_stranger(invitation=invitation, now=last, **COMER, **REQUEST)


def test_nobody_comes_to_a_closed_organization(world: World) -> None:
    invitation = invited(world)
    Organization.objects.filter(pk=world.school.pk).update(closed_on=NOW.date())
    with pytest.raises(Refused):
        come(invitation)


@pytest.mark.parametrize(
    ("who", "where", "role"),
    [
        ("coordinator", "other_school", Role.SCHOOL),
        ("coordinator", "authority", Role.MUNICIPAL),
        ("coordinator", "school", Role.ADMINISTRATOR),
        ("administrator", "school", Role.ADMINISTRATOR),
        ("school", "school", Role.SCHOOL),
        ("specialist", "school", Role.SCHOOL),
    ],
)
def test_who_may_not_invite(world: World, who: str, where: str, role: str) -> None:
    """«coordinators: accounts of own schools only, role school only»; an organization has roles of its group only."""
    with pytest.raises(Refused):
        invite(actor=world[who], organization=getattr(world, where), role=role, invitee=Invitee())


def test_a_deputy_is_invited_with_an_end(world: World) -> None:
    stands_for = world["school"].membership
    with pytest.raises(ValidationError, match="по какой день"):
        invite(
            actor=world["coordinator"],
            organization=world.school,
            role=Role.SCHOOL,
            invitee=Invitee(deputy_for=stands_for),
        )
    invitee = Invitee(deputy_for=stands_for, valid_to=date(2026, 9, 20))
    seat = come(invite(actor=world["coordinator"], organization=world.school, role=Role.SCHOOL, invitee=invitee))
    assert (seat.deputy_for, seat.valid_to) == (stands_for, date(2026, 9, 20))


def test_a_whole_municipality_is_invited_in_one_act(world: World, django_assert_max_num_queries) -> None:
    """«one act `invite_many`, one AuditEvent, set-based»; whoever is invited already is left out."""
    for _ in range(30):
        make_organization(world.region, municipality=world.municipality, parent=world.authority)
    rows = Organization.objects.filter(region=world.region).vacant_on(NOW.date())
    one = rows.filter(parent=world.authority)[0]
    invite(actor=world["coordinator"], organization=one, role=Role.SCHOOL, invitee=Invitee())
    with django_assert_max_num_queries(12):
        made = invite_many(actor=world["coordinator"], organizations=rows)
    assert len(made) == 29
    assert all(token_of(row) for row in made)
    assert AuditEvent.objects.get(act="invite_many").details["count"] == 29
    assert invite_many(actor=world["coordinator"], organizations=rows) == []
    assert AuditEvent.objects.filter(act="invite_many").count() == 1


def test_a_coordinator_invites_nobody_elsewhere_by_the_bulk_act(world: World) -> None:
    make_organization(world.region, municipality=world.other_municipality, parent=world.other_authority)
    assert invite_many(actor=world["coordinator"], organizations=Organization.objects.all()) != []
    assert set(Invitation.objects.values_list("organization__parent", flat=True)) == {world.authority.pk}


def test_an_invited_administrator_gets_into_the_service_section(world: World) -> None:
    given = {"organization": world.department, "role": Role.ADMINISTRATOR}
    assert come(invite(actor=world["administrator"], invitee=Invitee(), **given)).user.is_staff


def test_the_journal_keeps_the_address_apart(world: World) -> None:
    """«Personal values (names, e-mails, addresses) of a journal row go to `personal=`»."""
    invited(world, email="somebody@test.example", full_name="Новикова Полина")
    event = AuditEvent.objects.get(act="invite")
    assert event.personal.values["email"] == "somebody@test.example"
    assert "somebody" not in f"{event.details}{event.changes}{event.object_label}"
