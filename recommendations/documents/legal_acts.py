"""Legal acts cited in an item: kind, number, date and the piece of text (contract, 6)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from recommendations.documents import quotes
from recommendations.documents.act_grammar import (
    APPROVED,
    APPROVED_BY,
    BARE_LAW,
    CODE,
    FURTHER,
    HEADS,
    KINDS,
    NAMED_LAW,
    NUMBER,
    REQUISITES,
    SANITARY,
)
from recommendations.documents.dates import find_moments
from recommendations.documents.strategies import Named, find_named
from recommendations.documents.words import has_infinitive


@dataclass(frozen=True)
class Act:
    """An act at `start`..`end` of the text; `masked` from this offset on holds no deadline."""

    start: int
    end: int
    kind: str
    number: str | None = None
    day: date | None = None
    masked: int = 0
    name: str = ""


def _date_in(text: str) -> date | None:
    return next((moment.first for moment in find_moments(text) if moment.shape == "day" and moment.first), None)


def _numbers_in(text: str) -> list[str]:
    found = [re.sub(r"\s+", "", match.group(1)).rstrip(".,-–/") for match in NUMBER.finditer(text)]
    return [number for number in found if number]


def kind_of(head: str) -> str:
    """Return the kind of an act by its head noun and the words after it, "other" when it is none of the contract's."""
    return next((kind for kind, pattern in KINDS if pattern.match(head)), "other")


def _name_end(text: str, end: int) -> int:
    """Return the end of the quoted name that follows the requisites, or `end` itself."""
    match = re.compile(r"\s*,?\s*(?:\([^()«»]{1,40}\)\s*)?«").match(text, end)
    return quotes.quoted_end(text, match.end() - 1) if match else end


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


def _entries(text: str, start: int, end: int, requisites: str, kind: str) -> list[Act]:
    day, numbers = _date_in(requisites), _numbers_in(requisites)
    if not numbers:
        return [Act(start, end, kind, None, day, start)]
    return [Act(start, end, kind, number, day, start) for number in numbers]


def _chain(text: str, entries: list[Act]) -> list[Act]:
    """Add the acts that share the head noun: «№ 370 и № 371», «№ 15, Службы … № 48 от …»."""
    end, kind = entries[-1].end, entries[-1].kind
    while (match := FURTHER.match(text, end)) and _issuer_ok(match["issuer"]):
        begin = match.start("issuer") if match["issuer"].strip() else match.start("req")
        entries = entries + _entries(text, begin, match.end(), match["req"], kind)
        end = match.end()
    return _dated(entries)


def _requisites_after(text: str, position: int) -> re.Match[str] | None:
    match = REQUISITES.match(text, position)
    return match if match and _issuer_ok(match["issuer"]) else None


def _too_weak(kind: str, match: re.Match[str]) -> bool:
    """Whether the number may be somebody else's: «договор с колледжем № 5»."""
    return kind == "other" and bool(match["issuer"].strip()) and _date_in(match["req"]) is None


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
    if match is None or _too_weak(kind, match):
        return []
    entries = _chain(text, _entries(text, head.start(), match.end(), match["req"], kind))
    entries[-1] = replace(entries[-1], end=_name_end(text, entries[-1].end))
    return entries


_UNQUOTED = re.compile(r"(?:\s+[А-ЯЁ][\w-]+(?:\s+[\w-]+)?)?\s+об?\s+[^,;.:()«»№]{5,120}")
_PLURAL_LAW = re.compile(r"закон(?:ы|ов|ам|ами|ах)$", re.IGNORECASE)


def _unquoted_end(text: str, head: re.Match[str]) -> int:
    """Return the end of a name without quotes, «Федеральный закон об образовании»; 0 when there is none."""
    match = _UNQUOTED.match(text, head.end())
    if not match or has_infinitive(match.group()) or _PLURAL_LAW.search(head.group()):
        return 0
    return match.end()


def _named_law(text: str, head: re.Match[str]) -> list[Act]:
    """Return a law, code or the Constitution cited by name alone."""
    if CODE.match(head.group()):
        return [_named(text, head.start(), head.end())]
    end = _after_name(text, head)[0] if NAMED_LAW.match(head.group()) else 0
    end = _unquoted_end(text, head) if end == head.end() else end
    return [_named(text, head.start(), end)] if end else []


def _named(text: str, start: int, end: int) -> Act:
    return Act(start, end, kind_of(text[start : start + 60]), masked=start, name=_key(text[start:end]))


def _key(name: str) -> str:
    quoted = re.search(r"«(.+)", name)
    return re.sub(r"\W+", " ", (quoted.group(1) if quoted else name).lower()).strip()


def _from_heads(text: str) -> Iterator[Act]:
    position = 0
    while head := HEADS.search(text, position):
        found = _cited(text, head) or _named_law(text, head)
        yield from found
        position = found[-1].end if found else head.end()


def _free(acts: list[Act], match: re.Match[str]) -> bool:
    return all(match.end() <= act.start or match.start() >= act.end for act in acts)


def _bare(text: str, acts: list[Act]) -> Iterator[Act]:
    """Yield «273-ФЗ» without a head noun and sanitary rules cited by their letters."""
    for match in filter(lambda found: _free(acts, found), BARE_LAW.finditer(text)):
        number = re.sub(r"\D", "", match.group()) + "-ФЗ"
        yield Act(match.start(), _name_end(text, match.end()), "federal_law", number, None, match.start())
    for match in filter(lambda found: _free(acts, found), SANITARY.finditer(text)):
        kind = "methodical" if match["letters"] == "МР" else "sanitary_rules"
        end = _name_end(text, match.end())
        yield Act(match.start(), end, kind, match["number"].rstrip(".-/"), None, match.start())


def _approved(text: str, acts: list[Act]) -> Iterator[Act]:
    """Yield documents known by the body that approved them and the day: «(утв. Минпросвещения России 05.03.2020)»."""
    for match in APPROVED_BY.finditer(text):
        if _free(acts, match) and _issuer_ok(match["issuer"]):
            numbers = _numbers_in(match["req"])
            yield Act(
                match.start(),
                match.end(),
                "other",
                numbers[0] if numbers else None,
                _date_in(match["req"]),
                match.start(),
            )


def _absorb(text: str, named: Named, acts: list[Act]) -> Act | None:
    """Return the approving act of a named document, widened to the document itself."""
    match = APPROVED.match(text, named.end)
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
            name = _key(text[named.start : named.end])
            acts = [*acts, Act(named.start, named.end, named.kind, masked=named.end, name=name)]
    return acts


def _without_sanitary_twins(text: str, acts: list[Act]) -> list[Act]:
    """Leave out sanitary rules whose approving act follows: the two make one entry (contract, 6.6)."""
    approved = {
        act.start for act in acts for match in [APPROVED.match(text, act.end)] if match and act.kind == "sanitary_rules"
    }
    return [act for act in acts if act.start not in approved]


def _unique(acts: list[Act]) -> Iterator[Act]:
    seen: set[tuple[str | None, date | None, str]] = set()
    for act in acts:
        key = (act.number, act.day, "" if act.number or act.day else act.name[:60])
        if key not in seen:
            seen.add(key)
            yield act


def find_all_acts(text: str) -> list[Act]:
    """Return every act of an item in the order of the text, repetitions included."""
    levelled = quotes.level(text)
    acts = list(_from_heads(levelled))
    acts += list(_bare(levelled, acts))
    acts += list(_approved(levelled, acts))
    acts = _without_sanitary_twins(levelled, acts)
    return sorted(_with_named(levelled, acts), key=lambda act: act.start)


def distinct_acts(acts: list[Act]) -> list[Act]:
    """Return one entry for an act, however often it is named in the item (contract, 6.7)."""
    return list(_unique(acts))
