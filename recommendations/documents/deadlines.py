"""Deadlines of an item: which pieces of time say when it is to be carried out (contract, 5)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from recommendations.documents.dates import find_moments, next_day
from recommendations.documents.legal_acts import Act
from recommendations.documents.moment import Moment
from recommendations.documents.other_times import belongs_elsewhere, is_prepared_for
from recommendations.documents.recurrence import Phrase, find_recurring, find_relative
from recommendations.documents.words import has_infinitive

_TERM = (
    r"(?:^|[\s(])(?:срок|сроки|срок\s+исполнения|сроки\s+исполнения|срок\s+реализации|сроки\s+реализации|"
    r"дата)(?:\s*[:–—-]\s*|\s+)(?:конец\s+|середина\s+)?$"
)
WINDOW = 80
"""So many characters before a piece of time are looked at."""

_AFTER_TERM = re.compile(_TERM, re.IGNORECASE)
_EDGE = r"(?:\s+(?:самого\s+)?(?:конца|окончания|завершения|концу|исхода|исходу|истечения))"
_BEGINNING = r"(?:\s+(?:начала|началу|началом))"
_LATEST = r"(?:не\s+позднее|не\s+позже)"
_PREFIXES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?<![\w-])(?:{pattern})\s+$", re.IGNORECASE))
    for kind, pattern in (
        ("horizon", r"на\s+(?:период|перспективу)(?:\s+(?:до|с|по))?"),
        ("start", rf"(?:в\s+срок,?\s+)?(?:{_LATEST}|до|к|ко){_BEGINNING}"),
        ("by", rf"(?:в\s+срок,?\s+|сроком\s+|вплоть\s+)?(?:{_LATEST}(?:,?\s+чем)?(?:\s+до|\s+к)?|до|к|ко|по){_EDGE}?"),
        (
            "within",
            r"(?:в\s+срок\s+)?(?:(?:в\s+(?:течение|период|ходе)|на\s+протяжении)(?:\s+всего|\s+всей)?|"
            r"во?)(?:\s+(?:конце|середине|начале))?(?:\s+периода)?(?:\s+(?:с|со))?",
        ),
        ("from", rf"не\s+ранее(?:,?\s+чем)?(?:\s+со?)?|(?:начиная\s+)?(?:с|со){_BEGINNING}?"),
        ("on", r"на"),
    )
)
_THROUGHOUT = re.compile(r"(?<!\w)(?:течение|протяжении|период)(?:\s+все(?:го|й))?\s+$", re.IGNORECASE)
_NAMED_PLAN = re.compile(
    r"(?<!\w)(?:программ|план|карт)[а-яё]{0,4}\s+(?=[^\W\d])(?!до\s)[^,;:.()]{3,150}$", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s*(?:,|и|,\s*и|а также)\s*$")
_BETWEEN_WITH_PREPOSITION = re.compile(r"\s*(?:,|и|,\s*и|а также)\s*(?:(?:до|к|ко|во?|со?|по)\s+)?$")
_RANGE = re.compile(r"\s*(?:[-–—]|по|до)\s*$")
_STANDS_ALONE = re.compile(
    r"(?:квартал|полугодие|[ьй]|март|август)\s+\d{4}|^(?:зимой|весной|летом|осенью)\s", re.IGNORECASE
)
_INCLUSIVE = re.compile(r"\s+включительно")


@dataclass(frozen=True)
class Deadline:
    """A deadline at `start`..`end` of the item's text."""

    start: int
    end: int
    kind: str
    date: date | None


@dataclass(frozen=True)
class _Timed:
    """A moment with the preposition before it: its kind and where the whole piece begins."""

    moment: Moment
    kind: str
    start: int

    @property
    def end(self) -> int:
        return self.moment.end


def _before(text: str, position: int) -> str:
    """Return the few words before a position: no preposition stands farther off."""
    return text[max(0, position - WINDOW) : position]


def _prefix(text: str, moment: Moment) -> tuple[str, int]:
    before = _before(text, moment.start)
    for kind, pattern in _PREFIXES:
        if match := pattern.search(before):
            return kind, moment.start - len(before) + match.start()
    return ("term" if _in_term(text, moment) else ""), moment.start


def _in_term(text: str, moment: Moment) -> bool:
    """Whether a bare date or period stands after «Срок:» or alone in brackets at the end of a clause."""
    before, after = _before(text, moment.start), text[moment.end : moment.end + 1]
    return bool(_AFTER_TERM.search(before)) or (before.endswith("(") and after.startswith(")"))


def _with_years(text: str, moments: Sequence[Moment]) -> list[Moment]:
    """Give the year that is written once for all of them: «в сентябре, октябре и ноябре 2025 года»."""
    result: list[Moment] = []
    for moment in reversed(moments):
        follower = result[-1] if result else None
        shared = follower.year if follower and not moment.dated and _listed(text, moment, follower) else None
        result.append(_in_year(text, moment, shared) if shared else moment)
    return result[::-1]


def _listed(text: str, moment: Moment, follower: Moment) -> bool:
    return bool(_BETWEEN_WITH_PREPOSITION.match(text[moment.end : follower.start]))


def _merged(text: str, moments: Sequence[Moment]) -> list[Moment]:
    """Join two moments with a dash, «по» or «до» between them, or all that «в течение» holds, into one span."""
    result: list[Moment] = []
    for moment in moments:
        if result and _makes_span(text, result[-1], moment):
            result[-1] = replace(moment, start=result[-1].start, first=result[-1].first, span=True)
        else:
            result.append(moment)
    return result


def _makes_span(text: str, first: Moment, second: Moment) -> bool:
    between = text[first.end : second.start]
    if _RANGE.match(between):
        return _opens_span(text, first, second)
    throughout = first.shape == second.shape and _THROUGHOUT.search(_before(text, first.start))
    return bool(throughout and _BETWEEN.match(between))


def _opens_span(text: str, first: Moment, second: Moment) -> bool:
    if re.search(r"[-–—]", text[first.end : second.start]):
        return True
    return bool(re.search(r"(?<!\w)(?:с|со|период)\s+$", _before(text, first.start), re.IGNORECASE))


def _timed(text: str, moments: Sequence[Moment]) -> list[_Timed]:
    """Give each moment its preposition; after «и» or a comma the preposition of the one before holds."""
    result: list[_Timed] = []
    for moment in moments:
        kind, start = _prefix(text, moment)
        if not kind and result and result[-1].kind and _BETWEEN.match(text[result[-1].end : moment.start]):
            kind = result[-1].kind
        result.append(_Timed(moment, kind, start))
    return result


def _in_year(text: str, moment: Moment, year: int) -> Moment:
    """Return a moment without a year as of the year that is written once for two: «в мае и ноябре 2025 года»."""
    found = find_moments(f"{text[moment.start : moment.end]} {year} года")
    return replace(found[0], start=moment.start, end=moment.end) if len(found) == 1 and found[0].year else moment


def _bare_kind(text: str, timed: _Timed) -> str:
    moment = timed.moment
    if timed.kind == "term":
        return "by" if moment.shape == "day" and not moment.span else "within"
    stands_alone = moment.shape == "day" or _STANDS_ALONE.search(text[moment.start : moment.end])
    if moment.dated and stands_alone and not re.search(r"(?:от|за|№)\s+$", _before(text, moment.start)):
        return "within"
    return ""


def _of_years(moment: Moment) -> bool:
    return moment.shape in ("year", "school") and moment.dated


def _on_kind(moment: Moment) -> str:
    return "horizon" if _of_years(moment) else "within"


def _kind(text: str, timed: _Timed, named: bool) -> str:
    """Return the contract's kind of the piece, "" when it is no deadline."""
    if (named and _of_years(timed.moment)) or _in_plan_name(text, timed):
        return "horizon"
    if timed.kind == "on":
        return _on_kind(timed.moment) if timed.moment.shape != "day" else ""
    if timed.kind == "horizon":
        return _on_kind(timed.moment)
    return _plain_kind(text, timed)


def _plain_kind(text: str, timed: _Timed) -> str:
    if timed.kind == "from" and timed.moment.span:
        return "within"
    if timed.kind == "start":
        return "by"
    return _bare_kind(text, timed) if timed.kind in ("", "term") else timed.kind


def _in_plan_name(text: str, timed: _Timed) -> bool:
    """Whether «до 2030 года» ends the name of a plan or programme: «план мероприятий … до 2030 года»."""
    if not (timed.moment.shape == "year" and text[timed.start : timed.moment.start].lower() == "до "):
        return False
    name = _NAMED_PLAN.search(text[max(0, timed.start - WINDOW * 2) : timed.start])
    return name is not None and not has_infinitive(name.group())


def _date(timed: _Timed, kind: str, since: date | None) -> date | None:
    moment = timed.moment
    if moment.month_day and moment.shape == "day" and not moment.dated:
        return next_day(*moment.month_day, since, moment.later)
    return moment.first if kind == "from" or timed.kind == "start" else moment.last


def _something_else(text: str, timed: _Timed, kind: str, since: date | None) -> bool:
    """Whether the time belongs to something other than the action, or was over before the event (contract, 5.9)."""
    if kind == "horizon":
        return False
    if belongs_elsewhere(text, timed.start, timed.moment, kind):
        return True
    over = bool(since and timed.moment.last and timed.moment.last < since)
    return over and (kind == "within" or (kind == "by" and timed.moment.shape != "day"))


def _outside(start: int, end: int, acts: Iterable[Act]) -> bool:
    return all(end <= act.masked or start >= act.end for act in acts)


def _named_at(position: int, acts: Iterable[Act]) -> bool:
    return any(act.start <= position < act.masked for act in acts)


def _absorbs(text: str, recurring: Phrase, timed: _Timed) -> bool:
    """Whether a day without a year belongs to the cycle: «ежегодно, до 1 декабря» (contract, 5.5)."""
    if timed.moment.dated or (timed.kind == "from" and not timed.moment.span):
        return False
    after = recurring.start <= timed.start
    between = text[recurring.end : timed.start] if after else text[timed.end : recurring.start]
    return bool(re.fullmatch(r"\s*[,:(–—-]?\s*(?:и\s+)?", between))


def _cycles(text: str, recurring: Sequence[Phrase], timed: list[_Timed]) -> tuple[list[Phrase], list[_Timed]]:
    """Let every cycle take in the days that belong to it, each next to the cycle as it has grown."""
    result = []
    for phrase in recurring:
        whole = phrase
        while days := [piece for piece in timed if _absorbs(text, whole, piece)]:
            timed = [piece for piece in timed if piece not in days]
            whole = _around(whole, days)
        result.append(whole)
    return result, timed


def _around(phrase: Phrase, days: Sequence[_Timed]) -> Phrase:
    starts, ends = [piece.start for piece in days], [piece.end for piece in days]
    return Phrase(min([phrase.start, *starts]), max([phrase.end, *ends]), phrase.kind)


def _monthly(timed: _Timed) -> bool:
    return timed.moment.shape == "monthday"


def _dated(text: str, timed: Sequence[_Timed], acts: Sequence[Act], since: date | None) -> Iterable[Deadline]:
    for piece in timed:
        kind = "recurring" if _monthly(piece) else _kind(text, piece, _named_at(piece.moment.start, acts))
        if kind and not _something_else(text, piece, kind, since):
            inclusive = _INCLUSIVE.match(text, piece.end)
            yield Deadline(
                piece.start,
                inclusive.end() if inclusive else piece.end,
                kind,
                None if kind == "recurring" else _date(piece, kind, since),
            )


def _free(phrase: Phrase, others: Iterable[Deadline | Phrase | _Timed]) -> bool:
    return all(phrase.end <= other.start or phrase.start >= other.end for other in others)


def find_deadlines(text: str, acts: Sequence[Act], since: date | None) -> list[Deadline]:
    """Return the deadlines of an item in the order of the text.

    `acts` are the legal acts found in it, whose dates do not count; `since` is the last day of the event.
    """
    moments = [
        moment
        for moment in _merged(text, _with_years(text, find_moments(text)))
        if _outside(moment.start, moment.end, acts)
    ]
    phrases = [phrase for phrase in find_recurring(text) if _outside(phrase.start, phrase.end, acts)]
    recurring, timed = _cycles(text, phrases, _timed(text, moments))
    found = list(_dated(text, timed, acts, since))
    found += [Deadline(phrase.start, phrase.end, "recurring", None) for phrase in recurring]
    relative = [phrase for phrase in find_relative(text) if _free(phrase, found) and _free(phrase, timed)]
    relative = [phrase for phrase in relative if not is_prepared_for(text, phrase.start)]
    found += [Deadline(p.start, p.end, p.kind, None) for p in relative if _outside(p.start, p.end, acts)]
    return sorted(found, key=lambda deadline: deadline.start)
