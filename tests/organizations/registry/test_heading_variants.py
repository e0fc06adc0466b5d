"""The heading variants of real registers, each as its program prints them."""

import pytest

from organizations.registry import TableRefused
from tests.organizations.registry.tables import (
    DESNOGORSK,
    INN,
    OGRN,
    SMOLENSK,
    VELIZH,
    VYAZMA,
    csv_file,
    only,
    read,
    rows_of,
    xlsx_file,
)


def test_variant_1_exam_system() -> None:
    """РИС ГИА: «Признак удаленной строки», an ОКАТО code, the head teacher by name."""
    content = csv_file(
        [
            [
                "Guid",
                "Признак удаленной строки",
                "Код ОО",
                "Полное наименование ОО по уставу",
                "Код вида ОО",
                "Guid МСУ",
                "Guid АТЕ",
                "Юридический адрес ОО",
                "Фактический адрес ОО",
                "Должность руководителя ОО",
                "ФИО руководителя ОО",
                "Телефоны ОО",
                "E-mail ОО",
                "Адрес WWW – сайта ОО",
                "Краткое наименование ОО",
                "Код ОКАТО",
                "Регистрационный номер лицензии",
            ],
            ["a", "0", "101", "Муниципальное бюджетное общеобразовательное учреждение «Школа № 1»", "3", "b", "c", "Велиж, 1",
             "Велиж, 2", "директор", "Иванов И. И.", "(48132) 4-00-00", "s1@example.ru", "s1.example.ru", "МБОУ «Школа № 1»",
             "66203501000", "12"],
            ["d", "1", "102", "", "3", "b", "c", "", "", "", "", "", "", "", "Школа № 2", "66203000000", ""],
        ]
    )  # fmt: skip
    file = read(content)
    first, second = file.rows()
    assert file.layouts[0].dropped == ("Должность руководителя ОО", "ФИО руководителя ОО")
    assert "Фактический адрес ОО (взят столбец «Юридический адрес ОО»)" in file.layouts[0].unused
    assert first.values["address"] == "Велиж, 1"
    assert first.values["phone"] == "(48132) 4-00-00"
    assert (first.values["site"], first.values["email"]) == ("s1.example.ru", "s1@example.ru")
    assert (first.place, first.is_closed, second.place, second.is_closed) == (VELIZH, False, VELIZH, True)
    assert first.repairs == ("Муниципальное образование определено по коду ОКАТО 66203501000: Велижский район.",)
    assert first.faults == second.faults == ()


def test_variant_2_state_institutions() -> None:
    """bus.gov.ru: the founder is no addressee, the head no column of ours, the territory may be the whole oblast."""
    content = xlsx_file(
        (
            "Учреждения",
            [
                ["Идентификатор учреждения", "Наименование учреждения", "Сокращенное наименование учреждения",
                 "Год актуальности", "Публично-правовое образование",
                 "Орган, осуществляющий функции и полномочия учредителя", "Тип учреждения", "Вид учреждения", "ОКАТО",
                 "Адрес фактического местонахождения", "Руководитель", "Контактный телефон", "Сайт учреждения",
                 "Адрес электронной почты"],
                [1, "МУНИЦИПАЛЬНОЕ БЮДЖЕТНОЕ ОБЩЕОБРАЗОВАТЕЛЬНОЕ УЧРЕЖДЕНИЕ «СРЕДНЯЯ ШКОЛА № 1»", "МБОУ «СШ № 1»", 2021,
                 "Вяземский муниципальный район", "Комитет образования", "Бюджетное", "Средняя школа", 66205000000,
                 "г. Вязьма", "Иванов Иван Иванович", "4-00-00", "-", "не указано"],
            ],
        )
    )  # fmt: skip
    file = read(content)
    (row,) = file.rows()
    assert file.layouts[0].dropped == ("Руководитель",)
    assert row.place == VYAZMA
    assert row.name == "МБОУ «СШ № 1»"
    assert row.values["full_name"].endswith("«СРЕДНЯЯ ШКОЛА № 1»")
    assert (row.values["site"], row.values["email"], row.group) == ("", "", "school")
    assert row.faults == ()


def test_variant_3_monitoring_with_numbers_only() -> None:
    """«Полное наименование учереждения» (sic), ИНН and КПП and no municipality: the ИНН tells."""
    row = only(
        xlsx_file(
            (
                "Лист1",
                [
                    ["№", "ГРБС (код)", "Бюджет", "Полное наименование учереждения", "ИНН", "КПП", "Тип организации",
                     "Реестровый номер в перечне ГМУ"],
                    [1, 906, "местный", "Муниципальное казенное общеобразовательное учреждение Школа № 3", 6720002806,
                     672001001, "казенное", "66"],
                ],
            )
        )
    )  # fmt: skip
    assert (row.values["inn"], row.name, row.place, row.faults) == (INN, "МКОУ Школа № 3", None, ())
    assert row.cells["inn"] == "E2"


def test_variant_4_register_of_licences() -> None:
    row = only(
        csv_file(
            [
                ["EduOrgFullName", "EduOrgShortName", "EduOrgINN", "EduOrgKPP", "EduOrgOGRN", "EduOrgAddress", "RegionName",
                 "HeadName", "KindName", "TypeName"],
                ["Школа полная", "Школа № 1", INN, "1", OGRN, "г. Велиж", "Смоленская область", "Иванов", "Школа", ""],
            ],
            ",",
        )
    )  # fmt: skip
    assert (row.values["inn"], row.values["ogrn"], row.values["address"]) == (INN, OGRN, "г. Велиж")
    assert "Иванов" not in row.values.values()


def test_variant_5_open_data_of_a_city() -> None:
    """data.mos.ru: «adress» (sic), Latin headings, two columns of territories."""
    content = csv_file(
        [
            ["ROWNUM", "name", "adress", "okrug", "rayon", "form_of_incorporation", "telephone", "web_site", "e_mail", "X", "Y"],
            ["1", "Школа № 1", "ул. Новая", "Центр", "Велижский", "", "4-00-00", "s.example.ru", "a@example.ru", "1", "2"],
        ]
    )  # fmt: skip
    file = read(content)
    (row,) = file.rows()
    assert (row.place, row.name, row.values["phone"]) == (VELIZH, "Школа № 1", "4-00-00")
    assert (row.values["site"], row.values["email"], row.values["address"]) == (
        "s.example.ru",
        "a@example.ru",
        "ул. Новая",
    )
    assert "okrug (взят столбец «rayon»)" in file.layouts[0].unused


def test_variant_6_card_of_a_city_portal() -> None:
    """«Старый ОГРН» never wins over «ОГРН», wherever it stands."""
    content = csv_file(
        [
            ["Номер ОУ", "Старый ОГРН", "Полное наименование ОУ по Уставу", "Краткое наименование", "Адрес ОУ",
             "Должность руководителя", "ФИО руководителя", "Тип ОУ", "Вид ОУ", "Район", "Подведомственность", "ОГРН", "ОКТМО",
             "Индекс", "Статус"],
            ["7", "1026701440325", "", "Школа № 7", "", "директор", "Петров", "", "школа", "Смоленск", "", OGRN, "66701000",
             "214000", "Реорганизована"],
        ]
    )  # fmt: skip
    file = read(content)
    (row,) = file.rows()
    assert (row.values["ogrn"], row.place, row.is_closed) == (OGRN, SMOLENSK, True)
    assert "Старый ОГРН" in file.layouts[0].unused


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
                ["Полное наименование ОО", "Краткое наименование ОО", "Адрес ОО", "Телефон ОО", "Почта ОО", "Сайт ОО", "МО ОО"],
                ["Школа первая", "Школа № 1", "а", "т", "a@example.ru", "с", "МО «Велижский район» Смоленской области"],
            ],
            "\t",
        )
    )  # fmt: skip
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
        (["Код ОУ", "Наименование ОУ", "Тип ОУ", "Муниципальный район", "Кластер"], ["1", "Школа № 3", "СОШ", "Вяземский", "2"]),
        (["Краткое наименование ОУ", "Район"], ["Школа № 3", "Вяземский район"]),
        (["Округ", "Тип ОО", "Наименование ОО", "№ ОО", "Адрес ОО"], ["Вяземский", "СОШ", "Школа № 3", "3", ""]),
    ],
)  # fmt: skip
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
        ("B6", "Муниципальное образование «Клинский район» порталу неизвестно. Проверьте название или добавьте его в реестр.")
    ]  # fmt: skip


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
        "unused": ["Цвет"],
    }
