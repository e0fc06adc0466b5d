"""Documents as DOCX in the layout of official papers: A4, 30/10/20/20 mm, 14 points, a page number above from page 2.

The figures are those of ГОСТ Р 7.0.97-2025 and of the instructions of regions (domain rules, summary forms).
"""

import io
import re
from datetime import datetime
from enum import StrEnum

from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from recommendations.exports.file import ExportedFile

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT, LANGUAGE = "Times New Roman", "ru-RU"
INDENT = Cm(1.25)
_BLACK = RGBColor(0, 0, 0)
# Spaces that a line must not end with: «№ 5», «2021 г.», «г. Смоленск».
_BOUND = re.compile(r"(?<=№) (?=\d)|(?<=\d{4}) (?=г\.)|(?<=\bг\.) (?=[А-ЯЁ])")
# What XML cannot hold; the library refuses the whole document for one such sign.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Look(StrEnum):
    """Paragraph styles by their names in the document."""

    TEXT = "Normal"
    HEADING = "Heading 1"
    TITLE = "Название документа"
    FACT = "Сведения о документе"
    NOTE = "Отметка об исполнении"


def new_paper(title: str, author: str, made_at: datetime) -> Paper:
    """An empty document with the page, the styles, the language and the properties set."""
    paper = Document()
    _set_page(paper)
    _set_styles(paper)
    _set_language(paper)
    _set_properties(paper, title, author, made_at)
    return paper


def add(paper: Paper, text: str, look: Look = Look.TEXT, *, keeps_next: bool = False) -> Paragraph:
    """A paragraph at the end; `keeps_next`: it does not part from the next one at the end of a page."""
    paragraph = paper.add_paragraph(_BOUND.sub("\u00a0", _FORBIDDEN.sub("", text)), style=str(look))
    if keeps_next:
        paragraph.paragraph_format.keep_with_next = True
    return paragraph


def paper_file(paper: Paper, name: str) -> ExportedFile:
    """The document as a file; `name` without an extension."""
    stream = io.BytesIO()
    paper.save(stream)
    return ExportedFile(f"{name}.docx", stream.getvalue(), CONTENT_TYPE)


def _set_page(paper: Paper) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(10)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number.paragraph_format.first_line_indent = Cm(0)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)


def _set_styles(paper: Paper) -> None:
    text = paper.styles[Look.TEXT]
    _set_type(text, 14)
    _set_paragraph(text, WD_ALIGN_PARAGRAPH.JUSTIFY, before=0, after=0)
    text.paragraph_format.first_line_indent = INDENT
    text.paragraph_format.line_spacing = 1.15
    text.paragraph_format.widow_control = True
    heading = paper.styles[Look.HEADING]
    _set_type(heading, 14, bold=True)
    _set_paragraph(heading, WD_ALIGN_PARAGRAPH.JUSTIFY, before=12, after=6)
    heading.paragraph_format.keep_with_next = True
    title = _new_style(paper, Look.TITLE, 14, bold=True)
    _set_paragraph(title, WD_ALIGN_PARAGRAPH.CENTER, before=0, after=0, indent=Cm(0))
    fact = _new_style(paper, Look.FACT, 12)
    _set_paragraph(fact, WD_ALIGN_PARAGRAPH.LEFT, before=0, after=3, indent=Cm(0))
    _set_note(_new_style(paper, Look.NOTE, 11, italic=True))


def _set_note(style: ParagraphStyle) -> None:
    """Smaller, slanted, with a rule at the left: it cannot be taken for the text of the document."""
    _set_paragraph(style, WD_ALIGN_PARAGRAPH.LEFT, before=3, after=9, indent=Cm(0))
    style.paragraph_format.left_indent = INDENT
    style.paragraph_format.line_spacing = 1
    style.paragraph_format.keep_together = True
    borders, rule = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in {"val": "single", "sz": "12", "space": "8", "color": "7F7F7F"}.items():
        rule.set(qn(f"w:{name}"), value)
    borders.append(rule)
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc"
    )


def _new_style(paper: Paper, look: Look, size: float, **face: bool) -> ParagraphStyle:
    style = paper.styles.add_style(str(look), WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = paper.styles[Look.TEXT]
    _set_type(style, size, **face)
    return style


def _set_type(style: ParagraphStyle, size: float, *, bold: bool = False, italic: bool = False) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
    style.font.color.rgb = _BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # A font of the theme would win over a named one.
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _set_paragraph(
    style: ParagraphStyle, alignment: WD_ALIGN_PARAGRAPH, *, before: float, after: float, indent: Cm | None = None
) -> None:
    look = style.paragraph_format
    look.alignment, look.space_before, look.space_after = alignment, Pt(before), Pt(after)
    if indent is not None:
        look.first_line_indent = indent


def _set_language(paper: Paper) -> None:
    """Russian for spelling and hyphenation, and the present mode of Word instead of that of 2010."""
    for element in paper.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), LANGUAGE)
    settings = paper.settings.element
    for element in settings.iter(qn("w:themeFontLang")):
        element.set(qn("w:val"), LANGUAGE)
    for element in settings.iter(qn("w:compatSetting")):
        if element.get(qn("w:name")) == "compatibilityMode":
            element.set(qn("w:val"), "15")


def _set_properties(paper: Paper, title: str, author: str, made_at: datetime) -> None:
    about = paper.core_properties
    # The library takes no more than 255 signs.
    about.title, about.author, about.last_modified_by = title[:255], author[:255], author[:255]
    about.created = about.modified = made_at
    about.language, about.comments = LANGUAGE, ""
