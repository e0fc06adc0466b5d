"""OpenDocument texts: lists, tracked changes, notes, tables (contract, 2)."""

from recommendations.documents import parse_document
from recommendations.documents.readers import reader_for
from recommendations.documents.text import Block
from tests.recommendations.documents.samples import groups
from tests.recommendations.documents.writers.odt import (
    bullet_level,
    document,
    list_style,
    listed,
    number_level,
    paragraph,
)


def blocks(body: str, styles: str = "", **parts: str) -> list[Block]:
    return reader_for("a.odt")(document(body, styles, **parts))


def shown(body: str, styles: str = "") -> list[tuple[str, str]]:
    return [(block.hints.mark, block.text) for block in blocks(body, styles)]


LEVELS = list_style(
    "L", number_level(1, "1"), number_level(2, "1", shown=2), number_level(3, "а, б, .., аа, аб, ... (ru)", ")")
)


def test_lists_of_several_levels():
    inner = listed("L", paragraph("в") + listed("L", paragraph("г"), paragraph("д")), paragraph("е"))
    body = listed("L", paragraph("а") + paragraph("ещё а"), paragraph("б") + inner)
    assert shown(body, LEVELS) == [
        ("1.", "а"), ("", "ещё а"), ("2.", "б"), ("2.1.", "в"), ("а)", "г"), ("б)", "д"), ("2.2.", "е"),
    ]  # fmt: skip


def test_lists_begin_anew_or_go_on():
    body = listed("L", paragraph("а")) + listed("L", paragraph("б"))
    body += listed("L", paragraph("в"), more='text:continue-numbering="true"')
    assert [mark for mark, _ in shown(body, LEVELS)] == ["1.", "1.", "2."]


def test_bullets_and_list_headers():
    style = list_style("B", bullet_level(1, "–"), bullet_level(2, "\uf0b7"))
    body = '<text:list text:style-name="B"><text:list-header><text:p>итого</text:p></text:list-header>'
    body += f"<text:list-item>{paragraph('а')}{listed('', paragraph('б'))}</text:list-item></text:list>"
    assert shown(body, style) == [("", "итого"), ("–", "а"), ("•", "б")]


def test_deleted_text_notes_and_comments_are_left_out():
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><text:p>удалено</text:p>'
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body>Сноска</text:note-body></text:note>"
    comment = "<office:annotation><text:p>Замечание</text:p></office:annotation>"
    body = f'{changes}<text:p>до 1 <text:change text:change-id="c"/>мая{note} 2022{comment} года</text:p>'
    assert shown(body) == [("", "до 1 мая 2022 года")]


def test_spaces_tabs_breaks_and_hidden_text():
    style = '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    body = (
        '<text:p>г. Псков<text:tab/>5<text:s text:c="3"/>мая<text:span text:style-name="H"> тайно</text:span>'
        "<text:line-break/>Второй\nабзац</text:p>"
    )
    assert shown(body, style) == [("", "г. Псков 5 мая"), ("", "Второй абзац")]


def test_text_boxes_stand_before_their_paragraph():
    body = "<text:p><draw:frame><draw:text-box><text:p>ПРОЕКТ</text:p></draw:text-box></draw:frame>РЕЗОЛЮЦИЯ</text:p>"
    assert shown(body) == [("", "ПРОЕКТ"), ("", "РЕЗОЛЮЦИЯ")]


def test_bold_by_inherited_styles_and_headings():
    styles = (
        '<style:style style:name="P" style:family="paragraph"><style:text-properties fo:font-weight="700"/>'
        "</style:style>"
        '<style:style style:name="Q" style:family="paragraph" style:parent-style-name="P"/>'
        '<style:style style:name="R" style:family="paragraph" style:parent-style-name="R"/>'
    )
    body = paragraph("Школам", style="Q") + paragraph("Вузам", style="R") + paragraph("Клубам", heading=True)
    hints = [(block.hints.bold, block.hints.heading) for block in blocks(body, styles)]
    assert hints == [(True, False), (False, False), (False, True)]


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


COVERED = "<table:covered-table-cell/>"


def test_tables_with_merged_cells():
    head = "".join(map(cell, ("Кому адресовано", "Рекомендация", "Срок")))
    two = 'table:number-rows-spanned="2"'
    across = 'table:number-columns-spanned="3"'
    rows = (
        f"<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>"
        f"<table:table-row>{cell('Школам', two)}{cell('создать совет')}{cell('2022 год', two)}</table:table-row>"
        f"<table:table-row>{COVERED}{cell('вести учёт')}{COVERED}</table:table-row>"
        f'<table:table-row>{cell("Раздел второй", across)}<table:covered-table-cell table:number-columns-repeated="2"/>'
        f"</table:table-row>"
        f"<table:table-row>{cell('Музеям')}{cell('открыть двери')}{cell('–')}</table:table-row>"
    )
    body = paragraph("РЕЗОЛЮЦИЯ") + paragraph("форума «Школа»") + f"<table:table>{rows}</table:table>"
    found = parse_document(document(body), "a.odt")
    assert groups(found) == [("Школам", ["создать совет", "вести учёт"]), ("Музеям", ["открыть двери"])]
    terms = [[d.text for d in item.deadlines] for group in found.groups for item in group.recommendations]
    assert terms == [["2022 год"], ["2022 год"], []]


def test_hidden_paragraphs_and_sections_are_left_out():
    hidden = '<text:hidden-paragraph text:condition="ooow:1" text:is-hidden="true"/>'
    body = paragraph("видно") + f"<text:p>{hidden}скрыто</text:p>"
    body += "<text:p>{}всё же видно</text:p>".format(hidden.replace('"true"', '"false"'))
    body += f'<text:section text:display="condition" text:is-hidden="true">{paragraph("скрыто")}</text:section>'
    assert [text for _, text in shown(body)] == ["видно", "всё же видно"]
