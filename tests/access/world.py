"""Two regions where everything has happened, the first of them thrice: for the school, the neighbour and another place.

Each organization has a word of its own in its name, its people and all that it has written, so a page that shows
somebody else's thing is caught by the word, whatever the page is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as django_settings
from django.db import models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker, Settings

from organizations.access import Actor
from organizations.models import AuditEvent, Membership, Municipality, Organization, OrganizationName, User
from organizations.roles import Role
from recommendations.models import Evidence, ExtensionRequest, NotApplicableRequest, ProgressReport, Remark, TaskEvent
from tests.access.places import telling_places
from tests.access.things import telling_things, telling_things_of_the_school, telling_things_of_the_territory
from tests.busy import TODAY, Busy, make_busy, things_of_the_school, things_of_the_territory
from tests.factories import World, make_actor, make_organization, make_region, make_world

FOREIGN = "Заморск"
WORDS = {
    "school": "Калинов",
    "neighbour": "Рябинов",
    "authority": "Липов",
    "other_school": "Вязов",
    "other_neighbour": "Кедров",
    "other_authority": "Ольхов",
}
# What organizations write about their work, by the way to the organization.
WRITTEN: tuple[tuple[type[models.Model], str, str], ...] = (
    (ProgressReport, "task__organization", "what_done"),
    (ProgressReport, "task__organization", "filler_name"),
    (Remark, "report__task__organization", "text"),
    (ExtensionRequest, "task__organization", "reason"),
    (NotApplicableRequest, "task__organization", "reason"),
    (TaskEvent, "task__organization", "reason"),
)


@dataclass
class Side:
    """One's own things as seen from a place: the roles are named from there."""

    title: str
    world: World
    things: dict[str, object]

    def pk(self, thing: str) -> int:
        return self.things[thing].pk  # type: ignore[attr-defined]


@dataclass
class AccessWorld:
    """`sides`: the school's own things, the neighbour's, another municipality's; `foreign`: another region's."""

    sides: list[Side]
    foreign: Side
    folder: Path
    words: dict[int, str] = field(default_factory=dict)
    sessions: dict[int, str] = field(default_factory=dict)
    last_event: int = 0

    @property
    def own(self) -> Side:
        return self.sides[0]

    @property
    def all_words(self) -> set[str]:
        return {FOREIGN, *self.words.values()}

    def client(self, actor: Actor | None, **options: bool) -> Client:
        """A browser of this person that remembers nothing of the pages before."""
        client = Client(**options)
        if actor:
            client.cookies[django_settings.SESSION_COOKIE_NAME] = self.sessions[actor.user.pk]
        return client

    def forbidden(self, actor: Actor) -> set[str]:
        """Words that this person must never read."""
        return self.all_words - self._readable(actor)

    def _readable(self, actor: Actor) -> set[str]:
        own, words = actor.organization, self.words
        if actor.reads_all or actor.is_administrator:
            return set(words.values())
        seen = {own.pk, own.parent_id}
        if actor.is_coordinator:
            seen |= set(Organization.objects.filter(municipality=own.municipality).values_list("pk", flat=True))
        return {words[pk] for pk in seen if pk in words}


def make_access(folder: Path) -> AccessWorld:
    """All of it by the real services, as `make_busy` does."""
    busy = make_busy(folder, make_world(), make_world(make_region()))
    far = make_busy(folder, busy.foreign, busy.world)
    for one in (busy, far):
        one.things |= telling_things(one.world)
        one.things |= telling_things_of_the_school(one.world) | telling_things_of_the_territory(one.world)
        one.things |= telling_places(one.world)
    access = AccessWorld(_sides(busy), Side("другой регион", far.world, far.things), folder)
    _brand(access, busy, far)
    everybody = {*User.objects.filter(memberships__region__in=[busy.world.region, far.world.region])}
    for user in everybody:
        client = Client()
        client.force_login(user)
        access.sessions[user.pk] = client.session.session_key
    access.last_event = AuditEvent.objects.latest("pk").pk
    return access


def _sides(busy: Busy) -> list[Side]:
    world = busy.world
    next_door = replace(
        world,
        school=world.neighbour,
        neighbour=world.school,
        actors=world.actors | {"school": world["neighbour"], "neighbour": world["school"]},
    )
    other_place = _other_place(world)
    of_neighbour = things_of_the_school(next_door, busy.resolution) | telling_things_of_the_school(next_door)
    of_other = things_of_the_school(other_place, busy.resolution) | telling_things_of_the_school(other_place)
    of_other |= things_of_the_territory(other_place, busy.resolution) | telling_things_of_the_territory(other_place)
    return [
        Side("своё", world, busy.things),
        Side("соседа", next_door, busy.things | of_neighbour),
        Side("другого муниципалитета", other_place, busy.things | of_other),
    ]


def _other_place(world: World) -> World:
    """The same world looked at from the other municipality, which gets a second school."""
    second = make_organization(world.region, municipality=world.other_municipality, parent=world.other_authority)
    turned = {
        "coordinator": world["other_coordinator"],
        "school": world["other_school"],
        "neighbour": make_actor(second, Role.SCHOOL),
        "other_coordinator": world["coordinator"],
        "other_school": world["school"],
    }
    return replace(
        world,
        municipality=world.other_municipality,
        authority=world.other_authority,
        school=world.other_school,
        neighbour=second,
        other_municipality=world.municipality,
        other_authority=world.authority,
        other_school=world.school,
        actors=world.actors | turned,
    )


# --- words ----------------------------------------------------------------------------------------
def _brand(access: AccessWorld, busy: Busy, far: Busy) -> None:
    places = {name: getattr(busy.world, name) for name in WORDS if name != "other_neighbour"}
    places["other_neighbour"] = access.sides[2].world.neighbour
    for name, organization in places.items():
        access.words[organization.pk] = WORDS[name]
        _brand_one(organization, WORDS[name])
    for organization in far.world.region.organizations.all():
        organization.inn = f"77{organization.pk:08}"
        _brand_one(organization, FOREIGN)
    far.world.region.municipalities.update(name=Concat(F("name"), Value(FOREIGN)))
    for authority in (busy.world.authority, busy.world.other_authority):
        Municipality.objects.filter(pk=authority.municipality_id).update(
            name=Concat(F("name"), Value(access.words[authority.pk]))
        )
    for model, column in _of_the_region():
        model.objects.filter(region=far.world.region).update(**{column: Concat(F(column), Value(FOREIGN))})


def _brand_one(organization: Organization, word: str) -> None:
    organization.name += f" {word}"
    organization.save()
    OrganizationName.objects.filter(organization=organization).update(name=organization.name)
    people = Membership.objects.filter(organization=organization).values("user")
    User.objects.filter(pk__in=people).update(full_name=Concat(F("full_name"), Value(word)))
    for model, way, column in WRITTEN:
        model.objects.filter(**{way: organization}).update(**{column: Concat(F(column), Value(f" {word}"))})
    files = Evidence.objects.filter(report__task__organization=organization, stored__isnull=False)
    files.update(file_name=Concat(Value(f"{word} "), F("file_name")))


def _of_the_region() -> tuple[tuple[type[models.Model], str], ...]:
    from_things = Evidence._meta.apps.get_model
    return (
        (from_things("recommendations", "Resolution"), "title"),
        (from_things("recommendations", "Recommendation"), "text"),
        (from_things("recommendations", "Assignment"), "expected_result"),
        (from_things("recommendations", "PendingDocument"), "file_name"),
        (from_things("recommendations", "LegalAct"), "title"),
    )


# --- fixtures -------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def _access_module(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AccessWorld]:
    folder = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder), transaction.atomic():
        with time_machine.travel(TODAY, tick=False):
            access = make_access(folder)
        yield access
        transaction.set_rollback(True)


@pytest.fixture
def access(_access_module: AccessWorld, db: None, media: None, settings: Settings) -> Iterator[AccessWorld]:
    """The world of the access tests at noon of TODAY."""
    settings.MEDIA_ROOT = _access_module.folder
    with time_machine.travel(TODAY, tick=False):
        yield _access_module
