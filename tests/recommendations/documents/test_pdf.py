"""PDF: lines, columns, tables, running heads, and files whose text cannot be read (contract, 2)."""

from pathlib import Path

import pytest

from recommendations.documents import parse_document
from recommendations.documents.readers import pdf as reader
from recommendations.documents.readers.pdf_columns import lines_of, without_running_heads
from recommendations.documents.readers.pdf_page import Box, PdfPage, Span
from recommendations.documents.readers.pdf_table import find_grids
from tests.recommendations.documents.test_errors import refusal
from tests.recommendations.documents.test_pieces import check
from tests.recommendations.documents.writers import pdf

FILES = Path(__file__).parent / "files"


def read(name: str):
    found = parse_document((FILES / name).read_bytes(), name)
    check(found)
    return found


# -------------------------------------------------------------- whole documents
def test_two_columns_with_a_footnote_and_a_page_number():
    found = read("columns.pdf")
    assert found.title == "РЕЗОЛЮЦИЯ межрегионального форума «Сельская школа: точка притяжения»"
    assert [(group.heading, len(group.recommendations)) for group in found.groups] == [
        ("Департаменту образования Костромской области", 2),
        ("Органам управления образованием муниципальных районов", 3),
        ("Руководителям общеобразовательных организаций", 2),
    ]
    assert found.groups[0].recommendations[1].text == (
        "провести во II квартале 2025 года мониторинг доступности дополнительного образования в сельской местности;"
    )
    assert found.groups[1].recommendations[0].text == (
        "заключить договоры о сетевой форме реализации образовательных программ между базовыми и малыми школами, "
        "включая совместное использование лабораторий, мастерских и спортивных площадок;"
    )
    assert "Приказ департамента" not in found.plain_text
    assert "Страница" not in found.plain_text


def test_a_table_with_merged_cells_over_several_pages():
    found = read("table.pdf")
    assert [(group.heading, len(group.recommendations)) for group in found.groups] == [
        ("Министерству образования и науки Костромской области", 2),
        ("Институту развития образования", 2),
        ("Сельским школам", 12),
    ]
    assert len({item.text.replace(item.text.split()[3], "") for item in found.groups[2].recommendations}) == 1
    assert [[d.kind for d in item.deadlines] for item in found.groups[0].recommendations] == [["by"], ["recurring"]]
    assert found.plain_text.count("Кому адресовано") == 1
    assert "«Сельская школа – 2025»" not in found.plain_text


# -------------------------------------------------------------------- refusals
def test_a_protected_file():
    assert "паролем" in refusal((FILES / "protected.pdf").read_bytes(), "a.pdf")


def test_a_scan_is_refused_with_advice():
    message = refusal(pdf.picture(pages=3), "a.pdf")
    assert "скан" in message
    assert ".docx" in message


def test_letters_that_are_not_russian_are_refused_with_advice():
    message = refusal(pdf.text(["Ðåçîëþöèÿ îáëàñòíîãî ôîðóìà", "Ðåêîìåíäîâàòü øêîëàì"]), "a.pdf")
    assert "не читается" in message
    assert ".docx" in message


def test_an_empty_page():
    assert "нет текста" in refusal(pdf.text([]), "a.pdf")


def test_too_many_pages():
    assert "300 страниц" in refusal(pdf.text(["a"], pages=301), "a.pdf")


def test_a_file_that_takes_too_long(monkeypatch):
    monkeypatch.setattr(reader, "MAX_SECONDS", -1)
    assert "слишком сложный" in refusal((FILES / "table.pdf").read_bytes(), "a.pdf")


def test_damaged():
    content = (FILES / "table.pdf").read_bytes()
    assert "повреждён" in refusal(content[:2000], "a.pdf")
    assert "повреждён" in refusal(b"%PDF-1.7\n", "a.pdf")


# ------------------------------------------------------------- lines and places
def span(text: str, x: float, y: float, size: float = 12, width: float | None = None) -> Span:
    return Span(text, Box(x, y, x + (width or 5 * len(text)), y + size / 1.3), size)


def heads(*pages: list[Span]) -> list[list[str]]:
    found = without_running_heads([PdfPage(number, list(spans)) for number, spans in enumerate(pages)])
    return [[one.text for one in page.spans] for page in found]


def test_page_numbers_and_repeated_heads_are_dropped():
    pages = [
        [span("Форум 2025", 200, 800), span(word, 60, 700), span(f"- {number} -", 280, 40)]
        for number, word in enumerate(("один", "два", "три"), 1)
    ]
    assert heads(*pages) == [["один"], ["два"], ["три"]]


def test_what_a_browser_prints_at_the_edges_is_dropped():
    page = [span("23.11.2026, 15:52", 60, 820), span("Резолюция", 60, 700), span("https://example.org/a 1/2", 60, 20)]
    assert heads(page) == [["Резолюция"]]


def test_a_number_inside_the_page_stays():
    page = [span("Итоги", 60, 800), *(span(f"строка {n}", 60, 760 - 20 * n) for n in range(6)), span("15", 60, 400)]
    page += [span(f"конец {n}", 60, 300 - 20 * n) for n in range(4)]
    assert "15" in heads(page)[0]


def test_notes_at_the_foot_are_dropped_but_small_print_is_not():
    text = [span("Длинная строка основного текста документа", 60, 700 - 20 * n) for n in range(5)]
    assert heads([*text, span("1 Приказ № 5", 60, 60, size=9)])[0][-1].startswith("Длинная")
    assert heads([*text, span("Исп. Петрова", 60, 60, size=9)])[0][-1] == "Исп. Петрова"


def column(name: str, x: float) -> list[Span]:
    return [span(f"{name} строка {n}", x, 700 - 20 * n, width=200) for n in range(8)]


def in_order(spans: list[Span]) -> list[str]:
    page = PdfPage(0, spans, margins=(60, 520))
    return [line.span.text for line in lines_of(spans, page)]


def test_columns_that_the_file_mixes_are_read_one_after_the_other():
    left, right = column("левая", 60), column("правая", 320)
    mixed = [one for pair in zip(left, right, strict=True) for one in pair]
    whole = span("Заголовок через всю страницу", 60, 760, width=460)
    assert in_order([whole, *mixed]) == ["Заголовок через всю страницу", *(one.text for one in [*left, *right])]


def test_words_set_apart_on_one_line_are_one_line():
    assert in_order([span("г. Псков", 60, 700), span("5 мая 2022 г.", 400, 700)]) == ["г. Псков 5 мая 2022 г."]


def rule(x: float, y: float, to_x: float, to_y: float) -> Box:
    return Box(x, y, to_x, to_y)


def test_rules_make_a_grid_and_missing_ones_merge_cells():
    flat = [rule(0, 0, 300, 0), rule(100, 50, 300, 50), rule(0, 100, 300, 100)]
    upright = [rule(x, 0, x, 100) for x in (0, 100, 200, 300)]
    grid = find_grids(flat + upright)[0]
    for x, y, word in ((10, 70, "а"), (110, 70, "б"), (210, 20, "в")):
        assert grid.put(span(word, x, y))
    assert not grid.put(span("вне", 400, 70))
    assert [(cell.row, cell.column, cell.rows, cell.columns) for cell in grid.cells] == [
        (0, 0, 2, 1),
        (0, 1, 1, 1),
        (1, 2, 1, 1),
    ]


def test_a_frame_is_no_table():
    assert find_grids([rule(0, 0, 300, 0), rule(0, 100, 300, 100), rule(0, 0, 0, 100), rule(300, 0, 300, 100)]) == []


@pytest.mark.parametrize("name", ["columns.pdf", "table.pdf"])
def test_the_library_is_closed_after_each_file(name):
    assert read(name) == read(name)
