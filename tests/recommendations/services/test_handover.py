"""The hand-over: what hangs on a person passes, the place ends, nothing is lost, one act."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from organizations.access import Refused
from organizations.models import AuditEvent, Invitation, Membership
from organizations.roles import Role
from organizations.services.invitations import Invitee
from organizations.services.seats import give_seat
from recommendations.models import PendingDocument, Task
from recommendations.services.handover import belongings_of, hand_over
from tests.factories import NOW, World, make_actor, make_assignment, make_task
from tests.stations import ask_for

YESTERDAY = NOW.date() - timedelta(days=1)


def document(world: World, who: str, sha256: str = "1" * 64) -> PendingDocument:
    given = {"file": "pending/1", "file_name": "1.md", "sha256": sha256, "reading": {}}
    times = {"created_by": world[who].user, "created_at": NOW, "changed_at": NOW}
    return PendingDocument.objects.create(region=world.region, **given, **times)


@pytest.fixture
def hanging(world: World) -> World:
    """The specialist controls an issued and a drafted assignment, has drafted both, and has read two documents."""
    ask_for(world, make_task(world), date(2026, 11, 10))
    make_assignment(world)
    document(world, "specialist")
    document(world, "specialist", "2" * 64)
    document(world, "colleague", "2" * 64)
    return world


def leave(world: World, **changes: object) -> dict[str, int]:
    given = {"seat": world["specialist"].membership, "last_day": YESTERDAY, "reason": "Приказ об увольнении."}
    return hand_over(actor=world["administrator"], **given | changes)


def test_what_hangs_on_a_person_is_counted(hanging: World) -> None:
    counts = belongings_of(hanging["specialist"].membership, NOW.date()).counts()
    assert counts == {"controlled": 2, "drafts": 1, "documents": 2, "requests": 1}


def test_it_passes_to_the_colleague_in_one_act(hanging: World) -> None:
    """«one act (`hand_over`), one AuditEvent with counts»; a file that both have read stays where it is."""
    before = AuditEvent.objects.count()
    leave(hanging, successor=hanging["colleague"].membership)
    left = belongings_of(hanging["specialist"].membership, NOW.date()).counts()
    assert left == {"controlled": 0, "drafts": 0, "documents": 1, "requests": 0}
    event = AuditEvent.objects.get(act="hand_over")
    assert AuditEvent.objects.count() == before + 1
    assert {name: event.details[name] for name in ("controlled", "drafts", "requests")} == {
        "controlled": 2,
        "drafts": 1,
        "requests": 1,
    }
    assert event.changes["valid_to"] == [None, YESTERDAY.isoformat()]


def test_nothing_is_lost_when_nobody_takes_over(hanging: World) -> None:
    """«Nothing is lost: work belongs to the organization»; it can be passed later from the ended place."""
    tasks = Task.objects.count()
    assert set(leave(hanging).values()) == {0}
    seat = Membership.objects.get(pk=hanging["specialist"].membership.pk)
    assert (Task.objects.count(), belongings_of(seat, NOW.date()).counts()["controlled"]) == (tasks, 2)
    assert leave(hanging, seat=seat, successor=hanging["colleague"].membership)["controlled"] == 2
    seat.refresh_from_db()
    assert seat.valid_to == YESTERDAY


def test_the_account_is_closed_when_no_place_is_left(world: World, sign_in, time_machine) -> None:
    """«sessions ended, account switched off when no seat is left»."""
    time_machine.move_to(NOW, tick=False)
    client = sign_in(world["specialist"])
    assert client.get("/").status_code in {200, 403}
    leave(world)
    world["specialist"].user.refresh_from_db()
    assert not world["specialist"].user.is_active
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("last_day", [NOW.date(), date(2026, 12, 31)])
def test_until_the_last_day_the_person_works(world: World, last_day: date) -> None:
    leave(world, last_day=last_day)
    world["specialist"].user.refresh_from_db()
    assert world["specialist"].user.is_active
    assert Membership.objects.filter(user=world["specialist"].user).active_on(last_day).exists()


def test_a_further_place_keeps_the_account(world: World) -> None:
    given = {"organization": world.institute, "role": Role.METHODOLOGIST}
    give_seat(actor=world["administrator"], person=world["specialist"].user, **given)
    leave(world)
    world["specialist"].user.refresh_from_db()
    assert world["specialist"].user.is_active


def test_standing_in_for_a_colleague_ends_too(world: World) -> None:
    second = make_actor(world.school, Role.SCHOOL)
    given = {"organization": world.school, "role": Role.SCHOOL, "valid_from": date(2026, 10, 1)}
    Membership.objects.filter(pk=second.membership.pk).update(valid_to=date(2026, 9, 30))
    term = {"deputy_for": world["school"].membership, "valid_to": date(2026, 12, 1)}
    deputy = give_seat(actor=world["coordinator"], person=second.user, **given, **term)
    leave(world, seat=Membership.objects.get(pk=second.membership.pk))
    deputy.refresh_from_db()
    assert deputy.valid_to == YESTERDAY


def test_a_new_person_is_invited_to_the_same_place(world: World) -> None:
    leave(world, newcomer=Invitee(email="new@test.example"))
    invitation = Invitation.objects.get()
    assert (invitation.organization, invitation.role) == (world.department, Role.DEPARTMENT)


@pytest.mark.parametrize("whose", ["observer", "school", "specialist", "administrator"])
def test_who_may_not_take_over(world: World, whose: str) -> None:
    with pytest.raises(ValidationError, match="той же организации"):
        leave(world, successor=world[whose].membership)


def test_the_last_administrator_does_not_leave(world: World) -> None:
    with pytest.raises(Refused, match="последний администратор"):
        leave(world, seat=world["administrator"].membership)


@pytest.mark.parametrize(
    ("who", "whose"), [("coordinator", "other_school"), ("school", "school"), ("head", "specialist")]
)
def test_who_may_not_let_go(world: World, who: str, whose: str) -> None:
    with pytest.raises(Refused):
        hand_over(actor=world[who], seat=world[whose].membership, last_day=YESTERDAY, reason="Приказ.")
