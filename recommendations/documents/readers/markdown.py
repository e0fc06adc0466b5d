"""Markdown: the marks are dropped, bold lines, headings and list marks become hints (contract, 2)."""

import html
import itertools
import re
from collections.abc import Iterator

from recommendations.documents.cleaning import visible
from recommendations.documents.readers.decoding import decode
from recommendations.documents.text import Block, Cell, Hints
from recommendations.documents.wrapping import Line, join_lines

_FRONT_MATTER = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)
_FOOTNOTE = re.compile(r"^\[\^[^\]]+\]:.*(?:\n[ \t]+\S.*)*", re.MULTILINE)
_FOOTNOTE_REF = re.compile(r"\[\^[^\]]+\]")
_SETEXT = re.compile(r"^(?=.*\S)([^\n]+)\n(?:=+|-{3,})[ \t]*$", re.MULTILINE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_RULE = re.compile(r"(?:[-*_]\s*){3,}$")
_HEADING = re.compile(r"#{1,6}\s+")
_LIST = re.compile(r"([-*+])\s+")
_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()]{0,500}\)")
_LINK = re.compile(r"\[([^\[\]]{1,500})\](?:\([^()\s]{0,500}(?:\s+\"[^\"]{0,300}\")?\)|\[[^\[\]]{0,100}\])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_EMPHASIS = re.compile(r"\*+|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)|~~|`+")
_BLANK = re.compile(r"_{3,}")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BOLD = re.compile(r"(\*\*|__)(?:(?!\1).)+\1(?:\s*(\*\*|__)(?:(?!\2).)+\2)*[\s:.]*$")
_HARD = re.compile(r"(?: {2,}|\\)$")
_SEPARATOR = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
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


def _cells(raw: str) -> list[str]:
    """Return the texts of the cells of a table row."""
    inner = raw.strip().strip("|").replace("\\|", chr(_PRIVATE + ord("|")))
    return [" ".join(_words(cell.strip()).split()) for cell in inner.split("|")]


def _row(raw: str, table: int, row: int) -> list[Line]:
    cells = enumerate(_cells(raw))
    return [Line(text, Hints(cell=Cell(table, row, column)), hard=True) for column, text in cells if text]


def _table(source: list[str], first: int) -> list[Line]:
    """Return the cells of the table whose header is line number `first`."""
    rows = itertools.takewhile(lambda raw: "|" in raw, source[first:])
    kept = (raw for number, raw in enumerate(rows) if number != 1)
    return [line for row, raw in enumerate(kept) for line in _row(raw, first, row)]


def _begins_table(source: list[str], index: int) -> bool:
    following = source[index + 1] if index + 1 < len(source) else ""
    return "|" in source[index] and "|" in following and bool(_SEPARATOR.match(following))


def _without_comments(text: str) -> str:
    kept, position = [], 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[position:start])
        position = end + len("-->")
    return "".join(kept) + text[position:]


def _prepared(text: str) -> str:
    text = _FOOTNOTE.sub("", _without_comments(_FRONT_MATTER.sub("", text)))
    text = "\n".join(_BREAK.sub(" ", raw) if raw.lstrip().startswith("|") else raw for raw in text.split("\n"))
    return _BREAK.sub("  \n", _SETEXT.sub(r"# \1\n", text))


def _lines(source: list[str]) -> Iterator[Line]:
    gap, inside = True, False
    for index, raw in enumerate(source):
        inside = inside and "|" in raw
        if _begins_table(source, index) and not inside:
            inside = True
            yield from _table(source, index)
        line = _line(raw, gap)
        shown = bool(line.text) and not _RULE.match(raw.strip())
        if shown and not inside:
            yield line
        gap = not shown


def read_markdown(content: bytes) -> list[Block]:
    """Return the paragraphs of a .md file; the cells of its tables one by one."""
    return join_lines(list(_lines(_prepared(decode(content)).split("\n"))), soft=True)
