"""Where the operative part begins: its word («рекомендуют», «решила»), a table, the first addressee (contract, 4.1)."""

from collections.abc import Sequence

from recommendations.documents import operative, phrases
from recommendations.documents.tables import is_sure
from recommendations.documents.text import Paragraph


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


def _opening(paragraph: Paragraph) -> int | None:
    if paragraph.hints.cell or phrases.lead_end(paragraph.body):
        return None
    return operative.opening(paragraph.body)


def find_start(paragraphs: Sequence[Paragraph], body: int) -> tuple[int, int] | None:
    """Return the paragraph of the operative word and the offset after the word; None without an operative part.

    Without such a word the part begins with the first heading that names an addressee: the offset is then -1.
    """
    indexes = range(body, len(paragraphs))
    for index in indexes:
        if is_sure(paragraphs, index):
            return index, -1
        offset = _opening(paragraphs[index])
        if offset is not None:
            return index, offset
    first = next((index for index in indexes if _is_first_heading(paragraphs, index)), None)
    return None if first is None else (first, -1)
