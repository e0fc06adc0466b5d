"""Where the operative part begins: its word («рекомендуют», «решила»), a table, the first addressee (contract, 4.1)."""

from collections.abc import Sequence

from recommendations.documents import operative, phrases
from recommendations.documents.tables import is_sure
from recommendations.documents.text import Paragraph
from recommendations.documents.words import starts_action


def _is_first_heading(paragraphs: Sequence[Paragraph], index: int) -> bool:
    body = paragraphs[index].body
    following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    if paragraphs[index].hints.cell:
        return False
    if phrases.lead_end(body) and (phrases.heading(body) or phrases.inline(body)):
        return True
    if following is None or not (body.endswith(":") or paragraphs[index].prominent):
        return False
    return bool(phrases.heading(body) or (following.mark and phrases.heading(body, named_only=True)))


def opening_at(paragraphs: Sequence[Paragraph], index: int) -> int | None:
    """Return the offset of what follows the operative word in a paragraph; None when it has none."""
    paragraph = paragraphs[index]
    if paragraph.hints.cell or phrases.lead_end(paragraph.body):
        return None
    offset = operative.opening(paragraph.body)
    if offset is None and operative.is_stopped(paragraph.body) and _begins_list(paragraphs[index + 1 : index + 2]):
        return len(paragraph.body)
    return offset


def _begins_list(following: Sequence[Paragraph]) -> bool:
    """Whether the next paragraph can be the first of the operative part: a point, an addressee, an action."""
    return any(
        below.mark or below.hints.cell or starts_action(below.body) or phrases.heading(below.body)
        for below in following
    ) or any(phrases.inline(below.body) for below in following)


def find_start(paragraphs: Sequence[Paragraph], body: int) -> tuple[int, int] | None:
    """Return the paragraph of the operative word and the offset after the word; None without an operative part.

    Without such a word the part begins with the first heading that names an addressee: the offset is then -1.
    """
    indexes = range(body, len(paragraphs))
    for index in indexes:
        if is_sure(paragraphs, index):
            return index, -1
        offset = opening_at(paragraphs, index)
        if offset is not None:
            return index, offset
    first = next((index for index in indexes if _is_first_heading(paragraphs, index)), None)
    return None if first is None else (first, -1)
