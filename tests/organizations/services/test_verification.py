"""`verify_audit` finds any change of the journal: each column of each kind of row, by raw SQL as a thief would."""

import json
import os
import sys
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper
from django.db import connection

from organizations.access import Actor
from organizations.models import AuditEvent, AuditPersonal, AuditSeal
from organizations.services.audit import record, record_command
from organizations.services.retention import erase_personal_values
from organizations.services.seals import COLUMNS, seal_waiting
from organizations.services.verification import verify_journal
from tests.factories import NOW, World, make_world

ANOTHER = {
    "id": 9_000_001,
    "region_id": None,
    "recorded_at": "2020-01-01 00:00:00+00:00",
    "user_id": None,
    "membership_id": None,
    "act": "accept_report",
    "outcome": "failed",
    "object_kind": "task",
    "object_id": 77,
    "object_label": "Другой объект",
    "details": '{"x": 1}',
    "changes": '{"name": ["А", "В"]}',
    "reason": "Другое основание",
    "request_id": "другой",
    "personal_digest": "f" * 64,
}

TO_ROWS = ("region_id", "user_id", "membership_id")


def by_hand(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def faults() -> list[str]:
    return [fault for chain in verify_journal() for fault in chain.faults]


def addressed(actor: Actor, address: str = "10.1.2.3") -> Actor:
    return Actor(actor.user, actor.membership, actor.now, address, "обращение-1")


@pytest.fixture
def sealed(world: World) -> World:
    """Rows of every kind in two batches of the region, one row without a region, one row not yet sealed."""
    actor = addressed(world["administrator"])
    record(actor=actor, act="rename", about=world.school, changes={"name": ("А", "Б")}, reason="Приказ № 1")
    record(actor=actor, act="refused", outcome="refused", reason="Нет права.", path="/tasks/1/")
    record_command(region=world.region, act="load_registry", now=NOW, created=3)
    record_command(region=None, act="unlock_sign_in", now=NOW)
    seal_waiting()
    record(actor=actor, act="view_personal", about=world["school"].user)
    seal_waiting()
    record(actor=actor, act="export_journal")
    return world


def test_a_journal_that_nobody_touched_is_whole(sealed: World) -> None:
    assert faults() == []
    chain, of_nobody = verify_journal()
    assert (chain.batches, chain.rows, chain.unsealed, chain.erased) == (2, 4, 1, 0)
    assert chain.oldest_unsealed == NOW
    assert chain.last_digest == AuditSeal.objects.get(region=sealed.region, number=2).digest
    assert (of_nobody.batches, of_nobody.rows) == (1, 1)


def test_every_column_stands_under_the_seal() -> None:
    """«Hash covers every column except seal»: a new column must be added on purpose."""
    names = {field.attname for field in AuditEvent._meta.concrete_fields}
    assert names - {"seal_id"} == set(COLUMNS) == set(ANOTHER)


@pytest.mark.parametrize("act", ["rename", "refused", "load_registry", "unlock_sign_in", "view_personal"])
@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.django_db
def test_a_changed_column_is_found(sealed: World, act: str, column: str) -> None:
    row = AuditEvent.objects.get(act=act)
    AuditPersonal.objects.filter(event=row).delete()
    value = ANOTHER[column]
    if column in TO_ROWS and getattr(row, column) is None:
        value = getattr(sealed["school"], column.removesuffix("_id")).pk
    by_hand(f"UPDATE organizations_auditevent SET {column} = %s WHERE id = %s", value, row.pk)
    assert faults()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("number", 5),
        ("event_count", 2),
        ("first_event", 0),
        ("last_event", 9_000_000),
        ("previous_digest", "0" * 64),
        ("digest", "0" * 64),
        ("sealed_at", "2020-01-01 00:00:00+00:00"),
        ("purged_at", "2020-01-01 00:00:00+00:00"),
    ],
)
@pytest.mark.parametrize("number", [1, 2])
def test_a_changed_seal_is_found(sealed: World, number: int, column: str, value: object) -> None:
    by_hand(
        f"UPDATE organizations_auditseal SET {column} = %s WHERE region_id = %s AND number = %s",
        value,
        sealed.region.pk,
        number,
    )
    assert faults()


def test_a_deleted_row_is_found(sealed: World) -> None:
    row = AuditEvent.objects.get(act="load_registry")
    by_hand("DELETE FROM organizations_auditevent WHERE id = %s", row.pk)
    batch = f"Печать 1, записи {row.seal.first_event}–{row.seal.last_event} (01.09.2026 – 01.09.2026)"
    assert faults() == [f"{batch}: под печатью записей 2, а было 3."]


def test_a_row_added_to_a_sealed_batch_is_found(sealed: World) -> None:
    seal = AuditSeal.objects.get(region=sealed.region, number=1)
    added = record_command(region=sealed.region, act="load_demo")
    by_hand("UPDATE organizations_auditevent SET seal_id = %s WHERE id = %s", seal.pk, added.pk)
    assert len(faults()) == 1


def test_two_swapped_rows_are_found(sealed: World) -> None:
    """The contents of two rows change places, their numbers stay."""
    first, second = AuditEvent.objects.filter(act__in=["rename", "refused"]).order_by("pk")
    for row, other in ((first, second), (second, first)):
        by_hand(
            "UPDATE organizations_auditevent SET act = %s, reason = %s WHERE id = %s", other.act, other.reason, row.pk
        )
    assert len(faults()) == 1


def test_a_seal_taken_out_of_the_middle_is_found(sealed: World) -> None:
    seal = AuditSeal.objects.get(region=sealed.region, number=1)
    by_hand("UPDATE organizations_auditevent SET seal_id = NULL WHERE seal_id = %s", seal.pk)
    by_hand("DELETE FROM organizations_auditseal WHERE id = %s", seal.pk)
    assert "Между печатями 0 и 2 нет печати." in faults()


def test_a_row_moved_to_the_chain_of_another_region_is_found(sealed: World) -> None:
    other = make_world().region
    by_hand("UPDATE organizations_auditevent SET region_id = %s WHERE act = 'rename'", other.pk)
    assert len(faults()) == 2


def test_a_cut_end_is_found_by_the_sum_noted_outside(sealed: World) -> None:
    """«delete the last seal»: with its rows it leaves no trace inside, so the last sum is noted elsewhere."""
    last = AuditSeal.objects.get(region=sealed.region, number=2)
    call_command("verify_audit", noted=last.digest, stdout=StringIO())
    rows = AuditEvent.objects.filter(seal=last)
    AuditPersonal.objects.filter(event__in=rows).delete()
    by_hand("DELETE FROM organizations_auditevent WHERE seal_id = %s", last.pk)
    by_hand("DELETE FROM organizations_auditseal WHERE id = %s", last.pk)
    with pytest.raises(CommandError, match="конец журнала удалён"):
        call_command("verify_audit", noted=last.digest, stdout=StringIO())


def test_the_last_seal_taken_off_shows_its_rows_as_unsealed(sealed: World) -> None:
    last = AuditSeal.objects.get(region=sealed.region, number=2)
    by_hand("UPDATE organizations_auditevent SET seal_id = NULL WHERE seal_id = %s", last.pk)
    by_hand("DELETE FROM organizations_auditseal WHERE id = %s", last.pk)
    assert verify_journal(sealed.region)[0].unsealed == 2
    with pytest.raises(CommandError):
        call_command("verify_audit", noted=last.digest, stdout=StringIO())


@pytest.mark.parametrize("act", ["rename", "export_journal"])
@pytest.mark.django_db
def test_a_changed_personal_value_is_found_and_so_is_a_deleted_one(sealed: World, act: str) -> None:
    row = AuditPersonal.objects.get(event__act=act)
    by_hand(
        "UPDATE organizations_auditpersonal SET values = %s WHERE event_id = %s".replace(
            "values", connection.ops.quote_name("values")
        ),
        json.dumps({"address": "10.9.9.9"}),
        row.pk,
    )
    where = "Печать 1" if act == "rename" else "Не запечатано"
    assert faults() == [f"{where}, запись {row.pk}: личные сведения изменены."]
    AuditPersonal.objects.filter(pk=row.pk).delete()
    assert faults() == [f"{where}, запись {row.pk}: личные сведения удалены, а в журнале об этом не сказано."]
    assert verify_journal(sealed.region)[0].erased == 1


def test_personal_values_deleted_in_the_database_are_found(sealed: World) -> None:
    """«every erased value must be explained»: by the term of keeping, or by the forgetting of a person."""
    by_hand("DELETE FROM organizations_auditpersonal")
    assert len(faults()) == 3
    with pytest.raises(CommandError, match=r"Найдено нарушений: 3"):
        call_command("verify_audit", stdout=StringIO())


def test_an_erasure_of_long_ago_explains_no_later_row(sealed: World) -> None:
    """A row that came after the erasure was not erased by it, whatever day it names."""
    erase_personal_values(region=sealed.region, now=NOW + timedelta(days=5_000))
    assert faults() == []
    late = record(actor=addressed(sealed["administrator"]), act="rename", about=sealed.school)
    AuditPersonal.objects.filter(event=late).delete()
    assert faults() == [f"Не запечатано, запись {late.pk}: личные сведения удалены, а в журнале об этом не сказано."]


@pytest.mark.parametrize("is_sealed", [False, True])
@pytest.mark.django_db
def test_a_row_inserted_with_an_old_date_is_found(sealed: World, is_sealed: bool) -> None:
    """The worker would seal it with the next batch: it stands out by its date all the same."""
    added = record_command(region=sealed.region, act="accept_report", now=NOW - timedelta(days=30))
    if is_sealed:
        seal_waiting()
    where = "Печать 3" if is_sealed else "Не запечатано"
    words = "внесены задним числом, их дата раньше уже запечатанных записей"
    assert faults() == [f"{where}, запись {added.pk}: {words}."]


def test_a_row_committed_late_is_no_fault(sealed: World) -> None:
    record_command(region=sealed.region, act="import_registry", now=NOW - timedelta(hours=20))
    seal_waiting()
    assert faults() == []


def test_acts_of_the_past_that_the_demo_brings_are_no_fault(sealed: World) -> None:
    """«the demo records past acts»: its loading ends with a row that says so; rows after that one are not excused."""
    record_command(region=sealed.region, act="accept_report", now=NOW - timedelta(days=200))
    record_command(region=sealed.region, act="load_demo", now=NOW)
    seal_waiting()
    assert faults() == []
    record_command(region=sealed.region, act="accept_report", now=NOW - timedelta(days=100))
    assert len(faults()) == 1


@pytest.mark.parametrize("noted", ["abc", "", "f" * 63, "g" * 64])
@pytest.mark.django_db
def test_what_is_no_sum_is_said_to_be_none(noted: str) -> None:
    with pytest.raises(CommandError, match="не сумма печати") as failure:
        call_command("verify_audit", noted=noted, stdout=StringIO())
    assert failure.value.returncode == 2


def test_a_sum_noted_in_capitals_is_the_same_sum(sealed: World) -> None:
    last = AuditSeal.objects.get(region=sealed.region, number=2)
    call_command("verify_audit", noted=f" {last.digest.upper()} ", stdout=StringIO())


def test_whoever_stops_reading_gets_no_traceback(sealed: World) -> None:
    """`verify_audit | head`: the pipe is closed before the output ends."""
    reader, writer = os.pipe()
    os.close(reader)
    before, wrapped = sys.stdout, OutputWrapper(os.fdopen(writer, "w"))
    sys.stdout = wrapped._out
    try:
        call_command("verify_audit", stdout=wrapped)
    finally:
        sys.stdout = before
        wrapped._out.close()


def test_a_personal_value_added_later_is_found(sealed: World) -> None:
    row = AuditEvent.objects.get(act="load_registry")
    AuditPersonal.objects.create(event=row, salt="0" * 32, values={"address": "10.9.9.9"})
    assert faults() == [f"Печать 1, запись {row.pk}: личные сведения изменены."]


def test_the_command_tells_what_it_saw_and_fails_when_the_journal_is_broken(sealed: World) -> None:
    out = StringIO()
    call_command("verify_audit", region=sealed.region.code, format="json", stdout=out)
    report = json.loads(out.getvalue())
    assert report["whole"] is True
    assert [chain["unsealed"] for chain in report["chains"]] == [1]
    by_hand("UPDATE organizations_auditevent SET reason = 'Ничего не было' WHERE act = 'rename'")
    text = StringIO()
    with pytest.raises(CommandError, match=r"Журнал нарушен\. Найдено нарушений: 1"):
        call_command("verify_audit", stdout=text)
    assert "НАРУШЕНИЕ. Печать 1" in text.getvalue()


def test_the_text_names_the_unsealed_tail_and_the_sum_to_note(sealed: World) -> None:
    out = StringIO()
    call_command("verify_audit", stdout=out)
    text = out.getvalue()
    assert "ещё не запечатано: 1, самая старая — 01.09.2026 10:00:00" in text
    assert AuditSeal.objects.get(region=sealed.region, number=2).digest in text
    assert text.endswith("Журнал цел.\n")
