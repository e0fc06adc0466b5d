"""The heading variants of real registers, each as its program prints them."""

from tests.organizations.registry.tables import (
    INN,
    OGRN,
    SMOLENSK,
    VELIZH,
    VYAZMA,
    csv_file,
    only,
    read,
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
            [
                "a",
                "0",
                "101",
                "Муниципальное бюджетное общеобразовательное учреждение «Школа № 1»",
                "3",
                "b",
                "c",
                "Велиж, 1",
                "Велиж, 2",
                "директор",
                "Иванов И. И.",
                "(48132) 4-00-00",
                "s1@example.ru",
                "s1.example.ru",
                "МБОУ «Школа № 1»",
                "66203501000",
                "12",
            ],
            ["d", "1", "102", "", "3", "b", "c", "", "", "", "", "", "", "", "Школа № 2", "66203000000", ""],
        ]
    )
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
                [
                    "Идентификатор учреждения",
                    "Наименование учреждения",
                    "Сокращенное наименование учреждения",
                    "Год актуальности",
                    "Публично-правовое образование",
                    "Орган, осуществляющий функции и полномочия учредителя",
                    "Тип учреждения",
                    "Вид учреждения",
                    "ОКАТО",
                    "Адрес фактического местонахождения",
                    "Руководитель",
                    "Контактный телефон",
                    "Сайт учреждения",
                    "Адрес электронной почты",
                ],
                [
                    1,
                    "МУНИЦИПАЛЬНОЕ БЮДЖЕТНОЕ ОБЩЕОБРАЗОВАТЕЛЬНОЕ УЧРЕЖДЕНИЕ «СРЕДНЯЯ ШКОЛА № 1»",
                    "МБОУ «СШ № 1»",
                    2021,
                    "Вяземский муниципальный район",
                    "Комитет образования",
                    "Бюджетное",
                    "Средняя школа",
                    66205000000,
                    "г. Вязьма",
                    "Иванов Иван Иванович",
                    "4-00-00",
                    "-",
                    "не указано",
                ],
            ],
        )
    )
    file = read(content)
    (row,) = file.rows()
    assert file.layouts[0].dropped == ("Руководитель", "Контактный телефон")
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
                    [
                        "№",
                        "ГРБС (код)",
                        "Бюджет",
                        "Полное наименование учереждения",
                        "ИНН",
                        "КПП",
                        "Тип организации",
                        "Реестровый номер в перечне ГМУ",
                    ],
                    [
                        1,
                        906,
                        "местный",
                        "Муниципальное казенное общеобразовательное учреждение Школа № 3",
                        6720002806,
                        672001001,
                        "казенное",
                        "66",
                    ],
                ],
            )
        )
    )
    assert (row.values["inn"], row.name, row.place, row.faults) == (INN, "МКОУ Школа № 3", None, ())
    assert row.cells["inn"] == "E2"


def test_variant_4_register_of_licences() -> None:
    row = only(
        csv_file(
            [
                [
                    "EduOrgFullName",
                    "EduOrgShortName",
                    "EduOrgINN",
                    "EduOrgKPP",
                    "EduOrgOGRN",
                    "EduOrgAddress",
                    "RegionName",
                    "HeadName",
                    "KindName",
                    "TypeName",
                ],
                ["Школа полная", "Школа № 1", INN, "1", OGRN, "г. Велиж", "Смоленская область", "Иванов", "Школа", ""],
            ],
            ",",
        )
    )
    assert (row.values["inn"], row.values["ogrn"], row.values["address"]) == (INN, OGRN, "г. Велиж")
    assert "Иванов" not in row.values.values()


def test_variant_5_open_data_of_a_city() -> None:
    """data.mos.ru: «adress» (sic), Latin headings, two columns of territories."""
    content = csv_file(
        [
            [
                "ROWNUM",
                "name",
                "adress",
                "okrug",
                "rayon",
                "form_of_incorporation",
                "telephone",
                "web_site",
                "e_mail",
                "X",
                "Y",
            ],
            [
                "1",
                "Школа № 1",
                "ул. Новая",
                "Центр",
                "Велижский",
                "",
                "4-00-00",
                "s.example.ru",
                "a@example.ru",
                "1",
                "2",
            ],
        ]
    )
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
            [
                "Номер ОУ",
                "Старый ОГРН",
                "Полное наименование ОУ по Уставу",
                "Краткое наименование",
                "Адрес ОУ",
                "Должность руководителя",
                "ФИО руководителя",
                "Тип ОУ",
                "Вид ОУ",
                "Район",
                "Подведомственность",
                "ОГРН",
                "ОКТМО",
                "Индекс",
                "Статус",
            ],
            [
                "7",
                "1026701440325",
                "",
                "Школа № 7",
                "",
                "директор",
                "Петров",
                "",
                "школа",
                "Смоленск",
                "",
                OGRN,
                "66701000",
                "214000",
                "Реорганизована",
            ],
        ]
    )
    file = read(content)
    (row,) = file.rows()
    assert (row.values["ogrn"], row.place, row.is_closed) == (OGRN, SMOLENSK, True)
    assert "Старый ОГРН" in file.layouts[0].unused
