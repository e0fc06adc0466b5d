"""How alike two recommendations are: their words cut of endings, rare ones counting for more than common ones."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from recommendations.documents.cleaning import clean
from recommendations.documents.legal_acts import find_all_acts
from recommendations.documents.words import is_acronym, is_infinitive

Profile = Mapping[str, float]

_WORD = re.compile(r"\d+|[^\W\d_]+")
_ENDING = re.compile(
    r"(?<=...)(?:[ыи]ми|[ео]го|[ео]му|[ая]ми|[ая]я|[ую]ю|[ыио]й|[еыи]е|ое|[ыиая]х|[ыиоеая]м|[ое]в|[ое]й|и[юяеий]|"
    r"[иаяуюо]?ть|[аяыиуюоеьй])$"
)
_STEM = 6
_SMALL_WORD = 3
# What a duty is about tells more than its verb: «создать», «обеспечить», «организовать» stand for one another.
_VERB, _FIGURE, _SMALL = 0.5, 0.5, 0.2
# A cited act is named by many words that say nothing of the duty.
_CITED = 0.1


@dataclass(frozen=True)
class Clause:
    """A recommendation of one edition: `key` is unique in it; `groups` are the codes of its addressees."""

    key: int
    text: str
    groups: frozenset[str] = frozenset()
    heading: str = ""


def _stem(word: str) -> str:
    return _ENDING.sub("", word.lower().replace("ё", "е"))[:_STEM]


def _weight(word: str) -> float:
    if word.isdigit():
        return _FIGURE
    if len(word) <= _SMALL_WORD and not is_acronym(word):
        return _SMALL
    return _VERB if is_infinitive(word) else 1


def profile(text: str) -> Profile:
    """Return the stems of a text with their weights; the names and requisites of cited acts weigh a tenth."""
    line = clean(unicodedata.normalize("NFC", text))
    acts = find_all_acts(line)
    weights: defaultdict[str, float] = defaultdict(float)
    for match in _WORD.finditer(line):
        cited = any(act.start <= match.start() < act.end for act in acts)
        weights[_stem(match.group())] += _weight(match.group()) * (_CITED if cited else 1)
    return weights


def by_rarity(profiles: list[Profile]) -> list[Profile]:
    """Return the profiles with each stem weighed by how few of them hold it."""
    holders = Counter(stem for one in profiles for stem in one)
    return [{stem: weight * log(1 + len(profiles) / holders[stem]) for stem, weight in one.items()} for one in profiles]


def size(one: Profile) -> float:
    """Return the weight of the whole profile."""
    return sum(one.values())


def shared(one: Profile, other: Profile) -> float:
    """Return the weight of what stands in both profiles."""
    if len(other) < len(one):
        one, other = other, one
    return sum(min(weight, other[stem]) for stem, weight in one.items() if stem in other)


def rest(whole: Profile, part: Profile) -> Profile:
    """Return what is left of a profile without the words of a part."""
    return {stem: weight - part.get(stem, 0) for stem, weight in whole.items() if weight > part.get(stem, 0)}


def similarity(one: str, other: str) -> float:
    """Return how alike two texts are, 0 to 1, whatever the order of their words and the acts they cite."""
    mine, theirs = profile(one), profile(other)
    both = size(mine) + size(theirs)
    return 2 * shared(mine, theirs) / both if both else float(one == other)
