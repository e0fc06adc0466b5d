"""Edits of a document under review: where each comes back to, what is said when it does not fit."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from recommendations.models import PendingDocument
from tests.factories import World
from tests.pages import read
from tests.reviewed import keep, mend, open_page, starts, words
from tests.samples import LIBRARIES


@pytest.fixture
def specialist(world: World, sign_in) -> Client:
    return sign_in(world["specialist"])


@pytest.fixture
def document(world: World, specialist: Client) -> PendingDocument:
    return keep(world, LIBRARIES)


def step(specialist: Client, document: PendingDocument, act: str, seen: int) -> HttpResponse:
    return specialist.post(reverse(f"resolution-review-{act}", args=[document.pk]), {"seen": seen})


def test_each_act_comes_back_to_what_it_touched(specialist: Client, document: PendingDocument) -> None:
    at, plain = starts(document), document.reading["plain_text"]
    club, exhibition = plain.index("Клубу"), plain.index("Подготовить")
    acts = [
        ("split", {"start": at["1.2"], "at": plain.index("и провести")}, f"item={at['1.2']}"),
        ("join", {"start": at["1.3"]}, f"item={plain.index('и провести')}"),
        ("head", {"start": club, "end": club + 22}, "group=2"),
        ("address", {"group": 2, "heading": "Школам области", "addressee_groups": ["school"]}, "group=2"),
        ("drop", {"start": at["2.1"]}, f"item={at['2.2']}"),
        ("move", {"start": at["2.2"], "group": 0}, f"item={at['2.2']}"),
        ("renumber", {"start": at["2.2"], "number": "7"}, f"item={at['2.2']}"),
        ("add", {"start": exhibition, "end": len(plain), "group": 2}, f"item={exhibition}"),
        ("unhead", {"group": 2}, "group=1"),
        ("describe", {"title": "РЕЗОЛЮЦИЯ", "stage": "adopted", "place": "г. Вязьма"}, ""),
    ]
    for seen, (act, fields, place) in enumerate(acts):
        response = mend(specialist, document, act, seen=seen, **fields)
        assert response.status_code == 302, act
        assert response.url.split("?")[1].split("#")[0] == place, act
    undone = [step(specialist, document, "undo", seen).url for seen in range(len(acts), 0, -1)]
    assert [url.split("?")[1].split("#")[0] for url in undone][1:3] == ["group=2", f"line={exhibition}"]
    assert PendingDocument.objects.get().edit_count == 0
    for seen in (*range(len(acts) + 1), len(acts)):
        step(specialist, document, "redo", seen)
    assert PendingDocument.objects.get().edit_count == len(acts)


def test_a_line_joins_the_item_above_it(specialist: Client, document: PendingDocument) -> None:
    plain = document.reading["plain_text"]
    line = plain.index("Подготовить")
    page = open_page(specialist, document, f"line={line}")
    assert page.inputs["above"]["value"] == str(starts(document)["2.2"])
    fields = {"start": line, "end": len(plain), "above": page.inputs["above"]["value"], "group": ""}
    response = mend(specialist, document, "extend", f"line={line}", **fields)
    assert response.url.endswith(f"#i{starts(document)['2.2']}")
    assert "благодарим всех участников. Подготовить выставку" in words(open_page(specialist, document))


def test_undo_and_redo_name_what_they_do(specialist: Client, document: PendingDocument) -> None:
    mend(specialist, document, "join", start=starts(document)["1.2"])
    assert "Отменить: пункты 1.1 и 1.2 соединены" in words(open_page(specialist, document))
    step(specialist, document, "undo", 1)
    assert "Вернуть: пункты 1.1 и 1.2 соединены" in words(open_page(specialist, document))


@pytest.mark.parametrize(
    ("act", "fields", "said"),
    [
        ("renumber", {"number": "1.1"}, "Пункт с номером 1.1 уже есть"),
        ("renumber", {"number": "1" * 13}, "длиннее 12 знаков"),
        ("split", {}, "Выберите место, где пункт делится."),
        ("split", {"at": "9999"}, "не делится"),
        ("move", {"group": "0"}, "уже в этой группе"),
        ("move", {"group": "99"}, "Такой группы в документе нет"),
    ],
)
def test_an_edit_that_does_not_fit_comes_back_with_what_was_typed(
    specialist: Client, document: PendingDocument, act: str, fields: dict, said: str
) -> None:
    start = starts(document)["1.2"]
    response = mend(specialist, document, act, f"item={start}", start=start, **fields)
    page = read(response)
    assert response.status_code == 422
    assert said in words(page)
    assert PendingDocument.objects.get().edits == []
    if "number" in fields:
        assert page.inputs["number"]["value"] == fields["number"]


def test_a_wrong_head_comes_back_with_what_was_typed(specialist: Client, document: PendingDocument) -> None:
    fields = {"title": "Новое", "stage": "draft", "event_from": "2021-08-24", "event_to": "2021-08-23"}
    response = mend(specialist, document, "describe", "head=1", **fields)
    assert response.status_code == 422
    assert "Последний день мероприятия раньше первого" in words(read(response))
    assert read(response).inputs["event_to"]["value"] == "2021-08-23"


@pytest.mark.parametrize("seen", ["0", "", "много"])
def test_a_stale_page_is_told_so(specialist: Client, document: PendingDocument, seen: str) -> None:
    """An edit in another window: what stands now is shown, what was typed is kept."""
    mend(specialist, document, "drop", start=starts(document)["2.2"])
    start = starts(document)["1.2"]
    response = mend(specialist, document, "renumber", f"item={start}", seen=seen, start=start, number="8")
    assert response.status_code == 422
    assert "За это время документ изменили в другом окне." in words(read(response))
    assert read(response).inputs["number"]["value"] == "8"
    assert read(response).inputs["seen"]["value"] == "1"


def test_a_page_that_does_not_say_what_it_showed_is_stale(specialist: Client, document: PendingDocument) -> None:
    assert mend(specialist, document, "drop", seen="", start=starts(document)["2.2"]).status_code == 422
    assert PendingDocument.objects.get().edits == []


def test_what_was_typed_for_a_place_that_is_gone_is_said(specialist: Client, document: PendingDocument) -> None:
    """The other window has dropped the item: its editor is not there, the words that were typed are."""
    start = starts(document)["2.2"]
    mend(specialist, document, "drop", start=start)
    said = words(read(mend(specialist, document, "renumber", f"item={start}", start=start, number="7.7")))
    assert "За это время документ изменили в другом окне." in said
    assert "Вы ввели в поле «Номер»: 7.7" in said


@pytest.mark.parametrize("act", ["undo", "redo"])
def test_a_stale_page_takes_nothing_back(specialist: Client, document: PendingDocument, act: str) -> None:
    """Two windows: the edit that a button would take back is not the one that it names."""
    for seen, number in enumerate(("1.3", "1.2")):
        mend(specialist, document, "drop", seen=seen, start=starts(document)[number])
    step(specialist, document, "undo", 2)
    response = step(specialist, document, act, 2)
    assert response.status_code == 422
    assert "За это время документ изменили в другом окне." in words(read(response))
    assert read(response).inputs["seen"]["value"] == "1"
    assert PendingDocument.objects.get().edit_count == 1
    assert step(specialist, document, act, 1).status_code == 302


def test_the_address_of_a_step_opens_the_page(specialist: Client, document: PendingDocument) -> None:
    """A link of a page that was told it is stale."""
    response = specialist.get(reverse("resolution-review-undo", args=[document.pk]) + "?only=no_deadline")
    assert response.url.startswith(f"{document.get_absolute_url()}?only=no_deadline")


def test_an_item_that_is_gone_is_said_above_the_page(specialist: Client, document: PendingDocument) -> None:
    response = mend(specialist, document, "drop", "item=5", start=5)
    assert response.status_code == 422
    assert "Такого пункта в документе уже нет" in words(read(response))


def test_an_unknown_act_is_a_bad_request(specialist: Client, document: PendingDocument) -> None:
    assert mend(specialist, document, "explode").status_code == 400


def test_the_address_of_an_edit_opens_the_page(specialist: Client, document: PendingDocument) -> None:
    """A link of a page that came back with faults, and a reload of it."""
    response = specialist.get(reverse("resolution-review-edit", args=[document.pk]) + "?item=178&only=no_deadline")
    assert response.url == f"{document.get_absolute_url()}?item=178&only=no_deadline#i178"
