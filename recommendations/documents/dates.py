"""Pieces of time in Russian text, from days to school years, and spans of them (contract, 5)."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

SEPTEMBER, MAY, DECEMBER = 9, 5, 12

_STEMS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_NAME = (
    r"(?:январ[ьяюе]|феврал[ьяюе]|март[аеу]?|апрел[ьяюе]|ма[йяюе]|ию[нл][ьяюе]|август[аеу]?|(?:сент|окт|"
    r"но|дек)[ая]?бр[ьяюе])\b"
)
_OF_DAY = r"(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\b"
_WORD = r"(?:год(?:а|у|ом|е|ов|ы|ах|ам)?\b|г\.\s?г\.|гг?\.|гг?\b)"
_YEAR = rf"(?:19|20)\d\d(?:\s*{_WORD})?"
_DASH = r"\s*[-–—−]\s*"
_SPAN = rf"(?:{_DASH}|\s+по\s+|\s+до\s+)"
_DAY = r"[«\"]?\d{1,2}[»\"]?(?:-?го)?"
_ORDER = {
    1: r"(?:I|1|перв\w+)", 2: r"(?:II|2|втор\w+)", 3: r"(?:III|3|трет\w+)", 4: r"(?:IV|4|четв[её]рт\w+)",
}  # fmt: skip
_NTH = r"(?P<nth>IV|I{1,3}|[1-4]|перв\w+|втор\w+|трет\w+|четв[её]рт\w+)(?:\s?-?\s?(?:й|ый|ой|м|ом|го|ого|е|му|ему)\b)?"
_SCHOOL = (
    r"(?P<s>(?:19|20)\d\d)\s*[/\\–—−-]\s*(?:(?:19|20)\d\d|\d\d)\s*(?:-?(?:й|го|м|му)\s+)?(?:учебн\w+|"
    r"уч\.)\s*(?:год(?:а|у|ом|е|ы)?\b|г\.)"
)


@dataclass(frozen=True)
class Moment:
    """A piece of time at `start`..`end` of the text. `first` and `last` are its days; None without a year.

    `month_day` holds the month and day of a day named without a year. `shape` is "day", "month", "quarter",
    "half", "school", "year" or "monthday".
    """

    start: int
    end: int
    shape: str
    first: date | None = None
    last: date | None = None
    month_day: tuple[int, int] | None = None
    year: int | None = None
    span: bool = False

    @property
    def dated(self) -> bool:
        return self.year is not None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _month(name: str) -> int:
    name = name.lower()
    if re.match(r"ма[йяюе]", name):
        return MAY
    return next(number for number, stem in enumerate(_STEMS, 1) if number != MAY and name.startswith(stem[:3]))


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _year(match: re.Match[str]) -> int | None:
    found = match.groupdict().get("y")
    return int(found[:4]) if found else None


def _spanning(match: re.Match[str], shape: str, first: date | None, last: date | None, year: int | None) -> Moment:
    return Moment(*match.span(), shape, first, last, None, year, span=True)


def _numeric_span(match: re.Match[str]) -> Moment | None:
    year, month = _full_year(match["y"]), int(match["m"])
    first, last = _day(year, int(match["m1"] or month), int(match["a"])), _day(year, month, int(match["b"]))
    return _spanning(match, "day", first, last, year) if first and last else None


def _numeric(match: re.Match[str]) -> Moment | None:
    day = _day(_full_year(match["y"]), int(match["m"]), int(match["d"]))
    return Moment(*match.span(), "day", day, day, None, day.year) if day else None


def _day_span(match: re.Match[str]) -> Moment | None:
    year, month = _year(match), _month(match["m"])
    earlier, day = _month(match["m1"]) if match["m1"] else month, _number(match["b"])
    if year is None:
        return replace(_spanning(match, "day", None, None, None), month_day=(month, day))
    first, last = _day(year - (earlier > month), earlier, _number(match["a"])), _day(year, month, day)
    return _spanning(match, "day", first, last, year) if first and last else None


def _single_day(match: re.Match[str]) -> Moment | None:
    year, month, number = _year(match), _month(match["m"]), _number(match["d"])
    if not _day(year or 2024, month, number):
        return None
    day = _day(year, month, number) if year else None
    return Moment(*match.span(), "day", day, day, (month, number), year)


def _months(match: re.Match[str]) -> Moment:
    year, first, last = _year(match), _month(match["m1"]), _month(match["m"])
    if year is None:
        return _spanning(match, "month", None, None, None)
    return _spanning(match, "month", date(year - (first > last), first, 1), month_end(year, last), year)


def month_moment(start: int, end: int, month: int, year: int | None) -> Moment:
    """Return a month, with its days when the year is known."""
    if not year:
        return Moment(start, end, "month")
    return Moment(start, end, "month", date(year, month, 1), month_end(year, month), None, year)


def _single_month(match: re.Match[str]) -> Moment:
    return month_moment(*match.span(), _month(match["m"]), _year(match))


def _ordinal(text: str) -> int:
    return next((number for number in (4, 3, 2, 1) if re.fullmatch(_ORDER[number], text, re.IGNORECASE)), 1)


def _part(match: re.Match[str], shape: str, months: int) -> Moment:
    year, last = _year(match), _ordinal(match["nth"]) * months
    first = (_ordinal(match["from"]) if match.groupdict().get("from") else _ordinal(match["nth"])) * months - months + 1
    if year is None or last > DECEMBER:
        return Moment(*match.span(), shape)
    return Moment(*match.span(), shape, date(year, first, 1), month_end(year, last), None, year)


def _quarter(match: re.Match[str]) -> Moment:
    return _part(match, "quarter", 3)


def _half(match: re.Match[str]) -> Moment:
    return _part(match, "half", 6)


def _school(match: re.Match[str]) -> Moment:
    year = int(match["s"])
    return Moment(*match.span(), "school", date(year, SEPTEMBER, 1), date(year + 1, MAY, 31), None, year)


def _school_half(match: re.Match[str]) -> Moment:
    whole = _school(match)
    if _ordinal(match["nth"]) == 1:
        return replace(whole, last=date(whole.year or 0, DECEMBER, 31))
    return replace(whole, first=date((whole.year or 0) + 1, 1, 1))


def _years(match: re.Match[str]) -> Moment:
    return _spanning(match, "year", date(int(match["a"]), 1, 1), date(int(match["b"]), 12, 31), int(match["b"]))


def _single_year(match: re.Match[str]) -> Moment:
    year = int(match["y"])
    return Moment(*match.span(), "year", date(year, 1, 1), date(year, 12, 31), None, year)


def _month_day(match: re.Match[str]) -> Moment:
    return Moment(*match.span(), "monthday")


_NUMERIC_SPAN = (
    rf"(?P<a>\d{{1,2}})(?:\.(?P<m1>\d{{1,2}})(?:\.(?:20)?\d\d)?)?{_DASH}"
    r"(?P<b>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>(?:20)?\d\d)(?!\d)(?:\s*г(?:ода|\.))?"
)
_MONTH_DAY = (
    r"\d{1,2}(?:\s?-?го|\s?-?му)?\s+числ[ауо]\b(?:\s+(?:каждого\s+\w+|(?:следующего\s+)?месяца"
    r"(?:,?\s+следующего\s+за\s+отч[её]тн\w+(?:\s+(?:месяц|квартал|период)\w*)?)?))?"
)
_Y = rf"(?:\s*,?\s+(?P<y>{_YEAR}))?"
_GRAMMAR: tuple[tuple[str, Callable[[re.Match[str]], Moment | None]], ...] = (
    (_NUMERIC_SPAN, _numeric_span),
    (r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>(?:19|20)?\d\d)(?![\d.]\d)(?:\s*(?:года|г\.|г\b))?", _numeric),
    (rf"(?P<a>{_DAY})(?:\s+(?P<m1>{_OF_DAY}))?{_SPAN}(?P<b>{_DAY})\s+(?P<m>{_OF_DAY}){_Y}", _day_span),
    (rf"(?P<a>{_DAY})(?P<m1>)(?:,\s*{_DAY})*\s*(?:,|и)\s*(?P<b>{_DAY})\s+(?P<m>{_OF_DAY}){_Y}", _day_span),
    (rf"(?P<d>{_DAY})\s+(?P<m>{_OF_DAY}){_Y}", _single_day),
    (rf"(?P<m1>{_NAME}){_SPAN}(?P<m>{_NAME}){_Y}", _months),
    (rf"(?P<m>{_NAME}){_Y}", _single_month),
    (rf"{_NTH}\s+полугоди(?:е|я|ю|и)\s+{_SCHOOL}", _school_half),
    (_SCHOOL, _school),
    (rf"{_NTH}(?=(?:\s*,\s*|\s+и\s+)(?:IV|I{{1,3}}|[1-4]|втором|третьем|четв[её]ртом)\s+квартал\w*{_Y})", _quarter),
    (rf"(?:(?P<from>IV|I{{1,3}}|[1-4]){_DASH})?{_NTH}\s+(?:квартал(?:а|е|у|ом|ы|ах)?\b|кв\.){_Y}", _quarter),
    (rf"{_NTH}\s+(?:полугоди(?:е|я|ю|и)\b|половин\w+){_Y}", _half),
    (rf"(?P<a>(?:19|20)\d\d)(?:\s*{_WORD})?(?:{_DASH}|\s+по\s+|\s+и\s+)(?P<b>(?:19|20)\d\d)(?:-?(?:й|го|м|"
        rf"му))?\s*{_WORD}", _years),
    (rf"(?P<y>(?:19|20)\d\d)(?:-?(?:й|го|м|му|ом))?\s*{_WORD}", _single_year),
    (_MONTH_DAY, _month_day),
)  # fmt: skip
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


def next_day(month: int, day: int, since: date | None) -> date | None:
    """Return the first such day on or after a date; None when the date is unknown (contract, 5.6)."""
    if since is None:
        return None
    days = (_day(year, month, day) for year in range(since.year, since.year + 5))
    return next((found for found in days if found and found >= since), None)
