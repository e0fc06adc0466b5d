"""What the portal gives back: the file with its faults, and a list that comes in again without a change."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from organizations.registry import (
    EXPORT_COLUMNS,
    IN_REQUEST,
    KnownOrganization,
    Matcher,
    MatchKind,
    changed_fields,
    error_book,
    export_texts,
)
from organizations.sheets import write_list
from tests.organizations.registry.tables import INN, OGRN, VELIZH, csv_file, read, rows_of, xlsx_file

KEPT = {
    "number": 12,
    "municipality": "Велижский район",
    "oktmo": "66603000",
    "short_name": "МБОУ «Берёзовская СШ № 1»",
    "full_name": "Муниципальное бюджетное общеобразовательное учреждение «Берёзовская средняя школа № 1»",
    "is_name_official": True,
    "group": "school",
    "inn": INN,
    "ogrn": OGRN,
    "settlement": "д. Берёзовка",
    "address": "216290, Смоленская обл., д. Берёзовка, 1",
    "phone": "+7 (48132) 4-00-00",
    "email": "school@example.ru",
    "site": "https://school.example.ru",
    "closed_on": date(2021, 9, 1),
}


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_export_then_import_gives_zero_changes(format: str) -> None:
    file = read(write_list(format, "Организации", EXPORT_COLUMNS, [export_texts(KEPT), export_texts({"number": 13})]))
    row, bare = file.rows()
    layout = file.layouts[0]
    assert (len(layout.columns), layout.unused, layout.dropped) == (len(EXPORT_COLUMNS), (), ())
    as_kept = KEPT | {"number": "12", "is_name_official": "да", "closed_on": "2021-09-01"}
    assert (row.values, row.faults, row.repairs, row.place) == (as_kept, (), (), VELIZH)
    assert changed_fields(row, as_kept) == {}
    known = [KnownOrganization(12, VELIZH, row.name), KnownOrganization(13, None, "")]
    assert Matcher(known).match(row).kind is MatchKind.MATCH
    assert bare.faults == ()
    assert {field for field, text in bare.values.items() if text} == {"number"}


def test_the_error_file_has_the_same_layout() -> None:
    """Sheets, columns and lines in their order as texts; faulty cells marked, the last column says why."""
    lines = [
        ["Реестр", ""],
        ["Район", "Наименование ОО", "ИНН"],
        ["Велижский", "Школа № 1", 6720002807],
        ["Велижский", "Школа № 2", INN],
    ]
    content = xlsx_file(("Первый", lines), ("Второй", lines))
    faults = {(row.sheet, row.line): row.faults for row in rows_of(content)}
    book = load_workbook(io.BytesIO(error_book(content, faults, IN_REQUEST)))
    assert book.sheetnames == ["Первый", "Второй"]
    sheet = book["Первый"]
    assert [[cell.value for cell in line] for line in sheet.rows] == [
        ["Реестр", None, None, None],
        ["Район", "Наименование ОО", "ИНН", "Ошибки"],
        ["Велижский", "Школа № 1", "6720002807", "C3: Контрольная цифра ИНН 6720002807 не сходится."],
        ["Велижский", "Школа № 2", INN, None],
    ]
    marked = [cell.coordinate for line in sheet.rows for cell in line if cell.fill.fgColor.rgb == "FFFFC7CE"]
    assert marked == ["C3"]


def test_the_error_file_is_read_again() -> None:
    """Mended in place and uploaded: the column of faults is no column of the registry."""
    content = csv_file([["Район", "Краткое наименование", "ИНН"], ["=1+1", "Школа № 1", "1"]])
    faults = {(row.sheet, row.line): row.faults for row in rows_of(content)}
    again = read(error_book(content, faults, IN_REQUEST))
    assert again.layouts[0].unused == ()
    (row,) = again.rows()
    assert row.values["municipality"] == "=1+1"
    assert [fault.cell for fault in row.faults] == ["C2", "A2"]
