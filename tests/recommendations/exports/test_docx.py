"""The resolution as a Word document: the layout of official papers, the text itself, a note under each clause."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from organizations.access import Actor
from recommendations.exports.docx import Look, add, new_paper, paper_file
from recommendations.exports.living import RETIRED, living_file
from recommendations.models import Resolution
from recommendations.summaries.living import living_resolution
from tests.editions import amend, bring_in, later
from tests.factories import NOW, at, make_recommendation, make_resolution, make_tasks, moment
from tests.recommendations.summaries.test_living import forum, pressed, words_of

NOTE = "Отметка об исполнении"
WORDS = "исполнено 0 из 3 (0,0 %), на исполнении 3"


@pytest.fixture(autouse=True)
def _autumn() -> Iterator[None]:
    with time_machine.travel(moment("2026-09-24 14:03"), tick=False):
        yield


def paragraphs(actor: Actor, resolution: Resolution, day: date | None = None) -> list[Paragraph]:
    file = living_file(living_resolution(actor, resolution, day))
    return Document(io.BytesIO(file.content)).paragraphs


def texts(found: list[Paragraph], *styles: str) -> list[str]:
    return [one.text for one in found if one.style.name in styles]


@pytest.fixture
def resolution(world) -> Resolution:
    resolution = forum(world["specialist"])
    make_tasks(world, resolution.recommendations.get(number="4.2"))
    return resolution


# --- layout (reference: layout of official documents) -----------------------------------------------------------------
@pytest.fixture
def paper():
    paper = new_paper("Название", "Иванова А. П.", NOW)
    add(paper, "Текст.")
    return Document(io.BytesIO(paper_file(paper, "Имя").content))


def test_the_page(paper):
    """A4, margins 30 / 10 / 20 / 20 mm."""
    section = paper.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(margin.mm) for margin in margins] == [30, 10, 20, 20]


def test_the_number_of_the_page(paper):
    """From page 2, top centre, not closer than 10 mm to the edge; none on page 1."""
    section = paper.sections[0]
    assert section.different_first_page_header_footer
    assert round(section.header_distance.mm) >= 10
    assert 'w:instr="PAGE"' in section.header._element.xml
    assert section.header.paragraphs[0].alignment == 1
    assert "PAGE" not in section.first_page_header._element.xml


@pytest.mark.parametrize(
    ("look", "size"), [(Look.TEXT, 14), (Look.HEADING, 14), (Look.TITLE, 14), (Look.FACT, 12), (Look.NOTE, 11)]
)
def test_the_type(paper, look, size):
    """Times New Roman 14, notes smaller; no font of a theme, no colour."""
    style = paper.styles[str(look)]
    fonts = style.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}
    assert not [name for name in fonts.attrib if "Theme" in name]
    assert (style.font.size, str(style.font.color.rgb)) == (Pt(size), "000000")


def test_the_paragraph(paper):
    """Justified, indent 1.25 cm, line spacing 1 to 1.5."""
    look = paper.styles["Normal"].paragraph_format
    assert (look.alignment, look.line_spacing, look.widow_control) == (3, 1.15, True)
    assert round(look.first_line_indent.cm, 2) == 1.25


def test_a_note_cannot_be_taken_for_the_text(paper):
    style = paper.styles[NOTE]
    assert style.font.italic
    assert style.element.pPr.find(qn("w:pBdr")).find(qn("w:left")) is not None
    assert style.paragraph_format.keep_together
    # Word refuses a file in which the parts of a paragraph's look stand in another order.
    order = [child.tag.split("}")[1] for child in style.element.pPr]
    assert order == sorted(order, key=["keepNext", "keepLines", "pBdr", "spacing", "ind", "jc"].index)


def test_the_language_and_the_properties(paper):
    about = paper.core_properties
    assert (about.title, about.author, about.language, about.comments) == ("Название", "Иванова А. П.", "ru-RU", "")
    languages = {element.get(qn("w:val")) for element in paper.styles.element.iter(qn("w:lang"))}
    assert languages == {"ru-RU"}
    assert 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in (
        paper.settings.element.xml
    )


def test_a_sign_that_xml_cannot_hold_does_not_stop_the_document(paper):
    assert add(paper, "до\x00 и\x0b после\ud800").text == "до и после"


def test_a_very_long_title_fits_into_the_properties():
    assert len(new_paper("д" * 600, "И", NOW).core_properties.title) == 255


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("от 31.07.2020 г. № 304-ФЗ", "от 31.07.2020\u00a0г. №\u00a0304-ФЗ"),
        ("г. Смоленск", "г.\u00a0Смоленск"),
        ("в 2021 году", "в 2021 году"),
    ],
)
def test_lines_do_not_end_between_a_sign_and_its_number(paper, text, bound):
    """«non-breaking spaces in «№ 5», «г. Смоленск»»."""
    assert add(paper, text).text == bound


# --- the living resolution --------------------------------------------------------------------------------------------
def test_the_text_is_whole_and_in_order(world, resolution):
    found = paragraphs(world["specialist"], resolution)
    start = next(number for number, one in enumerate(found) if one.text == "ПРЕДЛОЖЕНИЯ")
    numbers = [f"{clause.number}.\u00a0" for clause in resolution.recommendations.all()]
    shown = ""
    for text in texts(found[start:], "Normal", "Heading 1", "Название документа"):
        own = next((number for number in numbers if text.startswith(number)), "")
        shown += text.removeprefix(own)
    assert pressed(shown) == words_of(resolution)


def test_each_clause_has_its_note_and_does_not_part_from_it(world, resolution):
    """«DOCX with a status note under each»; «no orphaned notes»."""
    found = paragraphs(at(world["specialist"], "2026-09-24 14:03"), resolution)
    for clause in resolution.recommendations.all():
        place = next(number for number, one in enumerate(found) if one.text.startswith(f"{clause.number}.\u00a0"))
        assert found[place].paragraph_format.keep_with_next
        assert found[place + 1].style.name == NOTE
        assert found[place + 1].text.startswith("Состояние на 24.09.2026, 14:03: ")
    notes = {
        one.text.split(": ", 1)[1].replace("\u00a0", " ")
        for one in found
        if one.style.name == NOTE and ": " in one.text
    }
    controller = world["specialist"].user.full_name.split()[0]
    assert "поручение не выдано." in notes
    assert [note for note in notes if note.startswith(f"{WORDS}; срок 30.09.2026; контролёр {controller} ")]


def test_no_sentence_ends_with_two_stops(world, resolution):
    assert not [one.text for one in paragraphs(world["specialist"], resolution) if ".." in one.text]


def test_the_head_says_what_it_is(world, resolution):
    found = paragraphs(at(world["specialist"], "2026-09-24 14:03"), resolution)
    assert found[0].text == "РЕЗОЛЮЦИЯ С ОТМЕТКАМИ ОБ ИСПОЛНЕНИИ"
    facts = [text.split(":")[0] for text in texts(found, "Сведения о документе")]
    assert facts == ["Резолюция", "Стадия", "Состояние на", "Отбор", "В целом", "Сформировано"]
    assert found[len(facts) + 1].style.name == NOTE


def test_the_day_stands_in_the_name_and_in_each_note(world, resolution):
    file = living_file(living_resolution(at(world["specialist"], "2026-09-24 14:03"), resolution, date(2026, 9, 2)))
    assert file.name == "Резолюция с отметками об исполнении на 02.09.2026.docx"
    assert zipfile.is_zipfile(io.BytesIO(file.content))
    notes = texts(Document(io.BytesIO(file.content)).paragraphs, NOTE)[1:]
    assert all(note.startswith("Состояние на конец дня\u00a002.09.2026: ") for note in notes)


def test_twins_are_named(world, resolution):
    notes = texts(paragraphs(world["specialist"], resolution), NOTE)
    assert len([note for note in notes if "Общая тема с\u00a0пунктом\u00a0" in note]) == 2


def test_retired_and_merged_clauses_are_told_apart_from_the_text(world):
    resolution = bring_in(world["specialist"])
    for number in ("2.3", "2.5"):
        make_tasks(world, resolution.recommendations.get(number=number))
    found = paragraphs(later(world), amend(later(world), resolution))
    place = [one.text for one in found].index(RETIRED)
    dropped, reason, merged, went = (one.text.replace("\u00a0", " ") for one in found[place + 1 : place + 5])
    assert dropped.startswith("2.3 (ред. 1) провести инвентаризацию")
    assert "Решение оргкомитета. Состояние на 05.10.2026, 12:00: все обязательства сняты: отозвано 3." in reason
    assert merged.startswith("2.5 (ред. 1) развивать сетевое")
    assert went.startswith("Вошёл в пункт 2.")
    beneath = [one.text for one in found[:place] if one.text.startswith("Вошёл пункт")]
    assert len(beneath) == 1


def test_a_text_without_pieces_is_written_too(world):
    clause = make_recommendation(make_resolution(world.region))
    found = paragraphs(world["specialist"], clause.resolution)
    assert texts(found, "Heading 1") == [clause.section.heading]
    assert f"1.1.\u00a0{clause.text}" in texts(found, "Normal")
