"""List marks at the start of a paragraph: «1.», «2.1.», «3)», «а)», «II.», «А.», dashes and bullets."""

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})(?:(\))|\.)\s*(?=[^\W\d_]|[«\"“„(*])")
_BARE_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\s+(?=[^\W\d_]|[«\"“„(])")
_ORDINALS = ("перв", "втор", "трет", "четв[её]рт", "пят", "шест", "седьм", "восьм", "девят", "десят")
_ORDINAL = re.compile("|".join(rf"({word}(?:ое|ье)\.\s+)" for word in _ORDINALS), re.IGNORECASE)
"""«Первое. …», «Второе. …»: points numbered by words."""
_ROMAN = re.compile(r"([IVXІХ]{1,5})[.)]\s+(?=\S)")
_LETTER = re.compile(r"([а-яёa-z])\)\s*(?=\S)")
_BODY = (
    r"(?:[А-ЯЁ]{0,6}(?:БУ|АУ|КУ|ОУ|ДПО)\s+[А-ЯЁ«\"]|(?:[А-ЯЁ][А-ЯЁа-я]{0,3}\s+)?(?:[А-ЯЁ]{0,6}(?:ИРО|ИПК|ИУУ|АПО|АППО|ППК)[А-ЯЁа-я]{0,6}|"
    r"[А-ЯЁ]{0,3}(?:УО|ОУО|ОКО|МЦ|ЦНППМ)|ОМСУ|ММС|ЦНППМ\s?ПР|ОО|ОУ|СОШ|АСОУ)(?![\w.]))"
)
_CAPITAL = re.compile(rf"(?:[А-ЯЁA-Z]\)\s*(?=\S)|[А-ЖA-E]\.\s+(?=[А-ЯЁ][а-яё]+(?:\S*\s+\S|\S*[ая]м\b)|{_BODY}))")
"""«А.» before one word may be the initial of a person who signs: «А. Петров», but «А. Школам», «А. ТОИПКРО»."""
_DASH = re.compile(r"[-‐‑‒–—―−]\s*(?=[^\W\d_]|[«\"“„(]|\d+\s)")
_BULLET = re.compile(r"[•·▪◦●○■□*+►‣⁃]\s*(?=\S)")

_SIGNS = (("roman", _ROMAN), ("letter", _LETTER), ("capital", _CAPITAL), ("dash", _DASH), ("bullet", _BULLET))


@dataclass(frozen=True)
class Mark:
    """A list mark and its numbers; it is a «number», «paren», «roman», «letter», «capital», «dash», «bullet» or «»."""

    kind: str = ""
    path: tuple[int, ...] = ()

    @property
    def level(self) -> tuple[str, int]:
        """Points with an equal level stand on one level of a list."""
        return self.kind, len(self.path)

    def __bool__(self) -> bool:
        return bool(self.kind)


NO_MARK = Mark()


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def _numbered(text: str) -> tuple[Mark, int] | None:
    if match := _NUMBER.match(text) or _BARE_NUMBER.match(text):
        paren = match.re is _NUMBER and match.group(2) and "." not in match.group(1)
        return Mark("paren" if paren else "number", _numbers(match.group(1))), match.end()
    if match := _ORDINAL.match(text):
        return Mark("number", (match.lastindex or 1,)), match.end()
    return None


def read_mark(text: str) -> tuple[Mark, int]:
    """Return the mark at the start of the text and the offset of the first character after it."""
    if found := _numbered(text):
        return found
    for kind, pattern in _SIGNS:
        if match := pattern.match(text):
            return Mark(kind), match.end()
    return NO_MARK, 0
