"""A minimal writer of .odt."""

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from recommendations.documents.text import Block
from tests.recommendations.documents.writers.docx import archive

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{place}"'
    for name, place in {
        "office": "office:1.0",
        "text": "text:1.0",
        "table": "table:1.0",
        "style": "style:1.0",
        "draw": "drawing:1.0",
        "fo": "xsl-fo-compatible:1.0",
        "svg": "svg-compatible:1.0",
    }.items()
)
BOLD = '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'


def document(body: str, styles: str = "", **parts: str) -> bytes:
    """Return a .odt with the given inner XML."""
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{BOLD}{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content} | parts)


def paragraph(text: str, bold: bool = False, style: str = "", heading: bool = False) -> str:
    tag = "text:h" if heading else "text:p"
    words = f'<text:span text:style-name="B">{escape(text)}</text:span>' if bold else escape(text)
    return f"<{tag} text:style-name={quoteattr(style)}>{words}</{tag}>"


def number_level(index: int, form: str, suffix: str = ".", shown: int = 1) -> str:
    return (
        f'<text:list-level-style-number text:level="{index}" style:num-format="{form}" style:num-suffix="{suffix}" '
        f'text:display-levels="{shown}"/>'
    )


def bullet_level(index: int, sign: str) -> str:
    return f'<text:list-level-style-bullet text:level="{index}" text:bullet-char="{sign}"/>'


def list_style(name: str, *levels: str) -> str:
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def listed(style: str, *items: str, more: str = "") -> str:
    inner = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="{style}" {more}>{inner}</text:list>'


def _style(number: int, mark: str) -> str:
    if path := re.match(r"\d+(?:\.\d+)*", mark):
        depth, suffix = path.group().count(".") + 1, mark[path.end() :]
        return list_style(f"L{number}", *(number_level(i, "1", suffix, i) for i in range(1, depth + 1)))
    if re.match(r"[а-я]\)", mark):
        return list_style(f"L{number}", number_level(1, "а, б, .., аа, аб, ... (ru)", ")"))
    return list_style(f"L{number}", bullet_level(1, mark))


def _item(number: int, block: Block) -> str:
    """Return a paragraph in lists so deep and numbered so that its mark is the one asked for."""
    drawn = paragraph(block.text, block.hints.bold, heading=block.hints.heading)
    figures = re.match(r"[\d.]*", block.hints.mark).group().strip(".").split(".")
    for index, figure in reversed(list(enumerate(figures))):
        start = f' text:start-value="{figure}"' if figure else ""
        upper = "" if index == len(figures) - 1 else '<text:p text:style-name=""/>'
        drawn = (
            f'<text:list text:style-name="L{number}"><text:list-item{start}>{upper}{drawn}</text:list-item></text:list>'
        )
    return drawn


def write(blocks: Sequence[Block]) -> bytes:
    """Return a .odt of the blocks outside tables; their marks become automatic numbers."""
    body, styles = "", ""
    for number, block in enumerate(blocks):
        if block.hints.mark:
            styles += _style(number, block.hints.mark)
            body += _item(number, block)
        else:
            gap = paragraph("") if block.hints.gap else ""
            body += gap + paragraph(block.text, block.hints.bold, heading=block.hints.heading)
    return document(body, styles)
