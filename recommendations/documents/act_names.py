"""What an act is called: its own title in the words of a text, and what makes two mentions one act."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from recommendations.documents import quotes
from recommendations.documents.act_grammar import HEADS

_KNOWN_BY_NAME = frozenset({"strategy", "concept", "programme"})
_APPROVAL = re.compile(r"\s*[,(]?\s*(?:котор\w+\s+)?(?:утв\.|утвержд[её]н|введ[её]н\w*\s+в\s+действие)", re.I)
_NAMED_HEAD = re.compile(
    r"(?P<words>(?:(?:национальн|федеральн|государственн|муниципальн|региональн|областн)(?:ая|ой|ую)\s+)?)"
    r"(?P<noun>стратеги|концепци|программ)[а-яё]+",
    re.I,
)
_FEMININE = re.compile(r"(?<=н)(?:ой|ую)(?=\s)")
_ENDINGS = {"стратеги": "я", "концепци": "я", "программ": "а"}
_CODE = re.compile(r"(?P<stem>[\w-]+?)(?:ый|ий|ой|ого|ому|ым|им|ом)\s+кодекс\w*", re.I)
_STRESSED_ENDING = frozenset({"трудов", "лесн"})
_CONSTITUTION = re.compile(r"конституци\w+", re.I)
_COUNTRY = re.compile(r"\b(?:РФ|России)(?!\w)")
_UNQUOTED_LAW = re.compile(
    r"(?:[\w-]+\s+)*?закон\w*(?:\s+[А-ЯЁ][\w-]+(?:\s+[\w-]+)?)?\s+(?P<title>об?\s+[^«»№]+)$", re.I
)
_SUBJECT = re.compile(r"Об?о?\s")
_ISSUER_END = re.compile(r"\s+от\s+[«\d]|[№«(,;]|\s(?:N|No)\b|\sоб?\s|$")
_DASHES = re.compile(r"\s*[-‐‑‒–—−]\s*")
_DASH_BY_LETTER = re.compile(r"(?<=\d)-(?=[^\W\d])|(?<=[^\W\d])-(?=\d)")
_LOOK_ALIKES = str.maketrans("abcehkmoptxy", "авсенкмортху")
_NOISE = re.compile(r"\b(?:на период|года|годы|год|гг|г)\b")


def own_title(text: str, kind: str) -> str:
    """The act's own title in a mention of it, in the nominative and with balanced quotes; empty when it has none.

    «Федерального закона от 29.12.2012 № 273-ФЗ «Об образовании»» → «Об образовании»; strategies, concepts,
    programmes and codes are their own title: «Стратегии развития» → «Стратегия развития».
    """
    levelled = quotes.level(" ".join(text.split()))
    if kind in _KNOWN_BY_NAME:
        return _capital(_named(levelled))
    if kind == "code":
        return _capital(_code(levelled))
    return _capital(_quoted_title(levelled) or _unquoted_title(levelled))


def _named(text: str) -> str:
    found = _APPROVAL.search(text)
    name = _without_quotes(text[: found.start()] if found else text)
    return _NAMED_HEAD.sub(_nominative, name, count=1)


def _nominative(head: re.Match[str]) -> str:
    return _FEMININE.sub("ая", head["words"]) + head["noun"] + _ENDINGS[head["noun"].lower()]


def _code(text: str) -> str:
    text = _COUNTRY.sub("Российской Федерации", text)
    return _CONSTITUTION.sub("Конституция", _CODE.sub(_nominative_code, text, count=1), count=1)


def _nominative_code(code: re.Match[str]) -> str:
    stem = code["stem"]
    if stem.lower() in _STRESSED_ENDING:
        return f"{stem}ой кодекс"
    return f"{stem}ий кодекс" if stem.endswith("к") else f"{stem}ый кодекс"


def _quoted_title(text: str) -> str:
    """The quoted name that says what the act is about, else the one with which the mention ends."""
    names, position = [], text.find("«")
    while position >= 0:
        end = quotes.quoted_end(text, position)
        names.append((text[position:end], end))
        position = text.find("«", end)
    about = next((name for name, _ in names if _SUBJECT.match(name, 1)), "")
    last = names[-1][0] if names and names[-1][1] == len(text) else ""
    return _without_quotes(about or last)


def _unquoted_title(text: str) -> str:
    found = _UNQUOTED_LAW.match(text)
    return found["title"] if found else ""


def _without_quotes(name: str) -> str:
    """The name without the quotes around the whole of it; one closing sign for two names counts for both."""
    name = name.strip()
    if name.startswith("«") and quotes.quoted_end(name, 0) == len(name):
        name = name[1:].removesuffix("»")
    return name + "»" * (name.count("«") - name.count("»"))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def number_key(number: str) -> str:
    """A number without regard to letter case, spaces, dashes beside letters and Latin look-alikes."""
    bare = "".join(number.replace("№", "").casefold().split()).translate(_LOOK_ALIKES)
    return _DASH_BY_LETTER.sub("", _DASHES.sub("-", bare))


def title_key(title: str) -> str:
    """A title without regard to letter case, ё, quotes, punctuation and the usual abbreviations."""
    words = re.sub(r"\W+", " ", _COUNTRY.sub("Российской Федерации", title).casefold().replace("ё", "е"))
    return " ".join(_NOISE.sub(" ", words).split())


def _issuer_key(name: str) -> str:
    """Who issued the act, as far as the mention says it between its noun and its requisites."""
    levelled = quotes.level(" ".join(name.split()))
    head = HEADS.match(levelled)
    stop = _ISSUER_END.search(levelled, head.end()) if head else None
    return title_key(levelled[head.end() : stop.start()]) if head and stop else ""


@dataclass(frozen=True)
class ActFacts:
    """What tells acts apart, in comparable form; what is not known is empty."""

    kind: str
    number: str
    day: date | None
    title: str
    issuer: str

    @classmethod
    def of(cls, *, kind: str, number: str, day: date | None, name: str, title: str = "") -> Self:
        """Facts of a mention (`name`: its words) or of a card (`title`: the act's own title, if it is known)."""
        key = number_key(number)
        titled = title_key(title or own_title(name, kind))
        return cls(
            kind="federal_law" if key.endswith(("фз", "фкз")) else kind,
            number=key,
            day=day,
            title=titled if titled or key or day else title_key(name),
            issuer=_issuer_key(name),
        )

    @property
    def is_complete(self) -> bool:
        """Whether the requisites alone say which act it is."""
        return bool(self.number and self.day)

    def equals(self, other: Self) -> bool:
        """The same act for certain: the same requisites, or all that is known the same."""
        return self == other or (self.is_complete and self._requisites == other._requisites)

    @property
    def _requisites(self) -> tuple[str, str, date | None]:
        return self.kind, self.number, self.day

    def fits(self, other: Self) -> bool:
        """Whether the two may be one act: a number or a title in common, and nothing that contradicts."""
        if self.kind != other.kind or _differ(self.number, other.number) or _differ(self.day, other.day):
            return False
        if self.number and self.day and other.number and other.day:
            return True
        if _differ(self.issuer, other.issuer):
            return False
        if self.number and other.number:
            return not _differ(self.title, other.title)
        return bool(self.title) and self.title == other.title

    def places(self) -> list[tuple[str, str]]:
        """Where acts that may be one with this stand in an index."""
        marks = (f"№{self.number}" if self.number else "", self.title, f"{self.day}" if self.day else "")
        return [(self.kind, mark) for mark in marks if mark]


def _differ(one: object, other: object) -> bool:
    """Both are known and not the same."""
    return bool(one) and bool(other) and one != other
