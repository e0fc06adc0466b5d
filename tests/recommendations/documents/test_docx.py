"""Word documents: numbers, tracked changes, text boxes, tables (contract, 2)."""

import io
import zipfile

import pytest

from recommendations.documents import parse_document
from recommendations.documents.readers import reader_for
from recommendations.documents.text import Block
from tests.recommendations.documents.samples import groups
from tests.recommendations.documents.writers.docx import (
    NAMES,
    W,
    abstract,
    archive,
    document,
    level,
    listed,
    numbered,
    paragraph,
    run,
    table,
)

TITLE = paragraph("РЕЗОЛЮЦИЯ") + paragraph("форума «Школа и семья»") + paragraph("г. Смоленск, 24 августа 2021 г.")
OPENING = paragraph("Участники форума рекомендуют:")


def blocks(body: str, numbering: str = "", styles: str = "", **parts: str) -> list[Block]:
    return reader_for("a.docx")(document(body, numbering, styles, **parts))


def texts(body: str, numbering: str = "", styles: str = "", **parts: str) -> list[str]:
    return [block.text for block in blocks(body, numbering, styles, **parts)]


def marks(body: str, numbering: str = "", styles: str = "") -> list[str]:
    return [block.hints.mark for block in blocks(body, numbering, styles)]


def understood(body: str, numbering: str = "", styles: str = "") -> list[tuple[str, list[str]]]:
    return groups(parse_document(document(TITLE + OPENING + body, numbering, styles), "a.docx"))


# ------------------------------------------------------------------- numbers
MULTI = abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."), level(2, "russianLower", "%3)"))


def test_numbers_of_several_levels_start_anew_below_the_next_number():
    body = "".join(listed("пункт", 1, depth) for depth in (0, 1, 1, 2, 2, 0, 1, 2))
    assert marks(body, MULTI + numbered(1, 1)) == ["1.", "1.1.", "1.2.", "а)", "б)", "2.", "2.1.", "а)"]


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("decimal", "%1)", ["1)", "2)", "3)"]),
        ("russianLower", "%1)", ["а)", "б)", "в)"]),
        ("russianUpper", "%1.", ["а)", "б)", "в)"]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("upperRoman", "%1.", ["I.", "II.", "III."]),
        ("decimalZero", "%1.", ["01.", "02.", "03."]),
        ("decimal", "Пункт %1.", ["1.", "2.", "3."]),
        ("bullet", "\uf0b7", ["•"] * 3),
        ("bullet", "-", ["-"] * 3),
        ("bullet", "\uf02d", ["-"] * 3),
        ("none", "", [""] * 3),
    ],
)
def test_forms_of_numbers(form, text, expected):
    body = "".join(listed("пункт", 1) for _ in range(3))
    assert marks(body, abstract(1, level(0, form, text)) + numbered(1, 1)) == expected


def test_russian_letters_leave_out_those_that_word_leaves_out():
    body = "".join(listed("пункт", 1) for _ in range(12))
    found = marks(body, abstract(1, level(0, "russianLower", "%1)")) + numbered(1, 1))
    assert "".join(mark[0] for mark in found) == "абвгдежзиклм"


def test_two_lists_of_one_definition_go_on_counting_unless_told_to_restart():
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = MULTI + numbered(1, 1) + numbered(2, 1) + numbered(3, 1, restart)
    body = "".join(listed("пункт", number) for number in (1, 1, 2, 3, 3))
    assert marks(body, numbering) == ["1.", "2.", "3.", "1.", "2."]


def test_a_level_may_be_replaced_in_one_list():
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "russianLower", "%1)")}</w:lvlOverride>'
    assert marks(listed("пункт", 1), MULTI + numbered(1, 1, override)) == ["а)"]


def test_a_level_that_never_restarts():
    numbering = abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>'))
    body = "".join(listed("пункт", 1, depth) for depth in (0, 1, 0, 1))
    assert marks(body, numbering + numbered(1, 1)) == ["1.", "1)", "2.", "2)"]


def test_a_deeper_number_without_the_upper_one_is_told_from_it():
    numbering = abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "%2.")) + numbered(1, 1)
    assert marks("".join(listed("пункт", 1, depth) for depth in (0, 1, 1, 0, 1)), numbering) == [
        "1.", "1.1.", "1.2.", "2.", "2.1.",
    ]  # fmt: skip


def test_numbers_through_styles_and_the_styles_they_are_based_on():
    place = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="base">{place}</w:style>'
        '<w:style w:type="paragraph" w:styleId="point"><w:basedOn w:val="base"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="sub"><w:basedOn w:val="base"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="off"><w:basedOn w:val="base"/>'
        '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    )
    numbering = abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2.", '<w:pStyle w:val="sub"/>'))
    body = "".join(paragraph("пункт", f'<w:pStyle w:val="{name}"/>') for name in ("point", "sub", "off", "base"))
    assert marks(body, numbering + numbered(1, 1), styles) == ["1.", "1.1.", "", "2."]


def test_a_paragraph_may_change_the_list_and_keep_the_level_of_its_style():
    place = '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:style w:type="paragraph" w:styleId="sub">{place}</w:style>'
    own = '<w:pStyle w:val="sub"/><w:numPr><w:numId w:val="2"/></w:numPr>'
    numbering = MULTI + abstract(2, level(0, "decimal", "%1."), level(1, "russianLower", "%2)"))
    body = paragraph("пункт", own)
    assert marks(body, numbering + numbered(1, 1) + numbered(2, 2), styles) == ["а)"]


def test_styles_that_stand_on_each_other_in_a_ring():
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>'
        for one, other in (("a", "b"), ("b", "a"))
    )
    assert texts(paragraph("слово", '<w:pStyle w:val="a"/>'), styles=styles) == ["слово"]


def test_a_list_without_definition_is_plain_text():
    assert marks(listed("пункт", 7), MULTI + numbered(1, 1)) == [""]


def test_headings_and_items_of_one_automatic_list():
    body = (
        listed("Министерству образования области:", 1)
        + listed("утвердить план;", 1, 1)
        + listed("обеспечить:", 1, 1)
        + listed("учёт;", 1, 2)
        + listed("контроль.", 1, 2)
        + listed("Школам:", 1)
        + listed("создать совет.", 1, 1)
    )
    assert understood(body, MULTI + numbered(1, 1)) == [
        ("Министерству образования области", ["утвердить план;", "обеспечить: учёт; контроль."]),
        ("Школам", ["создать совет."]),
    ]


@pytest.mark.parametrize("bold", [True, False])
def test_typed_headings_over_lists_that_begin_anew(bold):
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(1, level(0, "decimal", "%1.")) + numbered(1, 1) + numbered(2, 1, restart)
    body = (
        paragraph("1. Министерству образования области:", bold=bold)
        + listed("утвердить план;", 1)
        + listed("провести форум.", 1)
        + paragraph("2. Школам:", bold=bold)
        + listed("создать совет;", 2)
        + listed("вести учёт.", 2)
    )
    assert understood(body, numbering) == [
        ("Министерству образования области", ["утвердить план;", "провести форум."]),
        ("Школам", ["создать совет;", "вести учёт."]),
    ]


# ----------------------------------------------------------- tracked changes
def deleted(text: str) -> str:
    return f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def test_insertions_stay_and_deletions_go():
    inner = run("до ") + deleted("1 марта") + f"<w:ins>{run('1 мая')}</w:ins>" + run(" 2023 года")
    assert texts(paragraph(inner=inner)) == ["до 1 мая 2023 года"]


def test_moved_text_is_read_once():
    away = f"<w:moveFrom>{run('Второй. ')}</w:moveFrom>"
    here = f"<w:moveTo>{run('Второй.')}</w:moveTo>"
    assert texts(paragraph(inner=away + run("Первый. ") + here)) == ["Первый. Второй."]


def test_a_deleted_paragraph_mark_joins():
    mark = "<w:rPr><w:del/></w:rPr>"
    body = listed("Первый", 1) + paragraph("вести", mark) + paragraph(inner=deleted("учёт"), properties=mark)
    assert texts(body + paragraph(" контроль;")) == ["Первый", "вести контроль;"]


def test_a_deleted_item_takes_no_number():
    place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>'
    body = listed("первый", 1) + paragraph(inner=deleted("второй"), properties=place) + listed("третий", 1)
    found = blocks(body, MULTI + numbered(1, 1))
    assert [(block.hints.mark, block.text) for block in found] == [("1.", "первый"), ("2.", "третий")]


def test_deleted_rows_are_no_rows():
    row = "<w:tr><w:trPr>{}</w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    rows = "".join(
        row.format("<w:del/>" if number == 2 else "", paragraph(f"а{number}"), paragraph(f"б{number}"))
        for number in (1, 2, 3)
    )
    assert texts(f"<w:tbl>{rows}</w:tbl>") == ["а1", "б1", "а3", "б3"]


# ---------------------------------------------------------------------- text
def test_breaks_tabs_hyphens_and_symbols():
    inner = (
        "<w:r><w:t>г. Псков</w:t><w:tab/><w:t>5 мая</w:t></w:r>"
        "<w:r><w:t>, обще</w:t><w:softHyphen/><w:t>образо\u00adвательный научно</w:t><w:noBreakHyphen/>"
        '<w:t>методический</w:t><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'
    )
    assert texts(paragraph(inner=inner)) == ["г. Псков 5 мая, общеобразовательный научно-методическийJ"]


def test_a_line_break_parts_points_but_not_a_sentence():
    inner = "<w:r><w:t>Школам:</w:t><w:br/><w:t>– создать совет</w:t><w:br/><w:t>и вести учёт;</w:t></w:r>"
    assert texts(paragraph(inner=inner)) == ["Школам:", "– создать совет и вести учёт;"]


def test_hidden_text_fields_and_notes_are_left_out():
    inner = (
        run("видно") + run(" скрыто", "<w:vanish/>") + "<w:r><w:instrText> PAGE </w:instrText></w:r>"
        '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="1"/></w:r>'
    )
    notes = {name: f'<w:x w:id="2">{paragraph("Сноска")}</w:x>' for name in ("footnotes", "comments", "header1")}
    assert texts(paragraph(inner=inner), **notes) == ["видно"]


def test_links_and_content_controls_are_read():
    inner = f"<w:hyperlink>{run('приказ')}</w:hyperlink><w:sdt><w:sdtContent>{run(' № 5')}</w:sdtContent></w:sdt>"
    body = f"<w:sdt><w:sdtContent>{paragraph(inner=inner)}</w:sdtContent></w:sdt>"
    assert texts(body) == ["приказ № 5"]


def test_a_table_of_contents_is_no_text():
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    body = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{paragraph('Школам 3')}</w:sdtContent></w:sdt>"
    assert texts(body + paragraph("текст")) == ["текст"]


def box(text: str) -> str:
    content = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_before_its_paragraph():
    assert texts(paragraph("РЕЗОЛЮЦИЯ", inner=box("ПРОЕКТ"))) == ["ПРОЕКТ", "РЕЗОЛЮЦИЯ"]


def test_an_old_text_box_is_read():
    inner = f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph('ПРОЕКТ')}</w:txbxContent></v:textbox></w:pict></w:r>"
    assert texts(paragraph(inner=inner)) == ["ПРОЕКТ"]


def test_bold_is_that_of_all_letters_and_comes_from_styles_too():
    styles = (
        '<w:style w:type="paragraph" w:styleId="h"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="thin"><w:rPr><w:b w:val="0"/></w:rPr></w:style>'
    )
    body = (
        paragraph("Школам:", '<w:pStyle w:val="h"/>')
        + paragraph("Музеям", inner=run(" и паркам", "<w:b/>"))
        + paragraph(properties='<w:pStyle w:val="h"/>', inner=run("Вузам", '<w:rStyle w:val="thin"/>'))
        + paragraph("Клубам", inner=run(" : "), bold=True)
    )
    assert [block.hints.bold for block in blocks(body, styles=styles)] == [True, False, False, True]


def test_headings_by_outline():
    styles = '<w:style w:type="paragraph" w:styleId="1"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    body = paragraph("Школам", '<w:pStyle w:val="1"/>') + paragraph("текст", '<w:outlineLvl w:val="9"/>')
    assert [block.hints.heading for block in blocks(body, styles=styles)] == [True, False]


def test_a_strict_document_is_read():
    content = document(paragraph("слово")).replace(b"x", b"x")
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f"<w:document {NAMES.replace(W, strict)}><w:body>{paragraph('слово')}</w:body></w:document>"
    assert content
    assert [b.text for b in reader_for("a.docx")(archive({"word/document.xml": body}))] == ["слово"]


# -------------------------------------------------------------------- tables
HEADER = tuple(f"|{paragraph(text)}" for text in ("Адресат", "Рекомендация", "Срок"))


def row(addressee: str, text: str, term: str, merge: tuple[str, str, str] = ("", "", "")) -> tuple[str, ...]:
    words = (addressee, text, term)
    return tuple(f"{how}|{paragraph(word)}" for how, word in zip(merge, words, strict=True))


def deadlines(body: str) -> list[list[str]]:
    found = parse_document(document(TITLE + OPENING + body), "a.docx")
    return [[d.text for d in item.deadlines] for group in found.groups for item in group.recommendations]


BEGIN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_cells_merged_downwards_stand_for_all_their_rows():
    body = table(
        HEADER,
        row("Школам", "создать совет", "до 1 мая 2022 г.", (BEGIN, "", BEGIN)),
        row("", "вести учёт", "", (ON, "", ON)),
        row("Музеям", "открыть двери", "–"),
    )
    assert understood(body) == [("Школам", ["создать совет", "вести учёт"]), ("Музеям", ["открыть двери"])]
    assert deadlines(body) == [["до 1 мая 2022 г."], ["до 1 мая 2022 г."], []]


def test_a_cell_across_the_table_is_a_heading():
    across = '<w:gridSpan w:val="2"/>'
    body = table(
        (HEADER[1], HEADER[2]),
        (f"{across}|{paragraph('Школам')}",),
        (f"|{paragraph('создать совет')}", f"|{paragraph('2022 год')}"),
        (f"{across}|{paragraph('Институту развития образования:')}",),
        (f"|{paragraph('провести курсы')}", f"|{paragraph('постоянно')}"),
    )
    assert understood(body) == [
        ("Школам", ["создать совет"]),
        ("Институту развития образования", ["провести курсы"]),
    ]


def test_a_title_across_the_table_stands_over_its_header():
    body = table(
        (f'<w:gridSpan w:val="3"/>|{paragraph("План исполнения рекомендаций форума")}',),
        HEADER,
        row("1", "2", "3"),
        row("Школам", "создать совет", "2022 год"),
    )
    assert understood(body) == [("Школам", ["создать совет"])]


def test_a_table_that_only_sets_place_and_date_apart_is_text():
    body = table((f"|{paragraph('г. Псков')}", f"|{paragraph('5 мая 2022 г.')}"))
    assert [block.hints.cell for block in blocks(body)] == [None, None]


def test_automatic_numbers_inside_cells():
    numbering = MULTI + numbered(1, 1)
    body = table(
        HEADER,
        (f"|{paragraph('Школам')}", f"|{listed('создать совет', 1)}{listed('вести учёт', 1)}", f"|{paragraph()}"),
        row("Музеям", "открыть двери", ""),
    )
    assert understood(body, numbering) == [("Школам", ["создать совет вести учёт"]), ("Музеям", ["открыть двери"])]


def test_the_strict_form_of_the_format_has_its_lists_and_styles():
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    styles = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="h"/><w:rPr><w:b/></w:rPr></w:style>'
    body = paragraph("Школам:", '<w:pStyle w:val="H"/>') + listed("Вести учёт.", 1) + listed("Купить книги.", 1)
    ordinary = document(TITLE + OPENING + body, MULTI + numbered(1, 1), styles)
    with zipfile.ZipFile(io.BytesIO(ordinary)) as package:
        parts = {name: package.read(name).replace(W.encode(), strict.encode()) for name in package.namelist()}
    assert reader_for("a.docx")(archive(parts)) == reader_for("a.docx")(ordinary)
