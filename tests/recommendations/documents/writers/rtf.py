"""A minimal writer of .rtf: Russian letters as bytes of windows-1251 or as \\u."""

from collections.abc import Sequence

from recommendations.documents.text import Block


def escape(text: str, unicode: bool = False) -> str:
    shown = ""
    for sign in text:
        if sign in "\\{}":
            shown += "\\" + sign
        elif sign.isascii():
            shown += sign
        else:
            shown += f"\\u{ord(sign)}?" if unicode or not _bytes(sign) else f"\\'{_bytes(sign).hex()}"
    return shown


def _bytes(sign: str) -> bytes:
    return sign.encode("cp1251", "ignore")


def document(body: str) -> bytes:
    return (
        r"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fnil\fcharset204 Times;}{\f1\fcharset2 Symbol;}}"
        r"{\*\generator Riched20;}{\info{\title secret}}\f0 " + body + "}"
    ).encode("ascii")


def paragraph(text: str, properties: str = "", unicode: bool = False) -> str:
    return rf"\pard{properties} {escape(text, unicode)}\par" + "\n"


def write(blocks: Sequence[Block], unicode: bool = False) -> bytes:
    """Return a .rtf of the blocks outside tables; their marks become list labels."""
    body = ""
    for block in blocks:
        hints = block.hints
        label = rf"{{\listtext\pard {escape(hints.mark, unicode)}\tab}}" if hints.mark else ""
        weight = r"\b " if hints.bold else r"\b0 "
        outline = r"\outlinelevel1" if hints.heading else ""
        gap = r"\sb200" if hints.gap else ""
        body += (
            rf"\pard\li{hints.indent * 180}{gap}{outline} {label}{{{weight}{escape(block.text, unicode)}}}\par" + "\n"
        )
    return document(body)
