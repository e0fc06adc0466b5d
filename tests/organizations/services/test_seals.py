"""Sealing: in order, per region, in batches, each row once."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections

from organizations.models import AuditEvent, AuditSeal, Region
from organizations.services import seals
from organizations.services.audit import record_command
from organizations.services.seals import seal_batch, seal_waiting
from organizations.services.verification import verify_journal
from tests.factories import World, make_region, make_world


def write(region: Region | None, count: int) -> list[AuditEvent]:
    return [record_command(region=region, act="load_demo", number=number) for number in range(count)]


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seals, "BATCH", 3)


def test_rows_are_sealed_in_order_in_batches_and_in_chains(world: World, small_batches: None) -> None:
    other = make_world().region
    mine, theirs, nobodys = write(world.region, 7), write(other, 2), write(None, 1)
    assert seal_waiting() == 10
    found = AuditSeal.objects.filter(region=world.region).order_by("number")
    assert [(seal.number, seal.event_count, seal.first_event, seal.last_event) for seal in found] == [
        (1, 3, mine[0].pk, mine[2].pk),
        (2, 3, mine[3].pk, mine[5].pk),
        (3, 1, mine[6].pk, mine[6].pk),
    ]
    assert [seal.previous_digest for seal in found] == ["", found[0].digest, found[1].digest]
    assert AuditSeal.objects.get(region=other).event_count == len(theirs)
    assert AuditSeal.objects.get(region=None).event_count == len(nobodys)
    assert seal_waiting() == 0
    assert not any(chain.faults for chain in verify_journal())


def test_a_row_committed_late_with_a_smaller_number_comes_into_the_next_batch(world: World) -> None:
    """Another transaction took its number before ours and was committed after our rows were sealed."""
    early, late = record_command(region=world.region, act="load_demo"), record_command(region=None, act="load_demo")
    seal_batch(region_id=None)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organizations_auditevent SET seal_id = NULL, region_id = %s", [world.region.pk])
        cursor.execute("DELETE FROM organizations_auditseal")
        cursor.execute("UPDATE organizations_auditevent SET region_id = NULL WHERE id = %s", [early.pk])
    seal_batch(region_id=world.region.pk)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organizations_auditevent SET region_id = %s WHERE id = %s", [world.region.pk, early.pk])
    seal_waiting()
    first, second = AuditSeal.objects.order_by("number")
    assert (first.first_event, second.first_event) == (late.pk, early.pk)
    assert verify_journal(world.region)[0].faults == []


def test_sealing_gives_way(world: World, small_batches: None) -> None:
    write(world.region, 4)
    assert seal_waiting(give_way_at=0.0) == 0


def test_a_change_through_the_queryset_stays_refused(world: World) -> None:
    """«update() stays refused otherwise»."""
    write(world.region, 1)
    for change in (
        lambda: AuditEvent.objects.update(act="x"),
        lambda: AuditEvent.objects.all().delete(),
        lambda: AuditEvent.objects.get().save(),
        lambda: AuditEvent.objects.get().delete(),
    ):
        with pytest.raises(TypeError, match="Журнал действий не"):
            change()


def test_a_sealed_row_gets_no_second_seal(world: World) -> None:
    write(world.region, 1)
    seal_waiting()
    seal = AuditSeal.objects.get()
    assert AuditEvent.objects.all().put_under(seal) == 0


def at_once(act: Callable[[], int], count: int) -> list[int]:
    """The same act in several threads, each with a connection of its own."""
    gate, results = threading.Barrier(count), []

    def run() -> None:
        gate.wait()
        results.append(act())
        connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_two_workers_never_make_two_seals_of_one_number() -> None:
    region = make_region()
    write(region, 2_500)
    write(None, 1_200)
    sealed = sum(at_once(seal_waiting, 4))
    sealed += seal_waiting()
    assert sealed == 3_700
    assert AuditEvent.objects.unsealed().count() == 0
    assert sum(AuditSeal.objects.values_list("event_count", flat=True)) == 3_700
    assert not any(chain.faults for chain in verify_journal())
