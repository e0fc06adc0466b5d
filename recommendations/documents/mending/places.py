"""Where an item may sensibly be split in two."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from recommendations.documents.mending.draft import find_item
from recommendations.documents.mending.items import halves
from recommendations.documents.mending.stretches import Stretch
from recommendations.documents.parsed import ParsedDocument
from recommendations.documents.words import is_adverb, is_infinitive

MOST_PLACES = 40
MOST_LOOKED_AT = 400
WORDS_AROUND = 5
_WINDOW = 120
"""The words around a place are looked for in so many characters."""

_AFTER = {"\n": 0, ";": 0, ".": 2, ":": 2, ",": 3}
"""Signs after which an item may be split, the surest first."""
_BEFORE_ACTION = 1
_SIGN = re.compile(r"\n|(?:[;:,]|(?:(?<=[^\W\d_]{3})|(?<=[)»\d]))\.)(?=\s)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CONJUNCTIONS = frozenset({"и", "а", "или", "либо"})


@dataclass(frozen=True)
class SplitPlace:
    """An offset in the plain text with the last words before it and the first words after it."""

    at: int
    before: str
    after: str


def split_places(document: ParsedDocument, start: int) -> tuple[SplitPlace, ...]:
    """Return the places to split an item at, in order, the surest 40 of them; raises EditError without the item."""
    _, item = find_item(document, start)
    found: dict[int, SplitPlace] = {}
    surest = sorted(_candidates(document.plain_text, *item.span))[:MOST_LOOKED_AT]
    for _, at in surest:
        parts = halves(document.plain_text, item.span, at)
        if parts and len(found) < MOST_PLACES:
            found.setdefault(parts[1].start, _place(document.plain_text, at, *parts))
    return tuple(found[second] for second in sorted(found))


def _place(plain: str, at: int, first: Stretch, second: Stretch) -> SplitPlace:
    before = plain[max(first.start, first.end - _WINDOW) : first.end].split()[-WORDS_AROUND:]
    after = plain[second.start : min(second.end, second.start + _WINDOW)].split()[:WORDS_AROUND]
    return SplitPlace(at, " ".join(before), " ".join(after))


def _candidates(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield how sure a place is, 0 the surest, and its offset."""
    for match in _SIGN.finditer(plain, start, end):
        yield _AFTER[match.group()], match.end()
    for at in _actions(plain, start, end):
        yield _BEFORE_ACTION, at


def _actions(plain: str, start: int, end: int) -> Iterator[int]:
    """Yield where an infinitive begins, with the conjunction and the adverbs before it."""
    opening, last = -1, start
    for match in _WORD.finditer(plain, start, end):
        word = match.group()
        if opening < 0 or plain[last : match.start()].strip():
            opening = match.start()
        if is_infinitive(word):
            yield opening
        if is_infinitive(word) or not (word.lower() in _CONJUNCTIONS or is_adverb(word)):
            opening = -1
        last = match.end()
