"""Markdown: the marks are dropped, bold lines, headings and list marks become hints (contract, 2)."""

import html
import re

from recommendations.documents.cleaning import visible
from recommendations.documents.readers.decoding import decode
from recommendations.documents.text import Block, Hints
from recommendations.documents.wrapping import Line, join_lines

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FRONT_MATTER = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)
_FOOTNOTE = re.compile(r"^\[\^[^\]]+\]:.*(?:\n[ \t]+\S.*)*", re.MULTILINE)
_FOOTNOTE_REF = re.compile(r"\[\^[^\]]+\]")
_SETEXT = re.compile(r"^(?=.*\S)([^\n]+)\n(?:=+|-{3,})[ \t]*$", re.MULTILINE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_RULE = re.compile(r"(?:[-*_]\s*){3,}$")
_HEADING = re.compile(r"#{1,6}\s+")
_LIST = re.compile(r"([-*+])\s+")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]+)\](?:\([^)\s]*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_EMPHASIS = re.compile(r"\*+|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)|~~|`+")
_BLANK = re.compile(r"_{3,}")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BOLD = re.compile(r"(\*\*|__)(?:(?!\1).)+\1(?:\s*(\*\*|__)(?:(?!\2).)+\2)*[\s:.]*$")
_HARD = re.compile(r"(?: {2,}|\\)$")
_PRIVATE = 0xE000


def _words(text: str) -> str:
    """Return the words of a line without Markdown marks; an escaped sign stays as a sign."""
    text = _ESCAPED.sub(lambda match: chr(_PRIVATE + ord(match.group(1))), text)
    text = _LINK.sub(r"\1", _FOOTNOTE_REF.sub("", _IMAGE.sub("", text)))
    text = _EMPHASIS.sub("", _BLANK.sub("", html.unescape(_TAG.sub("", text))))
    return "".join(chr(ord(sign) - _PRIVATE) if _PRIVATE <= ord(sign) < _PRIVATE + 128 else sign for sign in text)


def _line(raw: str, gap: bool) -> Line:
    shown = visible(raw)
    text = shown.strip().lstrip("> ")
    indent = len(shown) - len(shown.lstrip("> "))
    heading, mark = _HEADING.match(text), _LIST.match(text)
    opening = heading or mark
    text = text[opening.end() :] if opening else text
    hints = Hints(bool(_BOLD.match(text)), bool(heading), indent, gap, mark.group(1) if mark else "")
    return Line(" ".join(_words(text.rstrip("\\# ")).split()), hints, bool(_HARD.search(shown)))


def _prepared(text: str) -> str:
    text = _FOOTNOTE.sub("", _COMMENT.sub("", _FRONT_MATTER.sub("", text)))
    return _BREAK.sub("  \n", _SETEXT.sub(r"# \1\n", text))


def read_markdown(content: bytes) -> list[Block]:
    """Return the paragraphs of a .md file."""
    lines, gap = [], True
    for raw in _prepared(decode(content)).split("\n"):
        text = raw.strip()
        line = _line(raw, gap)
        if line.text and not _RULE.match(text):
            lines.append(line)
        gap = not line.text or bool(_RULE.match(text))
    return join_lines(lines, soft=True)
