"""Contacts of persons are not loaded unseen, whatever the column is called."""

import pytest

from tests.organizations.registry.tables import csv_file, read

HEAD = ["Район", "Краткое наименование"]
LINE = ["Велижский", "Школа № 1"]


def test_a_telephone_beside_the_head_is_most_likely_the_heads() -> None:
    """«Директор | Телефон | E-mail»: dropped, and told how to keep it."""
    lines = [[*HEAD, "Директор", "Телефон", "E-mail", "Сайт"], [*LINE, "Иванов", "8 900 111-22-33", "a@b.ru", "s.ru"]]
    file = read(csv_file(lines))
    (row,) = file.rows()
    assert not {"phone", "email"} & row.values.keys()
    assert row.values["site"] == "s.ru"
    (layout,) = file.layouts
    assert layout.dropped == ("Директор", "Телефон", "E-mail")
    assert len(layout.warnings) == 2
    assert "«Телефон» стоит сразу за сведениями о человеке" in layout.warnings[0]


@pytest.mark.parametrize("heading", ["Телефон организации", "Телефон школы", "Телефон ОО"])
def test_a_heading_that_says_whose_it_is_is_believed(heading: str) -> None:
    file = read(csv_file([[*HEAD, "Директор", heading], [*LINE, "Иванов", "8 900 111-22-33"]]))
    (row,) = file.rows()
    assert row.values["phone"] == "8 900 111-22-33"
    assert (file.layouts[0].warnings, file.warnings) == ((), [])


@pytest.mark.parametrize("phone", ["+7 900 111-22-33", "89001112233", "+7 (910) 111 22 33", "9001112233"])
def test_mobile_numbers_under_a_neutral_heading_are_named(phone: str) -> None:
    file = read(csv_file([[*HEAD, "Телефон"], [*LINE, phone], ["Велижский", "Школа № 2", "(48130) 4-00-00"]]))
    assert [row.values["phone"] for row in file.rows()] == [phone, "(48130) 4-00-00"]
    assert [text.split(". ")[0] for text in file.warnings] == [
        "Столбец «Телефон»: похоже на личные контакты (мобильных номеров: 1)"
    ]


def test_public_mailboxes_under_a_neutral_heading_are_named() -> None:
    lines = [[*HEAD, "E-mail"], [*LINE, "some@yandex.ru"], ["Велижский", "Школа № 2", "school@edu.example"]]
    file = read(csv_file(lines))
    list(file.rows())
    assert len(file.warnings) == 1
    assert "ящиков общедоступной почты: 1" in file.warnings[0]
