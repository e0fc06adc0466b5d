"""A piece of time in a text, and the words of which all of them are made: years, dashes, names of months."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

SEPTEMBER, MAY, DECEMBER = 9, 5, 12

_STEMS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
MONTH = (
    r"(?:январ[ьяюе]|феврал[ьяюе]|март[аеу]?|апрел[ьяюе]|ма[йяюе]|ию[нл][ьяюе]|август[аеу]?|(?:сент|окт|"
    r"но|дек)[ая]?бр[ьяюе])\b"
)
_KIND_OF_YEAR = r"(?:(?:календарн|финансов|бюджетн)\w+\s+)?"
YEAR_WORD = rf"(?:{_KIND_OF_YEAR}год(?:а|у|ом|е|ов|ы|ах|ам)?\b|г\.\s?г\.|гг?\.|гг?\b)"
FOUR = r"(?:19|20)\d\d"
YEAR = rf"(?:\s*,?\s+(?P<y>{FOUR}(?:\s*{YEAR_WORD})?))?"
DASH = r"\s*[-–—−]\s*"
SPAN = rf"(?:{DASH}|\s+по\s+|\s+до\s+)"
AND = r"(?:\s*,\s*(?:и\s+)?|\s+и\s+)"


@dataclass(frozen=True)
class Moment:
    """A piece of time at `start`..`end` of the text. `first` and `last` are its days; None without a year.

    `month_day` holds the month and day of a day named without a year. `shape` is "day", "month", "decade",
    "quarter", "half", "season", "school", "year" or "monthday"; `later` is true of «1 июня следующего года».
    """

    start: int
    end: int
    shape: str
    first: date | None = None
    last: date | None = None
    month_day: tuple[int, int] | None = None
    year: int | None = None
    span: bool = False
    later: bool = False

    @property
    def dated(self) -> bool:
        return self.year is not None


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day, None when there is no such one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def month_number(name: str) -> int:
    """Return the number of a month by its name in any case."""
    name = name.lower()
    if re.match(r"ма[йяюе]", name):
        return MAY
    return next(number for number, stem in enumerate(_STEMS, 1) if number != MAY and name.startswith(stem[:3]))


def year_of(match: re.Match[str]) -> int | None:
    """Return the year named in a match, None when it names none."""
    found = match.groupdict().get("y")
    return int(found[:4]) if found else None


def undated(match: re.Match[str], shape: str) -> Moment:
    """Return a piece of time of which no day is known."""
    return Moment(*match.span(), shape)


def dated(match: re.Match[str], shape: str, first: date, last: date, span: bool = False) -> Moment:
    """Return a piece of time with its days."""
    return Moment(*match.span(), shape, first, last, None, last.year, span)
