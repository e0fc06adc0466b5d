"""The letter «нет сотрудника»: to the level above, once, and again only about what is new."""

from datetime import timedelta

from organizations.models import Membership, Organization
from organizations.roles import Role
from recommendations.models import Letter
from recommendations.notifications import tell_of_vacancies
from tests.factories import NOW, World, make_organization, make_region, make_world


def told(world: World, day: int = 0) -> dict[str, str]:
    """Recipient → body of the letters of that day."""
    before = set(Letter.objects.values_list("pk", flat=True))
    tell_of_vacancies(region=world.region, now=NOW + timedelta(days=day))
    return {letter.recipient.email: letter.body for letter in Letter.objects.exclude(pk__in=before)}


def school_without_people(world: World) -> Organization:
    return make_organization(world.region, municipality=world.municipality, parent=world.authority)


def test_nobody_is_told_when_nobody_is_missing(world: World) -> None:
    assert told(world) == {}


def test_the_level_above_is_told_once(world: World) -> None:
    """«one letter per person listing newly vacant seats since the last time; none when nothing is new»."""
    first = school_without_people(world)
    letters = told(world)
    assert set(letters) == {world["coordinator"].user.email, world["administrator"].user.email}
    assert all(first.name in body for body in letters.values())
    assert told(world, 1) == {}
    second = school_without_people(world)
    again = told(world, 2)
    assert second.name in again[world["coordinator"].user.email]
    assert first.name not in again[world["coordinator"].user.email]


def test_a_place_that_was_filled_and_lost_again_is_new(world: World) -> None:
    school_without_people(world)
    told(world)
    rows = Membership.objects.filter(pk=world["neighbour"].membership.pk)
    rows.update(valid_to=NOW.date())
    assert len(told(world, 1)) == 2
    rows.update(valid_to=None)
    assert told(world, 2) == {}
    rows.update(valid_to=NOW.date())
    assert len(told(world, 3)) == 2


def test_an_authority_is_told_to_the_department(world: World) -> None:
    Membership.objects.filter(pk=world["coordinator"].membership.pk).update(valid_to=NOW.date() - timedelta(days=1))
    assert set(told(world)) == {world[who].user.email for who in ("specialist", "colleague", "head", "administrator")}


def test_only_the_role_that_must_not_be_empty_counts(world: World) -> None:
    """«an open organisation whose first role of ROLES_OF_GROUP has no active member (today) is vacant»."""
    day = NOW.date()
    rows = Organization.objects.filter(region=world.region)
    assert not rows.vacant_on(day).exists()
    Membership.objects.filter(organization=world.department, role=Role.DEPARTMENT).update(valid_to=day)
    assert list(rows.vacant_on(day + timedelta(days=1))) == [world.department], "a head, an observer do not count"
    Organization.objects.filter(pk=world.department.pk).update(closed_on=day)
    assert not rows.vacant_on(day + timedelta(days=1)).exists()


def test_an_account_that_is_off_holds_no_seat(world: World) -> None:
    world["school"].user.is_active = False
    world["school"].user.save()
    assert list(Organization.objects.filter(region=world.region).vacant_on(NOW.date())) == [world.school]


def test_regions_are_told_apart(world: World) -> None:
    far = make_world(make_region())
    school_without_people(far)
    assert told(world) == {}
