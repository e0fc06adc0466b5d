"""The source as lines, each with what it was understood as: the left side of the review."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from recommendations.documents.cleaning import collapse
from recommendations.documents.parsed import ParsedDocument, Piece

_LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")


@dataclass(frozen=True)
class Line:
    """A line of the source, or the part of it that is of one kind, at [start, end) of the plain text.

    `kind` is that of its piece; `item` is the start of the recommendation it belongs to; `group` is the index of the
    group whose item or heading it is. `opens` tells that a line of the source begins with it.
    """

    start: int
    end: int
    text: str
    kind: str
    item: int | None = None
    group: int | None = None
    opens: bool = True


class _Owners:
    """Whose a piece is: the group of an item by its start, the group of a heading by where it stands."""

    def __init__(self, document: ParsedDocument) -> None:
        groups = list(enumerate(document.groups))
        self.items = {item.span[0]: index for index, group in groups for item in group.recommendations}
        self.headings = sorted((group.heading_at, index) for index, group in groups if group.heading_at is not None)

    def group_of(self, piece: Piece) -> int | None:
        """Return the index of the group of a recommendation or of a heading; None for any other piece."""
        if piece.kind == "recommendation":
            return self.items[piece.start]
        place = bisect_left(self.headings, (piece.start, -1)) if piece.kind == "heading" else len(self.headings)
        found = self.headings[place : place + 1]
        return found[0][1] if found and found[0][0] < piece.end else None


def source_lines(document: ParsedDocument) -> tuple[Line, ...]:
    """Return the whole source in its order, cut where lines end and where one kind gives way to another."""
    return tuple(_lines(document))


def _lines(document: ParsedDocument) -> Iterator[Line]:
    plain, owners, last = document.plain_text, _Owners(document), 0
    for piece in document.pieces:
        item = piece.start if piece.kind == "recommendation" else None
        group = owners.group_of(piece)
        for match in _LINE.finditer(plain, piece.start, piece.end):
            opens = not last or "\n" in plain[last : match.start()]
            yield Line(match.start(), match.end(), collapse(match.group()), piece.kind, item, group, opens)
            last = match.end()


def free_lines(document: ParsedDocument) -> tuple[Line, ...]:
    """Return the lines outside of items that have a word: what may be added, taken in or made a heading."""
    return tuple(line for line in _lines(document) if line.item is None and any(map(str.isalpha, line.text)))
