"""Texts made comparable."""

import pytest

from organizations.text import initials_name, search_text, sort_text


@pytest.mark.parametrize(
    ("typed", "levelled"),
    [
        ("МБОУ «Школа №1»", "мбоу школа № 1"),
        ("Ёлкинская   школа", "елкинская школа"),
        ('"Школа"\tимени\xa0А. С. Пушкина', "школа имени а. с. пушкина"),
        ("до\x00после", "до после"),
        ("", ""),
    ],
)
def test_search_text_levels(typed: str, levelled: str) -> None:
    assert search_text(typed) == levelled


def test_parts_are_joined_and_empty_ones_left_out() -> None:
    assert search_text("Школа", "", "Смоленск") == "школа смоленск"


def test_numbers_are_sorted_as_numbers() -> None:
    names = ["Школа № 10", "Школа № 9", "Школа № 100", "Школа № 1"]
    assert sorted(names, key=sort_text) == ["Школа № 1", "Школа № 9", "Школа № 10", "Школа № 100"]


@pytest.mark.parametrize(
    ("full", "short"),
    [("Соколова Ирина Петровна", "Соколова\xa0И.\xa0П."), ("Ким Ю", "Ким\xa0Ю."), ("Петрова", "Петрова")],
)
def test_initials(full: str, short: str) -> None:
    assert initials_name(full) == short
