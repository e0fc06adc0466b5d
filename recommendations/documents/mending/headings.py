"""Edits of addressee headings: retype one, make one of a line, take one back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from recommendations.documents import addressees, phrases
from recommendations.documents.cleaning import collapse
from recommendations.documents.mending.draft import (
    EditError,
    exchanged,
    group_at,
    quoted,
    require_no_heading,
    require_no_item,
    with_group,
)
from recommendations.documents.mending.edit import Edit
from recommendations.documents.mending.stretches import Stretch
from recommendations.documents.parsed import ParsedDocument, ParsedGroup, ParsedRecommendation, Piece
from recommendations.documents.pieces import laid_over

LONGEST_HEADING = 1000
BY_HAND = "указано при проверке"


def _require_short(heading: str) -> None:
    if len(heading) > LONGEST_HEADING:
        raise EditError(f"Заголовок длиннее {LONGEST_HEADING} знаков: оставьте в нём только адресата.")


@dataclass(frozen=True)
class Address(Edit):
    """The words of a heading and its addressee groups are as a person says."""

    kind: ClassVar[str] = "address"
    group: int
    heading: str
    addressee_groups: tuple[str, ...]

    def edited(self, document: ParsedDocument) -> ParsedDocument:
        group_at(document, self.group)
        heading = collapse(self.heading)
        _require_short(heading)
        if unknown := set(self.addressee_groups) - set(addressees.GROUPS):
            raise EditError(f"Неизвестная группа адресатов: {', '.join(sorted(unknown))}.")
        chosen = tuple(group for group in addressees.GROUPS if group in self.addressee_groups)
        return with_group(
            document, self.group, heading=heading, addressee_groups=chosen, confidence=1.0, reason=BY_HAND
        )

    def label(self, document: ParsedDocument) -> str:
        old, new = group_at(document, self.group).heading, collapse(self.heading)
        if new == old:
            return f"Уточнены группы адресатов: {quoted(new)}" if new else "Уточнены группы пунктов без адресата"
        return f"Адресат указан: {quoted(new)}" if new else f"Адресат {quoted(old)} убран"


def _phrase(text: str) -> tuple[int, int]:
    """Return where the addressee stands in a line: after «Рекомендовать», before the colon."""
    found = phrases.heading(text) or phrases.heading(text, named_only=True)
    return (found.start, found.end) if found else (0, len(text.rstrip(" :.;,–—-")))


def _begins(group: ParsedGroup) -> int:
    """Return where the group begins in the text."""
    first = group.recommendations[0].span[0]
    return first if group.heading_at is None else min(first, group.heading_at)


@dataclass(frozen=True)
class Head(Edit):
    """A free line, or a whole item, becomes an addressee heading; the items after it under no other one go to it."""

    kind: ClassVar[str] = "head"
    start: int
    end: int

    def _freed(self, document: ParsedDocument) -> ParsedDocument:
        """Return the document without the item that the line is, when it is one from end to end."""
        for index, group in enumerate(document.groups):
            whole = [item for item in group.recommendations if item.span == (self.start, self.end)]
            if whole:
                return exchanged(document, index, out=whole)
        return document

    def _line(self, document: ParsedDocument) -> Stretch:
        plain = document.plain_text
        line = Stretch.chosen(plain, self.start, self.end).trimmed(plain)
        if not line.has_letter(plain):
            raise EditError("В выбранной строке нет текста: выберите строку с адресатом.")
        require_no_item(document, line)
        require_no_heading(document, line)
        return line

    def _group(self, document: ParsedDocument, line: Stretch) -> ParsedGroup:
        body = line.unmarked(document.plain_text)
        text = document.plain_text[body.start : body.end]
        start, end = _phrase(text)
        heading = collapse(text[start:end])
        _require_short(heading)
        found = addressees.recognise(heading)
        return ParsedGroup(heading, found.groups, found.confidence, found.reason, (), body.start + start)

    def _surrounding(self, document: ParsedDocument, line: Stretch) -> tuple[int, bool]:
        """Return the group of the next item after the line, and whether the line stands inside this group."""
        following = [
            (item.span, index)
            for index, group in enumerate(document.groups)
            for item in group.recommendations
            if item.span[0] >= line.end
        ]
        if not following:
            return len(document.groups), False
        index = min(following)[1]
        group = document.groups[index]
        return index, not group.heading or _begins(group) < line.start

    def edited(self, document: ParsedDocument) -> ParsedDocument:
        document = self._freed(document)
        line = self._line(document)
        new = self._group(document, line)
        index, inside = self._surrounding(document, line)
        if inside:
            under = [item for item in document.groups[index].recommendations if item.span[0] >= line.end]
            document, new, index = exchanged(document, index, out=under), _with(new, under), index + 1
        pieces = laid_over(document.pieces, "heading", [(line.start, line.end)])
        return replace(document, groups=(*document.groups[:index], new, *document.groups[index:]), pieces=pieces)

    def label(self, document: ParsedDocument) -> str:
        line = self._line(self._freed(document))
        return f"Строка {quoted(self._group(document, line).heading)} стала заголовком"


def _with(group: ParsedGroup, items: Sequence[ParsedRecommendation]) -> ParsedGroup:
    return replace(group, recommendations=tuple(items))


@dataclass(frozen=True)
class Unhead(Edit):
    """The heading is no addressee: its items go to the group before, those of the first group have none."""

    kind: ClassVar[str] = "unhead"
    group: int

    def edited(self, document: ParsedDocument) -> ParsedDocument:
        group = self._headed(document)
        freed = replace(document, pieces=_without_heading(document.pieces, group.heading_at))
        if not self.group:
            nobody = addressees.recognise("")
            return with_group(
                freed,
                0,
                heading="",
                addressee_groups=nobody.groups,
                confidence=nobody.confidence,
                reason=nobody.reason,
                heading_at=None,
            )
        joined = exchanged(freed, self.group - 1, into=group.recommendations)
        return replace(joined, groups=(*joined.groups[: self.group], *joined.groups[self.group + 1 :]))

    def _headed(self, document: ParsedDocument) -> ParsedGroup:
        group = group_at(document, self.group)
        if not group.heading:
            raise EditError("У этой группы нет заголовка: убирать нечего.")
        return group

    def label(self, document: ParsedDocument) -> str:
        return f"Строка {quoted(self._headed(document).heading)} – не адресат"


def _without_heading(pieces: Sequence[Piece], heading_at: int | None) -> tuple[Piece, ...]:
    if heading_at is None:
        return tuple(pieces)
    held = [(piece.start, piece.end) for piece in pieces if piece.kind == "heading" and _holds(piece, heading_at)]
    return laid_over(pieces, "other", held)


def _holds(piece: Piece, place: int) -> bool:
    return piece.start <= place < piece.end
