"""The administrator's start page: what waits, what there is, where to begin."""

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import Membership, Organization, RegistryImport, User
from tests.busy import signed_in
from tests.factories import NOW, World, make_actor, make_organization, make_region
from tests.pages import Page, read


@pytest.fixture
def administrator(world: World) -> Client:
    return signed_in(world["administrator"])


def counts(page: Page) -> dict[str, str]:
    """Address of a card → its words."""
    return {link.url.split("?")[0]: " ".join(link.text.split()) for link in page.links if "count" in link.classes}


def test_three_counts_that_matter(administrator: Client, world: World) -> None:
    """«вакантные места, приглашения без ответа, неудачные входы сегодня»"""
    Membership.objects.filter(organization=world.school).update(valid_to="2021-01-01")
    Client().post("/accounts/login/", {"login": world["school"].user.email, "password": "неверный"})
    found = counts(read(administrator.get("/")))
    assert list(found) == [reverse("people-vacant"), reverse("invitation-list"), reverse("audit-list")]
    assert "1 организации, где некому ответить" in found[reverse("people-vacant")]


def test_failed_sign_ins_of_today_open_their_rows(administrator: Client, world: World) -> None:
    for _ in range(2):
        Client().post("/accounts/login/", {"login": world["school"].user.email, "password": "неверный"})
    page = read(administrator.get("/"))
    link = next(one for one in page.links if one.url.startswith(reverse("audit-list") + "?act=sign_in_failed"))
    assert " 2 " in " ".join(link.text.split())
    assert read(administrator.get(link.url)).total == 2


def test_a_registry_file_that_waits_stands_above_the_counts(administrator: Client, world: World) -> None:
    file = RegistryImport.objects.create(
        region=world.region,
        stage="ready",
        file_name="Школы.xlsx",
        created_by=world["administrator"].user,
        created_at=NOW,
    )
    page = administrator.get("/")
    assert "Загрузка реестра ждёт решения" in page.text
    assert file.get_absolute_url() in [link.url for link in read(page).links]


def test_an_empty_region_is_shown_its_first_steps(administrator: Client, db: None) -> None:
    """«next steps for an empty region»"""
    assert "С чего начать" not in administrator.get("/").text
    region = make_region()
    alone = make_actor(make_organization(region, "department"), "administrator")
    page = signed_in(alone).get("/")
    assert "С чего начать" in page.text
    urls = [link.url for link in read(page).links]
    assert {reverse(name) for name in ("registry-import", "settings-list", "calendar-year", "people-vacant")} <= set(
        urls
    )
    assert Organization.objects.filter(region=region).count() == 1


@pytest.mark.parametrize("is_staff", [True, False])
def test_the_service_section_is_a_link_for_those_who_may_enter(world: World, is_staff: bool) -> None:
    """«Link «Служебный раздел» for administrators only where they may enter»"""
    User.objects.filter(pk=world["administrator"].user.pk).update(is_staff=is_staff)
    urls = [link.url for link in read(signed_in(world["administrator"]).get("/")).links]
    assert (reverse("admin:index") in urls) == is_staff


def test_the_side_menu_groups_the_settings(administrator: Client, world: World) -> None:
    """«Navigation: a section «Настройки» for the administrator; keep the side menu short, grouped»."""
    own = [link for link in read(administrator.get("/")).links if "nav-item" in link.classes]
    assert [link.url for link in own][-3:] == [
        reverse(name) for name in ("settings-list", "calendar-year", "role-list")
    ]
    assert "nav-heading" in administrator.get("/").text
    assert "nav-heading" not in signed_in(world["school"]).get("/").text
