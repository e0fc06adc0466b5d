"""The title block's requisites: the day or days of the event and the place (contract, 3)."""

import re
from collections.abc import Iterable
from datetime import date

from recommendations.documents.dates import Moment, find_moments

_SETTLEMENT = (
    r"(?:г\.\s?о\.|город(?:ской округ)?|гор\.|г\.|село|с\.|пос[её]лок|пос\.|п\.г\.т\.|пгт\.?|п\.|"
    r"р\.\s?п\.|рп|деревня|дер\.|д\.|станица|ст-ца|ст\.|хутор|х\.|аул)"
)
_NAME = r"[А-ЯЁ][а-яё]+(?:-[А-Яа-яЁё]+)*"
_REGION_WORD = r"\s+(?:район|округ|област|обл\.|кра[йяею])"
_FULL_NAME = rf"{_NAME}(?:\s(?:(?:на|под)\s)?{_NAME}(?![\w.])(?!{_REGION_WORD}))?"
_PLACE = re.compile(rf"(?<!\w){_SETTLEMENT}\s*(?:{_FULL_NAME}|[А-ЯЁ]{{3,}}(?:[- ][А-ЯЁ]{{3,}})*(?!\w))")
_BARE_PLACE = re.compile(rf"(?:^|,\s*)({_FULL_NAME})(?=$|[,\s–—-]*$)")
_REGION = re.compile(
    r"[,(]?\s*[А-ЯЁ][а-яё-]+(?:ая|ий|ой|ого)\s+(?:област[ьи]|обл\.|кра[йя]|района?|округа?)\)?|"
    r"[,(]?\s*Республик[аи]\s+[А-ЯЁ][\w-]+\)?"
)
_OF_REGION = re.compile(r"[А-ЯЁ][\w-]+(?:ой|ого)\s+(?:области|края|округа|района)|Республики\s+[А-ЯЁ][\w-]+")
"""A line of the title that only says whose the event was: «Республики Карелия»."""
_NUMBER = re.compile(r"(?:№|\bN)\s*(?!п/п)[\w/.-]*|регистрационный(?:\s+номер)?", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:дата|место|время)(?:\s+и\s+(?:место|время|дата))?(?:\s+(?:проведения|заседания|составления|"
    r"принятия))?\s*:?|(?<!\w)(?:от|с)(?!\w)",
    re.IGNORECASE,
)
_WHAT_FOR = (
    r"(?:\s+(?:проведения|заседания|составления|принятия|мероприятия|события|встречи)(?:\s+[а-яё]+){0,3})?\s*[:–—-]\s*"
)
_LABELLED = re.compile(
    rf"\W*(?:дат[аы]|место|время|город|период|сроки?|нас[её]л[её]нный\s+пункт)"
    rf"(?:(?:,|\s+и|,\s+и)\s+(?:дата|место|время|город))*{_WHAT_FOR}",
    re.IGNORECASE,
)
_PLACE_LABEL = re.compile(
    rf"(?<!\w)(?:место|город|нас[её]л[её]нный\s+пункт)(?:(?:,|\s+и|,\s+и)\s+(?:дата|время))*{_WHAT_FOR}", re.IGNORECASE
)
_LEFT_OVER = re.compile(r"[\s,.;:()«»\"_|/–—-]+|\b(?:г|года)\b")
_YEAR = re.compile(r"(?<=[а-яё]\s\d{4})\s*г\.")
"""After «3 июня 2022» the sign «г.» is that of the year; after «03.06.2022» more often that of the town."""
_HELD = re.compile(
    r"состоял[аио]сь|состоялся|прош[её]л|прошл[аио]|проходил|провед[её]н|проводил|в работе|заседани|состоявш|"
    r"прошедш|приняли участие|собрал",
    re.IGNORECASE,
)
_NOT_BARE = re.compile(
    r"(?:резолюц|проект|решени|протокол|рекомендац|предложени|утвержд|приложен|январ|феврал|март|апрел|май|"
    r"мая|июн|июл|август|сентябр|октябр|ноябр|декабр|коллеги|совет|министерств|комитет|департамент|форум|"
    r"согласован|директор|министр|ректор|председател|школ|институт|лице[йя]|гимнази|управлени|отдел|центр|академи|"
    r"онлайн|дистанц|заочн|очно|двор[еч]ц|дом\b|университет|повестк|выписк|участник|сборник|материал|документ|конференц|республик|федераци)",
    re.IGNORECASE,
)  # fmt: skip


def _without(text: str, moments: Iterable[Moment]) -> str:
    for moment in reversed(list(moments)):
        text = text[: moment.start] + " " + text[moment.end :]
    return text


def _rest(text: str) -> str:
    """Return what is left of a line when dates, places, numbers and labels are taken away."""
    text = _without(text, find_moments(text))
    for pattern in (_NUMBER, _PLACE, _REGION, _LABEL):
        text = pattern.sub(" ", text)
    return _LEFT_OVER.sub(" ", text).strip()


def is_requisite(text: str) -> bool:
    """Whether the line is nothing but a date, a place or a registration number."""
    if len(text) > 120 or not text:
        return False
    rest = _rest(text)
    return bool(_LABELLED.match(text)) or (
        (not rest and not _OF_REGION.fullmatch(text.strip(" .,")))
        or (bool(find_moments(text) or _PLACE.search(text)) and _venue(text, rest))
        or _is_bare_place(rest, text)
    )


def is_dated_place(text: str) -> bool:
    """Whether the line is nothing but a place, a full date or both."""
    moments = find_moments(text)
    full = any(moment.shape == "day" and moment.dated for moment in moments) and text[:1].isdigit()
    return len(text) <= 80 and bool(full or _PLACE.match(text)) and not _rest(text)


def is_full_requisite(text: str) -> bool:
    """Whether the line gives both the place and the date and nothing else."""
    return bool(_PLACE.search(text) and find_moments(text)) and len(text) <= 120 and not _rest(text)


def _venue(text: str, rest: str) -> bool:
    """A line that begins with the date or the place and goes on with a venue or a town without «г.»."""
    opening = re.match(rf"(?:(?:{_LABEL.pattern})\s*)?(?:[«\"]?\d|{_SETTLEMENT})", text, re.IGNORECASE)
    return bool(opening) and not re.search(r"[.:]$", rest) and len(rest) < 60


def _is_bare_place(rest: str, text: str) -> bool:
    dated = bool(find_moments(text)) or bool(re.search(r"(?:19|20)\d\d", text))
    return (
        dated and bool(re.fullmatch(_FULL_NAME, re.sub(r"\s*(?:19|20)\d\d", "", rest))) and not _NOT_BARE.search(rest)
    )


def is_bare_place(text: str) -> bool:
    """Whether a line of the title block may be a town named without «г.»: «Псков», «Великие Луки»."""
    return bool(re.fullmatch(_FULL_NAME, text.strip(" ,."))) and not _NOT_BARE.search(text)


def find_place(lines: Iterable[str]) -> str | None:
    """Return the place as it stands in the title block, without the venue; None when it is not given."""
    lines = list(lines)
    ways = (_labelled_place, _marked_place, _bare_place)
    return next((place for way in ways for line in lines if (place := way(line))), None)


def _labelled_place(line: str) -> str | None:
    """Return the place after its label: «Место проведения: Ижевск, Дом учителя»."""
    label = _PLACE_LABEL.search(line)
    if label is None:
        return None
    told = line[label.end() :]
    return _marked_place(told) or next(filter(None, map(_bare_place, re.split(r"\s*[,;(]\s*", told))), None)


def _marked_place(line: str) -> str | None:
    line = _YEAR.sub("", line)
    found = _PLACE.search(line)
    if found is None:
        return None
    region = _REGION.match(line, found.end())
    return (found.group() + (region.group() if region else "")).strip()


def _bare_place(line: str) -> str | None:
    text = re.sub(r"\s*(?:19|20)\d\d.*$", "", _without(line, find_moments(line)))
    text = _NUMBER.sub("", text).strip(" ,.()|/–—-")
    return text if all(map(is_bare_place, re.split(r"\s+[–—-]\s+", text))) else None


def _days(moments: Iterable[Moment]) -> list[Moment]:
    return [moment for moment in moments if moment.shape == "day" and moment.first and moment.last]


def _event_of(days: list[Moment], text: str) -> tuple[date | None, date | None]:
    first = days[0]
    last = first.last
    if len(days) > 1 and re.fullmatch(r"\s*(?:[-–—]|по|и|,)\s*", text[first.end : days[1].start]):
        last = days[1].last
    return first.first, last if last != first.first else None


def find_event(requisites: Iterable[str], preamble: Iterable[str]) -> tuple[date | None, date | None]:
    """Return the first and the last day of the event; the last is None for one day."""
    title_block = next(((days, line) for line in requisites if (days := _days(find_moments(line)))), None)
    told = _told(preamble)
    if title_block is None:
        return told
    first, last = _event_of(*title_block)
    return told if last is None and _covers(told, first) else (first, last)


def _covers(told: tuple[date | None, date | None], day: date | None) -> bool:
    """Whether the preamble tells of several days of which the title block names one."""
    first, last = told
    return bool(day and first and last and first <= day <= last)


def _told(preamble: Iterable[str]) -> tuple[date | None, date | None]:
    for text in preamble:
        days = _days(find_moments(text)) if _HELD.search(text) else []
        if days:
            return _event_of(days, text)
    return None, None
