"""Title, stage, dates of the event and place (contract, 3)."""

from datetime import date

import pytest

from tests.recommendations.documents.samples import parse

POINTS = "\n\nУчастники рекомендуют:\n- создать совет.\n"


def block(text: str, name: str = "a.txt"):
    found = parse(text + POINTS, name)
    return found.title, found.stage, found.event_from, found.event_to, found.place


def dates(text: str) -> tuple[date | None, date | None]:
    return block("РЕЗОЛЮЦИЯ\nфорума «Школа и семья»\n\n" + text)[2:4]


def place(text: str) -> str | None:
    return block("РЕЗОЛЮЦИЯ\nфорума «Школа и семья»\n\n" + text)[4]


def test_genre_to_the_end_of_the_theme():
    assert block("РЕЗОЛЮЦИЯ\nобластного форума\n«Школа\nи семья»\n\nг. Псков, 5 мая 2022 г.") == (
        "РЕЗОЛЮЦИЯ областного форума «Школа и семья»", "adopted", date(2022, 5, 5), None, "г. Псков",
    )  # fmt: skip


def test_the_letterhead_and_the_stamp_are_left_out():
    text = (
        "КОМИТЕТ ОБРАЗОВАНИЯ\nКУРСКОЙ ОБЛАСТИ\n\nУТВЕРЖДЕНО\nприказом от 3 декабря 2020 г. № "
        "5\n\nРЕЗОЛЮЦИЯ\nсъезда учителей\n\n1 марта 2021 г."
    )
    title, _, first, _, _ = block(text)
    assert title == "РЕЗОЛЮЦИЯ съезда учителей"
    assert first == date(2021, 3, 1)


def test_requisites_between_the_genre_and_the_theme_are_left_out():
    text = "РЕШЕНИЕ\n\nот 22 апреля 2021 г.          г. Курск          N 2\n\nО состоянии профориентационной работы"
    assert block(text) == (
        "РЕШЕНИЕ О состоянии профориентационной работы", "adopted", date(2021, 4, 22), None, "г. Курск",
    )  # fmt: skip


def test_a_bold_line_with_a_colon_inside_the_title_is_title():
    text = (
        "**ПРЕДЛОЖЕНИЯ**  \n**форума**  \n**«Воспитание в школе:**  \n**ресурсы и векторы»**  \n**в "
        "проект резолюции**\n\nг. Смоленск\n\n24 августа 2021 г."
    )
    assert block(text, "a.md")[0] == "ПРЕДЛОЖЕНИЯ форума «Воспитание в школе: ресурсы и векторы» в проект резолюции"


def test_the_preamble_is_not_title():
    text = "Решение\nкруглого стола по теме: «Инклюзия»\n\nЗаслушав доклады, участники пришли к согласию."
    assert block(text)[0] == "Решение круглого стола по теме: «Инклюзия»"


def test_the_number_of_a_protocol_is_title():
    text = (
        "П Р О Т О К О Л № 7\nзаседания координационного совета\n\n15.03.2023          г. "
        "Горно-Алтайск\n\nПрисутствовали: Иванов И.И."
    )
    assert block(text)[0] == "ПРОТОКОЛ № 7 заседания координационного совета"


def test_without_a_genre_the_title_is_empty_and_a_warning_says_so():
    found = parse("Просто заметка о школе." + POINTS)
    assert found.title == ""
    assert any("Название" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("ПРЕДЛОЖЕНИЯ\nв проект резолюции форума", "proposals"),
        ("Предложения в проект резолюции совещания", "proposals"),
        ("ПРОЕКТ\n\nРЕЗОЛЮЦИЯ\nфорума", "draft"),
        ("П Р О Е К Т\n\nРЕЗОЛЮЦИЯ\nфорума", "draft"),
        ("Проект резолюции форума", "draft"),
        ("РЕЗОЛЮЦИЯ\nфорума\n(проект)", "draft"),
        ("РЕЗОЛЮЦИЯ\nфорума «Мой проект»", "adopted"),
        ("РЕЗОЛЮЦИЯ\nфорума", "adopted"),
        ("Проектный офис области\n\nРЕЗОЛЮЦИЯ\nфорума", "adopted"),
    ],
)
def test_stage(text, stage):
    assert block(text)[1] == stage


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("24 августа 2021 г.", date(2021, 8, 24), None),
        ("«6» июня 2023 г.", date(2023, 6, 6), None),
        ("18.05.2023", date(2023, 5, 18), None),
        ("10–11 ноября 2022 года", date(2022, 11, 10), date(2022, 11, 11)),
        ("с 10 по 12 ноября 2022 года", date(2022, 11, 10), date(2022, 11, 12)),
        ("30 ноября – 1 декабря 2022 г.", date(2022, 11, 30), date(2022, 12, 1)),
        ("26-27.03.2024", date(2024, 3, 26), date(2024, 3, 27)),
        ("26.03.2024 – 27.03.2024", date(2024, 3, 26), date(2024, 3, 27)),
        ("25 и 26 августа 2022 г.", date(2022, 8, 25), date(2022, 8, 26)),
        ("Дата проведения: 5 мая 2022 года", date(2022, 5, 5), None),
        ("г. Курск", None, None),
    ],
)
def test_event(text, first, last):
    assert dates(text) == (first, last)


def test_the_event_may_be_told_in_the_preamble():
    assert dates("Форум состоялся 10–11 ноября 2022 года в Саратове.") == (date(2022, 11, 10), date(2022, 11, 11))


def test_the_preamble_widens_one_day_of_the_title_block():
    text = "г. Тверь, 3 ноября 2023 г.\n\nСъезд состоялся 2–3 ноября 2023 года."
    assert dates(text) == (date(2023, 11, 2), date(2023, 11, 3))


def test_the_day_of_signature_is_not_the_event():
    found = parse("РЕЗОЛЮЦИЯ\nфорума" + POINTS + "\nРезолюция принята 27 марта 2024 г.")
    assert found.event_from is None
    assert any("Дата мероприятия" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("г. Смоленск\n\n24 августа 2021 г.", "г. Смоленск"),
        ("г. Великий Новгород, 5 мая 2022 г.", "г. Великий Новгород"),
        ("г. Ростов-на-Дону          5 мая 2022 г.", "г. Ростов-на-Дону"),
        ("14 февраля 2023 г., г. Ижевск", "г. Ижевск"),
        ("Псков, 28–29 ноября 2024 года", "Псков"),
        ("Псков\n\n5 мая 2022 г.", "Псков"),
        ("19 мая 2022 года          город Вологда", "город Вологда"),
        ("с. Шаталово, 5 мая 2022 г.", "с. Шаталово"),
        ("г. Тверь, 3 ноября 2023 г., Дворец творчества", "г. Тверь"),
        ("Место проведения: г. Псков, Дом учителя\n\n5 мая 2022 г.", "г. Псков"),
        ("24 августа 2021 г.", None),
    ],
)
def test_place(text, expected):
    assert place(text) == expected


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("Место: Ижевск", "Ижевск"),
        ("Место проведения: Ижевск", "Ижевск"),
        ("Место проведения – г. Ижевск", "г. Ижевск"),
        ("Место проведения форума: Великие Луки", "Великие Луки"),
        ("Место проведения: Ижевск, Дом учителя", "Ижевск"),
        ("Место проведения: МБОУ «Школа № 5», г. Ижевск", "г. Ижевск"),
        ("Место проведения: школа № 5", None),
        ("Место проведения: онлайн", None),
        ("Место составления: Ижевск", "Ижевск"),
        ("Город: Ижевск", "Ижевск"),
    ],
)
def test_a_place_behind_its_label(line, where):
    found = block("РЕЗОЛЮЦИЯ\nфорума «Школа и семья»\n\n" + line)
    assert (found[0], found[4]) == ("РЕЗОЛЮЦИЯ форума «Школа и семья»", where)


@pytest.mark.parametrize(
    "lines",
    [
        "Дата: 16 октября 2024 года\n\nМесто: Ижевск",
        "Дата проведения форума: 16 октября 2024 г.\n\nМесто проведения форума: Ижевск",
        "Дата и место проведения: 16 октября 2024 г., Ижевск",
        "Место и дата проведения: Ижевск, 16 октября 2024 г.",
        "Дата: 16.10.2024, место: Ижевск",
        "Дата и время: 16 октября 2024 года, 10:00\n\nГород: Ижевск",
    ],
)
def test_a_date_and_a_place_behind_their_labels(lines):
    found = block("РЕЗОЛЮЦИЯ\nфорума «Школа и семья»\n\n" + lines)
    assert (found[0], found[2], found[4]) == ("РЕЗОЛЮЦИЯ форума «Школа и семья»", date(2024, 10, 16), "Ижевск")
