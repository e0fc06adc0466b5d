"""An object shows its own history in words, to whoever sees the object, without anything personal."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Model
from django.template import Context, Template
from django.urls import reverse

from organizations.access import Actor
from organizations.models import Invitation, Organization
from organizations.services.audit import record, record_command
from organizations.services.registry_import import apply_registry
from organizations.services.registry_import_undo import undo_registry
from tests.busy import signed_in
from tests.factories import NOW, World, make_assignment
from tests.imports import make_import
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


def act(world: World, name: str, about: Model, **noted: Any) -> None:
    record(actor=world["administrator"], act=name, about=about, **noted)


def offered(world: World, **facts: Any) -> Invitation:
    given = {"organization": world.school, "role": "school", "created_by": world["administrator"].user}
    times = {"created_at": NOW, "expires_at": NOW + timedelta(days=14)}
    return Invitation.objects.create(region=world.region, **{**given, **times, **facts})


def test_the_history_of_an_organization_tells_of_its_people(world: World) -> None:
    """«organisation ← its seats and invitations»: given, ended and handed over, in words and by name."""
    seat, invitation = world["school"].membership, offered(world)
    act(world, "give_seat", seat)
    act(world, "hand_over", seat, reason="Ушла в отпуск.")
    act(world, "invite", invitation)
    act(world, "invite", offered(world, organization=world.neighbour), reason="Чужое приглашение.")
    text = history(world["administrator"], world.school)
    name = seat.user.short_name.replace("\u00a0", " ")
    assert f"Дано место работы: {name}, школьный администратор" in text
    assert f"Переданы дела: {name}, школьный администратор" in text
    assert "Отправлено приглашение: школьный администратор" in text
    assert "Чужое приглашение" not in text


def test_who_does_not_see_the_people_of_an_organization_sees_no_acts_on_them(world: World) -> None:
    act(world, "give_seat", world["school"].membership)
    act(world, "invite", offered(world))
    assert "Записей пока нет" in history(world["observer"], world.school)
    assert "Отправлено приглашение" not in history(world["school"], world.school)


def test_one_act_that_invites_many_stands_in_the_history_of_each(world: World) -> None:
    record(actor=world["administrator"], act="invite_many", count=1, organizations=[world.school.pk])
    offered(world, created_at=world["administrator"].now)
    assert "Приглашены организации" in history(world["administrator"], world.school)
    assert "Приглашены организации" not in history(world["administrator"], world.neighbour)


def test_a_reorganization_stands_in_the_history_of_the_successor(world: World) -> None:
    Organization.objects.filter(pk=world.neighbour.pk).update(closed_on=NOW.date(), successor=world.authority)
    act(world, "merge_organization", world.neighbour, reason="Приказ № 5")
    act(world, "rename_organization", world.neighbour)
    text = history(world["head"], world.authority)
    assert f"Организация присоединена к другой: {world.neighbour}" in text
    assert "Приказ № 5" in text
    assert "переименована" not in text


def test_the_page_of_a_person_tells_of_places_invitations_and_ways_in(world: World) -> None:
    """«person ← seats, `user` of sign-ins as a short line only for administrators»."""
    seat = world["school"].membership
    act(world, "give_seat", seat)
    act(world, "accept_invitation", offered(world, membership=seat, accepted_at=NOW))
    record(actor=world["school"], act="add_second_factor")
    record(actor=world["school"], act="sign_in")
    text = history(world["administrator"], seat.user)
    place = f"школьный администратор, {world.school}"
    assert f"Дано место работы: {place}" in text
    assert f"Приглашение принято: {place}" in text
    assert "Включён второй шаг входа" in text
    assert re.search(r"Последние входы: <time [^>]*>01\.09\.2026 10:00</time>\.", text)
    assert "Вход в портал" not in text
    other = history(world["coordinator"], seat.user)
    assert "Дано место работы" in other
    for words in ("второй шаг", "Последние входы"):
        assert words not in other, words


def test_the_history_asks_the_journal_by_numbers(world: World, django_assert_max_num_queries) -> None:
    """«set-based»: as many queries for three places of work as for thirty."""
    for _ in range(30):
        act(world, "give_seat", world["school"].membership)
    with django_assert_max_num_queries(11):
        history(world["administrator"], world.school)


def test_the_history_of_a_person_tells_of_the_places_that_the_reader_sees(world: World) -> None:
    person, seat = world["school"].user, world["school"].membership
    record(actor=world["administrator"], act="end_seat", about=seat, reason="Уволена.")
    assert "Основание: Уволена." in history(world["coordinator"], person)
    assert "Основание: Уволена." not in history(world["other_coordinator"], person)


def test_an_organization_tells_what_a_registry_file_has_done_with_it(world: World) -> None:
    """One act loads a whole file: its journal row names the file alone."""
    row = {"phone": "2-22-22", "kind": "changed", "organization": world.school}
    made = make_import(world, row, {"name": "Новая школа", "municipality": str(world.municipality.pk)})
    was = world.school.phone
    apply_registry(actor=world["administrator"], registry_import=made)
    text = history(world["administrator"], world.school)
    assert "Загружен реестр организаций: реестр.xlsx" in text
    assert f"Телефон: «{was}» → «2-22-22»" in text if was else "Телефон: «2-22-22»" in text
    assert made.get_absolute_url() in text
    assert made.get_absolute_url() not in history(world["school"], world.school)
    assert "Краткое наименование: «Новая школа»" in history(
        world["administrator"], Organization.objects.get(name="Новая школа")
    )
    assert "Загружен реестр" not in history(world["administrator"], world.neighbour)
    undo_registry(actor=world["administrator"], registry_import=made)
    assert "Отменена загрузка реестра: реестр.xlsx" in history(world["administrator"], world.school)
