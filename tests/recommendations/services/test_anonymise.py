"""A person who left is forgotten by name; what was done stays, and so does every figure."""

from dataclasses import replace
from datetime import date, timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from organizations.access import Actor, Refused
from organizations.models import AuditEvent, AuditPersonal, Invitation, Membership, User
from organizations.services.audit import record
from organizations.services.seals import seal_waiting
from organizations.services.verification import verify_journal
from recommendations.models import Letter, ProgressReport, Task
from recommendations.notifications.outbox import queue_letter
from recommendations.services.anonymise import anonymise_former_staff, anonymise_person
from recommendations.summaries.by_municipality import municipality_rows
from recommendations.summaries.by_recommendation import recommendation_rows
from tests.factories import NOW, World, at, hand_in, make_task

REASON = "Заявление сотрудника."
LEFT_ON = date(2026, 9, 15)
LATER = "2026-10-05 12:00"


@pytest.fixture
def left(world: World) -> User:
    """The school's administrator, who has reported, has signed in with a second factor, and has left."""
    actor = replace(world["school"], address="10.1.2.3")
    hand_in(make_task(world), actor, filler_name=actor.user.full_name, filler_phone="8 900 000-00-00")
    TOTP.activate(actor.user, generate_totp_secret())
    EmailAddress.objects.create(user=actor.user, email=actor.user.email)
    User.objects.filter(pk=actor.user.pk).update(phone="8 900 000-00-00")
    leave(actor)
    return User.objects.get(pk=actor.user.pk)


def leave(actor: Actor) -> None:
    Membership.objects.filter(pk=actor.membership.pk).update(valid_to=LEFT_ON)


def forget(world: World, user: User) -> User:
    anonymise_person(actor=at(world["administrator"], LATER), user=user, reason=REASON)
    return User.objects.get(pk=user.pk)


def test_nothing_that_describes_the_person_stays(world: World, left: User) -> None:
    was = (left.full_name, left.email, left.phone)
    user = forget(world, left)
    assert (user.full_name, user.phone) == (f"Сотрудник № {user.pk}", "")
    assert user.short_name.replace("\u00a0", " ") == user.full_name
    assert not (user.is_active or user.has_usable_password())
    assert user.anonymised_at
    report = ProgressReport.objects.get()
    assert (report.filler_name, report.filler_phone) == (user.full_name, "")
    assert not EmailAddress.objects.exists()
    assert not user.authenticator_set.exists()
    told = list(AuditPersonal.objects.values_list("values", flat=True)) + list(AuditEvent.objects.values("details"))
    assert not [value for value in was if value in str(told)]


def test_the_journal_stays_whole_and_says_who_did_it_and_why(world: World, left: User) -> None:
    seal_waiting()
    user = forget(world, left)
    seal_waiting()
    chain = verify_journal(world.region)[0]
    assert chain.faults == []
    assert chain.erased > 0
    event = AuditEvent.objects.get(act="anonymise_person")
    assert (event.user, event.reason) == (world["administrator"].user, REASON)
    assert event.object_label == user.full_name
    told = AuditEvent.objects.get(act="erase_of_person")
    assert len(told.details["events"]) == chain.erased


def test_a_value_deleted_beside_those_of_the_person_is_found(world: World, left: User) -> None:
    """«the number/ids of erased rows in that event's details»: the forgetting explains its own rows only."""
    other = record(actor=replace(world["head"], address="10.0.0.7"), act="export_tasks")
    seal_waiting()
    forget(world, left)
    AuditPersonal.objects.filter(event=other).delete()
    assert [str(other.pk) in fault for fault in verify_journal(world.region)[0].faults] == [True]


def test_figures_stay_as_they_were(world: World, left: User) -> None:
    """«figures unchanged»: F1 and F2 of the resolution, now and as of a past day."""
    actor = at(world["head"], LATER)
    resolution = Task.objects.all()[0].resolution

    def figures() -> list:
        makers = (recommendation_rows, municipality_rows)
        return [make(actor, resolution, day).table for make in makers for day in (None, date(2026, 9, 10))]

    before = figures()
    forget(world, left)
    assert figures() == before


def test_who_still_works_is_not_forgotten(world: World) -> None:
    with pytest.raises(Refused, match="место работы, срок которого не закончился"):
        forget(world, world["school"].user)


def test_the_last_administrator_is_not_forgotten(world: World) -> None:
    """The last administrator has a seat that cannot be ended, so is never out of work."""
    with pytest.raises(Refused):
        anonymise_person(actor=None, user=world["administrator"].user, reason=REASON)


@pytest.mark.parametrize("name", ["specialist", "coordinator", "school", "observer"])
def test_only_the_administrator_forgets_people(world: World, left: User, name: str) -> None:
    with pytest.raises(Refused, match="администратор портала"):
        anonymise_person(actor=at(world[name], LATER), user=left, reason=REASON)


def test_nobody_is_forgotten_without_a_reason_or_twice(world: World, left: User) -> None:
    with pytest.raises(ValidationError, match="на каком основании"):
        anonymise_person(actor=None, user=left, reason=" ")
    forget(world, left)
    with pytest.raises(Refused, match="уже удалены"):
        forget(world, left)


def test_others_keep_their_names(world: World, left: User) -> None:
    other = world["neighbour"]
    hand_in(make_task(world, world.neighbour), other, filler_name="Петрова О. В.")
    forget(world, left)
    assert ProgressReport.objects.filter(filler_name="Петрова О. В.").exists()
    assert User.objects.get(pk=other.user.pk).full_name == other.user.full_name


def test_what_others_did_with_the_account_loses_the_name_too(world: World, left: User) -> None:
    administrator = replace(world["administrator"], address="10.0.0.9")
    record(actor=administrator, act="change_record", about=left, changes={"email": (left.email, "new@test.example")})
    event = AuditEvent.objects.latest("pk")
    assert event.changes == {"email": [None, None]}
    assert left.email in event.personal.values["email"]
    forget(world, left)
    assert not AuditPersonal.objects.filter(event=event).exists()


def test_letters_invitations_and_the_log_of_the_service_section_go_too(world: World, left: User) -> None:
    letter = {"kind": "due_soon", "subject": "Срок", "body": left.full_name, "dedupe_key": "1", "now": NOW}
    queue_letter(region=world.region, recipient=left, **letter)
    given = {"organization": world.school, "role": "school", "created_by": world["administrator"].user}
    times = {"created_at": NOW, "expires_at": NOW + timedelta(days=14)}
    Invitation.objects.create(region=world.region, email=left.email, full_name=left.full_name, **given, **times)
    kind = ContentType.objects.get_for_model(User)
    actor = world["administrator"].user
    LogEntry.objects.log_actions(actor.pk, [left], CHANGE, change_message="почта", single_object=True)
    assert LogEntry.objects.filter(content_type=kind, object_repr=left.full_name).exists()
    forget(world, left)
    assert not Letter.objects.exists()
    assert Invitation.objects.filter(email="", full_name="").count() == 1
    assert not LogEntry.objects.filter(object_repr=left.full_name).exists()


def test_the_account_opens_no_more(world: World, left: User) -> None:
    client = Client()
    client.force_login(left)
    assert client.get("/").status_code == 403
    forget(world, left)
    assert client.get("/").status_code == 302


def test_the_command_shows_first_and_then_forgets(world: World, left: User) -> None:
    out = StringIO()
    call_command("anonymise_person", left.email.upper(), "--dry-run", stdout=out)
    assert "отчётов с именем — 1" in out.getvalue()
    assert User.objects.filter(email=left.email).exists()
    call_command("anonymise_person", left.email, stdout=out)
    assert not User.objects.filter(email=left.email).exists()
    event = AuditEvent.objects.get(act="anonymise_person")
    assert (event.region, event.user) == (world.region, None)
    for email, sentence in ((left.email, "нет"), (world["head"].user.email, "место работы")):
        with pytest.raises(CommandError, match=sentence):
            call_command("anonymise_person", email, stdout=out)


def test_former_staff_are_forgotten_after_the_term_of_the_region(world: World, left: User) -> None:
    """«former_staff_days»: three years by default, counted from the last day of the last place of work."""
    day = NOW.replace(year=2029, month=9, day=14)
    assert anonymise_former_staff(region=world.region, now=day) == 0
    assert anonymise_former_staff(region=world.region, now=day + timedelta(days=1)) == 1
    assert User.objects.get(pk=left.pk).anonymised_at
    assert "Срок хранения" in AuditEvent.objects.get(act="anonymise_person").reason
    assert anonymise_former_staff(region=world.region, now=day + timedelta(days=1)) == 0


def test_somebody_with_a_later_seat_is_no_former_employee(world: World, left: User) -> None:
    seat = {"organization": world.neighbour, "role": "school", "valid_from": LEFT_ON}
    Membership.objects.create(region=world.region, user=left, **seat)
    assert anonymise_former_staff(region=world.region, now=NOW.replace(year=2036)) == 0
