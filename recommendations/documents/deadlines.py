"""Deadlines of an item: which pieces of time say when it is to be carried out (contract, 5)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from recommendations.documents.dates import Moment, find_moments, next_day
from recommendations.documents.legal_acts import Act
from recommendations.documents.recurrence import Phrase, find_recurring, find_relative

_TERM = (
    r"(?:^|[\s(])(?:срок|сроки|срок\s+исполнения|сроки\s+исполнения|срок\s+реализации|сроки\s+реализации|"
    r"дата)(?:\s*[:–—-]\s*|\s+)$"
)
WINDOW = 80
"""So many characters before a piece of time are looked at."""

_AFTER_TERM = re.compile(_TERM, re.IGNORECASE)
_EDGE = r"(?:\s+(?:самого\s+)?(?:конца|окончания|завершения|концу|исхода|истечения))"
_BEGINNING = r"(?:\s+(?:начала|началу))"
_PREFIXES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?<![\w-])(?:{pattern})\s+$", re.IGNORECASE))
    for kind, pattern in (
        ("horizon", r"на\s+период\s+(?:до|с|по)|на\s+период"),
        ("start", rf"(?:в\s+срок\s+)?(?:не\s+позднее|не\s+позже|до|к|ко){_BEGINNING}"),
        (
            "by",
            rf"(?:в\s+срок\s+|сроком\s+)?(?:(?:не\s+позднее|не\s+позже)(?:\s+чем)?(?:\s+до|\s+к)?|до|к|ко|по){_EDGE}?",
        ),
        (
            "within",
            r"(?:в\s+срок\s+)?(?:в\s+(?:течение|период|ходе)|на\s+протяжении|"
            r"во?)(?:\s+конце)?(?:\s+периода)?(?:\s+(?:с|со))?",
        ),
        ("from", rf"(?:начиная\s+|не\s+ранее\s+)?(?:с|со){_BEGINNING}?"),
        ("on", r"на"),
    )
)
_PARTICIPLE = re.compile(
    r"(?<!\w)(?!(?:обучающ|учащ|служащ|трудящ|управляющ|следующ|данн))[а-яё]{2,}"
    r"(?:(?:нн|вш|[уюая]щ|ем|им)(?:ый|ий|ая|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ых|их|ую|ой|ей|ыми|ими|ом|ем)(?:ся)?"
    r"|[нтя]т(?:ых|ый|ым|ой|ыми))\s+$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:,|и|,\s*и|а также)\s*$")
_RANGE = re.compile(r"\s*(?:[-–—]|по|до)\s*$")
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


def _merged(text: str, moments: Sequence[Moment]) -> list[Moment]:
    """Join two moments with a dash, «по» or «до» between them into one span."""
    result: list[Moment] = []
    for moment in moments:
        if result and _RANGE.match(text[result[-1].end : moment.start]) and _opens_span(text, result[-1], moment):
            result[-1] = replace(moment, start=result[-1].start, first=result[-1].first, span=True)
        else:
            result.append(moment)
    return result


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
        if result and _BETWEEN.match(text[result[-1].end : start]) and moment.year and not result[-1].moment.dated:
            result[-1] = replace(result[-1], moment=_in_year(text, result[-1].moment, moment.year))
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
    nominative = re.search(
        r"(?:квартал|полугодие|[ьй]|март|август)\s+\d{4}", text[moment.start : moment.end], re.IGNORECASE
    )
    if (
        moment.dated
        and (nominative or moment.shape == "day")
        and not re.search(r"(?:от|за|№)\s+$", _before(text, moment.start))
    ):
        return "within"
    return ""


def _on_kind(moment: Moment) -> str:
    return "horizon" if moment.shape in ("year", "school") and moment.dated else "within"


def _kind(text: str, timed: _Timed, named: bool) -> str:
    """Return the contract's kind of the piece, "" when it is no deadline."""
    if named and timed.moment.dated:
        return "horizon"
    if timed.kind == "on":
        return _on_kind(timed.moment) if timed.moment.shape != "day" else ""
    if timed.kind == "from" and timed.moment.span:
        return "within"
    if timed.kind == "start":
        return "by"
    return _bare_kind(text, timed) if timed.kind in ("", "term") else timed.kind


def _date(timed: _Timed, kind: str, since: date | None) -> date | None:
    moment = timed.moment
    if moment.month_day and moment.shape == "day" and not moment.dated:
        return next_day(*moment.month_day, since)
    return moment.first if kind == "from" or timed.kind == "start" else moment.last


def _something_else(text: str, timed: _Timed, kind: str, since: date | None) -> bool:
    """Whether the time belongs to something other than the action: «построенных в 2015–2018 годах» (contract, 5.9)."""
    before, last = _before(text, timed.start), timed.moment.last
    if kind == "horizon":
        return False
    if _PARTICIPLE.search(before):
        return True
    return bool(since and last and timed.moment.shape != "day" and kind != "from" and last < since)


def _outside(start: int, end: int, acts: Iterable[Act]) -> bool:
    return all(end <= act.masked or start >= act.end for act in acts)


def _named_at(position: int, acts: Iterable[Act]) -> bool:
    return any(act.start <= position < act.masked for act in acts)


def _absorbs(text: str, recurring: Phrase, timed: _Timed) -> bool:
    """Whether a day without a year belongs to the cycle: «ежегодно, до 1 декабря» (contract, 5.5)."""
    if timed.moment.dated or timed.kind == "from":
        return False
    after = recurring.start <= timed.start
    between = text[recurring.end : timed.start] if after else text[timed.end : recurring.start]
    return bool(re.fullmatch(r"\s*[,:(–—-]?\s*(?:и\s+)?", between))


def _cycles(text: str, recurring: Sequence[Phrase], timed: list[_Timed]) -> tuple[list[Phrase], list[_Timed]]:
    """Let every cycle take in the days that belong to it."""
    result = []
    for phrase in recurring:
        days = [piece for piece in timed if _absorbs(text, phrase, piece)]
        timed = [piece for piece in timed if piece not in days]
        result.append(_around(phrase, days))
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
    moments = [moment for moment in _merged(text, find_moments(text)) if _outside(moment.start, moment.end, acts)]
    phrases = [phrase for phrase in find_recurring(text) if _outside(phrase.start, phrase.end, acts)]
    recurring, timed = _cycles(text, phrases, _timed(text, moments))
    found = list(_dated(text, timed, acts, since))
    found += [Deadline(phrase.start, phrase.end, "recurring", None) for phrase in recurring]
    relative = [phrase for phrase in find_relative(text) if _free(phrase, found) and _free(phrase, timed)]
    found += [Deadline(p.start, p.end, p.kind, None) for p in relative if _outside(p.start, p.end, acts)]
    return sorted(found, key=lambda deadline: deadline.start)
