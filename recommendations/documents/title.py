"""The title block: where the title begins and ends, what stands around it, and the stage (contract, 3)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recommendations.documents.event import is_bare_place, is_requisite
from recommendations.documents.marks import Mark
from recommendations.documents.operative import is_stopped
from recommendations.documents.stamps import GENRE, stamp_lines
from recommendations.documents.text import Paragraph

LOOK_AT = 40
"""The title begins within so many paragraphs of the start."""
LONGEST_LINE = 320
LONGEST_TITLE = 700

_DRAFT_MARK = re.compile(r"\(?\s*проект\b[^.]{0,40}\)?\.?$", re.IGNORECASE)
_DRAFT = re.compile(
    r"^\W*проект(?:\s+(?:резолюци|решени|рекомендац|протокол|итогов|постановл|документ)|\W*$|\W+(?:вносит|"
    r"подготовлен|от\s))",
    re.IGNORECASE,
)
_DRAFT_IN_TITLE = re.compile(r"\(\s*проект\s*\)|^\W*проект(?!\w)|[-–—]\s*проект$", re.IGNORECASE)
_PROPOSALS = re.compile(r"^(?:\w+\s+)?предложени[яей]", re.IGNORECASE)
_PREAMBLE = re.compile(
    r"(?:мы,|участник[иа]м?|участвовали|обсудив|заслушав|рассмотрев|в (?:работе|ходе|соответствии|целях|"
    r"рамках|связи|период|мероприятии|конференции|форуме|совещании|съезде|семинаре)|"
    r"на (?:основании|форуме|конференции)|по (?:результатам|итогам)|присутств|повестка|председател|секретар|"
    r"слушали|выступил|"
    r"отмеч|учитывая|признавая|во исполнение|форум\b|конференция\b|съезд\b|коллегия\b|совет\b|совещание\b|"
    r"круглый стол\b|рабочая группа|организатор|цель\b|преамбула|\d{1,2}\s)",
    re.IGNORECASE,
)  # fmt: skip
_SUMMING_UP = re.compile(r"по (?:результатам|итогам)", re.IGNORECASE)
_THEME = re.compile(r"(?:об?\s|по вопрос|по тем|на тему|тема|«|\")", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:состоял[аио]сь|состоялся|прош[её]л|прошл[аио]|принял[аи]? участие|отмечает|отмечают|обсудил[аи]?|"
    r"рассмотрел[аи]?|представляет|рекоменду\w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class TitleBlock:
    """The title and its surroundings; it begins with paragraph number `start`, the body with number `body`.

    `aside` are the lines between that are a date, a place or a number; `requisites` also those above and in the title.
    """

    title: str
    stage: str
    requisites: tuple[str, ...]
    body: int
    start: int = 0
    aside: tuple[str, ...] = ()


def _starts_title(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return (
        bool(GENRE.match(text)) and not paragraph.mark and len(text) <= LONGEST_LINE and not text.endswith((":", ";"))
    )


def _find_genre(paragraphs: Sequence[Paragraph]) -> int | None:
    """Return where the title begins: not in a stamp and not with a small letter when there is another place."""
    found = [index for index, paragraph in enumerate(paragraphs[:LOOK_AT]) if _starts_title(paragraph)]
    stamps = stamp_lines([paragraph.text for paragraph in paragraphs[:LOOK_AT]])
    clear = [index for index in found if index not in stamps and not paragraphs[index].text[:1].islower()]
    return next(iter(clear + found), None)


def _is_caption(line: Paragraph, following: Paragraph) -> bool:
    """Whether the title itself begins with the following line, and this one is what a web page called it."""
    genre, own = GENRE.match(line.text), GENRE.match(following.text)
    return genre is not None and own is not None and _stem(genre) == _stem(own) and _starts_title(following)


def _stem(genre: re.Match[str]) -> str:
    return genre.group().split()[-1].lower()[:-1]


def _open_quote(title: str) -> bool:
    """Whether a quoted name goes on; one closing sign may serve for two opening ones."""
    if title.endswith("»") and title.count("«") == title.count("»") + 1 > 1:
        return False
    return title.count("«") > title.count("»") or title.count("“") > title.count("”") or title.count('"') % 2 == 1


def _has_theme(title: str) -> bool:
    rest = GENRE.sub("", title, count=1)
    return len(re.findall(r"[^\W\d_]{3,}", rest)) >= 2


def _inside_quotes(text: str, title: str, mark: Mark) -> bool:
    if _open_quote(title):
        return not text.endswith((".", ";")) and not _FINITE.search(text)
    return _open_quote(text) and "«" in text and not mark


def _continues(paragraph: Paragraph, title: str, after_requisite: bool) -> bool:
    text = paragraph.text
    if len(text) <= LONGEST_LINE and len(title) <= LONGEST_TITLE and _inside_quotes(text, title, paragraph.mark):
        return True
    if paragraph.mark or len(text) > LONGEST_LINE or _FINITE.search(text):
        return False
    if after_requisite and GENRE.sub("", title, count=1).strip() and not _THEME.match(text):
        return False
    return _reads_as_title(text, title) or _bold_colon(paragraph)


def _reads_as_title(text: str, title: str) -> bool:
    if re.search(r"(?<!\bг)[.;:]$", text):
        return False
    return not _PREAMBLE.match(text) or bool(_SUMMING_UP.match(text) and not _has_theme(title))


def _bold_colon(paragraph: Paragraph) -> bool:
    return paragraph.prominent and paragraph.text.endswith(":") and "«" in paragraph.text


def _requisite_here(paragraph: Paragraph, title: str) -> bool:
    if is_requisite(paragraph.text):
        return True
    named = is_bare_place(paragraph.text) and not is_stopped(paragraph.text)
    return named and _has_theme(title) and not _open_quote(title)


def _collect(paragraphs: Sequence[Paragraph], start: int) -> tuple[list[str], list[str], int]:
    """Return the lines of the title, the requisites met and the index of the first paragraph after them."""
    lines: list[str] = [paragraphs[start].text]
    requisites: list[str] = []
    index = start + 1
    while index < len(paragraphs) and not paragraphs[index].hints.cell:
        paragraph, title = paragraphs[index], " ".join(lines)
        if _requisite_here(paragraph, title):
            requisites.append(paragraph.text)
        elif _DRAFT_MARK.fullmatch(paragraph.text) or _continues(paragraph, title, bool(requisites)):
            lines.append(paragraph.text)
        else:
            break
        index += 1
    return lines, requisites, index


def _stage(title: str, above: Sequence[str]) -> str:
    if _PROPOSALS.match(title):
        return "proposals"
    if _DRAFT_IN_TITLE.search(title) or any(map(_DRAFT.match, above)):
        return "draft"
    return "adopted"


def _without_stamp(lines: list[str]) -> list[str]:
    return [line for line in lines if not re.fullmatch(r"\W*проект\W*", line, re.IGNORECASE)]


def _stamped(text: str) -> bool:
    return bool(re.search(r"утвержд|принят[аоы]?\b|проект|приложени", text, re.IGNORECASE))


def _higher(above: Sequence[str]) -> list[str]:
    """Return the dates and places above the title; a bare «Псков» is one next to a date or to the title."""
    stamps = stamp_lines(above)
    lines = [line for index, line in enumerate(above) if index not in stamps and not _stamped(line)]
    return [
        line
        for line, below in zip(lines, [*lines[1:], ""], strict=False)
        if is_requisite(line) or (is_bare_place(line) and (not below or is_requisite(below)))
    ]


def read_title(paragraphs: Sequence[Paragraph]) -> TitleBlock:
    """Return the title block; without a word of the genre the title is empty and the body is the whole."""
    start = _find_genre(paragraphs)
    if start is None:
        lines = [paragraph.text for paragraph in paragraphs[:LOOK_AT]]
        return TitleBlock("", _stage("", lines[:10]), tuple(filter(is_requisite, lines[:10])), 0)
    if start + 1 < len(paragraphs) and _is_caption(*paragraphs[start : start + 2]):
        start += 1
    lines, requisites, body = _collect(paragraphs, start)
    above = [paragraph.text for paragraph in paragraphs[:start]]
    inline = [line for line in lines if not requisites]
    title = " ".join(_without_stamp(lines))
    stage = _stage(title, above + [line for line in lines if _DRAFT.match(line)])
    higher = _higher(above)
    return TitleBlock(title, stage, tuple(requisites + higher + inline), body, start, tuple(requisites))
