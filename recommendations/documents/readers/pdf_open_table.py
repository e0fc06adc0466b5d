"""Tables of a PDF page drawn with rules between the rows alone: the columns are told by the header's words."""

import itertools
from collections.abc import Iterator

from recommendations.documents.readers.pdf_page import Box, Span

NEAR = 3.0
"""Ends of rules nearer than so many points stand at one place."""
FEWEST_RULES = 3
NARROWEST = 200
"""A table is at least so many points wide."""
GUTTER = 4
"""A column begins so many points before its words."""
MOST_CROSSINGS = 0.25
"""So many of the table's lines may run on into the next column where two columns stand close."""
ROW_GAP = 1.6
"""Lines below the last rule belong to the last row while they are no further apart than so many sizes of the font."""


def _is_flat(rule: Box) -> bool:
    return rule.right - rule.left >= rule.height


def _stacks(rules: list[Box]) -> Iterator[list[Box]]:
    """Yield rules from the top down that end at one right edge, the first of them the widest."""
    left = sorted((rule for rule in rules if rule.right - rule.left >= NARROWEST / 2), key=lambda rule: -rule.bottom)
    while left:
        first = left[0]
        stack = [rule for rule in left if abs(rule.right - first.right) <= NEAR and rule.left >= first.left - NEAR]
        left = [rule for rule in left if all(rule is not own for own in stack)]
        if len(stack) >= FEWEST_RULES and first.right - first.left >= NARROWEST:
            yield stack


def _within(spans: list[Span], frame: Box) -> list[Span]:
    return [
        span
        for span in spans
        if frame.bottom < span.centre[1] < frame.top and frame.left - NEAR <= span.box.left <= frame.right
    ]


def _header_columns(header: list[Span]) -> list[tuple[float, float]]:
    """Return the stretches of the line that the words of the header take up."""
    columns: list[tuple[float, float]] = []
    for span in sorted(header, key=lambda found: found.box.left):
        if columns and span.box.left <= columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], span.box.right)
        else:
            columns.append((span.box.left, span.box.right))
    return columns


def _crossings(spans: list[Span], x: float) -> int:
    return sum(span.box.left < x < span.box.right for span in spans)


def _boundary(spans: list[Span], left: float, right: float) -> float:
    """Return where between two headers the fewest lines run across, as far to the right as can be."""
    starts = [span.box.left - GUTTER for span in spans if left < span.box.left - GUTTER <= right]
    return min([*starts, right - GUTTER], key=lambda x: (_crossings(spans, x), -x))


def _last_row(spans: list[Span], frame: Box, bounds: list[float]) -> float:
    """Return the foot of a last row that no rule closes: down to a line that runs across the columns."""
    foot, size = frame.bottom, max(span.size for span in spans)
    for span in sorted(spans, key=lambda found: -found.box.top):
        if span.box.top > frame.bottom:
            continue
        across = any(span.box.left < x < span.box.right for x in bounds) or span.box.left < frame.left - NEAR
        if across or foot - span.box.bottom > ROW_GAP * size:
            break
        foot = min(foot, span.box.bottom)
    return foot


def _columns_of(stack: list[Box], spans: list[Span]) -> list[Box]:
    top, foot = stack[0], stack[-1].bottom
    frame = Box(top.left, foot, top.right, top.bottom)
    inside = _within(spans, frame)
    header = _header_columns(_within(spans, Box(top.left, stack[1].bottom, top.right, top.bottom)))
    gaps = [(one[1], other[0]) for one, other in itertools.pairwise(header)]
    bounds = [_boundary(inside, *gap) for gap in gaps]
    if not bounds or any(_crossings(inside, x) > MOST_CROSSINGS * len(inside) for x in bounds):
        return []
    low = _last_row(spans, frame, bounds)
    closing = [Box(top.left, low - 1, top.right, low - 1)] if low < foot else []
    low = closing[0].bottom if closing else foot
    return [*closing, *(Box(x, low, x, top.top) for x in (top.left, *bounds, top.right))]


def column_rules(rules: list[Box], spans: list[Span]) -> list[Box]:
    """Return the upright rules that a table without any of its own lacks; none on a page that has upright rules."""
    if not all(map(_is_flat, rules)):
        return []
    return [rule for stack in _stacks(rules) for rule in _columns_of(stack, spans)]
