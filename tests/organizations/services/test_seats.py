"""Places of work: given, changed, ended; deputies with dates; the last administrator stays."""

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from organizations.access import Actor, Refused
from organizations.models import AuditEvent, Membership
from organizations.policies import is_last_home_of_administrators
from organizations.roles import Role
from organizations.services.people import switch_off
from organizations.services.seats import change_seat, end_seat, give_seat
from tests.factories import NOW, World, make_actor, make_world

TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)
NEXT_WEEK = TODAY + timedelta(days=7)


@pytest.fixture
def time_machine_now(time_machine):
    """The clock of requests stands where the actors of the factories stand."""
    time_machine.move_to(NOW, tick=False)


def seats_of(actor: Actor) -> set[Membership]:
    return set(Membership.objects.filter(user=actor.user).active_on(TODAY))


def test_a_person_gets_a_second_place(world: World) -> None:
    seat = give_seat(
        actor=world["coordinator"], person=world["school"].user, organization=world.neighbour, role=Role.SCHOOL
    )
    assert seats_of(world["school"]) == {seat, world["school"].membership}
    assert AuditEvent.objects.get(act="give_seat").object_id == seat.pk


def test_one_role_at_one_place_is_held_once(world: World) -> None:
    with pytest.raises(ValidationError, match="уже есть эта роль"):
        give_seat(
            actor=world["administrator"], person=world["school"].user, organization=world.school, role=Role.SCHOOL
        )


def deputise(world: World, **changes: object) -> Membership:
    given = {"person": world["neighbour"].user, "organization": world.school, "role": Role.SCHOOL}
    given |= {"deputy_for": world["school"].membership, "valid_to": NEXT_WEEK}
    return give_seat(actor=world["coordinator"], **given | changes)


def test_a_deputy_works_from_a_day_to_a_day(world: World) -> None:
    """«deputies with dates (membership with deputy_for: same organisation, has valid_to, journalled)»."""
    seat = deputise(world, valid_from=TODAY + timedelta(days=1))
    days = [TODAY, TODAY + timedelta(days=1), NEXT_WEEK, NEXT_WEEK + timedelta(days=1)]
    held = [Membership.objects.filter(pk=seat.pk).active_on(day).exists() for day in days]
    assert held == [False, True, True, False]
    assert AuditEvent.objects.get(act="name_deputy").details["to"] == NEXT_WEEK.isoformat()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (lambda w: {"valid_to": None}, "по какой день"),
        (lambda w: {"deputy_for": w["neighbour"].membership}, "той же организации"),
        (
            lambda w: {"person": w["school"].user, "valid_from": date(2030, 1, 1), "valid_to": date(2030, 2, 1)},
            "сам себя",
        ),
        (lambda w: {"valid_to": YESTERDAY}, "раньше первого"),
    ],
)
def test_what_a_deputy_may_not_be(world: World, changes: Callable[[World], dict], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        deputise(world, **changes(world))


def test_an_ended_place_is_closed_on_the_day_after(world: World) -> None:
    end_seat(actor=world["coordinator"], seat=world["school"].membership, last_day=TODAY)
    rows = Membership.objects.filter(user=world["school"].user)
    assert [rows.active_on(day).exists() for day in (TODAY, TODAY + timedelta(days=1))] == [True, False]


def test_ending_takes_effect_at_the_next_request(world: World, sign_in, time_machine_now) -> None:
    """AC-05: «Ending a seat/disabling an account takes effect at the next request»."""
    client = sign_in(world["school"])
    assert client.get("/").status_code == 200
    end_seat(actor=world["coordinator"], seat=world["school"].membership, last_day=YESTERDAY)
    assert client.get("/").status_code == 403
    client = sign_in(world["neighbour"])
    switch_off(actor=world["coordinator"], person=world["neighbour"].user, reason="Уволена.")
    assert client.get("/").status_code == 302


def test_a_place_given_by_mistake_today_can_be_closed_at_once(world: World) -> None:
    given = {"organization": world.neighbour, "role": Role.SCHOOL}
    seat = give_seat(actor=world["coordinator"], person=world["school"].user, **given)
    end_seat(actor=world["coordinator"], seat=seat, last_day=YESTERDAY)
    assert seats_of(world["school"]) == {world["school"].membership}


def test_another_role_is_another_place_from_today_on(world: World) -> None:
    """Acts of the past name the role in which they were done."""
    before = world["specialist"].membership
    after = change_seat(actor=world["administrator"], seat=before, role=Role.DEPARTMENT_HEAD, position="начальник")
    before.refresh_from_db()
    assert (before.role, before.valid_to) == (Role.DEPARTMENT, YESTERDAY)
    assert seats_of(world["specialist"]) == {after}
    changes = AuditEvent.objects.get(act="change_seat").changes
    assert changes["role"] == ["Специалист департамента", "Руководитель департамента"]


@pytest.mark.parametrize(
    ("who", "whose"),
    [("coordinator", "coordinator"), ("coordinator", "other_school"), ("school", "school"), ("specialist", "school")],
)
def test_who_may_not_end_a_place(world: World, who: str, whose: str) -> None:
    """«Municipal coordinators manage accounts of their schools only.»"""
    with pytest.raises(Refused):
        end_seat(actor=world[who], seat=world[whose].membership, last_day=TODAY)


# --- the last administrator ---------------------------------------------------------------------------------------
def removals(world: World, of: Actor) -> dict[str, Callable[[Actor], object]]:
    """Every way in which an administrator can be taken away by `actor`."""
    seat = of.membership
    return {
        "ended": lambda actor: end_seat(actor=actor, seat=seat, last_day=NEXT_WEEK),
        "another role": lambda actor: change_seat(actor=actor, seat=seat, role=Role.OBSERVER, position=""),
        "switched off": lambda actor: switch_off(actor=actor, person=of.user, reason="Уволен."),
    }


@pytest.mark.parametrize("way", ["ended", "another role", "switched off"])
def test_the_last_administrator_cannot_be_removed(world: World, way: str) -> None:
    """«The last administrator cannot remove himself», nor be given an end, switched off or moved to another role."""
    remove = removals(world, world["administrator"])[way]
    with pytest.raises(Refused):
        remove(world["administrator"])
    other = make_actor(world.department, Role.ADMINISTRATOR)
    remove(other)
    with pytest.raises(Refused, match="последний администратор"):
        end_seat(actor=other, seat=other.membership, last_day=NEXT_WEEK)


@pytest.mark.parametrize("changes", [{"valid_to": NEXT_WEEK}, {"valid_from": NEXT_WEEK}])
def test_an_administrator_for_a_time_is_no_successor(world: World, changes: dict) -> None:
    other = make_actor(world.department, Role.ADMINISTRATOR)
    Membership.objects.filter(pk=other.membership.pk).update(**changes)
    with pytest.raises(Refused, match="последний администратор"):
        end_seat(actor=other, seat=world["administrator"].membership, last_day=NEXT_WEEK)


def test_an_administrator_of_another_region_is_no_successor(world: World) -> None:
    make_world()
    with pytest.raises(Refused, match="последний администратор"):
        end_seat(actor=world["administrator"], seat=world["administrator"].membership, last_day=NEXT_WEEK)


def test_the_home_of_all_administrators_is_known(world: World) -> None:
    """«… nor by closing the department»."""
    actor = world["administrator"]
    assert is_last_home_of_administrators(world.department, actor)
    assert not is_last_home_of_administrators(world.school, actor)
    make_actor(world.institute, Role.ADMINISTRATOR)
    assert not is_last_home_of_administrators(world.department, actor)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_administrators_do_not_remove_one_another_at_once() -> None:
    """«also under two concurrent requests»: the region is locked, so the second sees what the first has done."""
    world = make_world()
    other = make_actor(world.department, Role.ADMINISTRATOR)
    pairs = [(world["administrator"], other), (other, world["administrator"])]
    together, outcomes = threading.Barrier(2), []

    def remove(actor: Actor, whom: Actor) -> None:
        together.wait(10)
        try:
            end_seat(actor=actor, seat=whom.membership, last_day=NEXT_WEEK)
            outcomes.append("ended")
        except Refused:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=remove, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["ended", "refused"]
    assert Membership.objects.filter(role=Role.ADMINISTRATOR, valid_to__isnull=True).count() == 1
