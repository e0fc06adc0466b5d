"""Edits of items: join, split, move, number, drop, add, extend."""

from dataclasses import dataclass, replace
from typing import ClassVar

from recommendations.documents.cleaning import collapse
from recommendations.documents.mending.draft import (
    EditError,
    exchanged,
    find_item,
    items_of,
    quoted,
    recut,
    require_no_heading,
    require_no_item,
    with_room,
)
from recommendations.documents.mending.edit import Edit
from recommendations.documents.mending.stretches import Stretch
from recommendations.documents.parsed import ParsedDocument, ParsedGroup, ParsedRecommendation

LONGEST_NUMBER = 12


def _to_group(group: ParsedGroup) -> str:
    return f"в группу {quoted(group.heading)}" if group.heading else "в группу без адресата"


@dataclass(frozen=True)
class Join(Edit):
    """The item and the one before it in its group become one; what stands between them is taken in."""

    kind: ClassVar[str] = "join"
    start: int

    def _pair(self, document: ParsedDocument) -> tuple[int, ParsedRecommendation, ParsedRecommendation]:
        index, item = find_item(document, self.start)
        place = document.groups[index].recommendations.index(item)
        if not place:
            raise EditError(f"Пункт {item.number} – первый в своей группе: соединить его не с чем.")
        return index, document.groups[index].recommendations[place - 1], item

    def edited(self, document: ParsedDocument) -> ParsedDocument:
        index, first, second = self._pair(document)
        between = Stretch(first.span[1], second.span[0])
        if any(between.meets(item.span) for item in items_of(document)):
            raise EditError(
                f"Между пунктами {first.number} и {second.number} стоит пункт другой группы: соединить их нельзя."
            )
        require_no_heading(document, between)
        term = "\n".join(dict.fromkeys([*first.term.splitlines(), *second.term.splitlines()]))
        joined = recut(document, first, Stretch(first.span[0], second.span[1]), term)
        return exchanged(document, index, [first, second], [joined])

    def label(self, document: ParsedDocument) -> str:
        _, first, second = self._pair(document)
        return f"Пункты {first.number} и {second.number} соединены"


def halves(plain: str, span: tuple[int, int], at: int) -> tuple[Stretch, Stretch] | None:
    """Return the two parts of an item split at an offset; None when one of them would have no letter."""
    first, second = Stretch(span[0], at).trimmed(plain), Stretch(at, span[1]).unmarked(plain)
    return (first, second) if first.has_letter(plain) and second.has_letter(plain) else None


@dataclass(frozen=True)
class Split(Edit):
    """The item becomes two at an offset inside it; a list mark at the start of the second part is left out."""

    kind: ClassVar[str] = "split"
    start: int
    at: int

    def edited(self, document: ParsedDocument) -> ParsedDocument:
        index, item = find_item(document, self.start)
        inside = item.span[0] < self.at < item.span[1]
        parts = halves(document.plain_text, item.span, self.at) if inside else None
        if parts is None:
            raise EditError(f"Здесь пункт {item.number} не делится: в каждой части должен остаться текст.")
        second = replace(recut(document, item, parts[1]), own_number=False)
        return exchanged(document, index, [item], [recut(document, item, parts[0]), second])

    def label(self, document: ParsedDocument) -> str:
        return f"Пункт {find_item(document, self.start)[1].number} разделён на два"


@dataclass(frozen=True)
class Move(Edit):
    """The item goes to another group, to its place by the order of the text; one past the last group is a new one."""

    kind: ClassVar[str] = "move"
    start: int
    group: int

    def edited(self, document: ParsedDocument) -> ParsedDocument:
        document = with_room(document, self.group)
        index, item = find_item(document, self.start)
        if index == self.group:
            raise EditError(f"Пункт {item.number} уже в этой группе: выберите другую.")
        return exchanged(exchanged(document, index, out=[item]), self.group, into=[item])

    def label(self, document: ParsedDocument) -> str:
        _, item = find_item(document, self.start)
        return f"Пункт {item.number} перенесён {_to_group(with_room(document, self.group).groups[self.group])}"


@dataclass(frozen=True)
class Renumber(Edit):
    """The item gets the number that a person gives; an empty one makes it automatic again."""

    kind: ClassVar[str] = "renumber"
    start: int
    number: str

    def edited(self, document: ParsedDocument) -> ParsedDocument:
        index, item = find_item(document, self.start)
        number = collapse(self.number)
        if len(number) > LONGEST_NUMBER:
            raise EditError(f"Номер пункта длиннее {LONGEST_NUMBER} знаков: сократите его.")
        if any(other.number == number for other in items_of(document) if other != item):
            raise EditError(f"Пункт с номером {number} уже есть: укажите другой номер.")
        given = replace(item, number=number or item.number, own_number=bool(number))
        return exchanged(document, index, [item], [given])

    def label(self, document: ParsedDocument) -> str:
        _, item = find_item(document, self.start)
        number = collapse(self.number)
        return f"Пункту {item.number} дан номер {number}" if number else f"Номер пункта {item.number} снова по порядку"


@dataclass(frozen=True)
class Drop(Edit):
    """The item is no recommendation."""

    kind: ClassVar[str] = "drop"
    start: int

    def edited(self, document: ParsedDocument) -> ParsedDocument:
        index, item = find_item(document, self.start)
        return exchanged(document, index, out=[item])

    def label(self, document: ParsedDocument) -> str:
        return f"Пункт {find_item(document, self.start)[1].number} отмечен как не рекомендация"


def _free(document: ParsedDocument, start: int, end: int) -> Stretch:
    """Return the free text of a stretch without its list mark; raises EditError when it is not free or has none."""
    plain = document.plain_text
    stretch = Stretch.chosen(plain, start, end).unmarked(plain)
    if not stretch.has_letter(plain):
        raise EditError("В выбранном фрагменте нет текста: выделите слова рекомендации.")
    require_no_item(document, stretch)
    require_no_heading(document, stretch)
    return stretch


@dataclass(frozen=True)
class Add(Edit):
    """A free stretch becomes an item of a group; one past the last group is a new one without an addressee."""

    kind: ClassVar[str] = "add"
    start: int
    end: int
    group: int

    def edited(self, document: ParsedDocument) -> ParsedDocument:
        document = with_room(document, self.group)
        stretch = _free(document, self.start, self.end)
        blank = ParsedRecommendation("", "", (stretch.start, stretch.end))
        return exchanged(document, self.group, into=[recut(document, blank, stretch)])

    def label(self, document: ParsedDocument) -> str:
        stretch = _free(document, self.start, self.end)
        text = collapse(document.plain_text[stretch.start : stretch.end])
        return f"Добавлен пункт {quoted(text)} {_to_group(with_room(document, self.group).groups[self.group])}"


@dataclass(frozen=True)
class Extend(Edit):
    """The item takes in the free text after it."""

    kind: ClassVar[str] = "extend"
    start: int
    end: int

    def edited(self, document: ParsedDocument) -> ParsedDocument:
        index, item = find_item(document, self.start)
        plain = document.plain_text
        taken = Stretch.chosen(plain, item.span[1], self.end).trimmed(plain)
        if taken.start == taken.end:
            raise EditError(f"После пункта {item.number} здесь нет текста: выберите строку ниже него.")
        require_no_item(document, taken)
        require_no_heading(document, taken)
        return exchanged(document, index, [item], [recut(document, item, Stretch(item.span[0], taken.end))])

    def label(self, document: ParsedDocument) -> str:
        return f"Пункт {find_item(document, self.start)[1].number} дополнен текстом после него"
