"""Plain text: every line as typed, list marks included; hard-wrapped paragraphs are joined."""

import re

from recommendations.documents.cleaning import visible
from recommendations.documents.readers.decoding import decode
from recommendations.documents.readers.markdown import read_markdown
from recommendations.documents.text import Block, Hints
from recommendations.documents.wrapping import Line, join_lines

_RULE = re.compile(r"[-=_*~\s]{3,}$")
# Lines that begin with a bold word or the sign of a heading; one of them may be a footnote's star.
_MARKED = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+[^\W\d_]|\*\*[^*\n]+\*\*)", re.MULTILINE)
FEW = 2
_PAGE = re.compile(r"(?:-\s*)?\d{1,3}(?:\s*-)?$|(?:стр\.|страница)\s*\d+(?:\s*из\s*\d+)?$", re.IGNORECASE)


def _is_noise(text: str) -> bool:
    return bool(_RULE.match(text) or _PAGE.match(text))


def _line(raw: str, gap: bool) -> Line:
    shown = visible(raw).rstrip()
    text = shown.lstrip()
    return Line(text, Hints(indent=len(shown) - len(text), gap=gap))


def read_plain(content: bytes) -> list[Block]:
    """Return the paragraphs of a .txt file; one written with Markdown marks is read as Markdown."""
    source = decode(content)
    return read_markdown(content) if len(_MARKED.findall(source)) >= FEW else _paragraphs(source)


def _paragraphs(source: str) -> list[Block]:
    lines, gap = [], True
    for raw in source.split("\n"):
        text = visible(raw).strip()
        if text and not _is_noise(text):
            lines.append(_line(raw, gap))
        gap = not text or (gap and not lines)
    return join_lines(lines)
