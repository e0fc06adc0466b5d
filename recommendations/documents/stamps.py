"""What stands above a title: the words of the genre, and stamps («УТВЕРЖДЕНО протоколом …») that are no title."""

import re
from collections.abc import Iterator, Sequence

from recommendations.documents.dates import find_moments
from recommendations.documents.event import is_full_requisite, is_requisite

GENRE = re.compile(
    r"(?:(?:проект|итогов\w+|сводн\w+|общ\w+|коллективн\w+|методическ\w+)\s+)*(?:резолюци[яи]|"
    r"рекомендаци[ия]|решени[ея]|протокол[а]?|"
    r"предложени[яей]|документ[а]?|постановлени[ея]|обращени[ея]|меморандум|заключени[ея]|распоряжени[ея]|"
    r"поручени[яе]|декларация|выписка)(?!\w)",
    re.IGNORECASE,
)
"""The word that names the kind of the document."""
_OPENING = re.compile(
    r"(?:утвержд[её]н[аоы]?|утверждаю|принят[аоы]?|согласован[аоы]?|согласовано|одобрен[аоы]?|рассмотрен[аоы]?|"
    r"приложение|внес[её]н[аоы]?)(?!\w)",
    re.IGNORECASE,
)
_BY_PERSON = re.compile(r"утверждаю|согласую", re.IGNORECASE)
LONGEST = 8
"""A stamp has at most so many lines."""


def stamp_lines(lines: Sequence[str]) -> set[int]:
    """Return the numbers of the lines that belong to stamps: from «УТВЕРЖДЕНО», «Приложение № 1» to their date."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if index not in found and _OPENING.match(line):
            found.update(_stamp(lines, index))
    return found


def _stamp(lines: Sequence[str], first: int) -> Iterator[int]:
    """Yield the numbers of the lines of one stamp."""
    by_person = bool(_BY_PERSON.match(lines[first]))
    for index in range(first, min(first + LONGEST, len(lines))):
        line = lines[index]
        if is_full_requisite(line) or (
            index > first and _begins_title(line) and (by_person or not _cited(lines, index))
        ):
            return
        yield index
        if any(moment.shape == "day" for moment in find_moments(line)):
            return


def _begins_title(line: str) -> bool:
    return bool(GENRE.match(line)) and not line[:1].islower()


def _cited(lines: Sequence[str], index: int) -> bool:
    """Whether the line only cites a document («Протокол № 2»), while the title itself comes later."""
    rest = GENRE.sub("", lines[index], count=1).strip()
    return (not rest or is_requisite(rest)) and any(map(_begins_title, lines[index + 1 :]))
