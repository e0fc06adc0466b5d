"""A legal act cited in a text, and how its number, its day and its name are read (contract, 6)."""

import re
from dataclasses import dataclass
from datetime import date

from recommendations.documents import quotes
from recommendations.documents.act_grammar import DATE, KINDS, NUMBER
from recommendations.documents.dates import find_moments

_NAME_AHEAD = re.compile(r"\s*,?\s*(?:\([^()«»]{1,40}\)\s*)?«")


@dataclass(frozen=True)
class Act:
    """An act at `start`..`end` of the text; `masked` from this offset on holds no deadline."""

    start: int
    end: int
    kind: str
    number: str | None = None
    day: date | None = None
    masked: int = 0
    name: str = ""


def kind_of(head: str) -> str:
    """Return the kind of an act by its head noun and the words after it, "other" when it is none of the contract's."""
    return next((kind for kind, pattern in KINDS if pattern.match(head)), "other")


def date_in(requisites: str) -> date | None:
    """Return the first day in the requisites of an act."""
    return next((found.first for found in find_moments(requisites) if found.shape == "day" and found.first), None)


def numbers_in(requisites: str) -> list[str]:
    """Return the numbers in the requisites of an act as written, without «№»: «№ 370, 371 и № 372» has three."""
    without_date = re.sub(DATE, "", requisites)
    found = [re.sub(r"\s+", "", match.group(1)).rstrip(".,-–/") for match in NUMBER.finditer(without_date)]
    return [number for number in found if number]


def name_end(text: str, end: int) -> int:
    """Return the end of the quoted name that follows the requisites in a levelled text, or `end` itself."""
    match = _NAME_AHEAD.match(text, end)
    return quotes.quoted_end(text, match.end() - 1) if match else end


def name_key(name: str) -> str:
    """Return what two mentions of one name have in common."""
    quoted = re.search(r"«(.+)", name)
    return re.sub(r"\W+", " ", (quoted.group(1) if quoted else name).lower()).strip()
