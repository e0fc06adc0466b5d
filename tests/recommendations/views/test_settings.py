"""Pages of the region's settings."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import AuditEvent, Region
from recommendations.services.settings import SECTIONS
from tests.busy import signed_in
from tests.factories import World
from tests.pages import read

DEADLINES = "/settings/deadlines/"


@pytest.fixture
def administrator(world: World) -> Client:
    return signed_in(world["administrator"])


def stored(world: World) -> dict:
    return Region.objects.get(pk=world.region.pk).settings


def opened(client: Client, url: str = DEADLINES) -> dict[str, str]:
    """What a person sends who opens the page and presses the button: the text fields as they stand."""
    inputs = read(client.get(url)).inputs
    return {name: given.get("value", "") for name, given in inputs.items() if given.get("type") in {"text", "hidden"}}


def test_the_page_shows_each_setting_with_its_default_and_range(administrator: Client) -> None:
    """«each with its Russian label, unit, default shown («по умолчанию 3 дня»), allowed range, what it affects»."""
    for section in SECTIONS:
        text = " ".join(read(administrator.get(f"/settings/{section.slug}/")).words).replace("\xa0", " ")
        for one in section.settings:
            assert one.label in text
            assert one.about in text
    deadlines = " ".join(read(administrator.get(DEADLINES)).words).replace("\xa0", " ")
    assert "По умолчанию: 3 дня; допустимо: от 1 до 366." in deadlines


def test_a_changed_setting_is_kept_and_marked(administrator: Client, world: World) -> None:
    answer = administrator.post(DEADLINES, opened(administrator) | {"urgent_days": "5", "count_working_days": "да"})
    assert (answer.status_code, answer.url) == (302, reverse("settings-list"))
    assert stored(world) == {"control": {"urgent_days": 5, "count_working_days": True}}
    text = administrator.get(reverse("settings-list")).content.decode()
    assert "изменено; по умолчанию: 3\xa0дня" in text
    assert opened(administrator)["urgent_days"] == "5"


def test_an_empty_field_is_the_default(administrator: Client, world: World) -> None:
    administrator.post(DEADLINES, opened(administrator) | {"urgent_days": "5"})
    administrator.post(DEADLINES, opened(administrator) | {"urgent_days": ""})
    assert stored(world) == {"control": {}}


@pytest.mark.parametrize("pressed", ["urgent_days", "all"])
def test_one_button_gives_the_default_back(administrator: Client, world: World, pressed: str) -> None:
    administrator.post(DEADLINES, opened(administrator) | {"urgent_days": "5", "prompt_days": "7"})
    administrator.post(DEADLINES, opened(administrator) | {"reset": pressed})
    assert stored(world) == {"control": {} if pressed == "all" else {"prompt_days": 7}}


def test_a_fault_stands_beside_its_field_and_nothing_typed_is_lost(administrator: Client, world: World) -> None:
    answer = administrator.post(DEADLINES, opened(administrator) | {"urgent_days": "400", "prompt_days": "8"})
    page = read(answer)
    assert answer.status_code == 422
    assert [page.inputs[name]["value"] for name in ("urgent_days", "prompt_days")] == ["400", "8"]
    assert re.search(r'id="id_urgent_days_error"[^>]*>\s*<p[^>]*>Нужно целое число от 1 до 366\.', answer.text)
    assert stored(world) == {}


def test_the_second_window_is_told_and_may_save_after_that(administrator: Client, world: World) -> None:
    """«a stale form is told, not overwriting silently»"""
    first, second = opened(administrator), opened(administrator)
    administrator.post(DEADLINES, first | {"urgent_days": "5"})
    answer = administrator.post(DEADLINES, second | {"prompt_days": "7"})
    assert answer.status_code == 422
    assert "в другом окне. Сейчас: Срок «срочно» — 5" in answer.text
    page = read(answer)
    again = {name: page.inputs[name].get("value", "") for name in second}
    assert administrator.post(DEADLINES, again).status_code == 302
    assert stored(world) == {"control": {"prompt_days": 7}}


def test_roles_with_a_second_factor_are_chosen(administrator: Client, world: World) -> None:
    url = "/settings/access/"
    sent = opened(administrator, url)
    administrator.post(url, sent | {"second_factor_roles": ["administrator", "municipal"]})
    assert stored(world) == {"access": {"second_factor_roles": ["municipal", "administrator"]}}
    answer = administrator.post(url, opened(administrator, url) | {"second_factor_roles": ["headmaster"]})
    assert answer.status_code == 422
    administrator.post(url, opened(administrator, url) | {"second_factor_roles": [], "reset": "second_factor_roles"})
    assert stored(world) == {"access": {}}


def test_a_damaged_mark_of_what_was_seen_stops_nothing_worse(administrator: Client, world: World) -> None:
    assert administrator.post(DEADLINES, {"seen": "{", "urgent_days": "5"}).status_code == 302
    assert administrator.post(DEADLINES, {"seen": "[1]", "urgent_days": "6"}).status_code == 422
    assert stored(world) == {"control": {"urgent_days": 5}}


def test_the_region_is_renamed(administrator: Client, world: World) -> None:
    sent = opened(administrator, "/settings/region/")
    answer = administrator.post("/settings/region/", sent | {"time_zone": "Луна"})
    assert answer.status_code == 422
    assert "Часовой пояс «Луна» неизвестен" in answer.text
    assert administrator.post("/settings/region/", sent | {"name": "Новая область"}).status_code == 302
    assert Region.objects.get(pk=world.region.pk).name == "Новая область"
    assert AuditEvent.objects.get(act="change_settings").changes["name"][1] == "Новая область"


def test_others_are_refused_with_the_reason(world: World) -> None:
    answer = signed_in(world["head"]).get(reverse("settings-list"))
    assert answer.status_code == 403
    assert "Настройки региона меняет администратор портала." in answer.text


def test_the_administrator_keeps_the_second_step(administrator: Client, world: World) -> None:
    """One administrator must not open the door for all others; every other role may go."""
    url = "/settings/access/"
    sent = opened(administrator, url)
    sent.pop("second_factor_roles", None)
    answer = administrator.post(url, sent)
    assert answer.status_code == 422
    assert "Роль «администратор портала» снять нельзя" in answer.text
    assert stored(world) == {}
    administrator.post(url, sent | {"second_factor_roles": ["administrator"]})
    assert stored(world) == {"access": {"second_factor_roles": ["administrator"]}}
