"""The register of legal acts as pages: list, card, form, merging, links by hand, files."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import AuditEvent
from recommendations.models import LegalAct
from tests.busy import TODAY, Busy, signed_in
from tests.factories import make_world
from tests.pages import read

EDUCATION = "Об образовании в Российской Федерации"


@pytest.fixture
def client(busy: Busy) -> Client:
    return signed_in(busy.world["specialist"])


@pytest.fixture
def act(busy: Busy) -> LegalAct:
    """The education law: clauses 1.4 and 4.1 rest on it."""
    return LegalAct.objects.get(pk=busy.pk("act"))


def until(act: LegalAct, days: int) -> LegalAct:
    act.in_force_until = TODAY.date() + timedelta(days=days)
    act.save()
    return act


def text(response) -> str:
    return " ".join(" ".join(read(response).words).replace("\u00a0", " ").split())


# --- list -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3),
        ("q=ОБРАЗОВАНИИ+в+российской", 2),
        ("q=273-фз", 1),
        ("q=№273-ФЗ", 1),
        ("kind=strategy", 1),
        ("kind=order", 0),
        ("kind=novel", 0),
        ("validity=lasting", 3),
        ("validity=expired", 0),
    ],
)
def test_the_list_is_chosen_by_words_and_kind(client: Client, query: str, found: int) -> None:
    assert read(client.get(f"{reverse('act-list')}?{query}")).total == found


@pytest.mark.parametrize(("days", "asked"), [(-1, "expired"), (0, "expiring"), (90, "expiring"), (91, "lasting")])
def test_the_list_is_chosen_by_the_last_day(client: Client, act: LegalAct, days: int, asked: str) -> None:
    until(act, days)
    for validity in ("expired", "expiring", "lasting"):
        page = client.get(reverse("act-list"), {"validity": validity, "q": "273-ФЗ"})
        assert read(page).total == (1 if validity == asked else 0)


@pytest.mark.parametrize(("days", "word"), [(-1, "утратил силу"), (30, "истекает")])
def test_validity_is_said_by_a_word(client: Client, act: LegalAct, days: int, word: str) -> None:
    page = client.get(reverse("act-list"), {"q": until(act, days).number})
    assert word in page.content.decode()
    assert f"{act.in_force_until:%d.%m.%Y}" in page.content.decode()


def test_laws_stand_before_strategies(client: Client) -> None:
    page = client.get(reverse("act-list")).content.decode()
    assert page.index("304-ФЗ") < page.index("273-ФЗ") < page.index("Стратегия развития")


def test_an_empty_register_teaches_the_first_step(db: None) -> None:
    page = text(signed_in(make_world()["specialist"]).get(reverse("act-list")))
    assert "Реестр заполняется сам" in page
    assert "Загрузить резолюцию" in page


def test_who_may_not_keep_the_register_sees_no_button(busy: Busy, act: LegalAct) -> None:
    client = signed_in(busy.world["observer"])
    shown = text(client.get(reverse("act-list"))) + text(client.get(act.get_absolute_url()))
    assert not [word for word in ("Внести акт", "Изменить карточку", "Убрать связь", "Добавить пункт") if word in shown]


# --- files ----------------------------------------------------------------------------------------
def test_the_file_has_the_rows_of_the_list(client: Client, act: LegalAct) -> None:
    until(act, -1)
    shown = client.get(reverse("act-export"), {"validity": "expired", "format": "csv"})
    head, row = csv.reader(io.StringIO(shown.content.decode("utf-8-sig")), delimiter=";")
    facts = dict(zip(head, row, strict=True))
    assert facts["Номер"] == "273-ФЗ"
    assert facts["Действие"] == "утратил силу"
    assert facts["Пунктов"] == "2"
    assert AuditEvent.objects.filter(act="export_acts").exists()


def test_the_file_is_a_workbook_unless_asked_otherwise(client: Client) -> None:
    shown = client.get(reverse("act-export"))
    assert shown.content.startswith(b"PK")
    assert client.get(reverse("act-export"), {"format": "exe"}).status_code == 404


# --- card -----------------------------------------------------------------------------------------
def test_the_card_shows_what_rests_on_the_act(client: Client, busy: Busy, act: LegalAct) -> None:
    page = client.get(act.get_absolute_url())
    assert read(page).total == 2
    for number in ("1.4", "4.1"):
        clause = busy.resolution.recommendations.get(number=number)
        assert clause.get_absolute_url() in page.content.decode()
        assert clause.section.heading in text(page)


def test_a_link_to_the_text_is_a_plain_link(client: Client, act: LegalAct) -> None:
    LegalAct.objects.filter(pk=act.pk).update(url="https://pravo.example/273?a=1&b=2")
    (link,) = [link for link in read(client.get(act.get_absolute_url())).links if "pravo.example" in link.url]
    assert link.url == "https://pravo.example/273?a=1&b=2"
    assert set(link.attributes["rel"].split()) == {"noopener", "noreferrer"}


def test_a_change_is_told_in_words(client: Client, act: LegalAct) -> None:
    done = client.post(
        reverse("act-change", args=[act.pk]),
        {"kind": "federal_law", "number": "273-ФЗ", "adopted_on": "2012-12-29", "in_force_until": "2027-08-31"},
        follow=True,
    )
    shown = text(done)
    assert "Карточка изменена" in shown
    assert f"Название: «{EDUCATION}» → «—»" in shown
    assert "Действует до: «—» → «31.08.2027»" in shown


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("url", "javascript:alert(1)", "Это не адрес страницы."),
        ("url", "ftp://pravo.example/1", "Это не адрес страницы."),
        ("in_force_until", "2012-12-28", "Последний день действия раньше даты акта."),
        ("adopted_on", "1850-01-01", "Проверьте год: ожидается от 1900 до 2100."),
        ("adopted_on", "2099-01-01", "Дата акта ещё не наступила."),
    ],
)
def test_a_fault_is_said_at_its_field(client: Client, act: LegalAct, field: str, value: str, sentence: str) -> None:
    sent = {"kind": "federal_law", "number": "273-ФЗ", "adopted_on": "2012-12-29", "title": EDUCATION} | {field: value}
    page = client.post(reverse("act-change", args=[act.pk]), sent)
    assert page.status_code == 422
    (said,) = page.context["form"].errors[field]
    assert said.startswith(sentence)


def test_the_same_act_twice_is_a_link_to_the_card_and_to_merging(client: Client, act: LegalAct) -> None:
    sent = {"kind": "federal_law", "number": "273 фз", "adopted_on": "29.12.2012"}
    page = client.post(reverse("act-new"), sent)
    assert page.status_code == 422
    assert f'<a href="{act.get_absolute_url()}">' in page.content.decode()
    other = LegalAct.objects.get(number="304-ФЗ")
    page = client.post(reverse("act-change", args=[other.pk]), sent).content.decode()
    assert f'<a href="{reverse("act-merge", args=[other.pk])}?into={act.pk}">' in page


def test_a_new_card_opens(client: Client) -> None:
    sent = {"kind": "order", "number": "№ 15", "adopted_on": "2026-09-01", "title": "О школах"}
    page = client.post(reverse("act-new"), sent, follow=True)
    assert "Приказ от 01.09.2026 № 15" in text(page)
    assert "На акт пока никто не опирается" in text(page)


# --- merging and links ----------------------------------------------------------------------------
def test_alike_cards_are_offered_and_merged(client: Client, busy: Busy, act: LegalAct) -> None:
    twin = LegalAct.objects.create(
        region=busy.world.region, kind="other", title=EDUCATION, name=EDUCATION, created_at=TODAY
    )
    url = reverse("act-merge", args=[twin.pk])
    assert "Федеральный закон от 29.12.2012 № 273-ФЗ" in text(client.get(url))
    page = client.post(url, {"into": act.pk}, follow=True)
    assert not LegalAct.objects.filter(pk=twin.pk).exists()
    assert "Присоединена карточка" in text(page)
    assert client.get(twin.get_absolute_url()).status_code == 404


def test_a_card_to_merge_with_is_searched_for(client: Client, act: LegalAct) -> None:
    url = reverse("act-merge", args=[act.pk])
    assert "into-" in client.get(url, {"q": "стратегия"}).content.decode()
    assert "Ничего не найдено" in text(client.get(url, {"q": "нет такого"}))
    assert client.post(url, {"into": act.pk}).status_code == 422
    assert client.post(url, {"send": "1"}).status_code == 422


def test_a_clause_is_linked_by_its_number_and_unlinked(client: Client, busy: Busy, act: LegalAct) -> None:
    url, sent = reverse("act-link", args=[act.pk]), {"resolution": busy.resolution.pk, "number": "1.1"}
    assert "связь указана вручную" in text(client.post(url, sent, follow=True))
    assert "уже опирается" in text(client.post(url, sent))
    assert "нет пункта с таким номером" in text(client.post(url, sent | {"number": "9.9"}))
    clause = busy.resolution.recommendations.get(number="1.1")
    page = client.post(reverse("act-unlink", args=[act.pk]), {"clause": clause.pk}, follow=True)
    assert read(page).total == 2
    assert "Убран пункт 1.1" in text(page)


# --- a clause on an act out of force --------------------------------------------------------------
def test_a_clause_on_an_expired_act_is_warned_where_it_is_read_and_assigned(
    client: Client, busy: Busy, act: LegalAct
) -> None:
    clause = busy.resolution.recommendations.get(number="4.1")
    pages = [clause.get_absolute_url(), reverse("recommendation-assign", args=[clause.pk])]
    assert not [url for url in pages if "Акт утратил силу" in text(client.get(url))]
    act.in_force_until = date(2025, 12, 31)
    act.save()
    for url in pages:
        shown = text(client.get(url))
        assert "Акт утратил силу 31.12.2025: Федеральный закон от 29.12.2012 № 273-ФЗ." in shown
        assert "Проверьте, какой акт действует вместо него" in shown


def test_each_act_of_a_clause_is_a_link_to_its_card(client: Client, busy: Busy) -> None:
    clause = busy.resolution.recommendations.get(number="4.1")
    links = {link.url for link in read(client.get(clause.get_absolute_url())).links}
    assert {act.get_absolute_url() for act in clause.acts.all()} <= links
    assert clause.acts.count() == 2
