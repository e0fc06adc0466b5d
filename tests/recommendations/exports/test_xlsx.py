import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from recommendations.control import Share
from recommendations.exports.xlsx import RULES_SHEET, write_xlsx
from recommendations.summaries.by_municipality import COLUMNS, municipality_rows
from recommendations.summaries.by_recommendation import recommendation_rows
from recommendations.summaries.table import Cell, Column, Kind, Row, Table
from tests.factories import make_municipality, make_recommendation, make_resolution, make_tasks
from tests.recommendations.summaries.histories import make_history

DAY = date(2021, 11, 1)
FORMULAS = [
    '=HYPERLINK("http://x")',
    "+7 481",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "=cmd|'/c calc'!A1",
    "http://пример.рф",
    "00123",
]
TABLE = Table(
    code="F9",
    title="Проба",
    columns=(
        Column("name", "Наименование", Kind.TEXT, 30),
        Column("number", "Число", Kind.NUMBER, 8),
        Column("share", "Доля, %", Kind.PERCENT, 8),
        Column("day", "Дата", Kind.DATE, 12),
    ),
    rows=(
        Row((Cell("Школа"), Cell(12), Cell(Share(1, 3)), Cell(DAY))),
        Row((Cell(None), Cell(0), Cell(Share(0, 0)), Cell(None))),
        Row((Cell("Итого"), Cell(12), Cell(Share(1, 3)), Cell("")), is_total=True),
    ),
    facts=(("Резолюция", "Резолюция форума"), ("По состоянию на", "01.11.2021, конец дня")),
    rules=("Первое правило.", "Второе правило."),
)


def opened(table):
    return load_workbook(io.BytesIO(write_xlsx(table)))


def body(sheet, width):
    """Rows below the head of the table."""
    head = sheet.auto_filter.ref.split(":")[0]
    first = sheet[head].row + 1
    return list(sheet.iter_rows(min_row=first, max_col=width))


def test_cells_are_typed():
    row, empty, total = body(opened(TABLE)["F9"], 4)
    assert [cell.value for cell in row] == ["Школа", 12, 0.333, datetime(2021, 11, 1)]
    assert [cell.data_type for cell in row] == ["s", "n", "n", "d"]
    assert [cell.number_format for cell in row[1:]] == ["#,##0_)", "0.0\\ %_)", "dd.mm.yyyy"]
    assert [cell.value for cell in empty] == ["—", 0, "—", "—"]
    assert [cell.value for cell in total] == ["Итого", 12, 0.333, None]
    assert all(cell.font.bold for cell in total)
    assert not any(cell.font.bold for cell in row)


def test_a_share_is_stored_as_it_is_printed():
    """68,3 % is 0.683, not 0.6829999999999999: whoever copies the cell gets what the page says."""
    columns = (Column("share", "Доля, %", Kind.PERCENT), Column("other", "Другое"))
    rows = tuple(Row((Cell(Share(part, 1000)), Cell("x"))) for part in range(1001))
    stored = [row[0].value for row in body(opened(Table("F9", "Проба", columns, rows))["F9"], 1)]
    assert [repr(float(value)) for value in stored] == [repr(part / 1000) for part in range(1001)]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula_a_link_or_a_number(text):
    columns = (Column("name", "Наименование"), Column("other", text))
    table = Table("F9", text, columns, (Row((Cell(text), Cell("x"))),), facts=((text, text),), rules=(text,))
    book = opened(table)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) > 5
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert body(book["F9"], 2)[0][0].value == text


def test_the_page_is_ready_for_print():
    sheet = opened(TABLE)["F9"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.freeze_panes == "A6"
    assert sheet.auto_filter.ref == "A5:D7"
    assert round(sheet.column_dimensions["A"].width) == 31


def test_the_block_above_the_table_says_what_it_is():
    sheet = opened(TABLE)["F9"]
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == [
        "Проба",
        "Резолюция: Резолюция форума",
        "По состоянию на: 01.11.2021, конец дня",
    ]


def test_the_second_sheet_says_how_it_is_counted():
    book = opened(TABLE)
    assert book.sheetnames == ["F9", RULES_SHEET]
    lines = [cell.value for cell in book[RULES_SHEET]["A"] if cell.value]
    assert lines == ["Проба", "Резолюция: Резолюция форума", "По состоянию на: 01.11.2021, конец дня", *TABLE.rules]


def of_texts(*texts):
    columns = (Column("text", "Текст", width=20), Column("other", "Другое"))
    return Table("F9", "Проба", columns, tuple(Row((Cell(text), Cell("x"))) for text in texts))


def test_a_long_text_gets_a_high_row():
    sheet = opened(of_texts("слово " * 60, "слово"))["F9"]
    heights = [sheet.row_dimensions[row[0].row].height for row in body(sheet, 1)]
    assert heights[0] > 10 * heights[1]


def test_a_text_longer_than_a_cell_holds_is_cut_with_a_mark():
    value = body(opened(of_texts("я" * 40_000))["F9"], 1)[0][0].value
    assert (len(value), value[-1]) == (32_767, "…")


def test_a_table_without_rows_opens():
    sheet = opened(Table("", "Перечень обязательств", (Column("a", "А"), Column("b", "Б")), ()))["Перечень"]
    assert sheet.auto_filter.ref == "A3:B3"


def test_rows_may_come_from_an_iterator():
    rows = (Row((Cell(number), Cell("x"))) for number in range(1, 2001))
    table = Table("", "Перечень", (Column("a", "А", Kind.NUMBER), Column("b", "Б")), rows)
    assert [row[0].value for row in body(opened(table)["Перечень"], 2)] == list(range(1, 2001))


def test_f2_in_the_file_equals_f2_in_the_portal(world):
    make_municipality(world.region, name="=Район с формулой")
    summary = municipality_rows(world["specialist"], make_history(world, 17, 15), DAY)
    sheet = opened(summary.table)["F2"]
    rows = body(sheet, len(COLUMNS))
    assert len(rows) == len(summary.rows) + 1
    for found, row in zip(rows, summary.rows, strict=False):
        values = dict(zip([column.key for column in COLUMNS], [cell.value for cell in found], strict=True))
        assert (values["number"], values["municipality"]) == (row.number, row.name)
        assert values["on_control"] == row.figures.on_control
        assert values["bucket=overdue"] == row.figures.count("bucket=overdue")
        percent = row.figures.on_time_share.percent
        assert values["on_time_share"] == ("—" if percent is None else float(percent / 100))
    assert rows[-1][1].value == "Итого"
    assert rows[-1][3].value == summary.total.on_control


def test_f1_in_the_file_keeps_a_dangerous_text(world):
    recommendation = make_recommendation(make_resolution(world.region), text="=1+1")
    make_tasks(world, recommendation)
    table = recommendation_rows(world["specialist"], recommendation.resolution).table
    cell = body(opened(table)["F1"], 8)[0][2]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
