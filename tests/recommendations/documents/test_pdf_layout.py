"""How lines of a PDF page are set: the title block at the right or in the middle, tables without upright rules."""

import pytest

from recommendations.documents.readers.pdf import PdfReader
from recommendations.documents.readers.pdf_open_table import column_rules
from recommendations.documents.readers.pdf_page import Box, PdfPage, Span
from recommendations.documents.readers.pdf_table import find_grids

SIGN = 6.0
LEFT, RIGHT = 90.0, 510.0
TEXT = [
    "left:Участники форума, проведённого в мае, отмечают, что в республике дейст",
    "left:вует закон о языках народов, который приняли в начале девяностых годов",
]
"""Two full lines of the body, so that the page shows its margins."""


def span(text: str, left: float, bottom: float, bold: bool = False) -> Span:
    return Span(text, Box(left, bottom, left + SIGN * len(text), bottom + 8), 11, bold)


def placed(lines: list[str]) -> list[Span]:
    """Return spans from lines like «right:Утверждены»; the second line of a pair stands at the first-line indent."""
    spans = []
    for number, line in enumerate(lines):
        where, _, text = line.partition(":")
        width = SIGN * len(text)
        left = {"left": LEFT, "first": LEFT + 36, "right": RIGHT - width}.get(where, (LEFT + RIGHT - width) / 2)
        spans.append(span(text, left, 760 - 20 * number, where == "bold"))
    return spans


def paragraphs(lines: list[str]) -> list[str]:
    return [block.text for block in PdfReader([PdfPage(0, placed(lines))]).blocks()]


@pytest.mark.parametrize(
    "title_block",
    [
        ["right:от 5 июня 2024 г. № 45", "bold:Рекомендации"],
        ["middle:РЕШЕНИЕ", "right:Пенза, 4–5 марта 2025 г.", "first:На форуме работали четыре площадки, на которых"],
        ["middle:г. Пермь", "bold:О сети инженерных классов Пермского края", "first:Рассмотрев вопрос о школах, совет"],
        ["right:Приложение", "left:Участники форума обсудили вопросы воспитания"],
    ],
)
def test_lines_set_in_different_ways_are_paragraphs(title_block):
    texts = [line.partition(":")[2] for line in title_block]
    assert paragraphs([*title_block, *TEXT])[: len(texts) - 1] == texts[:-1]


@pytest.mark.parametrize(
    "lines",
    [
        ["right:УТВЕРЖДЕНЫ постановлением", "right:комитета по образованию"],
        ["bold:О мерах по сохранению языков народов республики и", "bold:их изучению в школах"],
    ],
)
def test_lines_set_alike_are_one_paragraph(lines):
    whole = " ".join(line.partition(":")[2] for line in lines)
    assert paragraphs([*lines, *TEXT])[0] == whole


# ---------------------------------------------------------------------- tables
HEADER = [span("Адресат", 85, 682), span("Содержание", 235, 682), span("Срок", 385, 682)]
ROWS = [
    span("Министерству", 85, 666),
    span("Выделить субсидии", 235, 666),
    span("до 20 декабря", 385, 666),
    span("образования", 85, 651),
    span("Утвердить положение", 235, 636),
    span("октябрь", 385, 636),
    span("Школам", 85, 606),
    span("Открыть зоны", 235, 606),
    span("-", 385, 606),
]
BELOW = [span("чтения", 235, 591), span("Руководитель секции форума школьников", 120, 571)]
RULES = [Box(79, y, 530, y) for y in (694, 678, 618)] + [Box(229, 648, 530, 648)]


def cells(spans: list[Span], rules: list[Box]) -> list[tuple[int, int, int, str]]:
    (grid,) = find_grids([*rules, *column_rules(rules, spans)])
    for one in spans:
        grid.put(one)
    return [(cell.row, cell.column, cell.rows, " ".join(s.text for s in cell.spans)) for cell in grid.cells]


def test_columns_told_by_the_header_where_only_rows_are_ruled():
    assert cells([*HEADER, *ROWS, *BELOW], RULES) == [
        (0, 0, 1, "Адресат"),
        (0, 1, 1, "Содержание"),
        (0, 2, 1, "Срок"),
        (1, 0, 2, "Министерству образования"),
        (1, 1, 1, "Выделить субсидии"),
        (1, 2, 1, "до 20 декабря"),
        (2, 1, 1, "Утвердить положение"),
        (2, 2, 1, "октябрь"),
        (3, 0, 1, "Школам"),
        (3, 1, 1, "Открыть зоны чтения"),
        (3, 2, 1, "-"),
    ]


def test_a_last_row_that_a_rule_closes():
    found = cells([*HEADER, *ROWS, *BELOW[1:]], [*RULES, Box(79, 600, 530, 600)])
    assert found[-1] == (3, 2, 1, "-")
    assert len(found) == 11


def test_a_frame_left_open_on_both_sides():
    upright = [Box(x, 600, x, 694) for x in (229, 379)]
    found = cells([*HEADER, *ROWS], [*RULES, Box(79, 600, 530, 600), *upright])
    assert {cell[:3] for cell in found} >= {(1, 0, 2), (3, 0, 1), (3, 2, 1)}


@pytest.mark.parametrize(
    "spans",
    [
        [span("Участники форума обсудили вопросы воспитания и питания", 85, y) for y in (682, 660, 640)],
        [*HEADER, *(span("Участники форума обсудили вопросы воспитания и питания", 85, y) for y in (660, 645, 630))],
    ],
)
def test_lines_drawn_across_prose_make_no_table(spans):
    assert column_rules(RULES[:3], spans) == []


def test_two_lines_of_a_letterhead_make_no_table():
    assert column_rules(RULES[:2], HEADER) == []
