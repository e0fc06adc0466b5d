"""Municipalities by name and by code, in all the forms that registers print."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from organizations.text import search_text

CITY, DISTRICT, ANY = "city", "district", ""
# «66603» is the district within an eight-digit code: settlements differ from the sixth digit on.
_STEM = 5
_CODE_LENGTHS = frozenset({8, 11})
_OKATO_KINDS = {"2": "6", "4": "7"}
_WORDS = re.compile(
    r"\b(?:муниципальн\w+ образовани\w+|администраци\w+|муниципальн\w+|городск\w+ "
    r"округ\w*|район\w*|р-н\w*|округ\w*"
    r"|города?|г\.?о\.?|г\.?|мо"
    r"|\w+ск\w+ (?:обл(?:аст[ьи])?\.?|кра[йя])|республик\w+ \w+)(?![\w-])"
)
_CITY_WORDS = re.compile(r"\b(?:города?|г\.|г|городск\w+ округ\w*)(?![\w-])")
_DISTRICT_WORDS = re.compile(r"\b(?:район\w*|р-н\w*|муниципальн\w+ округ\w*)(?![\w-])")
_GENITIVE = re.compile(r"(ск|цк)(?:ого|ому|им|ом)\b")


class KnownPlace(NamedTuple):
    """A municipality as the portal knows it; `former` are its earlier (name, code) pairs."""

    id: int
    name: str
    kind: str
    oktmo: str
    former: tuple[tuple[str, str], ...] = ()


class Places:
    """All municipalities of a region, found by text; an answer is the ids: none, one, or several to choose from."""

    def __init__(self, known: Iterable[KnownPlace]) -> None:
        self.names: dict[int, str] = {}
        self._by_name: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
        self._by_code: dict[str, int] = {}
        self._answers: dict[str, tuple[int, ...]] = {}
        for place in known:
            self.names[place.id] = place.name
            for name, code in (*place.former, (place.name, place.oktmo)):
                self._add(place, name, code)

    def named(self, text: str) -> tuple[int, ...]:
        """Ids by name: «МО «Велижский район» Смоленской области», «г. Десногорск», «Велижский»."""
        if text not in self._answers:
            self._answers[text] = self._named(text)
        return self._answers[text]

    def is_region(self, text: str) -> bool:
        """«Смоленская область»: names no municipality."""
        return not _key(text) and text not in self._by_name

    def coded(self, text: str) -> tuple[int, ...]:
        """Ids by ОКТМО of 8 or 11 digits, with or without the check digit, of the municipality or of a place in it."""
        digits = re.sub(r"[\s.\-]", "", text)
        for code in _codes(digits):
            found = self._by_code.get(code[:8], self._by_code.get(code[:_STEM]))
            if found is not None:
                return (found,)
        return ()

    def coded_okato(self, text: str) -> tuple[int, ...]:
        """Ids by ОКАТО: its districts are 2xx and cities 4xx where ОКТМО has 6xx and 7xx."""
        digits = re.sub(r"[\s.\-]", "", text)
        for code in (digits, f"0{digits}"):
            if code.isascii() and code.isdigit() and len(code) in {5, 8, 11} and code[2] in _OKATO_KINDS:
                found = self._by_code.get(f"{code[:2]}{_OKATO_KINDS[code[2]]}{code[3:_STEM]}")
                if found is not None:
                    return (found,)
        return ()

    def _add(self, place: KnownPlace, name: str, code: str) -> None:
        kind = CITY if "город" in f"{place.kind} {name}".casefold() else DISTRICT
        key = _key(name)
        for form in (key, f"{key}а") if kind == CITY else (key,):
            self._by_name[form].add((kind, place.id))
        if code:
            self._by_code[code[:8]] = place.id
            self._by_code.setdefault(code[:_STEM], place.id)

    def _named(self, text: str) -> tuple[int, ...]:
        found = self._by_name.get(_key(text), set())
        kind = _kind(text)
        same = {place for known, place in found if kind in {ANY, known}}
        return tuple(sorted(same or {place for _, place in found}))


def code_check_digit(code: str) -> int:
    """Check digit of an ОКТМО: weights 1, 2, 3, … mod 11; at 10 anew from 3; at 10 again 0."""
    for first in (1, 3):
        rest = sum(weight * int(digit) for weight, digit in enumerate(code, start=first)) % 11
        if rest < 10:
            return rest
    return 0


def _codes(digits: str) -> list[str]:
    """The codes that the digits may stand for: a lost leading zero, a check digit printed after the code."""
    if not (digits.isascii() and digits.isdigit()):
        return []
    whole = [digits, f"0{digits}"]
    checked = [code[:-1] for code in whole if len(code) > 1 and int(code[-1]) == code_check_digit(code[:-1])]
    return [code for code in (*whole, *checked) if len(code) in _CODE_LENGTHS]


def _key(text: str) -> str:
    """What is left of a name without the words of its kind: «велижский», «десногорск»."""
    bare = _GENITIVE.sub(r"\1ий", _WORDS.sub(" ", search_text(text)))
    return " ".join(re.sub(r"[^\w-]+", " ", bare).split())


def _kind(text: str) -> str:
    levelled = search_text(text)
    if _DISTRICT_WORDS.search(levelled):
        return DISTRICT
    return CITY if _CITY_WORDS.search(levelled) else ANY
