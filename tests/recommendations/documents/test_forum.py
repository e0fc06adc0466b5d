"""The shipped example, the forum of 2021: everything in it is understood exactly."""

from datetime import date
from pathlib import Path

import pytest

import recommendations
from recommendations.documents import ParsedDocument, parse_document

SAMPLE = Path(recommendations.__file__).parent / "data" / "forum-2021.md"
LAW_304 = (
    "Федерального закона от {} № 304-ФЗ «О внесении изменений в Федеральный закон «Об образовании в Российской "
    "Федерации» по вопросам воспитания обучающихся»"
)
STRATEGY = "«Стратегии развития воспитания в Смоленской области на период до 2025 года»"


@pytest.fixture(scope="module")
def forum() -> ParsedDocument:
    return parse_document(SAMPLE.read_bytes(), SAMPLE.name)


def items(forum: ParsedDocument):
    return {item.number: item for group in forum.groups for item in group.recommendations}


def test_title_block(forum):
    assert forum.title == (
        "ПРЕДЛОЖЕНИЯ форума руководителей общеобразовательных организаций «Воспитательная экосистема "
        "общеобразовательной организации: стратегические векторы развития, ресурсы и ответственность» в "
        "проект резолюции"
    )
    assert (forum.stage, forum.event_from, forum.event_to) == ("proposals", date(2021, 8, 24), None)
    assert forum.place == "г. Смоленск"
    assert forum.warnings == ()


def test_four_addressees(forum):
    assert [(group.heading, group.addressee_groups) for group in forum.groups] == [
        ("Департаменту Смоленской области по образованию и науке", ("department",)),
        ("Органам управления образованием муниципальных районов и городских округов", ("municipal",)),
        ("ГАУ ДПО СОИРО", ("institute",)),
        ("Общеобразовательным организациям Смоленской области", ("school",)),
    ]
    assert all(group.confidence > 0.8 for group in forum.groups)


def test_seventeen_recommendations(forum):
    assert [len(group.recommendations) for group in forum.groups] == [4, 4, 4, 5]
    assert list(items(forum))[:5] == ["1.1", "1.2", "1.3", "1.4", "2.1"]


def test_the_text_is_verbatim_and_the_span_gives_it(forum):
    source = " ".join(SAMPLE.read_text(encoding="utf-8").split())
    for item in items(forum).values():
        assert item.text in source
        assert " ".join(forum.plain_text[slice(*item.span)].split()) == item.text


def test_two_kinds_of_dashes_are_one_list(forum):
    assert items(forum)["2.4"].text.startswith("обеспечить поддержку региональных программ")


def test_deadlines(forum):
    found = {
        number: [(d.text, d.kind, d.date) for d in item.deadlines]
        for number, item in items(forum).items()
        if item.deadlines
    }
    assert found == {
        "1.2": [("на период до 2025 года", "horizon", date(2025, 12, 31))],
        "2.4": [("на период до 2025 года", "horizon", date(2025, 12, 31))],
        "4.1": [("с 1 сентября 2021 года", "from", date(2021, 9, 1))],
    }


def test_legal_acts(forum):
    found = {
        number: [(act.text, act.number, act.date) for act in item.legal_acts]
        for number, item in items(forum).items()
        if item.legal_acts
    }
    day = date(2020, 7, 31)
    assert found == {
        "1.2": [(STRATEGY, None, None)],
        "1.4": [("Федерального закона «Об образовании в Российской Федерации»", None, None)],
        "2.1": [(LAW_304.format("31.07.2020 г."), "304-ФЗ", day)],
        "2.4": [(STRATEGY, None, None)],
        "4.1": [
            (
                "Федерального закона от 29 декабря 2012 г. № 273-ФЗ «Об образовании в Российской Федерации»",
                "273-ФЗ",
                date(2012, 12, 29),
            ),
            (LAW_304.format("31 июля 2020 г."), "304-ФЗ", day),
        ],
    }


def test_json_has_exactly_the_keys_of_the_contract(forum):
    data = forum.as_json()
    assert set(data) == {"title", "stage", "event", "place", "groups", "warnings"}
    assert data["event"] == {"date_from": "2021-08-24", "date_to": None}
    group = data["groups"][3]
    assert set(group) == {"heading", "addressee_groups", "recommendations"}
    item = group["recommendations"][0]
    assert set(item) == {"number", "text", "span", "deadlines", "legal_acts"}
    assert item["deadlines"] == [{"text": "с 1 сентября 2021 года", "kind": "from", "date": "2021-09-01"}]
    assert item["legal_acts"][1]["date"] == "2020-07-31"
    assert isinstance(item["span"], list)
