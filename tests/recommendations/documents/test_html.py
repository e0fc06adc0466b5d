"""Web pages: the document only (contract, 2)."""

import pytest

from recommendations.documents import parse_document
from recommendations.documents.readers import reader_for
from recommendations.documents.text import Block
from tests.recommendations.documents.samples import groups
from tests.recommendations.documents.writers.html import page


def blocks(body: str) -> list[Block]:
    return reader_for("a.html")(page(body))


def texts(body: str) -> list[str]:
    return [block.text for block in blocks(body)]


def shown(body: str) -> list[tuple[str, str]]:
    return [(block.hints.mark, block.text) for block in blocks(body)]


TEXT = "<h1>Резолюция форума «Школа»</h1><p>Форум рекомендует школам области развивать самоуправление.</p>"
LINKS = '<a href="a">Одна</a> <a href="b">Вторая</a> <a href="c">Третья</a>'
WORDS = ["Резолюция форума «Школа»", "Форум рекомендует школам области развивать самоуправление."]


def test_the_page_around_the_document_is_left_out():
    assert texts(TEXT) == WORDS


@pytest.mark.parametrize(
    "around",
    [
        '<div class="content"><div class="left-menu menu">Меню</div>{}</div>',
        '<div id="sidebar">Баннер</div><div>{}</div><div class="site-footer footer">Низ</div>',
        f"<table><tr><td>{LINKS}</td><td>{{}}</td></tr></table>",
        f"<div><ul><li>{LINKS}</li></ul>{{}}</div>",
        '<div style="display: none">Скрыто</div>{}<p hidden>Скрыто</p><div role="search">Поиск</div>',
        '<div class="page has-sidebar nav">{}</div><div class="comments">Отзыв: школам хватит</div>',
        '<form action="/"><input value="Поиск"><button>Найти</button>{}</form>',
        "<article><header>{}</header><aside>Рядом</aside></article>",
        '<div class="header"><a href="/">Портал</a></div>{}<iframe src="a"></iframe><p class="breadcrumbs">Здесь</p>',
    ],
)
def test_pages_without_a_marked_main_part(around):
    content = f"<html><body>{around.format(TEXT)}</body></html>".encode()
    assert [block.text for block in reader_for("a.htm")(content)] == WORDS


def test_lists_with_unclosed_items():
    body = '<ol start="3"><li>третий<li>четвёртый<ul><li>знак</ul><li value="9">девятый</ol>'
    body += '<ol type="a"><li>буква</ol><ol style="list-style: lower-russian"><li>первая<li>вторая</ol>'
    assert shown(body) == [
        ("3.", "третий"), ("4.", "четвёртый"), ("•", "знак"), ("9.", "девятый"), ("a)", "буква"), ("а)", "первая"),
        ("б)", "вторая"),
    ]  # fmt: skip


def test_nested_numbers_have_their_whole_path():
    body = "<ol><li><p>первый</p><ol><li>глубже</li><li>ещё</li></ol></li><li>второй</li></ol>"
    assert shown(body) == [("1.", "первый"), ("1.1.", "глубже"), ("1.2.", "ещё"), ("2.", "второй")]


def test_marks_typed_in_a_list_without_marks():
    assert shown('<ul style="list-style-type:none"><li>– учёт;</li></ul><ul><li>1) план</li></ul>') == [
        ("", "– учёт;"), ("", "1) план"),
    ]  # fmt: skip


def test_lines_of_the_source_mean_nothing_but_breaks_do():
    body = "<p>обеспечить\n   развитие&nbsp;сети\nшкол</p><p>Школам:<br>– создать совет;<br>– вести учёт.</p>"
    assert texts(body) == [
        "обеспечить развитие сети школ", "Школам:", "– создать совет;", "– вести учёт.",
    ]  # fmt: skip


def test_deleted_text_footnotes_and_comments_are_left_out():
    body = '<p>до <del>1</del><ins>5</ins> мая<sup><a href="#n1">1</a></sup> 2022<!-- года --> г.</p>'
    body += '<section class="footnotes"><p>1 Приказ</p></section><p>10 м<sup>2</sup></p>'
    assert texts(body) == ["до 5 мая 2022 г.", "10 м2"]


def test_headings_and_bold_lines():
    body = '<h3>Школам</h3><p><b>Музеям</b>:</p><p><b>Вузам</b> и паркам</p><p style="font-weight: bold">Клубам</p>'
    found = [(block.hints.heading, block.hints.bold) for block in blocks(f"<div>{body}</div>")]
    assert found[:3] == [(True, False), (False, True), (False, False)]


def test_tables_with_merged_cells():
    body = (
        "<h1>Резолюция форума «Школа»</h1><table><thead><tr><th>Кому<th>Рекомендация<th>Срок</thead>"
        '<tr><td rowspan="2">Школам<td>создать совет<td rowspan="2">2022 год<tr><td>вести учёт'
        '<tr><td colspan="3">Музеям<tr><td><td>открыть <b>двери</b><td>–</table>'
    )
    found = parse_document(page(body), "a.html")
    assert groups(found)[0] == ("Школам", ["создать совет", "вести учёт"])
    terms = [[d.text for d in item.deadlines] for group in found.groups for item in group.recommendations]
    assert terms == [["2022 год"], ["2022 год"], []]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16"])
def test_encodings(encoding):
    content = f'<html><head><meta charset="{encoding}"></head><body>{TEXT}</body></html>'.encode(encoding)
    assert [block.text for block in reader_for("a.html")(content)] == WORDS
