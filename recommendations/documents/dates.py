"""Pieces of time in Russian text, from days to school years, and spans of them (contract, 5)."""

import re
from collections.abc import Callable
from datetime import date

from recommendations.documents.days import DAY_OF_MONTH, DAYS, MONTHS
from recommendations.documents.moment import Moment, day_of
from recommendations.documents.periods import DECADES, YEARS

_GRAMMAR: tuple[tuple[str, Callable[[re.Match[str]], Moment | None]], ...] = (
    *DAYS,
    *DECADES,
    *MONTHS,
    *YEARS,
    *DAY_OF_MONTH,
)
_COMPILED = tuple((re.compile(rf"(?<![\w.№/])(?:{pattern})", re.IGNORECASE), make) for pattern, make in _GRAMMAR)


def find_moments(text: str) -> list[Moment]:
    """Return the pieces of time in the text, in order, none inside another."""
    found: list[Moment] = []
    taken = bytearray(len(text))
    for pattern, make in _COMPILED:
        for match in pattern.finditer(text):
            moment = make(match)
            if moment and not any(taken[moment.start : moment.end]):
                found.append(moment)
                taken[moment.start : moment.end] = b"\1" * (moment.end - moment.start)
    return sorted(found, key=lambda moment: moment.start)


def next_day(month: int, day: int, since: date | None, later: bool = False) -> date | None:
    """Return the first such day on or after a date; None when the date is unknown (contract, 5.6).

    `later` asks for the year after that of the date: «1 июня следующего года».
    """
    if since is None:
        return None
    since = date(since.year + 1, 1, 1) if later else since
    days = (day_of(year, month, day) for year in range(since.year, since.year + 5))
    return next((found for found in days if found and found >= since), None)
