"""The journal as a page and as a file."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from organizations.access import Actor
from organizations.models import AuditEvent, AuditPersonal
from organizations.services.audit import record, record_command
from organizations.services.seals import seal_waiting
from organizations.views import journal
from tests.busy import signed_in
from tests.factories import NOW, World, at, make_world
from tests.pages import Page, read

URL = reverse("audit-list")


@pytest.fixture
def told(world: World) -> World:
    """One act of each kind, a day apart, the newest the last."""
    administrator = replace(world["administrator"], address="10.1.2.3", request_id="обращение-1")
    days = iter(range(20))

    def act(actor: Actor, name: str, **what: object) -> None:
        moment = NOW - timedelta(days=20 - next(days))
        record(actor=replace(actor, now=moment), act=name, **what)  # type: ignore[arg-type]

    act(
        administrator,
        "change_record",
        about=world.school,
        changes={"name": ("Школа А", "Школа Б")},
        reason="Приказ № 7",
    )
    act(world["coordinator"], "export_tasks", query="q=1")
    act(world["school"], "refused", outcome="refused", reason="Нет права.", path="/tasks/1/")
    act(administrator, "view_personal", about=world["school"].user)
    return world


@pytest.fixture
def client(told: World) -> Client:
    return signed_in(told["administrator"])


def rows(page: Page) -> str:
    return " ".join(page.words)


def shown(client: Client, **asked: object) -> Page:
    return read(client.get(URL, asked))


def test_a_row_says_who_what_and_why_in_words(told: World, client: Client) -> None:
    text = rows(shown(client))
    for words in (
        told["administrator"].user.full_name,
        "Краткое наименование: «Школа А» → «Школа Б»",
        "Приказ № 7",
        "10.1.2.3",
        "обращение-1",
        "ещё не поставлена",
        "Администратор портала",
        "отказано",
        "Попытка: открыть обязательство",
    ):
        assert words in text, words
    seal_waiting()
    assert "№ 1 от" in rows(shown(client))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"since": "2026-08-14"}, 2),
        ({"until": "2026-08-13"}, 2),
        ({"since": "2026-08-13", "until": "2026-08-13"}, 1),
        ({"act": "export_tasks"}, 1),
        ({"act": "group:Просмотр и выгрузка"}, 2),
        ({"outcome": "refused"}, 1),
        ({"kind": "organization"}, 1),
        ({"kind": "user", "number": "{school_user}"}, 1),
        ({"who": "{coordinator}"}, 1),
        ({"organization": "{school}"}, 2),
        ({"address": "10.1.2.3"}, 2),
        ({"request": "обращение-1"}, 2),
        ({"address": "10.9.9.9"}, 0),
    ],
)
def test_each_filter_chooses_its_rows(told: World, client: Client, asked: dict, expected: int) -> None:
    names = {"school_user": told["school"].user.pk, "school": told.school.name}
    names["coordinator"] = told["coordinator"].user.email
    given = {name: value.format(**names) for name, value in asked.items()}
    assert shown(client, **given).total == expected


@pytest.mark.parametrize("asked", [{"act": "нет"}, {"kind": "нет"}, {"number": "0"}, {"since": "2026-13-01"}])
def test_a_condition_that_cannot_be_chooses_nothing(told: World, client: Client, asked: dict) -> None:
    page = shown(client, **asked)
    assert page.total == 0
    assert "Ничего не найдено" in page.words


def test_a_condition_in_use_is_a_chip_that_can_be_taken_off(told: World, client: Client) -> None:
    page = shown(client, act="export_tasks", outcome="done")
    chips = [link for link in page.links if "journal-chips" in link.around]
    assert [link.url for link in chips] == [f"{URL}?outcome=done", f"{URL}?act=export_tasks"]


def test_another_region_is_not_seen(told: World, client: Client) -> None:
    other = make_world()
    record(actor=other["administrator"], act="change_record", about=other.school)
    record_command(region=None, act="load_scale")
    assert shown(client).total == 4


def test_pages_follow_one_another_without_a_gap(told: World, client: Client, settings) -> None:
    """Rows of one moment are told apart by their number."""
    settings.PAGE_SIZE = 3
    for _ in range(5):
        record(actor=at(told["administrator"], NOW), act="change_record", about=told.school)
    seen: list[int] = []
    asked: dict[str, str] = {}
    while True:
        response = client.get(URL, asked)
        seen += [row.pk for row in response.context["rows"]]
        if not response.context["next"]:
            break
        asked = {"before": response.context["next"]}
    assert seen == list(AuditEvent.objects.order_by("-recorded_at", "-pk").values_list("pk", flat=True))


@pytest.mark.parametrize("place", ["x", "1_", "_1", "nan_1", "1e99_1", "-99999999999_5", f"1_{10**30}"])
def test_a_strange_place_shows_a_page(told: World, client: Client, place: str) -> None:
    assert client.get(URL, {"before": place}).status_code == 200


def test_a_long_journal_is_not_counted_to_its_end(told: World, client: Client, monkeypatch) -> None:
    monkeypatch.setattr(journal, "MOST_COUNTED", 2)
    assert "больше 2 записи" in rows(shown(client)).replace("\u00a0", " ")


def sheet(client: Client, **asked: str) -> Iterator[tuple]:
    content = client.get(reverse("audit-export"), asked).content
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)


def test_the_file_holds_the_chosen_rows_and_the_journal_tells_of_it(told: World, client: Client) -> None:
    head, row = sheet(client, act="change_record", who=told["administrator"].user.email)
    assert head[:5] == ("Когда", "Кто", "Электронная почта", "Роль", "Организация")
    told_in = dict(zip(head, row, strict=True))
    assert told_in["Когда"] == datetime(2026, 8, 12, 10)  # A date of the file, in the time of the region: it sorts.
    assert told_in["Электронная почта"] == told["administrator"].user.email
    of_object = ("организация", told.school.pk, told.school.name)
    assert tuple(told_in[name] for name in ("Вид объекта", "Номер объекта", "Объект")) == of_object
    assert told_in["Подробности"] == "краткое наименование: «Школа А» → «Школа Б»"
    event = AuditEvent.objects.get(act="export_journal")
    assert event.details == {"format": "xlsx"}
    assert told["administrator"].user.email in AuditPersonal.objects.get(event=event).values["query"]
    assert told["administrator"].user.email not in str(event.details)


def test_the_file_tells_what_was_noted_besides(told: World, client: Client) -> None:
    """«a column with the details in words»: people and roles by name; of a person without a row there is no e-mail."""
    person = told["school"]
    noted = {"role": "school", "invited_by": person.user.pk}
    record(actor=told["administrator"], act="accept_invitation", **noted)  # type: ignore[arg-type]
    head, row = sheet(client, act="accept_invitation")
    words = f"роль: школьный администратор\nпригласил: {person.user.full_name}"
    assert dict(zip(head, row, strict=True))["Подробности"] == words


def test_the_csv_holds_the_same(told: World, client: Client) -> None:
    text = client.get(reverse("audit-export"), {"format": "csv"}).content.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text), delimiter=";"))) == 5
    assert client.get(reverse("audit-export"), {"format": "pdf"}).status_code == 404


def test_the_file_is_bounded(told: World, client: Client, monkeypatch) -> None:
    monkeypatch.setattr(journal, "MOST_EXPORTED", 2)
    assert len(list(sheet(client))) == 3


def test_erased_values_are_said_to_be_erased(told: World, client: Client) -> None:
    AuditPersonal.objects.all().delete()
    assert "стёрты" in shown(client).words


def test_the_log_of_access_to_personal_data_is_a_filter(told: World, client: Client) -> None:
    page = shown(client, act="view_personal")
    assert page.total == 1
    assert told["school"].user.full_name in rows(page)


@pytest.mark.parametrize("who", ["stranger", "school", "administrator"])
def test_everybody_may_read_what_is_kept_about_people(world: World, who: str) -> None:
    world.region.settings = {"retention": {"former_staff_days": 731}}
    world.region.save()
    page = read((signed_in(world[who]) if who != "stranger" else Client()).get(reverse("privacy")))
    text = rows(page).replace("\u00a0", " ")
    assert "731 день" in text
    assert "152-ФЗ" in text


def test_an_outcome_that_the_name_of_the_act_says_is_not_said_again(told: World, client: Client) -> None:
    record(actor=told["school"], act="sign_in_failed", outcome="failed")
    page = shown(client, act="sign_in_failed")
    table = rows(page)
    assert "Неудачная попытка входа" in table
    assert "journal__failed" not in client.get(URL, {"act": "sign_in_failed"}).content.decode()


def test_people_and_organizations_are_named_and_a_long_list_is_cut(told: World, client: Client) -> None:
    """«Номера организаций 175, 174, 44» says nothing to a reader."""
    record(actor=told["administrator"], act="invite_many", count=12, organizations=[told.school.pk] * 12)
    assert f"{told.school}; {told.school}" in rows(shown(client, act="invite_many"))
    assert "и ещё 2" in rows(shown(client, act="invite_many"))


def test_a_file_of_a_list_leads_back_to_the_same_list(told: World, client: Client) -> None:
    record(actor=told["administrator"], act="export_people", personal={"query": "q=Петрова&role=school"})
    page = shown(client, act="export_people")
    assert "role=school" not in rows(page)
    assert [link.url for link in page.links if "role=school" in link.url] == [
        f"{reverse('people-list')}?q=Петрова&role=school"
    ]
