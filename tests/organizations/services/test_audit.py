"""What stands in a row of the journal, and where its personal values stand."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.models import AuditEvent, AuditPersonal
from organizations.services.audit import personal_digest, record, record_command, record_view
from recommendations.services.reviews import accept_report
from recommendations.statuses import TaskStatus
from tests.busy import signed_in
from tests.factories import PASSWORD, World, at, make_world
from tests.stations import bring

ADDRESS = "10.1.2.3"


def test_a_row_says_who_in_which_seat_when_about_what_and_why(world: World) -> None:
    actor = replace(world["administrator"], address=ADDRESS, request_id="обращение-1")
    changes = {"name": ("А", "Б"), "closed_on": (None, world.region.today)}
    record(actor=actor, act="rename", about=world.school, reason="Приказ", changes=changes, tasks=3)
    row = AuditEvent.objects.get()
    assert (row.user, row.membership, row.recorded_at) == (actor.user, actor.membership, actor.now)
    assert (row.object_kind, row.object_id, row.object_label) == ("organization", world.school.pk, world.school.name)
    assert (row.reason, row.request_id, row.details) == ("Приказ", "обращение-1", {"tasks": 3})
    assert row.changes == {"name": ["А", "Б"], "closed_on": [None, str(world.region.today)]}
    assert row.personal.values == {"address": ADDRESS}
    assert row.personal_digest == personal_digest(row.personal.salt, row.personal.values)


def test_a_row_without_personal_values_has_no_second_row(world: World) -> None:
    record(actor=world["administrator"], act="rename", about=world.school)
    record_command(region=None, act="load_scale")
    assert not AuditPersonal.objects.exists()
    assert set(AuditEvent.objects.values_list("personal_digest", flat=True)) == {""}


def test_the_name_of_a_person_never_stands_in_a_sealed_column(world: World) -> None:
    """«Personal values (names, e-mails, addresses) of a journal row … never to details»: nor to its label."""
    person = world["school"].user
    changes = {"full_name": (person.full_name, "Новая Фамилия"), "is_active": (True, False)}
    record(actor=world["administrator"], act="change_record", about=person, changes=changes)
    row = AuditEvent.objects.get()
    assert person.full_name not in str(AuditEvent.objects.values())
    assert (row.object_label, row.personal.values["object"]) == (f"Сотрудник № {person.pk}", person.full_name)
    assert row.changes == {"full_name": [None, None], "is_active": [True, False]}
    assert row.personal.values["full_name"] == f"{person.full_name} → Новая Фамилия"


def test_looking_at_a_person_is_told_once_an_hour(world: World) -> None:
    """«one row per viewer+object+hour»."""
    viewer, other = world["administrator"], world["coordinator"]
    for minutes in (0, 1, 59):
        record_view(actor=at(viewer, viewer.now + timedelta(minutes=minutes)), about=world["school"].user)
    assert AuditEvent.objects.count() == 1
    record_view(actor=other, about=world["school"].user)
    record_view(actor=viewer, about=world["neighbour"].user)
    record_view(actor=at(viewer, viewer.now + timedelta(minutes=61)), about=world["school"].user)
    assert AuditEvent.objects.count() == 4


def test_an_act_that_is_undone_leaves_nothing(world: World) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(actor=replace(world["administrator"], address=ADDRESS), act="rename", about=world.school)
        raise ZeroDivisionError
    assert not AuditEvent.objects.exists()
    assert not AuditPersonal.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_refusal_outlives_the_act_that_was_undone() -> None:
    """«Refusals and failed sign-ins in their own»: the service has rolled back, the row is there."""
    world = make_world()
    task = bring(world, TaskStatus.REVIEW)
    before = AuditEvent.objects.count()
    answer = signed_in(world["school"]).post(reverse("task-accept", args=[task.pk]), {"send": "1"})
    assert answer.status_code == 403
    row = AuditEvent.objects.latest("pk")
    assert (AuditEvent.objects.count(), row.act, row.outcome) == (before + 1, "refused", "refused")
    assert row.user == world["school"].user
    assert row.reason
    assert row.personal.values["address"] == "127.0.0.1"


@pytest.mark.django_db(transaction=True)
def test_a_failed_sign_in_is_kept_with_what_was_typed_apart() -> None:
    world = make_world()
    email = world["school"].user.email
    Client().post(reverse("account_login"), {"login": email, "password": f"не {PASSWORD}"})
    row = AuditEvent.objects.get(act="sign_in_failed")
    assert (row.user, row.outcome, row.region) == (world["school"].user, "failed", world.region)
    assert row.personal.values["login"] == email
    assert email not in str(AuditEvent.objects.values())


def test_an_act_costs_one_insert_more_when_its_address_is_known(world: World) -> None:
    """The journal takes two inserts of an act: the row, and its personal values."""

    def queries(address: str) -> list[str]:
        task = bring(world, TaskStatus.REVIEW)
        actor = replace(world["colleague"], now=at(world["colleague"], "2026-09-20 10:00").now, address=address)
        with CaptureQueriesContext(connection) as found:
            accept_report(actor=actor, task=task)
        return [query["sql"] for query in found if "SAVEPOINT" not in query["sql"]]

    without, with_address = queries(""), queries(ADDRESS)
    assert len(with_address) == len(without) + 1
    assert len([sql for sql in with_address if "organizations_audit" in sql]) == 2
