"""From the bytes of a file to the understood document: the one entry of the package."""

from collections.abc import Sequence
from datetime import date

from recommendations.documents import addressees, operative
from recommendations.documents.cleaning import collapse
from recommendations.documents.deadlines import find_deadlines
from recommendations.documents.errors import DocumentError
from recommendations.documents.event import find_event, find_place
from recommendations.documents.legal_acts import Act, distinct_acts, find_all_acts
from recommendations.documents.outline import Group
from recommendations.documents.parsed import (
    ParsedAct,
    ParsedDeadline,
    ParsedDocument,
    ParsedGroup,
    ParsedRecommendation,
)
from recommendations.documents.pieces import account, headings
from recommendations.documents.points import read_outline
from recommendations.documents.readers import reader_for
from recommendations.documents.table_columns import TERM
from recommendations.documents.text import Block, ExtractedText, Paragraph, assemble
from recommendations.documents.title import read_title

MAX_BYTES = 10 * 1024 * 1024
"""The largest file that is read, in bytes."""

MAX_CHARACTERS = 500_000
"""The longest text that is read, about 250 pages: a resolution is a few pages."""
LONGEST_ITEM = 20_000
"""Deadlines and acts are looked for in so many characters of an item."""

TOO_LONG = "Текст файла «{name}» слишком длинный: больше {limit} тысяч знаков. Оставьте в файле только сам документ."
NO_RECOMMENDATIONS = (
    "В документе не найдено рекомендаций: проверьте, что загружен нужный файл, или внесите рекомендации вручную."
)
NO_TITLE = "Название документа не распознано: укажите его вручную."
NO_EVENT = "Дата мероприятия не распознана: укажите её вручную; сроки без года не рассчитаны."
CHECK_GROUP = "Группа адресатов для «{heading}» не определена: проверьте её."
SURE = 0.5


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}".rstrip("0").rstrip(".").replace(".", ",")


def _check_size(content: bytes, name: str, max_bytes: int) -> None:
    if not content:
        raise DocumentError(f"Файл «{name}» пуст: загрузите документ с текстом.")
    if len(content) > max_bytes:
        raise DocumentError(
            f"Файл «{name}» слишком большой: допускается не больше {_megabytes(max_bytes)} МБ. "
            "Уменьшите файл или сохраните его текст в .txt."
        )


def _extracted(content: bytes, name: str, max_bytes: int) -> ExtractedText:
    reader = reader_for(name)
    _check_size(content, name, max_bytes)
    text = assemble(reader(content))
    if not text.paragraphs:
        raise DocumentError(f"В файле «{name}» нет текста: загрузите документ с текстом.")
    if len(text.plain) > MAX_CHARACTERS:
        raise DocumentError(TOO_LONG.format(name=name, limit=MAX_CHARACTERS // 1000))
    return text


def _split_openings(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Part «Решили: 1. …» into the operative word and its first point."""
    result: list[Paragraph] = []
    for paragraph in paragraphs:
        offset = operative.splits(paragraph.text) if not paragraph.mark else None
        if offset is None:
            result.append(paragraph)
        else:
            word = Block(paragraph.text[:offset].rstrip(), paragraph.hints)
            result += [
                Paragraph(word.text, paragraph.start, paragraph.mark, 0, paragraph.hints),
                paragraph.tail(offset),
            ]
    return result


def _deadlines(text: str, acts: Sequence[Act], since: date | None) -> list[ParsedDeadline]:
    found = find_deadlines(text, acts, since)
    return [ParsedDeadline(text[item.start : item.end], item.kind, item.date) for item in found]


def understand_item(
    number: str, plain_text: str, span: tuple[int, int], since: date | None, term: str = ""
) -> ParsedRecommendation:
    """Return the item at `span` of the plain text with its deadlines and acts.

    `since` is the last day of the event, for days without a year; each line of `term` is what a term cell says.
    """
    text = collapse(plain_text[slice(*span)])
    looked_at = text[:LONGEST_ITEM]
    acts = find_all_acts(looked_at)
    terms = (found for line in term.splitlines() for found in _deadlines(f"{TERM}{line}", [], since))
    return ParsedRecommendation(
        number,
        text,
        span,
        (*_deadlines(looked_at, acts, since), *terms),
        tuple(
            ParsedAct(text[act.start : act.end].strip(), act.kind, act.number, act.day) for act in distinct_acts(acts)
        ),
        term,
    )


def _group(index: int, group: Group, heading_at: int | None, plain: str, since: date | None) -> ParsedGroup:
    found = addressees.recognise(group.heading)
    items = (
        understand_item(f"{index}.{number}", plain, (item.start, item.end), since, item.term)
        for number, item in enumerate(group.items, 1)
    )
    return ParsedGroup(group.heading, found.groups, found.confidence, found.reason, tuple(items), heading_at)


def _groups(outline: Sequence[Group], plain: str, since: date | None) -> tuple[ParsedGroup, ...]:
    placed = zip(outline, headings(plain, outline), strict=True)
    return tuple(_group(index, group, at, plain, since) for index, (group, at) in enumerate(placed, 1))


def warnings_of(title: str, event: date | None, groups: Sequence[ParsedGroup]) -> tuple[str, ...]:
    """Return what a person should look at: no title, no day of the event, no items, addressees not recognised."""
    filled = [group for group in groups if group.recommendations]
    warnings = [] if title else [NO_TITLE]
    warnings += [] if event else [NO_EVENT]
    warnings += [] if filled else [NO_RECOMMENDATIONS]
    return (*warnings, *(CHECK_GROUP.format(heading=group.heading) for group in filled if group.confidence < SURE))


def parse_document(content: bytes, name: str, max_bytes: int = MAX_BYTES) -> ParsedDocument:
    """Understand a resolution from the bytes of its file; the format is told by the extension in `name`.

    Raises DocumentError with a Russian sentence when the file is empty, larger than `max_bytes`, of an
    unsupported format or not readable as what its name says. A document without recommendations is no
    error: `groups` is empty and `warnings` says so (parser's contract, 1).
    """
    text = _extracted(content, name, max_bytes)
    paragraphs = _split_openings(text.paragraphs)
    title = read_title(paragraphs)
    outline, start = read_outline(paragraphs, title.body)
    preamble = [paragraph.text for paragraph in paragraphs[title.body : start + 1]]
    first, last = find_event(title.requisites, preamble)
    groups = _groups(outline, text.plain, last or first)
    place = find_place(title.requisites)
    warnings = warnings_of(title.title, first, groups)
    pieces = account(text.plain, paragraphs, title, start, groups)
    return ParsedDocument(title.title, title.stage, first, last, place, text.plain, groups, warnings, pieces)
