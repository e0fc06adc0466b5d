"""Terms of keeping: whole sealed batches only, the chain stays whole, what was removed is told."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from organizations.models import AuditEvent, AuditPersonal, AuditSeal, RegistryImport, RegistryImportRow
from organizations.services import seals
from organizations.services.audit import record
from organizations.services.retention import (
    drop_import_files,
    erase_personal_values,
    keep_to_terms,
    purge_journal,
)
from organizations.services.seals import seal_waiting
from organizations.services.verification import verify_journal
from recommendations.background import tasks
from tests.factories import World, make_world

NOW = timezone.now()


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seals, "BATCH", 3)


def act(world: World, days_ago: int, name: str = "rename") -> AuditEvent:
    actor = replace(world["administrator"], now=NOW - timedelta(days=days_ago), address="10.1.2.3")
    return record(actor=actor, act=name, about=world.school)


def with_terms(world: World, **days: int) -> None:
    world.region.settings = {"retention": days}
    world.region.save()


def whole(world: World) -> bool:
    return not any(chain.faults for chain in verify_journal())


def test_only_whole_old_batches_go_and_their_seals_stay(world: World) -> None:
    """Batches of three: all old, one of three still young, all young."""
    for days in (200, 199, 198, 197, 196, 10, 9, 8, 7):
        act(world, days)
    seal_waiting()
    with_terms(world, journal_days=90)
    assert purge_journal(region=world.region, now=NOW) == 1
    assert AuditEvent.objects.filter(act="rename").count() == 6
    assert AuditPersonal.objects.count() == 6
    assert [bool(seal.purged_at) for seal in AuditSeal.objects.order_by("number")] == [True, False, False]
    assert AuditEvent.objects.get(act="purge_journal").details["through"] == 1
    assert whole(world)
    assert purge_journal(region=world.region, now=NOW) == 0


def test_the_chain_goes_on_after_a_purge_and_another(world: World) -> None:
    with_terms(world, journal_days=90)
    for days in (200, 199, 198):
        act(world, days)
    seal_waiting()
    purge_journal(region=world.region, now=NOW)
    for days in (0, -1):
        act(world, days)
    seal_waiting()
    assert whole(world)
    later = NOW + timedelta(days=365)
    assert purge_journal(region=world.region, now=later) == 2
    seal_waiting()
    assert whole(world)
    assert verify_journal(world.region)[0].purged_batches == 2


def test_rows_without_a_seal_never_go(world: World) -> None:
    act(world, 5_000)
    assert purge_journal(region=world.region, now=NOW) == 0
    assert AuditEvent.objects.count() == 1


def test_another_region_keeps_its_own_terms(world: World) -> None:
    other = make_world()
    with_terms(world, journal_days=90)
    for one in (world, other):
        for days in (200, 199, 198):
            act(one, days)
    seal_waiting()
    for region in (world.region, other.region, None):
        keep_to_terms(region=region, now=NOW)
    assert AuditEvent.objects.filter(region=world.region, act="rename").count() == 0
    assert AuditEvent.objects.filter(region=other.region, act="rename").count() == 3
    assert whole(world)


def test_removing_rows_by_hand_and_calling_it_a_purge_is_found(world: World) -> None:
    for days in (20, 19, 18):
        act(world, days)
    seal_waiting()
    seal = AuditSeal.objects.get()
    AuditPersonal.objects.all().delete()
    AuditEvent.objects.all().purge_under(seal)
    AuditSeal.objects.update(purged_at=NOW)
    assert verify_journal(world.region)[0].faults == [
        "Удалены записи печатей по 1, а в журнале сказано об удалении по 0."
    ]


def test_personal_values_are_erased_after_their_term(world: World) -> None:
    """The row and its digest stay, the address goes: the seal does not notice."""
    with_terms(world, personal_days=30)
    old, young = act(world, 31), act(world, 29)
    seal_waiting()
    assert erase_personal_values(region=world.region, now=NOW) == 1
    assert list(AuditPersonal.objects.values_list("event", flat=True)) == [young.pk]
    assert AuditEvent.objects.get(pk=old.pk).personal_digest
    limit = (NOW - timedelta(days=30)).isoformat()
    assert AuditEvent.objects.get(act="erase_personal").details == {"rows": 1, "older_than": limit}
    assert whole(world)
    assert verify_journal(world.region)[0].erased == 1


def registry_file(world: World, stage: str, days_ago: int) -> RegistryImport:
    created: datetime = NOW - timedelta(days=days_ago)
    times = {"applied_at": created} if stage in {"applied", "undone"} else {}
    row = RegistryImport.objects.create(
        region=world.region,
        stage=stage,
        file_name=f"{stage}.csv",
        sha256="1" * 64,
        content=b"1",
        created_by=world["administrator"].user,
        created_at=created,
        **times,
    )
    RegistryImportRow.objects.create(registry_import=row, position=1, line=2, kind="new")
    return row


def test_finished_registry_files_lose_their_content(world: World) -> None:
    with_terms(world, import_days=60)
    old = [registry_file(world, stage, 61) for stage in ("applied", "discarded", "failed")]
    kept = [registry_file(world, "applied", 59), registry_file(world, "ready", 61)]
    assert drop_import_files(region=world.region, now=NOW) == 3
    assert {bytes(row.content) for row in RegistryImport.objects.filter(pk__in=[row.pk for row in old])} == {b""}
    assert set(RegistryImportRow.objects.values_list("registry_import", flat=True)) == {row.pk for row in kept}
    assert drop_import_files(region=world.region, now=NOW) == 0


def test_a_region_with_broken_terms_does_not_stop_the_others(world: World) -> None:
    other = make_world()
    with_terms(world, personal_days="долго")  # type: ignore[arg-type]
    act(other, 400)
    tasks.keep_terms.call()
    assert not AuditPersonal.objects.exists()
