"""Municipalities in all the forms that registers print."""

import pytest

from tests.organizations.registry.tables import (
    DESNOGORSK,
    INN,
    PLACES,
    SMOLENSK,
    SMOLENSK_DISTRICT,
    VELIZH,
    VYAZMA,
    csv_file,
    faults_of,
    only,
)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Велижский район", VELIZH),
        ("Велижский муниципальный район", VELIZH),
        ("МО «Велижский район» Смоленской области", VELIZH),
        ("муниципальное образование «Велижский район» Смоленской области", VELIZH),
        ("Велижский муниципальный округ", VELIZH),
        ("Велижский р-н", VELIZH),
        ("ВЕЛИЖСКИЙ", VELIZH),
        ("Администрация муниципального образования «Велижский район»", VELIZH),
        ("Велижского района", VELIZH),
        ("город Десногорск", DESNOGORSK),
        ("г. Десногорск", DESNOGORSK),
        ("г.Десногорск", DESNOGORSK),
        ("Десногорск", DESNOGORSK),
        ("муниципальное образование «город Десногорск» Смоленской области", DESNOGORSK),
        ("города Десногорска", DESNOGORSK),
        ("Смоленск", SMOLENSK),
        ("городской округ город Смоленск", SMOLENSK),
        ("Смоленский", SMOLENSK_DISTRICT),
        ("Смоленский район", SMOLENSK_DISTRICT),
        ("Вяземский уезд", VYAZMA),
    ],
)
def test_by_name(text: str, place: int) -> None:
    """Okrug and district, charter and classifier: one municipality; the city of Smolensk is not its district."""
    assert PLACES.named(text) == (place,)


@pytest.mark.parametrize("text", ["Клинский район", "Велиж", "", "район", "Смоленская область"])
def test_no_guess_by_name(text: str) -> None:
    assert PLACES.named(text) == ()


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("66603000", VELIZH),
        ("66603000-7", VELIZH),
        ("666030007", VELIZH),
        ("66 603 000", VELIZH),
        ("66603101", VELIZH),
        ("66603101001", VELIZH),
        ("66701000001", SMOLENSK),
        ("66505000", VYAZMA),
    ],
)
def test_by_code(code: str, place: int) -> None:
    """Eight digits, eleven of a settlement, a printed check digit, an earlier code."""
    assert PLACES.coded(code) == (place,)


@pytest.mark.parametrize("code", ["66603000-8", "66699000", "666", "", "МБОУ", "6,66E+07"])
def test_no_guess_by_code(code: str) -> None:
    assert PLACES.coded(code) == ()


def row_of(name: str, code: str) -> tuple[int | None, list[str], tuple[str, ...]]:
    row = only(csv_file([["Район", "ОКТМО", "Краткое наименование", "ИНН"], [name, code, "Школа № 1", INN]]))
    return row.place, faults_of(row), row.repairs


def test_name_and_code_together() -> None:
    assert row_of("Велижский район", "66603000") == (VELIZH, [], ())
    place, faults, _ = row_of("Велижский район", "66605000")
    assert place is None
    assert faults == [
        "B2 Код «66605000» относится к другому муниципальному образованию (Вяземский район), а в строке указано "
        "«Велижский район»."
    ]


def test_one_of_name_and_code_unknown_is_said() -> None:
    assert row_of("Велижский муниципальный округ", "66503000") == (
        VELIZH,
        [],
        ("Код «66503000» порталу неизвестен, муниципальное образование взято по названию: Велижский район.",),
    )
    assert row_of("Центр", "66603000") == (
        VELIZH,
        [],
        ("Название «Центр» порталу неизвестно, муниципальное образование взято по коду: Велижский район.",),
    )


def test_a_code_in_exponent_form_is_refused_with_advice() -> None:
    _, faults, _ = row_of("", "6,66E+07")
    assert faults[0].startswith("B2 Код записан как «6,66E+07»")
