"""Days and months in Russian text, and spans of them (contract, 5)."""

import re
from dataclasses import replace
from datetime import date

from recommendations.documents.moment import (
    AND,
    DASH,
    MONTH,
    SPAN,
    YEAR,
    Moment,
    dated,
    day_of,
    month_end,
    month_number,
    undated,
    year_of,
)

_OF_DAY = r"(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\b"
_DAY = r"[«\"]?\d{1,2}[»\"]?(?:-?го)?"
# Without it a number before «до» is that of something else: «по форме 12 до 2 декабря», «в школе № 5 до 2 декабря».
_SINCE = r"(?:(?<=\bс\s)|(?<=\bсо\s))"
_OF_THIS = r"(?:текущего|этого|нынешнего|настоящего)\s+(?:календарного\s+)?года\b|[тс]\.\s?г\."
_OF_NEXT = r"(?:следующего|будущего|наступающего)\s+(?:календарного\s+)?года\b"
_WHOSE = rf"(?:\s+(?:(?P<later>{_OF_NEXT})|{_OF_THIS}))?"
_DAY_MONTH = r"(?P<d>0?[1-9]|[12]\d|3[01])\.(?P<m>0[1-9]|1[0-2])"
_NO_NUMBER = r"(?!\d|[.:/]\d|\.?\s*(?:%|процент|балл|час|мин|руб|тыс|млн))"


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _spanning(match: re.Match[str], first: date | None, last: date | None, year: int) -> Moment | None:
    return Moment(*match.span(), "day", first, last, None, year, span=True) if first and last else None


def _numeric_span(match: re.Match[str]) -> Moment | None:
    year, month = _full_year(match["y"]), int(match["m"])
    first, last = day_of(year, int(match["m1"] or month), int(match["a"])), day_of(year, month, int(match["b"]))
    return _spanning(match, first, last, year)


def _numeric(match: re.Match[str]) -> Moment | None:
    day = day_of(_full_year(match["y"]), int(match["m"]), int(match["d"]))
    return dated(match, "day", day, day) if day else None


def _day_span(match: re.Match[str]) -> Moment | None:
    year, month = year_of(match), month_number(match["m"])
    earlier, day = month_number(match["m1"]) if match["m1"] else month, _number(match["b"])
    if year is None:
        return replace(undated(match, "day"), month_day=(month, day), span=True)
    first = day_of(year - (earlier > month), earlier, _number(match["a"]))
    return _spanning(match, first, day_of(year, month, day), year)


def _one_day(match: re.Match[str], year: int | None, month: int, number: int) -> Moment | None:
    if not day_of(year or 2024, month, number):
        return None
    day = day_of(year, month, number) if year else None
    return Moment(*match.span(), "day", day, day, (month, number), year, later=bool(match["later"]))


def _single_day(match: re.Match[str]) -> Moment | None:
    return _one_day(match, year_of(match), month_number(match["m"]), _number(match["d"]))


def _short_day(match: re.Match[str]) -> Moment | None:
    return _one_day(match, None, int(match["m"]), int(match["d"]))


def _months(match: re.Match[str]) -> Moment:
    year, first, last = year_of(match), month_number(match["m1"]), month_number(match["m"])
    if year is None:
        return replace(undated(match, "month"), span=True)
    return dated(match, "month", date(year - (first > last), first, 1), month_end(year, last), span=True)


def _single_month(match: re.Match[str]) -> Moment:
    year, month = year_of(match), month_number(match["m"])
    return dated(match, "month", date(year, month, 1), month_end(year, month)) if year else undated(match, "month")


_NUMERIC_SPAN = (
    rf"(?P<a>\d{{1,2}})(?:\.(?P<m1>\d{{1,2}})(?:\.(?:20)?\d\d)?)?{DASH}"
    r"(?P<b>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>(?:20)?\d\d)(?!\d)(?:\s*г(?:ода|\.))?"
)
_NUMERIC = (
    r"(?P<d>\d{1,2})(?P<dot>[./])(?P<m>\d{1,2})(?P=dot)(?P<y>(?:19|20)\d\d|\d\d(?!\d))(?![\d.]\d|\d)"
    r"(?:\s*(?:года|г\.|г\b))?"
)
_MONTH_DAY = (
    rf"\d{{1,2}}(?:\s?-?го|\s?-?му)?(?:{AND}\d{{1,2}}(?:\s?-?го|\s?-?му)?){{0,5}}\s+числ[ауо]\b"
    r"(?:\s+(?:каждого\s+\w+|(?:(?:следующего|текущего|последнего)\s+)?месяца(?:\s+квартала)?"
    r"(?:,?\s+следующего\s+за\s+отч[её]тн\w+(?:\s+(?:месяц|квартал|период)\w*)?)?))?"
)
DAYS = (
    (_NUMERIC_SPAN, _numeric_span),
    (_NUMERIC, _numeric),
    (rf"(?P<a>{_DAY})(?:\s+(?P<m1>{_OF_DAY}){SPAN}|{DASH})(?P<b>{_DAY})\s+(?P<m>{_OF_DAY}){YEAR}", _day_span),
    (rf"{_SINCE}(?P<a>{_DAY})(?P<m1>)\s+(?:по|до)\s+(?P<b>{_DAY})\s+(?P<m>{_OF_DAY}){YEAR}", _day_span),
    (rf"(?P<a>{_DAY})(?P<m1>)(?:,\s*{_DAY}){{0,9}}\s*(?:,|и)\s*(?P<b>{_DAY})\s+(?P<m>{_OF_DAY}){YEAR}", _day_span),
    (rf"(?P<d>{_DAY})\s+(?P<m>{_OF_DAY})(?:{_WHOSE}){YEAR}", _single_day),
    (rf"(?:(?<=до\s)|(?<=к\s)|(?<=ко\s)|(?<=с\s)|(?<=по\s)|(?<=позднее\s)|(?<=позже\s)){_DAY_MONTH}{_NO_NUMBER}"
     rf"(?:\.(?=\s+(?:по|до|и|текущ|сл)))?(?:{_WHOSE})", _short_day),
)  # fmt: skip
MONTHS = (
    (rf"(?P<m1>{MONTH}){SPAN}(?P<m>{MONTH}){YEAR}", _months),
    (rf"(?P<m>{MONTH})(?:\s+(?:{_OF_NEXT}|{_OF_THIS})|{YEAR})", _single_month),
)
DAY_OF_MONTH = ((_MONTH_DAY, lambda match: undated(match, "monthday")),)
