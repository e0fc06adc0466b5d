"""Plain text: every line as typed, list marks included; hard-wrapped paragraphs are joined."""

import re

from recommendations.documents.cleaning import visible
from recommendations.documents.readers.decoding import decode
from recommendations.documents.text import Block, Hints
from recommendations.documents.wrapping import Line, join_lines

_RULE = re.compile(r"[-=_*~\s]{3,}$")
_PAGE = re.compile(r"(?:-\s*)?\d{1,3}(?:\s*-)?$|(?:стр\.|страница)\s*\d+(?:\s*из\s*\d+)?$", re.IGNORECASE)


def _is_noise(text: str) -> bool:
    return bool(_RULE.match(text) or _PAGE.match(text))


def _line(raw: str, gap: bool) -> Line:
    shown = visible(raw).rstrip()
    text = shown.lstrip()
    return Line(text, Hints(indent=len(shown) - len(text), gap=gap))


def read_plain(content: bytes) -> list[Block]:
    """Return the paragraphs of a .txt file."""
    lines, gap = [], True
    for raw in decode(content).split("\n"):
        text = visible(raw).strip()
        if text and not _is_noise(text):
            lines.append(_line(raw, gap))
        gap = not text or (gap and not lines)
    return join_lines(lines)
