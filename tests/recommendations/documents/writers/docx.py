"""A minimal writer of .docx, so that tests can put into a document exactly what they are about."""

import io
import re
import zipfile
from collections.abc import Sequence
from itertools import groupby
from xml.sax.saxutils import escape

from recommendations.documents.text import Block

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def archive(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip archive of named parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def document(body: str, numbering: str = "", styles: str = "", **others: str) -> bytes:
    """Return a .docx with the given inner XML of its parts."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
    }
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {NAMES}>{numbering}</w:numbering>"
    if styles:
        parts["word/styles.xml"] = f"<w:styles {NAMES}>{styles}</w:styles>"
    return archive(parts | {f"word/{name}.xml": f"<w:{name} {NAMES}>{xml}</w:{name}>" for name, xml in others.items()})


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str = "", properties: str = "", inner: str = "", bold: bool = False) -> str:
    words = run(text, "<w:b/>" if bold else "") if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{words}{inner}</w:p>"


def listed(text: str, list_id: int, level: int = 0) -> str:
    """Return a paragraph of an automatic list."""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(text, place)


def level(index: int, form: str, text: str, more: str = "") -> str:
    """Return the definition of a list level."""
    indent = f'<w:pPr><w:ind w:left="{720 * (index + 1)}" w:hanging="360"/></w:pPr>'
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/>{indent}</w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def numbered(number: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def table(*rows: Sequence[str]) -> str:
    """Return a table of rows of cells; a cell is the XML of its paragraphs, with its properties before a bar."""
    drawn = ""
    for row in rows:
        cells = ""
        for cell in row:
            properties, _, content = cell.rpartition("|")
            cells += f"<w:tc><w:tcPr>{properties}</w:tcPr>{content or paragraph()}</w:tc>"
        drawn += f"<w:tr>{cells}</w:tr>"
    return f"<w:tbl>{drawn}</w:tbl>"


# ------------------------------------------------- whole documents from blocks
def _definition(number: int, mark: str) -> tuple[str, str]:
    """Return a list that gives one paragraph exactly the mark asked for."""
    if path := re.match(r"\d+(?:\.\d+)*", mark):
        figures = path.group().split(".")
        text = "".join(f"%{index}." for index in range(1, len(figures) + 1))[:-1] + mark[path.end() :]
        levels = [level(index, "decimal", text) for index in range(len(figures))]
        starts = "".join(
            f'<w:lvlOverride w:ilvl="{index}"><w:lvl w:ilvl="{index}"><w:start w:val="{figure}"/>'
            f'<w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl></w:lvlOverride>'
            for index, figure in enumerate(figures)
        )
        return abstract(number, *levels), numbered(number, number, starts)
    if letter := re.match(r"([а-я])\)", mark):
        start = "абвгдежзиклмнопрстуфхцчшщэюя".index(letter.group(1)) + 1
        override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        return abstract(number, level(0, "russianLower", "%1)")), numbered(number, number, override)
    return abstract(number, level(0, "bullet", mark)), numbered(number, number)


def _block(number: int, block: Block) -> tuple[str, tuple[str, str]]:
    mark = block.hints.mark
    depth = mark.rstrip(".").count(".") if mark[:1].isdigit() else 0
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>' if mark else ""
    style = '<w:outlineLvl w:val="1"/>' if block.hints.heading else ""
    indent = "" if mark else f'<w:ind w:left="{180 * block.hints.indent}"/>'
    gap = '<w:spacing w:before="200"/>' if block.hints.gap else ""
    drawn = paragraph(block.text, place + gap + indent + style, bold=block.hints.bold)
    return drawn, _definition(number, mark) if mark else ("", "")


def write(blocks: Sequence[Block]) -> bytes:
    """Return a .docx of the blocks; their marks become automatic numbers, their cells tables."""
    body, abstracts, numbers = "", "", ""
    for in_table, part in (
        (key, list(found)) for key, found in groupby(enumerate(blocks, 1), lambda pair: pair[1].hints.cell is not None)
    ):
        drawn = [_block(index, block) for index, block in part]
        abstracts += "".join(definition for _, (definition, _) in drawn)
        numbers += "".join(definition for _, (_, definition) in drawn)
        if in_table:
            body += _table([block for _, block in part], [xml for xml, _ in drawn])
        else:
            body += "".join(xml for xml, _ in drawn)
    return document(body, abstracts + numbers)


def _table(blocks: list[Block], drawn: list[str]) -> str:
    cells: dict[int, dict[int, str]] = {}
    for block, xml in zip(blocks, drawn, strict=True):
        row = cells.setdefault(block.hints.cell.row, {})
        row[block.hints.cell.column] = row.get(block.hints.cell.column, "") + xml
    width = max(column for row in cells.values() for column in row) + 1
    return table(*([f"|{row.get(column, '')}" for column in range(width)] for row in cells.values()))
