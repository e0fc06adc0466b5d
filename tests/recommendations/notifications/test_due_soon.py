"""The letter «приближается срок»: when, to whom, how often."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.models import Membership
from organizations.roles import GroupCode, Role
from recommendations.models import Letter, Task
from recommendations.notifications import remind_of_deadlines
from tests.factories import (
    World,
    make_actor,
    make_organization,
    make_region,
    make_task,
    make_tasks,
    make_world,
    moment,
)

# The deadline of tasks from the factories is Wednesday, 30.09.2026.
ONE_DAY_LEFT = moment("2026-09-29 08:00")


def remind(world: World, now: str = "2026-09-29 08:00") -> list[Letter]:
    """The letters of one call, in the order of writing."""
    known = set(Letter.objects.values_list("pk", flat=True))
    count = remind_of_deadlines(region=world.region, now=moment(now))
    letters = list(Letter.objects.exclude(pk__in=known).order_by("pk"))
    assert len(letters) == count
    return letters


def recipients(letters: list[Letter]) -> set[str]:
    """Addresses of the letters."""
    return {letter.recipient.email for letter in letters}


@pytest.mark.parametrize(
    ("day", "count"),
    [
        ("2026-09-15", 0),
        ("2026-09-16", 1),
        ("2026-09-17", 0),
        ("2026-09-24", 0),
        ("2026-09-25", 1),
        ("2026-09-26", 0),
        ("2026-09-28", 0),
        ("2026-09-29", 1),
        ("2026-09-30", 0),
        ("2026-10-01", 0),
    ],
)
def test_reminders_come_ten_three_and_one_working_day_before(world: World, day: str, count: int) -> None:
    make_task(world, world.institute)
    assert len(remind(world, f"{day} 08:00")) == count


def test_the_region_sets_its_own_ladder(world: World) -> None:
    world.region.settings = {"control": {"reminder_days": [2, 0]}}
    world.region.save()
    make_task(world, world.institute)
    assert [len(remind(world, f"2026-09-{day} 08:00")) for day in (28, 29, 30)] == [1, 0, 1]
    assert "Срок: 30.09.2026 (сегодня)" in Letter.objects.latest("pk").body


def test_no_reminders_at_all_if_the_region_wants_none(world: World) -> None:
    world.region.settings = {"control": {"reminder_days": []}}
    world.region.save()
    make_task(world)
    assert remind(world) == []


def test_a_deadline_on_a_day_off_is_reminded_of_before_the_last_working_day(world: World) -> None:
    task = make_task(world, world.institute)
    Task.objects.filter(pk=task.pk).update(original_due_on=date(2026, 9, 27), due_on=date(2026, 9, 27))
    assert [len(remind(world, f"2026-09-{day} 08:00")) for day in (23, 24, 25)] == [0, 1, 0]


@pytest.mark.parametrize(
    ("since", "count"), [("2026-09-24", 1), ("2026-09-25", 0), ("2026-09-15", 1), ("2020-01-01", 1)]
)
def test_a_reminder_that_was_missed_is_made_up_for(world: World, since: str, count: int) -> None:
    """On Monday the 28th two days are left; the step of three was on Friday, that of ten on the 16th."""
    make_task(world, world.institute)
    now, day = moment("2026-09-28 08:00"), date.fromisoformat(since)
    assert remind_of_deadlines(region=world.region, now=now, since=day) == count
    assert [letter.body.count("(осталось 2\u00a0рабочих дня)") for letter in Letter.objects.all()] == [1] * count


def test_a_deadline_that_has_passed_is_not_made_up_for(world: World) -> None:
    make_task(world, world.institute)
    now = moment("2026-10-01 08:00")
    assert remind_of_deadlines(region=world.region, now=now, since=date(2026, 9, 1)) == 0


def test_one_letter_lists_all_tasks_of_the_organization(world: World) -> None:
    for _ in range(3):
        make_task(world, world.school)
    letters = [letter for letter in remind(world) if letter.recipient == world["school"].user]
    assert len(letters) == 1
    assert letters[0].body.count("Срок: 30.09.2026") == 3


def test_each_school_gets_only_its_own(world: World) -> None:
    tasks = make_tasks(world)
    letters = remind(world)
    assert recipients(letters) == {world[name].user.email for name in ("school", "neighbour", "other_school")}
    for letter in letters:
        own = letter.recipient.memberships.get().organization_id
        assert [f"/tasks/{task.pk}/" in letter.body for key, task in tasks.items()] == [key == own for key in tasks]


@pytest.mark.parametrize(
    ("group", "organization", "expected"),
    [
        (GroupCode.SCHOOL, "school", {"school", "neighbour", "other_school"}),
        (GroupCode.MUNICIPAL, "authority", {"coordinator", "other_coordinator"}),
        (GroupCode.INSTITUTE, "institute", {"methodologist"}),
        (GroupCode.DEPARTMENT, "department", {"specialist", "colleague", "head"}),
    ],
)
def test_only_those_who_report_for_the_organization_are_told(
    world: World, group: str, organization: str, expected: set[str]
) -> None:
    make_task(world, getattr(world, organization))
    assert recipients(remind(world)) == {world[name].user.email for name in expected}


def test_every_person_of_the_organization_is_told(world: World) -> None:
    deputy = make_actor(world.authority, Role.MUNICIPAL)
    make_task(world, world.authority)
    assert deputy.user.email in recipients(remind(world))


def test_nobody_is_told_without_a_membership_an_account_or_an_address(world: World) -> None:
    left, off, nowhere = (make_actor(world.institute, Role.METHODOLOGIST) for _ in range(3))
    Membership.objects.filter(pk=left.membership.pk).update(valid_to=date(2026, 9, 28))
    type(off.user).objects.filter(pk=off.user.pk).update(is_active=False)
    type(nowhere.user).objects.filter(pk=nowhere.user.pk).update(email="nobody@school.invalid")
    make_task(world, world.institute)
    assert recipients(remind(world)) == {world["methodologist"].user.email}


def test_a_person_with_two_places_of_work_gets_one_letter(world: World) -> None:
    person = world["school"]
    Membership.objects.create(
        region=world.region,
        user=person.user,
        organization=world.neighbour,
        role=Role.SCHOOL,
        valid_from=date(2020, 1, 1),
    )
    tasks = make_tasks(world)
    letters = [letter for letter in remind(world) if letter.recipient == person.user]
    assert len(letters) == 1
    for organization in (world.school, world.neighbour):
        assert organization.name in letters[0].body
        assert f"/tasks/{tasks[organization.pk].pk}/" in letters[0].body


@pytest.mark.parametrize(
    ("status", "count"),
    [
        ("assigned", 1),
        ("in_progress", 1),
        ("returned", 1),
        ("endorsement", 0),
        ("review", 0),
        ("withdrawn", 0),
        ("not_applicable", 0),
    ],
)
def test_only_tasks_that_wait_for_the_executor(world: World, status: str, count: int) -> None:
    task = make_task(world, world.institute)
    Task.objects.filter(pk=task.pk).update(status=status)
    assert len(remind(world)) == count


def test_a_second_call_on_the_same_day_writes_nothing(world: World) -> None:
    make_tasks(world)
    assert len(remind(world, "2026-09-29 08:00")) == 3
    assert remind(world, "2026-09-29 23:59") == []


def test_the_next_step_of_the_ladder_is_a_new_letter(world: World) -> None:
    make_task(world, world.institute)
    assert len(remind(world, "2026-09-25 08:00")) == 1
    assert len(remind(world, "2026-09-29 08:00")) == 1


def test_another_region_is_left_alone(world: World) -> None:
    other = make_world(make_region())
    make_task(other)
    assert remind(world) == []
    assert len(remind(other)) == 3


def test_the_day_begins_by_the_clock_of_the_region(db: None) -> None:
    east = make_world(make_region(time_zone="Asia/Vladivostok"))
    make_task(east, east.institute)
    assert remind(east, "2026-09-28 16:59") == []
    assert len(remind(east, "2026-09-28 17:00")) == 1


def test_the_number_of_queries_does_not_depend_on_the_number_of_letters(world: World) -> None:
    def queries() -> tuple[int, int]:
        Letter.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            letters = remind_of_deadlines(region=world.region, now=ONE_DAY_LEFT)
        return letters, len(captured)

    make_tasks(world)
    letters, few = queries()
    assert letters == 3
    for _ in range(20):
        make_actor(make_organization(world.region, municipality=world.municipality, parent=world.authority))
    for _ in range(3):
        make_tasks(world)
    assert queries() == (23, few)
    assert few <= 10
