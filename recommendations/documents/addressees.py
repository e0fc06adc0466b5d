"""Addressee groups of a heading, by the lexicon in lexicon.json (contract, 4)."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recommendations.documents import quotes
from recommendations.documents.words import is_acronym, is_dative_head, is_plain_dative, words

GROUPS = ("department", "municipal", "institute", "school")
UNKNOWN = 0.3
NO_ADDRESSEE = "Адресат в документе не назван"
NOT_RECOGNISED = "Адресат «{heading}» не распознан: укажите группу вручную"

_SEPARATOR = re.compile(r"\s*[,;]\s*(?:а\s+также\s+)?|\s+(?:и|а\s+также)\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_TOGETHER = re.compile(
    r",?\s+(?:(?:совместно|вместе)\s+со?|во\s+взаимодействии\s+со?|при\s+(?:участии|поддержке))\s+", re.IGNORECASE
)
_RELATIVE = re.compile(r",\s+(?:(?:[а-яё]+\s+){0,2}котор\w+|подведомственн\w+)[^,;]*", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"(?:[а-яё-]+(?:ых|их|ые|ие|ыми|ими|ым|им)\s+){0,3}(?:организаци[йи]|учреждени[йя]|школы?|гимнази[йи]|лице(?:ев|и)|"
    r"сад(?:ов|ы)|колледж(?:ей|и)|техникум(?:ов|ы)|вуз(?:ов|ы)|кабинет(?:ов|ы)|служб(?:ы)?|центр(?:ов|ы)|орган(?:ов|ы)|"
    r"отдел(?:ов|ы)|управлени[йя]|комитет(?:ов|ы)|институт(?:ов|ы)|университет(?:ов|ы)|родител(?:ей|и)|"
    r"педагог(?:ов|и)|учител(?:ей|я)|коллектив(?:ов|ы)|объединени[йя]|"
    r"(?:организаци|учреждени|школ|служб|центр|орган|отдел|управлени|комитет|институт|университет|колледж|министерств|"
    r"департамент)(?:ами|ями|ом|ем))(?!\w)",
    re.IGNORECASE,
)
"""A body in another case than the dative: «руководителям школ и методических кабинетов» names two."""
_ALONE = re.compile(r"(?:[а-яё-]+(?:ым|им)\s+)*[а-яё-]+(?:ым|им|ам|ям)", re.IGNORECASE)
_PERSONS = frozenset(("обучающимся", "учащимся", "служащим", "заведующим"))
_AUTONOMY = re.compile(r"автономн\w+ (?:округ|област)\w*")
"""A region, while other districts are municipal."""
_PREPOSITION = re.compile(r"^(?:для|ко?|от|в адрес|со стороны) ")
_PARTICIPLE = re.compile(r"(?:[уюая]щим|вшим|(?<!тв)(?<!рем)[её]нным|[ая]нным)(?:ся)?$")
_ABBREVIATION = re.compile(r"(?<!\w)(?:МОУО|РУО|ГУО|ЦНППМ)(?!\w)")


@dataclass(frozen=True)
class Rule:
    """One line of the lexicon; a None group is an addressee outside the four."""

    group: str | None
    pattern: re.Pattern[str]
    confidence: float
    reason: str


@dataclass(frozen=True)
class Addressees:
    """The groups of a heading, how sure they are (0 to 1) and why, in Russian."""

    groups: tuple[str, ...]
    confidence: float
    reason: str


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of the lexicon in their order."""
    data = json.loads(Path(__file__).with_name("lexicon.json").read_text(encoding="utf-8"))
    return tuple(Rule(r["group"], re.compile(r["pattern"]), r["confidence"], r["reason"]) for r in data["rules"])


def _starts_addressee(text: str) -> bool:
    first = words(text)[:1]
    if not first or (_PARTICIPLE.search(first[0]) and first[0].lower() not in _PERSONS):
        return False
    return is_plain_dative(first[0]) or is_dative_head(first[0]) or is_acronym(first[0]) or _is_organisation(text)


def _is_organisation(text: str) -> bool:
    return bool(_ORGANISATION.match(text))


def _inside(text: str, position: int) -> bool:
    return any(start < position < end for start, end in quotes.quoted_spans(text))


def _parts(heading: str) -> Iterator[str]:
    """Yield the single addressees of a heading, those after «совместно с» too."""
    for text in _TOGETHER.split(quotes.level(_RELATIVE.sub("", _BRACKETS.sub(" ", heading)))):
        yield from _cut(text)


def _cut(text: str) -> Iterator[str]:
    """Yield the pieces of a list of addressees: it is cut only where another one begins."""
    start = 0
    for match in _SEPARATOR.finditer(text):
        if not _inside(text, match.start()) and _starts_addressee(text[match.end() :]):
            yield text[start : match.start()]
            start = match.end()
    yield text[start:]


def _bare(text: str) -> str:
    text = " ".join(text.lower().replace("ё", "е").replace("«", "").replace("»", "").split())
    return _AUTONOMY.sub("области", text)


def rule_for(addressee: str) -> Rule | None:
    """Return the first rule that matches one addressee."""
    text = _PREPOSITION.sub("", _bare(addressee))
    return next((rule for rule in rules() if rule.pattern.search(text)), None)


def _completed(parts: Iterable[str]) -> list[str]:
    """Give «управлениям и отделам образования» the words of the last one where the first stands alone."""
    result: list[str] = []
    for part in reversed(list(parts)):
        rest = _without_opening(result[-1]) if result and _is_incomplete(part.strip()) else ""
        result.append(f"{part.strip()} {rest}".strip())
    return result[::-1]


def _is_incomplete(part: str) -> bool:
    return bool(_ALONE.fullmatch(part)) and rule_for(part) is None


def _without_opening(part: str) -> str:
    """Return the words after the first noun or adjective of an addressee."""
    return part.partition(" ")[2]


def recognise(heading: str) -> Addressees:
    """Return the addressee groups of a heading with a confidence and a reason."""
    if not heading:
        return Addressees((), 1.0, NO_ADDRESSEE)
    found = [(part, rule) for part in _completed(_parts(heading)) if (rule := rule_for(part))]
    if not found and (abbreviation := _ABBREVIATION.search(heading)):
        found = [(abbreviation.group(), rule) for rule in [rule_for(abbreviation.group())] if rule]
    if not found:
        return Addressees((), UNKNOWN, NOT_RECOGNISED.format(heading=heading))
    groups = {rule.group for _, rule in found}
    reasons = dict.fromkeys(f"«{part.strip()}» – {rule.reason}" for part, rule in found)
    confidence = min(rule.confidence for _, rule in found)
    return Addressees(tuple(group for group in GROUPS if group in groups), confidence, "; ".join(reasons))


def is_known(text: str) -> bool:
    """Whether the text, in any case, names an addressee of the four groups."""
    return any(rule.group for part in _completed(_parts(text)) if (rule := rule_for(part)))
