"""What a school's name says, whichever way it is written: level, numbers, words of its own."""

import re
from typing import NamedTuple

from organizations.text import search_text

SCHOOL = "school"
# «Школа № 28» of a newspaper may be any of these, never a lyceum.
_LEVELS = frozenset({"secondary", "basic", "primary"})
_PERSON_END = (
    r"(?=\s(?:г\.|гор\.|города?|с\.|села|пос\.|п\.|пгт|д\.|деревни|смоленск\w+ обл"
    r"|\w+ск\w+ (?:муниципальн\w+ )?(?:район|округ))|$)"
)
_LEFT_OUT = re.compile(
    r"\b(?:(?:смоленск\w+ )?областн\w+ )?(?:государственн\w+|муниципальн\w+|частн\w+|федеральн\w+)? "
    r"?(?:бюджетн\w+|казенн\w+|автономн\w+)? ?"
    r"(?:обще)?образовательн\w+ (?:учреждени\w+|организаци\w+)"
    r"|\b(?:(?:с?ог|м|г|ч|фг)?[бка]?о[оу]у?|мбо[уо]|гбоу|ноу|чоу)\b"
    r"|\b(?:имени|им\.?)\s.*?" + _PERSON_END + r"|\bсмоленск\w+ обл\w*\.?"
    r"|\b[\w-]+ск(?:ого|ий) (?:муниципальн\w+ )?(?:район\w*|округ\w*|р-н\w*)|\bмуниципальн\w+ образовани\w+"
)
_NAMESAKE = re.compile(r"\b(?:имени|им\.?)\s", re.IGNORECASE)
_KINDS = (
    ("boarding", re.compile(r"\bшкол\w*[- ]интернат\w*")),
    (
        "secondary",
        re.compile(r"\bср(?:едн\w+|\.)(?: \(?полн\w+\)?)?(?: общеобразовательн\w+)? (?:школ\w*|шк\.)|\bсо?ш\b"),
    ),
    ("basic", re.compile(r"\bосновн\w+(?: общеобразовательн\w+)? школ\w*|\bоо?ш\b")),
    ("primary", re.compile(r"\bначальн\w+(?: общеобразовательн\w+)? школ\w*|\bно?ш\b")),
    ("centre", re.compile(r"\bцентр\w* образования\b|\bцо\b")),
    (SCHOOL, re.compile(r"\b(?:общеобразовательн\w+ )?школ[аы]\b|\bшк\.")),
    ("gymnasium", re.compile(r"\bгимнази\w+")),
    ("lyceum", re.compile(r"\bлице\w+")),
)
_SETTLEMENT = re.compile(r"\b(?:гор|пгт|пос|ст|дер|города|города?|поселка|села|деревни|станции|[гспдх])\b\.?")
_ENDING = re.compile(r"(?:ого|его|ому|ему|ыми|ими|ая|яя|ой|ей|ий|ый|ое|ее|ые|ие|ом|ем|[аяыиуюеоьй])$")
_WORD = re.compile(r"\d+|[^\W\d_]+(?:-[^\W\d_]+)*")


class NameKey(NamedTuple):
    """The parts of a name that tell one school of a municipality from another."""

    kinds: frozenset[str]
    numbers: tuple[str, ...]
    words: frozenset[str]


def name_key(name: str) -> NameKey:
    """«МБОУ «СШ № 28»», «МБОУ СШ № 28» and «Средняя школа №28» have equal keys; the namesake is left out."""
    text = _LEFT_OUT.sub(" ", search_text(name))
    kinds = set()
    for kind, pattern in _KINDS:
        text, count = pattern.subn(" ", text)
        if count:
            kinds.add(kind)
    tokens = _WORD.findall(_SETTLEMENT.sub(" ", text))
    numbers = tuple(token.lstrip("0") or "0" for token in tokens if token.isdigit())
    return NameKey(frozenset(kinds), numbers, frozenset(_stem(token) for token in tokens if _tells(token)))


def settlement_words(settlement: str) -> frozenset[str]:
    """Words of a settlement's name: «г. Вязьма» → {«вязьм»}."""
    tokens = _WORD.findall(_SETTLEMENT.sub(" ", search_text(settlement)))
    return frozenset(_stem(token) for token in tokens if _tells(token))


def kinds_agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Equal kinds, or «школа» beside a school of some level."""
    if one == other:
        return True
    general, exact = sorted((one, other), key=lambda kinds: kinds != {SCHOOL})
    return general == {SCHOOL} and len(exact) == 1 and exact <= _LEVELS


def is_same_name(one: str, other: str) -> bool:
    """Two spellings of one name: the same level, numbers and words; the namesake is left out."""
    first, second = name_key(one), name_key(other)
    return first.numbers == second.numbers and first.words == second.words and kinds_agree(first.kinds, second.kinds)


def is_poorer_name(poor: str, rich: str) -> bool:
    """The first lacks a word of the second or its «имени …», and says nothing else."""
    first, second = name_key(poor), name_key(rich)
    if first.numbers != second.numbers or not kinds_agree(first.kinds, second.kinds):
        return False
    lacks_namesake = first.words == second.words and bool(_NAMESAKE.search(rich)) and not _NAMESAKE.search(poor)
    return first.words < second.words or lacks_namesake


def _tells(token: str) -> bool:
    return not token.isdigit() and len(token) > 1


def _stem(token: str) -> str:
    return _ENDING.sub("", token) if len(token) > 3 else token
