"""Joining the lines of a page (contract, 2): indents, names, words that a narrow cell breaks, points without marks."""

import pytest

from recommendations.documents.readers.pdf_page import Box, Sign, _Dividers
from recommendations.documents.readers.pdf_table import GridCell, _is_rest
from recommendations.documents.text import Hints
from recommendations.documents.wrapping import Line, join_lines
from tests.recommendations.documents.samples import body, parse
from tests.recommendations.documents.test_pdf import span

FULL = "слово словцо словечко слова словами о словах и словечках да ещё"


def joined(lines: list[tuple[int, str]], width: int = 0) -> list[str]:
    return [block.text for block in join_lines([Line(text, Hints(indent=at)) for at, text in lines], width=width)]


PAGE = [(5, "Школы " + FULL), (0, FULL), (0, "конец."), (5, "Музеи " + FULL), (0, FULL), (0, "края.")]


def test_a_paragraph_of_one_line_ends_before_the_next_first_line_indent():
    assert joined([*PAGE, (5, "Вести учёт."), (5, "Решение принято.")])[-2:] == ["Вести учёт.", "Решение принято."]


def test_a_centred_line_ends_before_a_first_line_indent():
    text = joined([(11, "Об итогах года"), *PAGE])
    assert text[0] == "Об итогах года" and text[1].startswith("Школы")


def test_a_title_without_a_blank_line_before_the_text():
    text = "     РЕШЕНИЕ КОЛЛЕГИИ\n26 июня 2024 г.     г. Чита\n        № 3\n        Об итогах года\n"
    text += "\n".join(" " * at + line for at, line in PAGE) + "\n     Коллегия решила:\n     1. Вести учёт."
    assert parse(text).title == "РЕШЕНИЕ КОЛЛЕГИИ Об итогах года"


def test_points_without_marks_or_end_marks():
    text = "Форум предлагает:\n\nВ адрес школ:\nвести учёт всех книг, которые есть в библиотеке школы, в срок\n"
    text += "купить книги\nпровести форум чтения для учителей и учеников всех классов в марте 2022\nгода в столице\n"
    assert [len(items) for _, items in body(text)] == [3]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Общеобразовател", "ьные организации"], "Общеобразовательные организации"),
        (["Направлен", "ие"], "Направление"),
        (["Образовательные", "организации"], "Образовательные организации"),
        (["школам", "в городе"], "школам в городе"),
    ],
)
def test_words_broken_by_a_narrow_cell(lines, text):
    assert " ".join(block.text for block in join_lines([Line(line, right=100) for line in lines], width=100)) == text


def test_the_lines_of_a_title_are_not_full_where_the_margin_is_known():
    lines = [Line(text, Hints(), right=right) for text, right in (("РЕЗОЛЮЦИЯ", 56), ("форума «Дом», Оренбург", 62))]
    assert len(join_lines(lines, width=100)) == 2


def test_text_on_both_sides_of_a_rule_is_of_two_cells():
    dividers = _Dividers([Box(20, 0, 20, 100), Box(0, 10, 90, 10)])
    number, letter = Sign("1", 10, 50, 15, 60, 0), Sign("Ш", 22, 50, 30, 60, 1)
    assert dividers.part(number, letter)
    assert not dividers.part(letter, Sign("к", 31, 50, 36, 60, 2))
    assert not dividers.part(number._replace(bottom=150), letter._replace(bottom=150))


@pytest.mark.parametrize(
    ("text", "rest"), [("«Точка роста» школами", True), ("и школами", True), ("Создать клуб", False)]
)
def test_the_rest_of_a_row_on_the_next_page(text, rest):
    cell = GridCell(0, 2, 1, 1, Box(0, 0, 1, 1), [span(text, 0, 0)])
    assert _is_rest({2: cell}) is rest
