"""More headings of real registers: lists of municipalities, of exams, of school food; sections and personal columns."""

import pytest

from organizations.registry import TableRefused
from tests.organizations.registry.tables import (
    DESNOGORSK,
    INN,
    VELIZH,
    VYAZMA,
    csv_file,
    only,
    read,
    rows_of,
    xlsx_file,
)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Полное наименование общеобразовательной организации", "full_name"),
        ("Полное наименование ОУ", "full_name"),
        ("Полное название общеобразовательной организации", "full_name"),
        ("Полное название ОУ", "full_name"),
        ("Краткое наименование ОУ", "short_name"),
        ("Краткое название ОУ", "short_name"),
        ("ОУ", "short_name"),
    ],
)
def test_variant_7_olympiad(heading: str, field: str) -> None:
    row = only(csv_file([["Муниципалитет", heading], ["Велижский район", "Школа № 1"]]))
    assert (row.place, row.values[field]) == (VELIZH, "Школа № 1")


def test_variant_8_regional_import() -> None:
    row = only(
        csv_file(
            [
                [
                    "Полное наименование ОО",
                    "Краткое наименование ОО",
                    "Адрес ОО",
                    "Телефон ОО",
                    "Почта ОО",
                    "Сайт ОО",
                    "МО ОО",
                ],
                ["Школа первая", "Школа № 1", "а", "т", "a@example.ru", "с", "МО «Велижский район» Смоленской области"],
            ],
            "\t",
        )
    )
    assert row.place == VELIZH
    assert {"full_name", "short_name", "address", "phone", "email", "site"} <= row.values.keys()


NINTH = [
    ["Название", "Адрес", "Телефон", "Руководитель", "Сайт", "E-mail"],
    ["Школа № 1", "г. Велиж", "4-00-00", "Иванов", "s.example.ru", "a@example.ru"],
]


def test_variant_9_has_no_municipality() -> None:
    """Two districts have schools of one name, so such a list is refused with the columns that were seen."""
    with pytest.raises(TableRefused, match=r"Не найден столбец муниципального образования.*«Название», «Адрес»"):
        read(csv_file(NINTH))


def test_variant_9_on_a_sheet_named_by_its_district() -> None:
    first, second = rows_of(xlsx_file(("Велижский", NINTH), ("Вяземский р-н", NINTH)))
    assert (first.place, first.sheet, second.place, second.sheet) == (VELIZH, "Велижский", VYAZMA, "Вяземский р-н")


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (
            ["Код ОУ", "Наименование ОУ", "Тип ОУ", "Муниципальный район", "Кластер"],
            ["1", "Школа № 3", "СОШ", "Вяземский", "2"],
        ),
        (["Краткое наименование ОУ", "Район"], ["Школа № 3", "Вяземский район"]),
        (["Округ", "Тип ОО", "Наименование ОО", "№ ОО", "Адрес ОО"], ["Вяземский", "СОШ", "Школа № 3", "3", ""]),
    ],
)
def test_variant_10_exam_lists(headings: list[str], cells: list[str]) -> None:
    row = only(csv_file([headings, cells], encoding="windows-1251"))
    assert (row.place, row.name, row.faults) == (VYAZMA, "Школа № 3", ())


def test_variant_11_three_rows_of_merged_headings() -> None:
    """A title above, groups of columns, numbers of columns beneath, the district merged over its schools."""
    content = xlsx_file(
        (
            "Мониторинг",
            [
                ["Сведения об организации питания"],
                ["№", "Муниципальное образование", "Общеобразовательная организация", "", "Руководитель", ""],
                ["", "", "Наименование общеобразовательной организации", "Контакты", "ФИО", "Телефон"],
                ["", "", "", "Телефон", "", ""],
                [1, 2, 3, 4, 5, 6],
                [1, "Велижский район", "Школа № 1", "4-00-01", "Иванов", "8-900"],
                [2, "", "Школа № 2", "4-00-02", "Петров", "8-901"],
                ["", "Итого: 2"],
            ],
        ),
        merged=[(0, 0, 0, 5), (1, 0, 3, 0), (1, 1, 3, 1), (1, 2, 1, 3), (1, 4, 1, 5), (2, 2, 3, 2), (5, 1, 6, 1)],
    )
    file = read(content)
    first, second = file.rows()
    assert file.layouts[0].rows == (2, 3, 4)
    assert file.layouts[0].dropped == ("Руководитель ФИО", "Руководитель Телефон")
    assert (first.line, first.place, first.name, first.values["phone"]) == (6, VELIZH, "Школа № 1", "4-00-01")
    assert (second.place, second.name) == (VELIZH, "Школа № 2")
    assert file.skipped == ["Лист «Мониторинг», строка 8 пропущена: это не организация («Итого: 2»)."]


def test_districts_as_headings_over_their_schools() -> None:
    """A line that holds only a district gives the municipality of the lines beneath."""
    content = csv_file(
        [
            ["№ п/п", "Наименование образовательной организации", "ИНН"],
            ["", "Велижский район", ""],
            ["1", "Школа № 1", INN],
            ["", "г. Десногорск", ""],
            ["1", "Школа № 1", ""],
            ["", "Клинский район", ""],
            ["1", "Школа № 5", ""],
        ]
    )
    velizh, desnogorsk, unknown = rows_of(content)
    assert (velizh.place, desnogorsk.place, unknown.place) == (VELIZH, DESNOGORSK, None)
    assert [(fault.cell, fault.text) for fault in unknown.faults] == [
        (
            "B6",
            "Муниципальное образование «Клинский район» порталу неизвестно. "
            "Проверьте название или добавьте его в реестр.",
        )
    ]


@pytest.mark.parametrize(
    "heading", ["Телефон руководителя", "E-mail ответственного лица", "Контактное лицо", "Ф.И.О. директора"]
)
def test_personal_columns_are_dropped_by_name(heading: str) -> None:
    """Telephones and mail only if of the organization."""
    file = read(csv_file([["Район", "Наименование ОО", heading], ["Велижский", "Школа № 1", "тайна"]]))
    (row,) = file.rows()
    assert file.layouts[0].dropped == (heading,)
    assert "тайна" not in row.values.values()


def test_no_name_column_names_what_was_seen() -> None:
    with pytest.raises(TableRefused, match="Прочитано: «Фрукт», «Цена»"):
        read(csv_file([["Фрукт", "Цена"], ["яблоко", "10"]]))


def test_the_layout_goes_to_the_page_as_json() -> None:
    layout = read(csv_file([["Район", "Наименование ОО", "Цвет"], ["Велижский", "Школа № 1", "синий"]])).layouts[0]
    assert layout.as_json() == {
        "sheet": "",
        "heading_rows": [1],
        "columns": [
            {"column": "A", "heading": "Район", "field": "municipality", "label": "Муниципальное образование"},
            {"column": "B", "heading": "Наименование ОО", "field": "title", "label": "Наименование"},
        ],
        "dropped": [],
        "warnings": [],
        "unused": ["Цвет"],
    }
