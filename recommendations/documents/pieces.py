"""Accounting for every character of the plain text: title, preamble, headings, recommendations, signature, other."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from recommendations.documents import operative
from recommendations.documents.outline import Group
from recommendations.documents.parsed import ParsedGroup, Piece
from recommendations.documents.text import Paragraph
from recommendations.documents.title import TitleBlock


def item_spans(groups: Sequence[ParsedGroup]) -> list[tuple[int, int]]:
    """Return the spans of all items in the order of the text."""
    return sorted(item.span for group in groups for item in group.recommendations)


def headings(plain: str, groups: Sequence[Group]) -> Iterator[int | None]:
    """Yield for each group where its heading stands: the last place before its first item; None when nowhere."""
    ends = [0, *sorted(item.end for group in groups for item in group.items)]
    for group in groups:
        first = group.items[0].start
        before = ends[bisect_right(ends, first) - 1]
        found = plain.rfind(group.heading, before, first) if group.heading else -1
        yield found if found >= 0 else None


class _Kinds:
    """The kind of a paragraph that holds no recommendation."""

    def __init__(self, title: TitleBlock, start: int, last: int) -> None:
        self.title, self.start, self.last = title, start, last

    def of(self, index: int, paragraph: Paragraph) -> str:
        """Return the kind of paragraph number `index`."""
        if index < self.title.body:
            in_title = index >= self.title.start and paragraph.text not in self.title.aside
            return "title" if in_title else "other"
        if index <= self.start:
            return "preamble"
        after = paragraph.start >= self.last
        return "signature" if after and operative.is_signature(paragraph.text) else "other"


def _whole(paragraphs: Sequence[Paragraph], length: int, kinds: _Kinds, headings: list[int]) -> Iterator[Piece]:
    """Return the paragraphs one after the other, each up to the next one."""
    starts = [paragraph.start for paragraph in paragraphs]
    headed = {bisect_right(starts, place) - 1 for place in headings}
    for index, (paragraph, end) in enumerate(zip(paragraphs, [*starts[1:], length], strict=True)):
        yield Piece("heading" if index in headed else kinds.of(index, paragraph), paragraph.start, end)


def _cut(pieces: Sequence[Piece], spans: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """Put the recommendations in; what is left of their paragraphs (marks, line ends) is other or heading."""
    position, waiting = 0, list(reversed(spans))
    for piece in pieces:
        while waiting and waiting[-1][0] < piece.end:
            start, end = waiting.pop()
            before = piece.kind if piece.kind == "heading" and position <= piece.start else "other"
            yield Piece(before, max(position, piece.start), start)
            yield Piece("recommendation", start, end)
            position = end
        yield Piece("other" if position > piece.start else piece.kind, max(position, piece.start), piece.end)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join what stands side by side and is of one kind; recommendations stay apart, nothing empty is left."""
    last: Piece | None = None
    for piece in pieces:
        if piece.start >= piece.end:
            continue
        if last and last.kind == piece.kind and piece.kind not in ("recommendation", "heading"):
            last = Piece(last.kind, last.start, piece.end)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def account(
    plain: str, paragraphs: Sequence[Paragraph], title: TitleBlock, start: int, groups: Sequence[ParsedGroup]
) -> tuple[Piece, ...]:
    """Return pieces in order, without gap or overlap; a recommendation's piece is its span.

    `start` is the number of the paragraph at which the operative part begins.
    """
    items = item_spans(groups)
    kinds = _Kinds(title, start if items else -1, items[-1][1] if items else 0)
    places = [group.heading_at for group in groups if group.heading_at is not None]
    return tuple(_joined(_cut(list(_whole(paragraphs, len(plain), kinds, places)), items)))


def _outside(pieces: Iterable[Piece], stretches: Sequence[tuple[int, int]], length: int) -> Iterator[Piece]:
    """Yield what is left of the pieces between the stretches."""
    edges = [0, *(edge for stretch in stretches for edge in stretch), length]
    gaps = list(zip(edges[::2], edges[1::2], strict=True))
    starts = [start for start, _ in gaps]
    for piece in pieces:
        first = max(0, bisect_right(starts, piece.start) - 1)
        for start, end in gaps[first : bisect_right(starts, piece.end)]:
            whole = start <= piece.start and piece.end <= end
            yield piece if whole else Piece(piece.kind, max(start, piece.start), min(end, piece.end))


def laid_over(pieces: Sequence[Piece], kind: str, stretches: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """Return the pieces with stretches (in order, without overlap) of one kind laid over them; still no gap."""
    if not stretches:
        return tuple(pieces)
    length = pieces[-1].end
    parts = [*_outside(pieces, stretches, length), *(Piece(kind, start, end) for start, end in stretches)]
    return tuple(_joined(sorted(parts, key=lambda piece: piece.start)))
