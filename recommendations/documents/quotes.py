"""Quotation marks: one kind for all, and where a quoted name ends when quotes are nested or lost."""

import re
from collections.abc import Iterator

from recommendations.documents.words import starts_action

_FROM = str.maketrans("“”„‟", '""""')
_OPENING = re.compile(r"(?:(?<=[\s(\[«])|^)\"(?=\S)|\"(?=[А-ЯЁA-Z]\w)(?<![\w.,!?»]\")")
_CLOSING_SIGN = re.compile(r"\s*(?:$|[,;.):]|\(|(?:от|до|с|в|на|не)\s|№)")
_BREAK = re.compile(r";|[.!?]\s+[А-ЯЁ]")


def level(text: str) -> str:
    """Return a text of the same length in which every quotation mark is « or »."""
    text = _OPENING.sub("«", text.translate(_FROM))
    return text.replace('"', "»")


def _sentence_end(text: str, start: int) -> int:
    """Return where the sentence ends, a sign inside balanced quotes not counted."""
    depth = 0
    for position in range(start, len(text)):
        depth += (text[position] == "«") - (text[position] == "»")
        if depth <= 0 and _BREAK.match(text, position):
            return position
    return len(text)


def _balanced_end(text: str, start: int, stop: int) -> int | None:
    depth = 0
    for position in range(start, stop):
        depth += (text[position] == "«") - (text[position] == "»")
        if depth == 0:
            return position + 1
    return None


def quoted_end(text: str, start: int) -> int:
    """Return the end of the quoted name that opens at `start` of a levelled text.

    One closing sign often serves for the inner and the outer name: then the name ends at the first
    closing sign after which nothing of a name can follow, or at the last one of the sentence.
    """
    stop = _sentence_end(text, start)
    if (end := _balanced_end(text, start, stop)) is not None:
        return end
    closings = [match.end() for match in re.finditer("»", text[:stop]) if match.end() > start]
    if not closings:
        return stop
    return next((end for end in closings if _CLOSING_SIGN.match(text, end) or starts_action(text[end:])), closings[-1])


def quoted_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each quoted name of a levelled text, those inside another left out."""
    start = text.find("«")
    while start >= 0:
        end = quoted_end(text, start)
        yield start, end
        start = text.find("«", end)
