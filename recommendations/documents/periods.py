"""Decades, quarters, halves, seasons, school years and years in Russian text (contract, 5)."""

import re
from dataclasses import replace
from datetime import date

from recommendations.documents.moment import (
    AND,
    DASH,
    DECEMBER,
    FOUR,
    MAY,
    MONTH,
    SEPTEMBER,
    YEAR,
    YEAR_WORD,
    Moment,
    dated,
    day_of,
    month_end,
    month_number,
    undated,
    year_of,
)

_ORDER = {
    1: r"(?:I|1|перв\w+)", 2: r"(?:II|2|втор\w+)", 3: r"(?:III|3|трет\w+)", 4: r"(?:IV|4|четв[её]рт\w+|последн\w+)",
}  # fmt: skip
_CASE = r"(?:\s?-?\s?(?:й|ый|ой|я|ая|м|ом|го|ого|е|му|ему|ю|ую|ей)\b)?"
_ORDINAL = r"(?:IV|I{1,3}|[1-4]|перв\w+|втор\w+|трет\w+|четв[её]рт\w+|последн\w+)" + _CASE
_NTH = rf"(?P<nth>(?:IV|I{{1,3}}|[1-4]|перв\w+|втор\w+|трет\w+|четв[её]рт\w+|последн\w+)){_CASE}"
_FROM_NTH = rf"(?:(?P<from>IV|I{{1,3}}|[1-4]){_CASE}{DASH})?{_NTH}"
_MORE = rf"(?:{AND}{_ORDINAL}){{0,3}}{AND}{_ORDINAL}"
_QUARTER = r"(?:квартал(?:а|е|у|ом|ы|ах|ов|ам)?\b|кв\.)"
_HALF = r"(?:полугоди(?:е|я|ю|и|ях|й|ем|ям)|половин\w+)\b"
_SEASONS = {"зим": 2, "вес": 5, "лет": 8, "осе": 11}
_SEASON = (
    r"(?P<season>зим(?:ой|а|ы|у|е)|весн(?:ой|а|ы|у|е)|лет(?:ом|о|а|у)|осен(?:ью|ь|и)|"
    r"(?:зимн|весенн|летн|осенн)\w+\s+период\w*)"
)
_AGE = r"(?:(?:нов|текущ|следующ|предстоящ|наступающ|очередн|нынешн|будущ|наступивш)\w+\s+)?"
_SCHOOL_YEARS = r"(?P<s>(?:19|20)\d\d)\s*[/\\–—−-]\s*(?:(?:19|20)\d\d|\d\d)"
_SCHOOL = (
    rf"{_SCHOOL_YEARS}\s*(?:-?(?:й|го|м|му)\s+)?(?:(?:учебн\w+|уч\.)\s*(?:год(?:а|у|ом|е|ы|ов|ах|ам)?\b|г\.)|у\.\s?г\.)"
)
_SCHOOL_WORD = r"(?:учебн\w+|уч\.)"
_ONLY = r"(?<=рок: )"
"""A bare year says when only where it is all that a term holds: «Срок: 2023» (contract, 5.8)."""


def _ordinal(text: str) -> int:
    return next((number for number in (4, 3, 2, 1) if re.fullmatch(_ORDER[number], text, re.IGNORECASE)), 1)


def _decade(match: re.Match[str]) -> Moment:
    year, month, number = year_of(match), month_number(match["m"]), min(_ordinal(match["nth"]), 3)
    if year is None:
        return undated(match, "decade")
    last = month_end(year, month) if number == 3 else date(year, month, number * 10)
    return dated(match, "decade", date(year, month, number * 10 - 9), last)


def _part(match: re.Match[str], shape: str, months: int) -> Moment:
    year, last = year_of(match), min(_ordinal(match["nth"]), DECEMBER // months) * months
    first = (_ordinal(match["from"]) if match.groupdict().get("from") else last // months) * months - months + 1
    if year is None:
        return undated(match, shape)
    return dated(match, shape, date(year, first, 1), month_end(year, last))


def _quarter(match: re.Match[str]) -> Moment:
    return _part(match, "quarter", 3)


def _half(match: re.Match[str]) -> Moment:
    return _part(match, "half", 6)


def _season(match: re.Match[str]) -> Moment:
    year, last = int(match["y"][:4]), _SEASONS[match["season"].lower()[:3]]
    year += bool(match["more"])
    first = day_of(year, last - 2, 1) or date(year - 1, DECEMBER, 1)
    return dated(match, "season", first, month_end(year, last))


def _school(match: re.Match[str]) -> Moment:
    year = int(match["s"])
    return replace(dated(match, "school", date(year, SEPTEMBER, 1), date(year + 1, MAY, 31)), year=year)


def _school_half(match: re.Match[str]) -> Moment:
    whole = _school(match)
    if _ordinal(match["nth"]) == 1:
        return replace(whole, last=date(whole.year or 0, DECEMBER, 31))
    return replace(whole, first=date((whole.year or 0) + 1, 1, 1))


def _school_part(match: re.Match[str]) -> Moment:
    """Return a quarter of a school year, the days of which each school sets itself."""
    return undated(match, "school")


def _years(match: re.Match[str]) -> Moment:
    return dated(match, "year", date(int(match["a"]), 1, 1), date(int(match["b"]), DECEMBER, 31), span=True)


def _single_year(match: re.Match[str]) -> Moment:
    year = int(match["y"][:4])
    return dated(match, "year", date(year, 1, 1), date(year, DECEMBER, 31))


DECADES = ((rf"{_NTH}\s+декад\w+\s+(?P<m>{MONTH}){YEAR}", _decade),)
YEARS = (
    (rf"{_NTH}\s+{_HALF}\s+{_AGE}{_SCHOOL}", _school_half),
    (rf"{_NTH}\s+(?:учебной\s+)?четверт\w+\s+{_AGE}{_SCHOOL}", _school_part),
    (rf"{_AGE}{_SCHOOL}", _school),
    (rf"{_SCHOOL_YEARS}(?=(?:{AND}{FOUR}\s*[/–—-]\s*\d{{2,4}}){{1,5}}\s*{_SCHOOL_WORD})", _school),
    (rf"{_ONLY}(?P<s>{FOUR})\s*[/–—-]\s*\d\d$", _school),
    (rf"{_FROM_NTH}(?={_MORE}\s+{_QUARTER}{YEAR})", _quarter),
    (rf"{_FROM_NTH}\s+{_QUARTER}{YEAR}", _quarter),
    (rf"{_NTH}(?={_MORE}\s+{_HALF}{YEAR})", _half),
    (rf"{_NTH}\s+{_HALF}{YEAR}", _half),
    (rf"{_SEASON}\s+(?P<y>{FOUR})(?P<more>[/–-]\d{{2,4}})?\s*{YEAR_WORD}", _season),
    (rf"(?P<a>{FOUR})(?:\s*{YEAR_WORD})?(?:\s+и\s+|\s*,\s*)(?:на\s+)?планов\w+\s+период\w*\s+{FOUR}(?:\s*{YEAR_WORD})?"
     rf"(?:{AND}|{DASH})(?P<b>{FOUR})\s*{YEAR_WORD}", _years),
    (rf"(?P<a>{FOUR})(?:\s*{YEAR_WORD})?(?:{DASH}|\s+по\s+|(?:{AND}{FOUR}){{0,6}}{AND})(?P<b>{FOUR})(?:-?(?:й|го|м|му))?\s*"
     rf"{YEAR_WORD}", _years),
    (rf"{_ONLY}(?P<a>{FOUR})\s*[–—-]\s*(?P<b>{FOUR})$", _years),
    (rf"{_ONLY}(?P<y>{FOUR})$", _single_year),
    (rf"{_AGE}(?P<y>{FOUR})(?:-?(?:й|го|м|му|ом))?\s*{YEAR_WORD}", _single_year),
)  # fmt: skip
