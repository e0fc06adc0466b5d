"""A document under review: finding its items and groups, changing them, numbering and accounting anew."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from recommendations.documents.addressees import recognise
from recommendations.documents.mending.stretches import Stretch
from recommendations.documents.parse import understand_item, warnings_of
from recommendations.documents.parsed import ParsedDocument, ParsedGroup, ParsedRecommendation, Piece
from recommendations.documents.pieces import item_spans, laid_over

LONGEST_SHOWN = 60


class EditError(ValueError):
    """An edit that cannot be made; the message is a Russian sentence: why, and what to do."""


def quoted(text: str) -> str:
    """Return the opening of a text in quotation marks, its own marks made inner ones."""
    opening = text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN].rsplit(" ", 1)[0].rstrip(" ,;:–—-«(") + "…"
    return f"«{opening.replace('«', '„').replace('»', '“')}»"


# ---------------------------------------------------------------- what is there
def since(document: ParsedDocument) -> date | None:
    """Return the last day of the event: days without a year are counted from it."""
    return document.event_to or document.event_from


def group_at(document: ParsedDocument, index: int) -> ParsedGroup:
    """Return the group; raises EditError when there is none of this index."""
    if not 0 <= index < len(document.groups):
        raise EditError("Такой группы в документе нет: обновите страницу и повторите.")
    return document.groups[index]


def with_room(document: ParsedDocument, index: int) -> ParsedDocument:
    """Return the document with a group of this index: one past the last is a new one without an addressee."""
    if index == len(document.groups):
        nobody = recognise("")
        new = ParsedGroup("", nobody.groups, nobody.confidence, nobody.reason, ())
        return replace(document, groups=(*document.groups, new))
    group_at(document, index)
    return document


def find_item(document: ParsedDocument, start: int) -> tuple[int, ParsedRecommendation]:
    """Return the item that starts there and the index of its group; raises EditError when there is none."""
    for index, group in enumerate(document.groups):
        for item in group.recommendations:
            if item.span[0] == start:
                return index, item
    raise EditError("Такого пункта в документе уже нет: обновите страницу и повторите.")


def items_of(document: ParsedDocument) -> Iterator[ParsedRecommendation]:
    """Yield all items, group by group."""
    for group in document.groups:
        yield from group.recommendations


def require_no_item(document: ParsedDocument, stretch: Stretch) -> None:
    """Raise EditError when a recommendation stands in the stretch."""
    taken = next((item for item in items_of(document) if stretch.meets(item.span)), None)
    if taken:
        raise EditError(f"Этот фрагмент занят пунктом {taken.number}: выберите текст вне пунктов.")


def require_no_heading(document: ParsedDocument, stretch: Stretch) -> None:
    """Raise EditError when the heading of a group stands in the stretch."""
    for group in document.groups:
        if group.heading_at is not None and stretch.holds(group.heading_at):
            raise EditError(
                f"Во фрагменте стоит заголовок {quoted(group.heading)}. Если это не адресат, сначала отметьте это."
            )


# ---------------------------------------------------------------- changes
def with_group(document: ParsedDocument, index: int, **changes: Any) -> ParsedDocument:
    """Return the document with fields of one group changed."""
    groups = document.groups
    return replace(document, groups=(*groups[:index], replace(groups[index], **changes), *groups[index + 1 :]))


def exchanged(
    document: ParsedDocument,
    index: int,
    out: Sequence[ParsedRecommendation] = (),
    into: Sequence[ParsedRecommendation] = (),
) -> ParsedDocument:
    """Return the document with items taken out of a group and others put in; their order is that of the text."""
    items = [item for item in group_at(document, index).recommendations if item not in out]
    return with_group(document, index, recommendations=tuple(sorted([*items, *into], key=lambda item: item.span)))


def recut(
    document: ParsedDocument, item: ParsedRecommendation, stretch: Stretch, term: str | None = None
) -> ParsedRecommendation:
    """Return the item with other bounds, understood anew; its own number and its term cell stay with it."""
    term = item.term if term is None else term
    found = understand_item(item.number, document.plain_text, (stretch.start, stretch.end), since(document), term)
    # A term cell that the new bounds take in would say the same twice.
    deadlines = tuple(dict.fromkeys(found.deadlines)) if term else found.deadlines
    return replace(found, deadlines=deadlines, own_number=item.own_number)


# ---------------------------------------------------------------- the end of an edit
def _numbered(groups: Sequence[ParsedGroup]) -> Iterator[ParsedGroup]:
    """Give numbers «group.index», past those that a person gave; groups without items do not count."""
    taken = {item.number for group in groups for item in group.recommendations if item.own_number}
    index = 0
    for group in groups:
        index += bool(group.recommendations)
        items: list[ParsedRecommendation] = []
        last = 0
        for place, item in enumerate(group.recommendations, 1):
            if not item.own_number:
                last = max(last + 1, place)
                while f"{index}.{last}" in taken:
                    last += 1
            number = item.number if item.own_number else f"{index}.{last}"
            items.append(item if item.number == number else replace(item, number=number))
        yield replace(group, recommendations=tuple(items))


def _accounted(document: ParsedDocument) -> tuple[Piece, ...]:
    """Return the pieces with the recommendations as they are now; what is one no more is "other"."""
    before = {(piece.start, piece.end) for piece in document.pieces if piece.kind == "recommendation"}
    now = set(item_spans(document.groups))
    freed = laid_over(document.pieces, "other", sorted(before - now))
    return laid_over(freed, "recommendation", sorted(now - before))


def finished(document: ParsedDocument) -> ParsedDocument:
    """Return the document with numbers, pieces and warnings true to its groups."""
    groups = tuple(_numbered(document.groups))
    return replace(
        document,
        groups=groups,
        pieces=_accounted(document),
        warnings=warnings_of(document.title, document.event_from, groups),
    )


def settled(document: ParsedDocument) -> ParsedDocument:
    """Return the document as it is saved: without the groups that no item is left in; no number changes."""
    return replace(document, groups=tuple(group for group in document.groups if group.recommendations))
