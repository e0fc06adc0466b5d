"""Accounting for every character of the plain text: title, preamble, headings, recommendations, signature, other."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from recommendations.documents import operative
from recommendations.documents.outline import Group
from recommendations.documents.parsed import Piece
from recommendations.documents.text import Paragraph
from recommendations.documents.title import TitleBlock


def _spans(groups: Sequence[Group]) -> list[tuple[int, int]]:
    return sorted((item.start, item.end) for group in groups for item in group.items)


def _headings(plain: str, groups: Sequence[Group]) -> Iterator[int]:
    """Return where each heading stands: the last place before the first item of its group."""
    ends = [0, *sorted(item.end for group in groups for item in group.items)]
    for group in groups:
        first = group.items[0].start
        before = ends[bisect_right(ends, first) - 1]
        found = plain.rfind(group.heading, before, first) if group.heading else -1
        if found >= 0:
            yield found


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


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
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
    plain: str, paragraphs: Sequence[Paragraph], title: TitleBlock, start: int, groups: Sequence[Group]
) -> tuple[Piece, ...]:
    """Return pieces in order, without gap or overlap; a recommendation's piece is its span.

    `start` is the number of the paragraph at which the operative part begins.
    """
    spans = _spans(groups)
    kinds = _Kinds(title, start if spans else -1, spans[-1][1] if spans else 0)
    return tuple(_joined(_cut(list(_whole(paragraphs, len(plain), kinds, list(_headings(plain, groups)))), spans)))
