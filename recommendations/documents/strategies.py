"""Strategies, concepts and state programmes cited by name (contract, 6.1 and 6.6)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from recommendations.documents import quotes
from recommendations.documents.requested import is_draft, is_requested
from recommendations.documents.words import is_infinitive

_NOUN = re.compile(
    r"(?<![\w-])(?:(?:национальн\w+|федеральн\w+)\s+)?(?P<noun>стратеги(?:я|и|ю|ей|ям|ями|ях)|концепци(?:я|и|"
    r"ю|ей|ям|ями|ях)|"
    r"государственн(?:ая|ой|ую|ых|ые|ыми|ым)\s+программ(?:а|ы|у|ой|е|ам|ами|ах)?)(?![\w-])",
    re.IGNORECASE,
)
_KIND = (("strategy", "стратег"), ("concept", "концепц"), ("programme", "государств"))
_HORIZON = re.compile(
    r"\s*(?:,\s*)?\(?(?:на\s+период\s+)?(?:с\s+(?:19|20)\d\d\s+(?:года\s+)?)?(?:до|на|по)\s+(?:19|"
    r"20)\d\d(?:\s*[-–—]\s*(?:19|20)\d\d)?\s*(?:год\w*|гг?\.)\)?",
    re.IGNORECASE,
)
_END = re.compile(
    r"[,;:()«»]|\.(?:\s|$)|\s(?:с\s+уч[её]том|в\s+части|в\s+рамках|пут[её]м|при|посредством|"
    r"на\s+(?:территории|основе|уровне|базе)|и\s+(?:концепц|стратег|план|федерал|указ|приказ|распоряж|"
    r"постановл)\w*)(?!\w)",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"\s(?:в\s+(?:срок|течение|период)|не\s+поз(?:днее|же)|ежегодно|ежеквартально|ежемесячно|"
    r"(?:до|к|ко|во?|со?|по)\s+(?:\d{1,2}[\s.]|\d{4}[/\s–-]+(?:\d+\s+)?(?:уч|году\b|годах\b)|[IV]+\s+(?:кв|полуг)|"
    r"(?:конц|начал|перв|втор|трет|четв[её]р|текущ|следующ|нов|янв|фев|март|апр|ма[йяею]|июн|июл|авг|сент|окт|"
    r"нояб|дек)[а-яё]*(?:\s|$)))",
    re.IGNORECASE,
)
"""A term ends the name of a strategy; «до 2030 года» belongs to it."""
_ASIDE = re.compile(r"\([а-яё\s-]{3,40}\)(?=\s+[а-яё])")
"""A word in brackets inside a name: «развития добровольчества (волонтёрства) в Российской Федерации»."""
_REAL_NAME = re.compile(
    r"развити|модерниз|духовно|безопасн|политик|воспитан|образован|поддержк|действи|преподаван|непрерывн", re.IGNORECASE
)


@dataclass(frozen=True)
class Named:
    """A document known by name, at `start`..`end` of the text."""

    start: int
    end: int
    kind: str


def _kind(noun: str) -> str:
    return next(kind for kind, stem in _KIND if noun.lower().startswith(stem))


def _word_end(text: str, start: int, stop: int) -> int:
    """Return where the name must stop because an action begins."""
    for match in re.compile(r"[^\W\d_]+").finditer(text, start, stop):
        if is_infinitive(match.group()):
            return match.start()
    return stop


def _plain_end(text: str, start: int) -> int:
    text = _ASIDE.sub(lambda aside: "_" * len(aside.group()), text)
    found = min(filter(None, (_END.search(text, start), _TERM.search(text, start))), key=re.Match.start, default=None)
    stop = _word_end(text, start, found.start() if found else len(text))
    horizon = _HORIZON.search(text, start, min(len(text), stop + 40))
    if horizon and horizon.start() <= stop:
        return horizon.end()
    if found and stop == found.start() and text[stop] == "«" and len(text[start:stop]) < 80:
        return _with_horizon(text, quotes.quoted_end(text, stop))
    return start + len(text[start:stop].rstrip())


def _with_horizon(text: str, end: int) -> int:
    horizon = _HORIZON.match(text, end)
    return horizon.end() if horizon else end


def _span(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Return the whole name: a name in quotes with its quotes, another one up to its end."""
    start = match.start()
    if start and text[start - 1] == "«":
        return start - 1, _with_horizon(text, quotes.quoted_end(text, start - 1))
    return start, _plain_end(text, match.end())


def _is_name(text: str, match: re.Match[str], start: int, end: int) -> bool:
    name = text[match.end() : end].strip()
    quoted, capital = text[start] == "«", match.group()[0].isupper() and match.start() > 0
    if match["noun"].lower().startswith("государств"):
        return "«" in name
    if not match.start() and match.group()[0].isupper() and len(name.split()) > 1 and _REAL_NAME.search(name):
        return True
    if len(name.split()) < 1 or not (quoted or capital or _HORIZON.search(name) or name.startswith("«")):
        return False
    return len(name.split()) >= 2 or "«" in name or bool(_REAL_NAME.search(name))


def _asked_for(text: str, match: re.Match[str]) -> bool:
    """Whether the recommendation asks to write the document."""
    accusative = match["noun"].lower().endswith(("ю", "у"))
    return is_draft(text, match.start()) or (accusative and is_requested(text, match.start()))


def find_named(text: str) -> Iterator[Named]:
    """Yield the strategies, concepts and state programmes cited by name in a levelled text."""
    position = 0
    while match := _NOUN.search(text, position):
        start, end = _span(text, match)
        position = max(match.end(), end)
        if _is_name(text, match, start, end) and not _asked_for(text, match):
            yield Named(start, end, _kind(match["noun"]))
