"""Stamps, captions and places about the title (contract, 3)."""

from datetime import date

import pytest

from tests.recommendations.documents.samples import parse

TITLE = "РЕЗОЛЮЦИЯ\nфорума «Школа и дом»\n\n"
REST = "\n\nФорум рекомендует:\n\nШколам:\n- вести учёт."
STAMPS = [
    "УТВЕРЖДЕНО\nпротокол оргкомитета\nот 27.04.2023 № 2",
    "УТВЕРЖДЕНА\nрешением коллегии министерства\nТверской области\n(протокол от 27.04.2023 № 2)",
    "Приложение № 1\nк протоколу заседания\nоргкомитета\nот 27.04.2023 № 2",
    "ПРИНЯТО\nна заседании оргкомитета\nПротокол № 2\nот 27.04.2023",
    "УТВЕРЖДАЮ\nМинистр образования\n_________ И.И. Иванов\n«28» апреля 2023 г.",
    "СОГЛАСОВАНО\nПредседатель профсоюза\nА.А. Петров\n28.04.2023\n\nУТВЕРЖДАЮ\nМинистр\n«29» апреля 2023 г.",
    "Приложение\nк письму министерства",
]


@pytest.mark.parametrize("stamp", STAMPS)
def test_a_stamp_gives_neither_the_title_nor_the_day(stamp):
    found = parse(f"{stamp}\n\n{TITLE}Тверь, 26 апреля 2023 г.{REST}")
    assert found.title == "РЕЗОЛЮЦИЯ форума «Школа и дом»"
    assert (found.event_from, found.place) == (date(2023, 4, 26), "Тверь")
    assert [group.heading for group in found.groups] == ["Школам"]


def test_a_protocol_under_a_stamp_is_a_title():
    found = parse("УТВЕРЖДАЮ\nМинистр И.И. Иванов\n\nПРОТОКОЛ № 3\nот 27.04.2023\n\nРешили:\n1. Вести учёт.")
    assert (found.title, found.event_from) == ("ПРОТОКОЛ № 3", date(2023, 4, 27))


def test_the_caption_of_a_page_is_no_title():
    found = parse(f"# Резолюция форума\n\n**{TITLE.replace(chr(10), ' ').strip()}**\n\nг. Тверь{REST}", "a.md")
    assert found.title == "РЕЗОЛЮЦИЯ форума «Школа и дом»"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("(Рязань, 19 апреля 2019 г.)", "Рязань"),
        ("Новосибирск | 3 декабря 2022 года", "Новосибирск"),
        ("ст. Каневская / 3.06.2022", "ст. Каневская"),
        ("Саратов – Энгельс, 3–4 июня 2022 г.", "Саратов – Энгельс"),
        ("3 июня 2022 г., с. Ивановка Псковского района", "с. Ивановка Псковского района"),
        ("3 июня 2022 г.          Псков", "Псков"),
        ("03.06.2022          г. Псков", "г. Псков"),
        ("3 июня 2022 г., Новый Уренгой", "Новый Уренгой"),
    ],
)
def test_the_place_in_a_line_with_the_date(line, place):
    found = parse(f"{TITLE}{line}{REST}")
    assert (found.title, found.place) == ("РЕЗОЛЮЦИЯ форума «Школа и дом»", place)


@pytest.mark.parametrize("above", ["Санкт-Петербург", "Санкт-Петербург\n12 мая 2023 года", "Форум\n\nСанкт-Петербург"])
def test_a_bare_place_above_the_title(above):
    assert parse(f"{above}\n\n{TITLE}{REST}").place == "Санкт-Петербург"


@pytest.mark.parametrize("above", ["Школа", "Согласовано", "Институт", "Проектный офис"])
def test_what_is_no_place_above_the_title(above):
    assert parse(f"{above}\n\n{TITLE}{REST}").place is None
