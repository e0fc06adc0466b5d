"""An object shows its own history in words, to whoever sees the object, without anything personal."""

from dataclasses import replace

import pytest
from django.template import Context, Template
from django.urls import reverse

from organizations.access import Actor
from organizations.services.audit import record, record_command
from tests.busy import signed_in
from tests.factories import World, make_assignment
from tests.pages import read

TAG = Template("{% load journal %}{% object_history thing %}")


def history(actor: Actor, thing: object) -> str:
    text = TAG.render(Context({"thing": thing, "current_actor": actor}))
    return " ".join(text.replace("\u00a0", " ").split())


@pytest.fixture
def told(world: World) -> World:
    administrator = replace(world["administrator"], address="10.1.2.3", request_id="обращение-1")
    changes = {"settlement": ("Вязьма", "Сафоново")}
    record(actor=administrator, act="change_record", about=world.school, changes=changes, reason="Приказ № 7")
    record(actor=administrator, act="download_evidence", about=world.school)
    record(actor=administrator, act="view_personal", about=world.school)
    record(actor=administrator, act="refused", outcome="refused", about=world.school)
    return world


def test_the_history_says_what_was_changed_by_whom_and_why(told: World) -> None:
    text = history(told["school"], told.school)
    for words in (
        "01.09.2026 10:00",
        f"{told['administrator'].user.short_name}, администратор портала".replace("\u00a0", " "),
        "Изменена запись справочника",
        "Населённый пункт: «Вязьма» → «Сафоново»",
        "Основание: Приказ № 7",
    ):
        assert words in text, words


def test_looks_refusals_and_addresses_are_left_out(told: World) -> None:
    text = history(told["school"], told.school)
    for words in ("скачан", "просмотр", "попытка", "10.1.2.3", "обращение-1"):
        assert words not in text.lower(), words


def test_only_those_who_read_the_journal_are_led_to_it(told: World) -> None:
    assert "Все записи журнала" in history(told["administrator"], told.school)
    assert "Все записи журнала" not in history(told["head"], told.school)


def test_what_the_installation_did_is_the_portals(told: World) -> None:
    record_command(region=told.region, act="import_registry", about=told.neighbour)
    assert "— портал" in history(told["head"], told.neighbour)
    assert "Записей пока нет" in history(told["head"], told.authority)


def test_a_long_history_is_cut(told: World) -> None:
    for number in range(25):
        record(actor=told["administrator"], act="change_record", about=told.school, reason=f"основание {number}")
    text = history(told["head"], told.school)
    assert "Показаны последние 20 записей" in text
    assert "основание 24" in text
    assert "основание 4." not in text


@pytest.mark.parametrize("who", ["specialist", "administrator", "school"])
def test_the_card_of_an_organization_shows_it(told: World, who: str) -> None:
    page = read(signed_in(told[who]).get(told.school.get_absolute_url()))
    assert "Населённый пункт: «Вязьма» → «Сафоново»" in page.words


def test_the_page_of_an_assignment_shows_it(world: World) -> None:
    assignment = make_assignment(world)
    page = read(signed_in(world["specialist"]).get(reverse("assignment-detail", args=[assignment.pk])))
    assert "Подготовлен проект поручения" in page.words


def test_the_page_of_a_person_tells_no_personal_values(world: World) -> None:
    person = world["school"].user
    changes = {"email": (person.email, "new@test.example")}
    record(actor=world["administrator"], act="change_record", about=person, changes=changes)
    text = history(world["administrator"], person)
    assert "Электронная почта: изменено" in text
    assert "new@test.example" not in text


def test_the_history_of_a_person_tells_of_the_places_that_the_reader_sees(world: World) -> None:
    person, seat = world["school"].user, world["school"].membership
    record(actor=world["administrator"], act="end_seat", about=seat, reason="Уволена.")
    assert "Основание: Уволена." in history(world["coordinator"], person)
    assert "Основание: Уволена." not in history(world["other_coordinator"], person)
