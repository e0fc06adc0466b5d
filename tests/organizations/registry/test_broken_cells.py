"""A formula without a result and an error are faults of their cells, never silently empty."""

import io

import pytest
from openpyxl import Workbook

from tests.organizations.registry.tables import csv_file, faults_of, only, rows_of


def book(*lines: list[str]) -> bytes:
    stream = io.BytesIO()
    made = Workbook()
    for line in lines:
        made.active.append(line)
    made.save(stream)
    return stream.getvalue()


HEAD = ["Район", "Краткое наименование", "Телефон"]


def test_a_formula_whose_result_was_not_saved() -> None:
    row = only(book(HEAD, ["Велижский", '="Школа "&"№ 1"', "4-00-00"]))
    assert [text.split(".")[0] for text in faults_of(row)] == [
        "B2 В ячейке формула, а её результат в файле не сохранён"
    ]
    assert row.values["phone"] == "4-00-00"


def test_an_error_of_a_formula() -> None:
    row = only(book(HEAD, ["Велижский", "Школа № 1", "#N/A"]))
    assert faults_of(row) == ["C2 В ячейке ошибка формулы «#N/A». Исправьте формулу или впишите значение."]


@pytest.mark.parametrize("text", ["#Н/Д", "#ССЫЛКА!", "#VALUE!"])
def test_an_error_in_a_comma_file(text: str) -> None:
    row = only(csv_file([HEAD, ["Велижский", "Школа № 1", text]]))
    assert [fault.cell for fault in row.faults] == ["C2"]


def test_an_error_instead_of_the_municipality_is_one_fault() -> None:
    row = only(book([*HEAD, "ОКТМО"], ["#REF!", "Школа № 1", "", "66603000"]))
    assert [fault.cell for fault in row.faults] == ["A2"]


def test_other_cells_are_read_as_before() -> None:
    rows = rows_of(book(HEAD, ["Велижский", "Школа #1 & Ко", ""], ["Велижский", "Школа № 2", "#1"]))
    assert [(row.name, row.faults) for row in rows] == [("Школа #1 & Ко", ()), ("Школа № 2", ())]
