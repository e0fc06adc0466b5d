"""Cycles («ежегодно») and times counted from another moment («в трёхдневный срок») (contract, 5.5 and 5.7)."""

import re
from dataclasses import dataclass

_COUNT = r"(?:одного|двух|тр[её]х|четыр[её]х|пяти|один|одному|два|три|четыре|\d+(?:-?[а-я]{1,2})?)"
_CYCLE = (
    r"(?:год|квартал|месяц|полугодие|неделю|четверть|декаду|учебный\s+год|(?:два|три|четыре|пять|"
    r"\d+)\s+(?:года|лет|месяц\w*|недел\w*))"
)
_RECURRING = re.compile(
    r"(?<![\w-])(?:(?:ежегодно|ежеквартально|ежемесячно|еженедельно|ежедневно|"
    r"постоянно)(?![\w-])(?!\s+[а-яё]+(?:[уюая]щ|ем|им|нн)[а-яё]{2,3}(?:ся)?(?!\w))|"
    r"на\s+(?:постоянной|регулярной|ежегодной|ежемесячной|ежеквартальной|еженедельной)\s+основе|"
    r"в\s+(?:постоянном|ежедневном|еженедельном|ежемесячном)\s+режиме|"
    rf"(?:(?:не\s+реже|не\s+менее|не\s+более|не\s+чаще)\s+(?:чем\s+)?)?(?:{_COUNT}\s+)?раза?\s+в\s+{_CYCLE}(?!\w)|"
    r"в\s+кажд(?:ом|ой)\s+(?:учебном\s+)?(?:году|квартале|месяце|полугодии|четверти)(?!\w)|"
    r"(?:не\s+реже\s+)?(?:каждый|каждую|каждое)\s+(?:год|квартал|месяц|неделю|полугодие|четверть|"
    r"учебный\s+год)(?!\w)|"
    r"(?:в\s+начале|в\s+конце|до\s+начала|до\s+конца|к\s+началу|к\s+концу|"
    r"в\s+течение)?\s*каждого\s+(?:учебного\s+)?(?:года|квартала|месяца|полугодия)(?!\w))",
    re.IGNORECASE,
)  # fmt: skip
_AGE = r"(?:текущ|следующ|нов|нынешн|очередн|календарн|учебн|будущ|наступающ|предстоящ|этом|эт|финансов|наступивш)\w*"
_UNIT = (
    r"(?:рабочих\s+|календарных\s+|учебных\s+)?(?:дн(?:я|ей)|суток|недел[ьиюя]|месяц(?:а|ев)?|"
    r"квартал(?:а|ов)?|полугоди[яй]|года?|лет)"
)
_NUMERAL = (
    r"(?:\d+(?:-?[а-яё]{1,2})?|одн\w+|дву[хм]\w*|тр[её]х|четыр[её]х|пяти|шести|семи|восьми|девяти|"
    r"десяти|пятнадцати|двадцати|тридцати|полу\w*)"
)
_PART = r"(?:года?|году|квартала?|квартале|полугоди[яюие]|месяц[ауе]?|четверти)"
_RELATIVE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE))
    for kind, pattern in (
        ("within", r"в\s+(?:\d+\s?-?\s?(?:ти|х)?\s?-?)?[а-яё]*(?:дневн|недельн|месячн|суточн|годичн)\w*\s+срок"),
        ("within", rf"(?:в\s+течение|на\s+протяжении)\s+(?:(?:всего|{_NUMERAL}|{_AGE}|ближайш\w+|перв\w+|"
            rf"последующ\w+)\s+){{0,3}}{_UNIT}"),
        ("by", rf"(?:в\s+срок\s+)?(?:не\s+позднее|до|к|ко)\s+(?:начала|началу|конца|концу|"
            rf"окончания)\s+(?:{_AGE}\s+){{0,3}}{_PART}"),
        ("by", rf"(?:в\s+срок\s+)?(?:не\s+позднее|до|к|ко)\s+(?:{_AGE}\s+){{1,3}}{_PART}"),
        ("by", rf"не\s+позднее\s+(?:чем\s+)?(?:через\s+|в\s+течение\s+)?{_NUMERAL}\s+{_UNIT}"),
        ("within", rf"во?\s+(?:{_AGE}\s+){{1,3}}{_PART}"),
        ("from", rf"(?:начиная\s+)?со?\s+(?:начала\s+)?(?:{_AGE}\s+){{1,3}}{_PART}"),
    )
)  # fmt: skip


@dataclass(frozen=True)
class Phrase:
    """A piece of time without a date, at `start`..`end` of the text."""

    start: int
    end: int
    kind: str


def find_recurring(text: str) -> list[Phrase]:
    """Return the cycles named in the text."""
    return [Phrase(*match.span(), "recurring") for match in _RECURRING.finditer(text)]


def find_relative(text: str) -> list[Phrase]:
    """Return the times counted from another moment or named without a year, none inside another."""
    found: list[Phrase] = []
    for kind, pattern in _RELATIVE:
        for match in pattern.finditer(text):
            if all(match.end() <= other.start or match.start() >= other.end for other in found):
                found.append(Phrase(*match.span(), kind))
    return found
