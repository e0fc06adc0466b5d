"""Pages of a reorganization: questions, the preview with a decision for each task, one act."""

import re
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from organizations.models import AuditEvent, Membership, Organization
from recommendations.models import Task, TaskEvent
from recommendations.statuses import TaskStatus
from tests.factories import World, make_region, make_task, make_world
from tests.pages import read
from tests.recommendations.services.test_reorganizations import only_school
from tests.stations import bring, draft, fresh

pytestmark = pytest.mark.django_db
GROUNDS = {"on": "2026-10-01", "basis": "приказ от 20.09.2026 № 5", "reason": "Оптимизация."}


@pytest.fixture
def administrator(world: World, sign_in, time_machine_day) -> Client:
    return sign_in(world["administrator"])


@pytest.fixture
def time_machine_day():
    with time_machine.travel("2026-10-05 12:00+03:00", tick=False):
        yield


def url(act: str, organization: Organization) -> str:
    return reverse(f"organization-{act}", args=[organization.pk])


def stamp(response) -> str:
    return re.search(r'name="stamp" value="(\w+)"', response.content.decode())[1]


def preview(client: Client, act: str, organization: Organization, **asked: str):
    response = client.post(url(act, organization), GROUNDS | asked | {"preview": "1"})
    assert response.status_code == 200
    return response


def test_the_preview_changes_nothing(world: World, administrator: Client) -> None:
    bring(world, TaskStatus.IN_PROGRESS, **only_school(world))
    before = TaskEvent.objects.count(), AuditEvent.objects.exclude(act__startswith="sign").count()
    shown = preview(administrator, "merge", world.school, into=world.neighbour.name)
    assert "Открытых обязательств — 1: в работе 1" in " ".join(read(shown).words)
    assert (TaskEvent.objects.count(), AuditEvent.objects.exclude(act__startswith="sign").count()) == before
    assert Organization.objects.get(pk=world.school.pk).closed_on is None


def test_a_merge_from_question_to_act(world: World, administrator: Client) -> None:
    task = bring(world, TaskStatus.IN_PROGRESS, **only_school(world))
    asked = {"into": world.neighbour.name}
    shown = preview(administrator, "merge", world.school, **asked)
    seat = world["school"].membership
    assert read(shown).inputs["seats"]["value"] == str(seat.pk)
    decided = {"stamp": stamp(shown), "confirm": "1", f"task_{task.pk}": "transfer-0", "seats": str(seat.pk)}
    done = administrator.post(url("merge", world.school), GROUNDS | asked | decided, follow=True)
    assert done.status_code == 200
    assert "передано 1" in done.content.decode()
    assert Task.objects.get(predecessor=task).organization == world.neighbour
    assert Membership.objects.filter(user=seat.user, organization=world.neighbour).exists()


def test_for_all_sets_what_is_possible(world: World, administrator: Client) -> None:
    for _ in range(2):
        make_task(world, **only_school(world))
    shown = preview(administrator, "close", world.school)
    assert set(re.findall(r'<option value="(\w+)" selected', shown.content.decode())) == {"withdraw"}
    asked = {"heir": world.neighbour.name}
    shown = preview(administrator, "close", world.school, **asked)
    assert len(re.findall(r'value="transfer-0" selected', shown.content.decode())) == 2
    everything = GROUNDS | asked | {"stamp": stamp(shown), "all": "withdraw", "apply": "1"}
    shown = administrator.post(url("close", world.school), everything)
    assert len(re.findall(r'value="withdraw" selected', shown.content.decode())) == 2
    assert Organization.objects.get(pk=world.school.pk).closed_on is None


def test_a_plan_changed_meanwhile_is_shown_anew_with_the_choice_kept(world: World, administrator: Client) -> None:
    """«a stale preview (tasks changed since) is told and shown anew with the choices kept»."""
    task = make_task(world, **only_school(world))
    asked = {"heir": world.neighbour.name}
    shown = preview(administrator, "close", world.school, **asked)
    draft(world, task)
    decided = GROUNDS | asked | {"stamp": stamp(shown), "confirm": "1", f"task_{task.pk}": "withdraw"}
    told = administrator.post(url("close", world.school), decided)
    assert told.status_code == 422
    assert "что-то изменилось" in told.content.decode()
    assert re.search(r'value="withdraw" selected', told.content.decode())
    assert fresh(task).status == TaskStatus.IN_PROGRESS
    done = administrator.post(url("close", world.school), decided | {"stamp": stamp(told)})
    assert done.status_code == 302
    assert fresh(task).status == TaskStatus.WITHDRAWN


def test_sent_twice_is_done_once(world: World, administrator: Client) -> None:
    shown = preview(administrator, "close", world.school)
    decided = GROUNDS | {"stamp": stamp(shown), "confirm": "1"}
    assert administrator.post(url("close", world.school), decided).status_code == 302
    again = administrator.post(url("close", world.school), decided)
    assert again.status_code == 403
    assert "уже закрыта" in again.content.decode()
    assert AuditEvent.objects.filter(act="close_organization").count() == 1


def test_an_ambiguous_name_is_answered_with_candidates(world: World, administrator: Client) -> None:
    """«answers with candidates as radios when ambiguous, works without JavaScript»."""
    Organization.objects.filter(pk=world.neighbour.pk).update(name="Школа № 1", search_text="школа № 1")
    Organization.objects.filter(pk=world.other_school.pk).update(name="Школа № 10", search_text="школа № 10")
    response = administrator.post(url("merge", world.school), GROUNDS | {"into": "школа", "preview": "1"})
    assert response.status_code == 422
    assert "Выберите одну из списка" in response.content.decode()
    chosen = {"into": "школа", "into_id": str(world.other_school.pk), "preview": "1"}
    assert administrator.post(url("merge", world.school), GROUNDS | chosen).status_code == 200
    for exact in ("Школа № 1", str(world.neighbour.pk), f"№ {world.neighbour.pk}"):
        shown = preview(administrator, "merge", world.school, into=exact)
        assert f'value="{exact}"' in shown.content.decode()
    none = administrator.post(url("merge", world.school), GROUNDS | {"into": "лицей", "preview": "1"})
    assert "Такой организации нет" in none.content.decode()


def test_an_organization_of_another_region_cannot_be_chosen(world: World, administrator: Client) -> None:
    stranger = make_world(make_region())
    asked = {"into": str(stranger.school.pk), "preview": "1"}
    response = administrator.post(url("merge", world.school), GROUNDS | asked)
    assert "Такой организации нет" in response.content.decode()
    assert administrator.get(url("merge", stranger.school)).status_code == 404


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"on": "2026-10-06"}, "День ещё не наступил"),
        ({"basis": ""}, "Обязательное поле"),
        ({"names": ""}, "Введите хотя бы одно наименование"),
        ({"names": "Школа А\nШкола А"}, "Наименования повторяются"),
    ],
)
def test_what_cannot_be_is_told_at_the_field(world: World, administrator: Client, asked: dict, told: str) -> None:
    response = administrator.post(url("split", world.school), GROUNDS | {"names": "Школа А"} | asked)
    assert response.status_code == 422
    assert told in response.content.decode()


def test_a_split_from_question_to_act(world: World, administrator: Client) -> None:
    task = make_task(world, **only_school(world))
    asked = {"names": "Школа А\nШкола Б"}
    shown = preview(administrator, "split", world.school, **asked)
    decided = {"stamp": stamp(shown), "confirm": "1", f"task_{task.pk}": "transfer-1"}
    assert administrator.post(url("split", world.school), GROUNDS | asked | decided).status_code == 302
    assert Task.objects.get(predecessor=task).organization.name == "Школа Б"


def test_a_move_from_question_to_act(world: World, administrator: Client) -> None:
    task = make_task(world, **only_school(world))
    asked = {"authority": world.other_authority.name}
    shown = preview(administrator, "move", world.school, **asked)
    assert "согласует новый орган" in " ".join(read(shown).words)
    decided = {"stamp": stamp(shown), "confirm": "1"}
    assert administrator.post(url("move", world.school), GROUNDS | asked | decided).status_code == 302
    assert fresh(task).municipality == world.other_municipality
    assert Organization.objects.get(pk=world.school.pk).parent == world.other_authority


def test_an_authority_asks_where_its_schools_go(world: World, administrator: Client) -> None:
    response = administrator.post(url("close", world.authority), GROUNDS | {"preview": "1"})
    assert response.status_code == 422
    assert "Укажите, кому они будут подчинены" in response.content.decode()


def test_the_card_shows_the_life_of_the_organization(world: World, administrator: Client) -> None:
    shown = preview(administrator, "merge", world.school, into=world.neighbour.name)
    decided = {"into": world.neighbour.name, "stamp": stamp(shown), "confirm": "1"}
    administrator.post(url("merge", world.school), GROUNDS | decided)
    card = " ".join(read(administrator.get(world.school.get_absolute_url())).words)
    assert "закрыта с 01.10.2026, правопреемник —" in card
    assert "Жизнь организации" not in card
    heir = " ".join(read(administrator.get(world.neighbour.get_absolute_url())).words)
    assert "Присоединены" in heir
    assert world.school.name in heir


def test_the_page_of_a_passed_task_says_from_whom(world: World, administrator: Client, client: Client) -> None:
    """The successor sees from whom it came; the page of the former task, which is not its own, stays closed."""
    task = make_task(world, **only_school(world))
    shown = preview(administrator, "merge", world.school, into=world.neighbour.name)
    decided = {"into": world.neighbour.name, "stamp": stamp(shown), "confirm": "1"}
    administrator.post(url("merge", world.school), GROUNDS | decided)
    heir = Task.objects.get(predecessor=task)
    client.force_login(world["neighbour"].user)
    page = read(client.get(heir.get_absolute_url()))
    assert "Передано от" in page.words
    assert task.get_absolute_url() not in [link.url for link in page.links]
    client.force_login(world["specialist"].user)
    assert task.get_absolute_url() in [link.url for link in read(client.get(heir.get_absolute_url())).links]
    assert heir.get_absolute_url() in [link.url for link in read(client.get(task.get_absolute_url())).links]


def test_days_of_the_page_are_those_of_the_region(world: World, administrator: Client) -> None:
    assert read(administrator.get(url("close", world.school))).inputs["on"]["value"] == date(2026, 10, 5).isoformat()


def test_the_move_offers_authorities_alone(world: World, administrator: Client) -> None:
    """«the move form offers schools as authorities when searching»: only those that may stand above a school."""
    Organization.objects.filter(pk=world.other_school.pk).update(search_text="отдел образования школы")
    Organization.objects.filter(pk=world.other_authority.pk).update(search_text="отдел образования")
    shown = preview(administrator, "move", world.school, authority="отдел образования")
    assert f"Выбрана: <strong>{world.other_authority}" in shown.content.decode()
    address = reverse("organization-suggest")
    found = administrator.get(address, {"q": "отдел образования", "kind": "authority"}).json()["results"]
    assert [one["id"] for one in found] == [world.other_authority.pk]


def test_for_all_begins_with_what_is_proposed(world: World, administrator: Client) -> None:
    """«the first option must be the safe default («как предложено»)»; it takes every choice back."""
    task = make_task(world, **only_school(world))
    asked = {"heir": world.neighbour.name}
    shown = preview(administrator, "close", world.school, **asked)
    first = re.search(r'id="all-fates"><option value="(\w+)">([^<]+)', shown.content.decode())
    assert first.groups() == ("proposed", "как предложено")
    back = {"stamp": stamp(shown), "all": "proposed", "apply": "1", f"task_{task.pk}": "withdraw"}
    shown = administrator.post(url("close", world.school), GROUNDS | asked | back)
    assert re.search(r'value="transfer-0" selected', shown.content.decode())


def test_choices_are_kept_while_a_question_is_mended(world: World, administrator: Client) -> None:
    """«nothing typed is lost»: a wrong successor at the moment of confirming does not forget the decisions."""
    task = make_task(world, **only_school(world))
    shown = preview(administrator, "merge", world.school, into=world.neighbour.name)
    wrong = GROUNDS | {"into": "нет такой", "stamp": stamp(shown), "confirm": "1", f"task_{task.pk}": "withdraw"}
    told = administrator.post(url("merge", world.school), wrong)
    assert told.status_code == 422
    inputs = read(told).inputs
    assert inputs[f"task_{task.pk}"]["value"] == "withdraw"
    assert "seats" not in inputs
    again = {name: inputs[name]["value"] for name in ("stamp", f"task_{task.pk}")}
    shown = preview(administrator, "merge", world.school, into=world.neighbour.name, **again)
    assert re.search(r'value="withdraw" selected', shown.content.decode())


def test_the_preview_says_who_works_on(world: World, administrator: Client) -> None:
    words = " ".join(read(preview(administrator, "merge", world.school, into=world.neighbour.name)).words)
    assert "Завершится 1\u00a0место работы, из них продолжат у правопреемника: 1" in words
    Membership.objects.filter(organization=world.school).delete()
    words = " ".join(read(preview(administrator, "merge", world.school, into=world.neighbour.name)).words)
    assert "Завершится" not in words


def test_the_preview_shows_what_is_overdue(world: World, administrator: Client) -> None:
    """«a 40-day overdue task stands as «назначено»»: it is overdue, and the new ones would be at once."""
    make_task(world, **only_school(world, deadline_on=date(2026, 9, 20)))
    words = " ".join(read(preview(administrator, "split", world.school, names="Школа А\nШкола Б")).words)
    assert "в том числе просрочено 1" in words
    assert "у новых организаций обязательство сразу будет просрочено" in words


def test_a_passed_task_says_to_whom(world: World, administrator: Client, client: Client) -> None:
    """«Передано: <организация>» with a link for those who may see it; the list marks it too."""
    task = make_task(world, **only_school(world))
    shown = preview(administrator, "merge", world.school, into=world.neighbour.name)
    decided = {"into": world.neighbour.name, "stamp": stamp(shown), "confirm": "1"}
    administrator.post(url("merge", world.school), GROUNDS | decided)
    heir = Task.objects.get(predecessor=task)
    client.force_login(world["specialist"].user)
    page = read(client.get(task.get_absolute_url()))
    words = " ".join(page.words)
    assert f"Передано: {world.neighbour}" in words
    assert "отчитываться не нужно" not in words
    assert heir.get_absolute_url() in [link.url for link in page.links]
    assert "передано правопреемнику" in client.get(reverse("task-list"), {"bucket": "withdrawn"}).content.decode()


def test_cards_of_a_division_link_each_other(world: World, administrator: Client) -> None:
    """«The card of a closed one lists its heirs with links, and the heirs link back»."""
    shown = preview(administrator, "split", world.school, names="Школа А\nШкола Б", closes="on")
    decided = {"names": "Школа А\nШкола Б", "closes": "on", "stamp": stamp(shown), "confirm": "1"}
    administrator.post(url("split", world.school), GROUNDS | decided)
    first, second = Organization.objects.filter(name__in=["Школа А", "Школа Б"]).order_by("name")
    card = read(administrator.get(world.school.get_absolute_url()))
    assert {one.get_absolute_url() for one in (first, second)} <= {link.url for link in card.links}
    assert "приказ от 20.09.2026 № 5, с 01.10.2026" in " ".join(card.words)
    heir = read(administrator.get(first.get_absolute_url()))
    assert world.school.get_absolute_url() in [link.url for link in heir.links]
    assert "Записей пока нет" not in " ".join(heir.words)


def test_a_mistaken_closing_is_taken_back(world: World, administrator: Client) -> None:
    """The page names what does not come back: people, passed tasks with their heirs."""
    make_task(world, **only_school(world))
    assert administrator.get(url("reopen", world.school)).status_code == 403
    shown = preview(administrator, "merge", world.school, into=world.neighbour.name)
    decided = {"into": world.neighbour.name, "stamp": stamp(shown), "confirm": "1"}
    administrator.post(url("merge", world.school), GROUNDS | decided)
    assert url("reopen", world.school) in [
        link.url for link in read(administrator.get(world.school.get_absolute_url())).links
    ]
    page = read(administrator.get(url("reopen", world.school)))
    addresses = [link.url for link in page.links]
    assert world.neighbour.get_absolute_url() in addresses
    assert all(administrator.get(address).status_code == 200 for address in addresses if address.startswith("/org"))
    assert reverse("person-detail", args=[world["school"].user.pk]) in addresses
    assert administrator.post(url("reopen", world.school), {"reason": ""}).status_code == 422
    assert administrator.post(url("reopen", world.school), {"reason": "Ошибка."}).status_code == 302
    assert Organization.objects.get(pk=world.school.pk).closed_on is None
