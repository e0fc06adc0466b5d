"""Legal acts cited in an item: kind, number, date and the piece of text (contract, 6)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from recommendations.documents import quotes
from recommendations.documents.act import Act, date_in, kind_of, name_end, name_key, numbers_in
from recommendations.documents.act_grammar import (
    APPROVED,
    CODE,
    CODES,
    DATE,
    FURTHER,
    HEADS,
    NAMED_LAW,
    REQUISITES,
    WEAK,
)
from recommendations.documents.marked_acts import with_marked
from recommendations.documents.requested import is_draft, is_requested
from recommendations.documents.strategies import Named, find_named
from recommendations.documents.words import has_infinitive, is_infinitive


def _issuer_ok(issuer: str) -> bool:
    return (
        not has_infinitive(issuer) and not HEADS.search(issuer) and not re.search(r"[.!?]\s+[А-ЯЁ][а-яё]{3,}\s", issuer)
    )


def _dated(entries: list[Act]) -> list[Act]:
    """Give entries of one chain the date that is written once for all of them."""
    known = [entry.day for entry in entries if entry.day]
    if not known:
        return entries
    return [entry if entry.day else replace(entry, day=known[-1] if len(known) == 1 else known[0]) for entry in entries]


def _entries(start: int, end: int, requisites: str, kind: str) -> list[Act]:
    day, numbers = date_in(requisites), numbers_in(requisites)
    if not numbers:
        return [Act(start, end, kind, None, day, start)]
    return [Act(start, end, kind, number, day, start) for number in numbers]


def _chain(text: str, entries: list[Act]) -> list[Act]:
    """Add the acts that share the head noun: «№ 370 и № 371», «№ 15, Службы … № 48 от …»."""
    end, kind = name_end(text, entries[-1].end), entries[-1].kind
    while (match := FURTHER.match(text, end)) and _issuer_ok(match["issuer"]):
        begin = match.start("issuer") if match["issuer"].strip() else match.start("req")
        entries = [*entries[:-1], replace(entries[-1], end=end), *_entries(begin, match.end(), match["req"], kind)]
        end = name_end(text, match.end())
    return _dated([*entries[:-1], replace(entries[-1], end=end)])


def _day_after_name(text: str, entries: list[Act]) -> list[Act]:
    """Give an act the day that stands behind its name: «№ 94-ОЗ «Об образовании» от 27.07.2013»."""
    match = _DAY_BEHIND.match(text, entries[-1].end)
    if entries[-1].day or not match:
        return entries
    return _dated([*entries[:-1], replace(entries[-1], end=match.end(), day=date_in(match.group()))])


def _requisites_after(text: str, position: int) -> re.Match[str] | None:
    match = REQUISITES.match(text, position)
    return match if match and _issuer_ok(match["issuer"]) else None


def _too_weak(head: str, match: re.Match[str]) -> bool:
    """Whether the number may be somebody else's: «договор с колледжем № 5»."""
    return bool(WEAK.match(head)) and bool(match["issuer"].strip()) and date_in(match["req"]) is None


def _after_name(text: str, head: re.Match[str]) -> tuple[int, re.Match[str] | None]:
    """Return the end of a quoted name that stands before the requisites, and the requisites after it."""
    opening = re.compile(r"[^;:()«»№.,]{0,120}«").match(text, head.end())
    if not opening or not _issuer_ok(opening.group()[:-1]):
        return head.end(), None
    end = quotes.quoted_end(text, opening.end() - 1)
    match = REQUISITES.match(text, end)
    return end, match if match and len(match["issuer"].strip()) < 3 else None


def _cited(text: str, head: re.Match[str]) -> list[Act]:
    """Return the acts cited by number or date from a head noun on."""
    kind, match = kind_of(text[head.start() : head.start() + 60]), _requisites_after(text, head.end())
    if match is None:
        match = _after_name(text, head)[1]
    if match is None or _too_weak(head.group(), match):
        return []
    return _day_after_name(text, _chain(text, _entries(head.start(), match.end(), match["req"], kind)))


_UNQUOTED = re.compile(r"(?:\s+[А-ЯЁ][\w-]+(?:\s+[\w-]+)?)?\s+об?\s+[^,;.:()«»№]{5,120}")
_WORD = re.compile(r"[^\W\d_]+")
SHORTEST_NAME = 9
"""A law's name without quotes, «о школе», has more characters than this with its spaces."""
_DAY_BEHIND = re.compile(rf"\s*,?\s*от\s+{DATE}")
_IN_BRACKETS = re.compile(r"\s*\(")
_ANOTHER_NAME = re.compile(r"\s*(?:,|и|,\s*и|а\s+также)\s*«")
_PLURAL_LAW = re.compile(r"закон(?:ы|ов|ам|ами|ах)$", re.IGNORECASE)


def _unquoted_end(text: str, head: re.Match[str]) -> int:
    """Return the end of a name without quotes, «Федеральный закон об образовании»; 0 when there is none."""
    match = _UNQUOTED.match(text, head.end())
    if not match or _PLURAL_LAW.search(head.group()):
        return 0
    verbs = (word.start() for word in _WORD.finditer(match.group()) if is_infinitive(word.group()))
    name = match.group()[: next(verbs, None)].rstrip()
    return head.end() + len(name) if len(name) > SHORTEST_NAME else 0


def _named_law(text: str, head: re.Match[str]) -> list[Act]:
    """Return a law, code or the Constitution cited by name alone."""
    if CODE.match(head.group()):
        return [_named(text, head.start(), head.end())]
    end = _after_name(text, head)[0] if NAMED_LAW.match(head.group()) else 0
    end = _unquoted_end(text, head) if end == head.end() else end
    if not end or _is_wanted(text, head):
        return []
    return [_named(text, head.start(), end), *_more_names(text, end, kind_of(text[head.start() :]))]


def _is_wanted(text: str, head: re.Match[str]) -> bool:
    """Whether the law is still to be written: «разработать закон о …», «проект закона»."""
    return is_draft(text, head.start()) or is_requested(text, head.start())


def _more_names(text: str, end: int, kind: str) -> Iterator[Act]:
    """Yield the further laws of «законов «…», «…» и «…»»."""
    while match := _ANOTHER_NAME.match(text, end):
        start, end = match.end() - 1, quotes.quoted_end(text, match.end() - 1)
        yield Act(start, end, kind, masked=start, name=name_key(text[start:end]))


def _codes(text: str) -> Iterator[Act]:
    """Yield each code but the last of «Трудового, Семейного и Гражданского кодексов»: the last has the noun."""
    for match in CODES.finditer(text):
        *others, _ = re.finditer(r"[\w-]+(?=\s*,|\s+и\s|\s+кодекс)", match.group())
        for word in others:
            start, end = match.start() + word.start(), match.start() + word.end()
            yield Act(start, end, "code", masked=start, name=name_key(text[start:end]))


def _named(text: str, start: int, end: int) -> Act:
    return Act(start, end, kind_of(text[start : start + 60]), masked=start, name=name_key(text[start:end]))


def _from_heads(text: str) -> Iterator[Act]:
    position = 0
    while head := HEADS.search(text, position):
        found = _cited(text, head) or _named_law(text, head)
        yield from found
        position = found[-1].end if found else head.end()


def _absorb(text: str, named: Named, acts: list[Act]) -> Act | None:
    """Return the approving act of a named document, widened to the document itself."""
    match = APPROVED.match(text, named.end) or _IN_BRACKETS.match(text, named.end)
    approving = next((act for act in acts if match and match.start() <= act.start <= match.end() + 1), None)
    return replace(approving, start=named.start, kind=named.kind, masked=named.end) if approving else None


def _with_named(text: str, acts: list[Act]) -> list[Act]:
    """Add strategies, concepts and programmes; one approved by an act makes one entry with it."""
    for named in find_named(text):
        if any(act.start <= named.start < act.end for act in acts):
            continue
        absorbed = _absorb(text, named, acts)
        if absorbed:
            acts = [act for act in acts if act.end != absorbed.end or act.number != absorbed.number] + [absorbed]
        else:
            name = name_key(text[named.start : named.end])
            acts = [*acts, Act(named.start, named.end, named.kind, masked=named.end, name=name)]
    return acts


def _same(act: Act, other: Act) -> bool:
    """Whether a mention with fewer requisites means the other act: «Закона № 120-ФЗ», «Закона «Об образовании»»."""
    if act.number:
        return act.number == other.number and (act.kind == other.kind or not act.number.isdigit())
    return bool(act.name) and act.name == other.name


def _unique(acts: list[Act]) -> Iterator[Act]:
    seen: set[tuple[str | None, date | None, str]] = set()
    full = [act for act in acts if act.number and act.day]
    for act in acts:
        key = (act.number, act.day, "" if act.number or act.day else act.name[:60])
        if key not in seen and (act.day or not any(_same(act, other) for other in full)):
            seen.add(key)
            yield act


def _titled(text: str, act: Act) -> Act:
    piece = text[act.start : act.end]
    return replace(act, name=name_key(piece)) if act.number and "«" in piece else act


def find_all_acts(text: str) -> list[Act]:
    """Return every act of an item in the order of the text, repetitions included."""
    levelled = quotes.level(text)
    acts = with_marked(levelled, [*_from_heads(levelled), *_codes(levelled)])
    found = [_titled(levelled, act) for act in _with_named(levelled, acts)]
    return sorted(found, key=lambda act: act.start)


def distinct_acts(acts: list[Act]) -> list[Act]:
    """Return one entry for an act, however often it is named in the item (contract, 6.7)."""
    return list(_unique(acts))
