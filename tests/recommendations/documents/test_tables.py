"""Tables: a row is an item (contract, 2)."""

from datetime import date

import pytest

from tests.recommendations.documents.samples import HEAD, groups, parse

TABLE = """\
| № | Кому адресовано | Содержание рекомендации | Срок исполнения |
|---|:----|:---:|---:|
| 1 | **Министерству образования области** | Разработать модель | до 01.09.2023 |
| 2 |  | Внести изменения | III квартал 2023 года |
| 3 |  | Проводить мониторинг | ежегодно, до 1 декабря |
| 4 | Школам: | Обучить учителей:<br>– помощи;<br>– судейству | 2023/2024 учебный год |
| 5 | Школам | Создать клубы | 01.10.2023 |
| 6 | Родителям | Подавать пример | – |

Предложения рассмотрены рабочей группой.
"""


def read(text: str):
    return parse(HEAD + text, "a.md")


def test_addressees_and_items():
    assert groups(read(TABLE)) == [
        ("Министерству образования области", ["Разработать модель", "Внести изменения", "Проводить мониторинг"]),
        ("Школам", ["Обучить учителей: – помощи; – судейству", "Создать клубы"]),
        ("Родителям", ["Подавать пример"]),
    ]


def test_the_term_cell_gives_deadlines():
    found = [
        [(deadline.text, deadline.kind, deadline.date) for deadline in item.deadlines]
        for group in read(TABLE).groups
        for item in group.recommendations
    ]
    assert found == [
        [("до 01.09.2023", "by", date(2023, 9, 1))],
        [("III квартал 2023 года", "within", date(2023, 9, 30))],
        [("ежегодно, до 1 декабря", "recurring", None)],
        [("2023/2024 учебный год", "within", date(2024, 5, 31))],
        [("01.10.2023", "by", date(2023, 10, 1))],
        [],
    ]


def test_the_span_is_the_recommendation_cell():
    found = read(TABLE)
    item = found.groups[0].recommendations[1]
    assert found.plain_text[slice(*item.span)] == "Внести изменения"


def test_a_table_of_figures_is_no_list_of_recommendations():
    assert groups(read("| Год | Число школ |\n|---|---|\n| 2022 | 15 |\n| 2023 | 16 |\n")) == []


def test_a_table_without_an_addressee_column_stands_under_its_heading():
    table = "| Рекомендация | Срок |\n|---|---|\n| Вести учёт | постоянно |\n| Купить книги | |\n"
    text = f"Форум рекомендует:\n\n**Школам:**\n\n{table}"
    assert groups(read(text)) == [("Школам", ["Вести учёт", "Купить книги"])]


def test_a_pipe_in_prose_is_no_table():
    assert groups(read("Форум рекомендует:\n\n**Школам:**\n\n- выбрать «а | б»;\n- вести учёт.\n")) == [
        ("Школам", ["выбрать «а | б»;", "вести учёт."]),
    ]


@pytest.mark.parametrize(
    "header",
    ["Кому | Что рекомендовано | Срок", "Кто | Что | К какому дню", "Орган | Суть | Дата", "Звено | Шаг | Миг"],
)
def test_the_cells_tell_the_columns_when_the_header_does_not(header):
    rows = "| Министерству образования | Утвердить реестр | до 01.06.2025 |\n| Школам | Вести учёт | постоянно |\n"
    found = read(f"Форум рекомендует:\n\n| {header} |\n|---|---|---|\n{rows}")
    assert groups(found) == [("Министерству образования", ["Утвердить реестр"]), ("Школам", ["Вести учёт"])]
    assert [item.deadlines[0].kind for group in found.groups for item in group.recommendations] == ["by", "recurring"]


def test_a_table_without_a_header_row():
    table = (
        "| 1. Министерству образования | Утвердить решение | июнь 2025 года |\n|---|---|---|\n| | Вести учёт | – |\n"
    )
    assert groups(read(table)) == [("Министерству образования", ["Утвердить решение", "Вести учёт"])]


def test_a_table_of_talks_is_no_list_of_recommendations():
    assert groups(read("| Время | Тема |\n|---|---|\n| 10:00 | Как вести учёт |\n| 11:00 | Чтение |\n")) == []


def test_a_numbered_table_under_its_addressee():
    table = "| № п/п | Рекомендация | Срок |\n|---|---|---|\n| 1 | Вести учёт | 01.11.2024 |\n"
    found = read(f"Форум рекомендует:\n\n**Школам:**\n\n{table}")
    assert groups(found) == [("Школам", ["Вести учёт"])]
    assert found.groups[0].recommendations[0].deadlines[0].date == date(2024, 11, 1)


@pytest.mark.parametrize(
    "prose", ["Контроль возложить на оргкомитет.", "Секретариат форума", "Ответственный за подготовку: А. Б. Иванов"]
)
def test_prose_after_a_table_is_no_item(prose):
    table = "| Кому | Рекомендация |\n|---|---|\n| Школам | Вести учёт |\n"
    assert groups(read(f"{table}\n{prose}\n")) == [("Школам", ["Вести учёт"])]


def test_points_after_a_table_go_on():
    table = "| Кому | Рекомендация |\n|---|---|\n| Школам | Вести учёт |\n"
    assert groups(read(f"Форум решил:\n\n1. Утвердить план:\n\n{table}\n2. Музеям открыть двери.\n\nСекретариат")) == [
        ("", ["Утвердить план:"]),
        ("Школам", ["Вести учёт"]),
        ("Музеям", ["открыть двери."]),
    ]
