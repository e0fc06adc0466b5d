"""The lines of PDF pages in reading order: columns one after the other, running heads and footnotes left out."""

import itertools
import re
import statistics
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from recommendations.documents.readers.pdf_page import Box, PdfPage, Span

FEWEST_LINES = 6
"""A column has at least so many lines."""
FEW_SWITCHES = 3
"""A file that changes columns no oftener is in reading order."""
EDGE_LINES = 3
"""Running heads are looked for in so many lines at the top and at the bottom of a page."""
SAME_PLACE = 4.0
OFTEN = 0.3
"""A running head stands on so many of the pages: left and right ones may differ, chapters have their own."""
SMALL = 0.88
"""Lines at the foot of a page of so much smaller a size are its footnotes."""
_PAGE_NUMBER = re.compile(
    r"(?:-|–|—)?\s*\d{1,3}\s*(?:-|–|—)?$|(?:стр\.|страница|лист|с\.)\s*\d+(?:\s*(?:из|/)\s*\d+)?$|\d+\s*(?:из|/)\s*\d+$",
    re.IGNORECASE,
)
_PRINTED = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4},\s+\d{1,2}:\d\d|(?:https?|file)://\S+(?:\s+\d+/\d+)?$")
"""The moment and the address that browsers print at the edges of a page."""
_NOTE = re.compile(r"\d{1,3}[\s.)]*(?=[^\W\d_]|[«\"])|\*")


@dataclass(frozen=True)
class PageLine:
    """A line of text between the margins of its column."""

    span: Span
    page: int
    left: float
    right: float


def _level(one: Span, other: Span) -> bool:
    overlap = min(one.box.top, other.box.top) - max(one.box.bottom, other.box.bottom)
    return overlap > 0.5 * min(one.box.height, other.box.height)


def _merged(one: Span, other: Span) -> Span:
    box = Box(
        min(one.box.left, other.box.left),
        min(one.box.bottom, other.box.bottom),
        max(one.box.right, other.box.right),
        max(one.box.top, other.box.top),
    )
    return Span(f"{one.text} {other.text}", box, max(one.size, other.size), one.bold and other.bold)


def _whole_lines(spans: list[Span], gutter: float | None = None) -> list[Span]:
    """Put the spans of one line together: a place and a date set apart, words spread over the line."""
    lines: list[Span] = []
    for span in spans:
        apart = gutter is not None and bool(lines) and lines[-1].box.right <= gutter <= span.box.left
        beside = bool(lines) and _level(lines[-1], span) and span.box.left >= lines[-1].box.right - span.size
        if beside and not apart:
            lines[-1] = _merged(lines[-1], span)
        else:
            lines.append(span)
    return lines


# ------------------------------------------------------------------- columns
def _gutter(spans: list[Span]) -> float | None:
    """Return where the space between two columns is; None on a page of one column."""
    if len(spans) < 2 * FEWEST_LINES:
        return None
    left, right = min(span.box.left for span in spans), max(span.box.right for span in spans)
    places = [left + (right - left) * part / 100 for part in range(30, 71)]
    best = min(places, key=lambda x: (sum(_crosses(span, x) for span in spans), abs(x - (left + right) / 2)))
    return best if _parts(spans, best, right - left) else None


def _crosses(span: Span, x: float) -> bool:
    return span.box.left < x < span.box.right


def _parts(spans: list[Span], x: float, width: float) -> bool:
    lefts = [span for span in spans if span.box.right <= x]
    rights = [span for span in spans if span.box.left >= x]
    if min(len(lefts), len(rights)) < FEWEST_LINES or len(lefts) + len(rights) < 0.6 * len(spans):
        return False
    beside = sum(any(_level(span, other) for other in lefts) for span in rights)
    reach = statistics.median(span.box.right for span in lefts)
    start = statistics.median(span.box.left for span in rights)
    return beside >= 0.5 * min(len(lefts), len(rights)) and x - reach < 0.12 * width and start - x < 0.12 * width


def _switches(spans: list[Span], x: float) -> int:
    """Return how often the file goes from one column to the other."""
    sides = [span.box.left >= x for span in spans if not _crosses(span, x)]
    return sum(one != other for one, other in itertools.pairwise(sides))


def _by_bands(spans: list[Span], x: float) -> Iterator[Span]:
    """Return the spans band by band: what goes across the page parts the columns above from those below."""
    band: list[Span] = []
    for span in [*sorted(spans, key=lambda found: (-round(found.box.bottom), found.box.left)), None]:
        if span is not None and not _crosses(span, x):
            band.append(span)
            continue
        yield from (left for left in band if left.box.right <= x)
        yield from (right for right in band if right.box.left >= x)
        band = []
        if span is not None:
            yield span


def _in_columns(spans: list[Span], x: float, page: PdfPage) -> Iterator[PageLine]:
    """Return the lines of two columns: in the order of the file when it reads one after the other."""
    lefts = [span for span in spans if span.box.right <= x]
    rights = [span for span in spans if span.box.left >= x]
    ordered = spans if _switches(spans, x) <= FEW_SWITCHES else list(_by_bands(spans, x))
    margins = {
        -1: (min(span.box.left for span in lefts), max(span.box.right for span in lefts)),
        0: page.margins or (0.0, 0.0),
        1: (min(span.box.left for span in rights), max(span.box.right for span in rights)),
    }
    for line in _whole_lines(ordered, x):
        side = 0 if _crosses(line, x) else 1 if line.box.left >= x else -1
        yield PageLine(line, page.number, *margins[side])


def lines_of(spans: list[Span], page: PdfPage | None) -> Iterator[PageLine]:
    """Return the lines of spans in reading order; those of a cell of a table have no page."""
    gutter = _gutter(spans) if page else None
    if page and gutter is not None:
        return _in_columns(spans, gutter, page)
    left, right = (page.margins if page else None) or (0.0, 0.0)
    return (PageLine(line, page.number if page else 0, left, right) for line in _whole_lines(spans))


# ------------------------------------------------------------- running heads
def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _edges(page: PdfPage) -> list[list[Span]]:
    """Return the outermost lines of a page from the top and from the bottom."""
    ordered = sorted(page.spans, key=lambda span: -span.box.top)
    return [ordered[:EDGE_LINES], ordered[::-1][:EDGE_LINES]]


def _repeated(pages: list[PdfPage]) -> set[tuple[int, str]]:
    """Return the texts that stand at one place of the edge of several pages, by the page's number."""
    needed = max(2, round(OFTEN * len(pages)))
    seen: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for page in pages:
        for span in (span for edge in _edges(page) for span in edge):
            seen[_shape(span.text)].append((page.number, span.box.bottom))
    return {
        (number, text)
        for text, places in seen.items()
        for number, bottom in places
        if len({other for other, y in places if abs(y - bottom) <= SAME_PLACE}) >= needed
    }


def _without_edges(page: PdfPage, repeated: set[tuple[int, str]]) -> list[Span]:
    dropped: set[int] = set()
    for edge in _edges(page):
        for span in edge:
            service = _PAGE_NUMBER.match(span.text) or _PRINTED.match(span.text)
            if not service and (page.number, _shape(span.text)) not in repeated:
                break
            dropped.add(id(span))
    return [span for span in page.spans if id(span) not in dropped]


def _without_footnotes(spans: list[Span], usual: float) -> list[Span]:
    """Leave out the small lines at the foot of a page when they begin with the number of a note."""
    ordered = sorted(spans, key=lambda span: span.box.top)
    small: list[Span] = []
    for span in ordered:
        if span.size >= SMALL * usual:
            break
        small.append(span)
    while small and not _NOTE.match(small[-1].text):
        small.pop()
    dropped = set(map(id, small))
    return [span for span in spans if id(span) not in dropped]


def _usual_size(pages: list[PdfPage]) -> float:
    sizes: dict[float, int] = defaultdict(int)
    for span in (span for page in pages for span in page.spans):
        sizes[round(span.size, 1)] += len(span.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def without_running_heads(pages: list[PdfPage]) -> list[PdfPage]:
    """Return the pages without page numbers, running heads and footnotes, with the margins of the text."""
    repeated, usual = _repeated(pages), _usual_size(pages)
    kept = [_without_footnotes(_without_edges(page, repeated), usual) for page in pages]
    left = min((span.box.left for spans in kept for span in spans), default=0.0)
    right = max((span.box.right for spans in kept for span in spans), default=0.0)
    return [replace(page, spans=spans, margins=(left, right)) for page, spans in zip(pages, kept, strict=True)]
