import csv
import io
from datetime import date

import pytest

from recommendations.control import Share
from recommendations.exports.csv import write_csv
from recommendations.summaries.table import Cell, Column, Kind, Row, Table

COLUMNS = (
    Column("name", "Наименование"),
    Column("number", "Число", Kind.NUMBER),
    Column("share", "Доля, %", Kind.PERCENT),
    Column("day", "Дата", Kind.DATE),
)


def lines(*cells):
    content = write_csv(Table("F9", "Проба", COLUMNS, (Row(tuple(Cell(value) for value in cells)),)))
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_excel_reads_the_types():
    head, row = lines("Школа; «первая»", 12345, Share(1, 3), date(2021, 11, 1))
    assert head == ["Наименование", "Число", "Доля, %", "Дата"]
    assert row == ["Школа; «первая»", "12345", "33,3%", "01.11.2021"]


def test_nothing_is_empty():
    assert lines(None, 0, Share(0, 0), None)[1] == ["", "0", "", ""]


@pytest.mark.parametrize("text", ["=1+1", "+7 481", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_like_a_formula_is_disarmed(text):
    assert lines(text, 0, Share(1, 1), None)[1][0] == f"'{text}"


def test_lines_in_a_text_stay_in_their_cell():
    assert lines("первая\nвторая", 0, Share(1, 1), None)[1][0] == "первая\nвторая"


def test_a_negative_number_is_not_a_text():
    assert lines("Школа", -5, Share(1, 1), None)[1][1] == "-5"
