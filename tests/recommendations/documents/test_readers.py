"""Readers of .txt and .md: encodings, line ends, marks, hard-wrapped text (contract, 2)."""

import pytest

from recommendations.documents import parse_document
from recommendations.documents.readers import reader_for
from recommendations.documents.text import assemble
from tests.recommendations.documents.samples import HEAD, groups

POINTS = HEAD + "Участники рекомендуют:\n\nШколам:\n- создать совет;\n- провести «День чтения» до 1 мая 2022 г.\n"
EXPECTED = [("Школам", ["создать совет;", "провести «День чтения» до 1 мая 2022 г."])]


def plain(text: str, name: str = "a.txt") -> str:
    return assemble(reader_for(name)(text.encode("utf-8"))).plain


def lines(text: str, name: str = "a.txt") -> list[str]:
    return plain(text, name).split("\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding, line_end):
    content = POINTS.replace("\n", line_end).encode(encoding)
    assert groups(parse_document(content, "a.txt")) == EXPECTED


def test_soft_hyphens_and_no_break_spaces():
    assert plain("обще\u00adобразова\u00adтельным\u00a0школам №\u202f5") == "общеобразовательным школам № 5"


def test_page_numbers_and_rules_are_no_text():
    assert plain("первая строка.\n\n- 2 -\n\n_______\n\f\n3\n\nвторая строка.") == "первая строка.\nвторая строка."


def test_letter_spaced_words_are_closed_up():
    assert lines("Р Е Ш Е Н И Е\n\nКоллегия р е ш и л а:\n\nП Р О Т О К О Л № 3") == [
        "РЕШЕНИЕ",
        "Коллегия решила:",
        "ПРОТОКОЛ № 3",
    ]


def test_a_letter_spaced_genre_of_two_words():
    assert plain("И Т О Г О В Ы Й  Д О К У М Е Н Т") == "ИТОГОВЫЙ ДОКУМЕНТ"
    assert plain("И Т О Г О В Ы Й Д О К У М Е Н Т") == "ИТОГОВЫЙ ДОКУМЕНТ"


WRAPPED = """\
Заслушав и обсудив информацию отдела общего образования, коллегия
отмечает, что в области сложилась система профориентационной ра-
боты и научно-методическая служба, принят план на 2021-
2023 годы.
1. Первый пункт, который занимает почти две строки этого текста
и на второй кончается.
   а) подпункт.
2. Второй пункт.
"""


def test_hard_wrapped_paragraphs_are_joined():
    assert lines(WRAPPED) == [
        "Заслушав и обсудив информацию отдела общего образования, коллегия отмечает, что в области сложилась система "
        "профориентационной работы и научно-методическая служба, принят план на 2021-2023 годы.",
        "1. Первый пункт, который занимает почти две строки этого текста и на второй кончается.",
        "а) подпункт.",
        "2. Второй пункт.",
    ]


def test_a_compound_keeps_its_hyphen_at_the_line_end():
    text = (
        "Участники круглого стола рассмотрели состояние дел и научно-\nметодическое сопровождение школ, "
        "в том числе муници-\nпальных."
    )
    assert plain(text) == (
        "Участники круглого стола рассмотрели состояние дел и научно-методическое сопровождение школ, "
        "в том числе муниципальных."
    )


def test_lines_of_a_text_that_is_not_wrapped_stay_apart():
    text = "Школам\nСоздать советы\nПровести форум\nОпубликовать итоги"
    assert lines(text) == text.split("\n")


def test_a_first_line_indent_begins_a_paragraph():
    text = (
        "     Съезд отмечает, что должность советника введена во всех школах рес-\n"
        "публики и поддержана учредителями на местах повсеместно и полностью.\n"
        "     Съезд рекомендует создать региональный центр воспитания детей на-\n"
        "стоящим решением."
    )
    assert len(lines(text)) == 2


def test_markdown_marks_are_dropped():
    text = (
        '## **Школам** _области_:\n\n- изучить [приказ](http://example.org/a_b "заголовок") `№ 5`;\n'
        "* ~~старое~~ слово\\*<br>вторая строка\n\n> цитата &laquo;кавычки&raquo;\n\n![рисунок](a.png)\n\n---\n"
    )
    assert lines(text, "a.md") == [
        "Школам области:",
        "изучить приказ № 5;",
        "старое слово*",
        "вторая строка",
        "цитата «кавычки»",
    ]


def test_markdown_comments_front_matter_and_footnotes_are_no_text():
    text = "---\nauthor: Иванов\n---\n<!-- черновик -->\nТекст[^1] с примечанием.\n\n[^1]: Приказ № 1.\n"
    assert plain(text, "a.md") == "Текст с примечанием."


def test_markdown_lines_of_a_paragraph_are_joined():
    assert plain("обеспечить развитие\nсети школ;\n", "a.md") == "обеспечить развитие сети школ;"


def test_markdown_hard_breaks_part_lines():
    assert lines("**ПРЕДЛОЖЕНИЯ**  \n**форума**\\\nв проект", "a.md") == ["ПРЕДЛОЖЕНИЯ", "форума", "в проект"]


def test_markdown_underlined_headings_and_bold_lines_are_hints():
    paragraphs = assemble(reader_for("a.md")("Школам\n======\n\n**Музеям:**\n\nобычная **жирно** строка".encode()))
    assert [(p.text, p.hints.heading, p.hints.bold) for p in paragraphs.paragraphs] == [
        ("Школам", True, False),
        ("Музеям:", False, True),
        ("обычная жирно строка", False, False),
    ]


def test_typed_numbers_are_text_and_markdown_bullets_are_not():
    paragraphs = assemble(reader_for("a.md")("1. Первый\n\n- второй\n\n– третий\n".encode())).paragraphs
    assert [(p.text, p.body, p.mark.kind) for p in paragraphs] == [
        ("1. Первый", "Первый", "number"),
        ("второй", "второй", "dash"),
        ("– третий", "третий", "dash"),
    ]


def test_a_text_with_the_marks_of_markdown_is_read_as_such():
    """A document written in Markdown and saved as .txt is not a text of stars."""
    marked = POINTS.replace("Школам:", "**Школам:**") + "\n**Музеям:**\n- открыть двери.\n"
    assert groups(parse_document(marked.encode(), "a.txt")) == [*EXPECTED, ("Музеям", ["открыть двери."])]
    assert lines("Первая строка\n** примечание\n* вторая") == ["Первая строка", "** примечание", "* вторая"]
