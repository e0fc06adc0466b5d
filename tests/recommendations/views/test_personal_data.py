"""The administrator removes what describes a former employee, from the person's page."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from organizations.models import Membership, User
from tests.busy import TODAY, signed_in
from tests.factories import World, make_world
from tests.pages import read


@pytest.fixture
def left(world: World) -> User:
    seat = Membership.objects.filter(pk=world["school"].membership.pk)
    seat.update(valid_to=date(2026, 9, 15))
    return world["school"].user


@time_machine.travel(TODAY, tick=False)
def test_the_page_says_what_goes_and_the_act_asks_for_a_ground(world: World, left: User) -> None:
    client, url = signed_in(world["administrator"]), reverse("person-anonymise", args=[left.pk])
    detail = reverse("person-detail", args=[left.pk])
    assert url in [link.url for link in read(client.get(detail)).links]
    assert "Отчёты, сводки и записи журнала сохранятся" in " ".join(read(client.get(url)).words)
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Заявление."}).url == detail
    page = read(client.get(detail))
    assert f"Сотрудник № {left.pk}" in page.words
    assert left.email not in page.words
    assert client.post(url, {"reason": "Заявление."}).status_code == 403


@time_machine.travel(TODAY, tick=False)
def test_who_worked_in_another_region_is_not_forgotten_here(world: World, left: User) -> None:
    other = make_world()
    seat = {"role": "school", "valid_from": date(2020, 1, 1), "valid_to": date(2021, 1, 1)}
    Membership.objects.create(region=other.region, user=left, organization=other.school, **seat)
    answer = signed_in(world["administrator"]).get(reverse("person-anonymise", args=[left.pk]))
    assert answer.status_code == 403
    assert "в другом регионе" in answer.content.decode()
