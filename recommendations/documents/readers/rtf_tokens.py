"""The marks of RTF: groups, control words, characters of a code page."""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"\\(?:(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|'(?P<hex>[0-9a-fA-F]{2})|(?P<sign>[^a-zA-Z]))"
    r"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)"
)
CODE_PAGES = {0: 0, 204: 1251, 238: 1250, 161: 1253, 162: 1254, 186: 1257, 77: 10000, 254: 437, 255: 866}
"""Character sets of fonts and their code pages; 0 is that of the document."""
DEFAULT_PAGE = "cp1251"
_NAMES = {10007: "mac_cyrillic", 10000: "mac_roman", 65001: "utf-8", 20866: "koi8-r"}


class Token(NamedTuple):
    """A piece of RTF: kind is «word», «bytes», «sign», «{» or «}»."""

    kind: str
    text: str = ""
    number: int | None = None


def code_page(number: int) -> str:
    """Return the codec of a code page; that of Russian Windows for one that is not known."""
    name = _NAMES.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return DEFAULT_PAGE


def _token(match: re.Match[str]) -> Token | None:
    kind = match.lastgroup
    if kind in ("word", "number"):
        number = match.group("number")
        return Token("word", match.group("word"), int(number) if number else None)
    if kind == "hex":
        return Token("bytes", chr(int(match.group("hex"), 16)))
    if kind == "sign":
        return Token("sign", match.group("sign"))
    if kind == "text":
        return Token("bytes", match.group("text"))
    return Token(match.group("brace")) if kind else None


def tokens(content: bytes) -> Iterator[Token]:
    """Return the tokens of a file; «bytes» hold a character for every byte. Binary data are stepped over."""
    source, position = content.decode("latin-1"), 0
    while match := _TOKEN.match(source, position):
        position = match.end()
        token = _token(match)
        if token and token.text == "bin" and token.kind == "word":
            position += max(token.number or 0, 0)
        elif token:
            yield token
