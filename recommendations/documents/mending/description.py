"""The edit of the head of a document: title, stage, days and place of the event."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from recommendations.documents.cleaning import collapse
from recommendations.documents.mending.draft import EditError, recut, since
from recommendations.documents.mending.edit import Edit
from recommendations.documents.mending.stretches import Stretch
from recommendations.documents.parsed import ParsedDocument, ParsedGroup

LONGEST_TITLE = 600
LONGEST_PLACE = 120
# The day of the event matters only to days and years, which are written in figures.
_FIGURE = re.compile(r"\d")
STAGES = ("proposals", "draft", "adopted")


@dataclass(frozen=True)
class Describe(Edit):
    """The head of the document is as a person says; with another day the deadlines are found anew."""

    kind: ClassVar[str] = "describe"
    title: str
    stage: str
    event_from: date | None
    event_to: date | None
    place: str

    def _check(self, title: str, place: str) -> None:
        if not title:
            raise EditError("Название документа пусто: впишите его.")
        if len(title) > LONGEST_TITLE:
            raise EditError(f"Название длиннее {LONGEST_TITLE} знаков: сократите его.")
        if self.stage not in STAGES:
            raise EditError("Стадия документа не выбрана: предложения, проект или принятая резолюция.")
        if len(place) > LONGEST_PLACE:
            raise EditError(f"Место длиннее {LONGEST_PLACE} знаков: оставьте только населённый пункт.")
        self._check_days()

    def _check_days(self) -> None:
        if self.event_to and not self.event_from:
            raise EditError("Указан последний день мероприятия без первого: укажите оба или один первый.")
        if self.event_from and self.event_to and self.event_to < self.event_from:
            raise EditError("Последний день мероприятия раньше первого: исправьте даты.")

    def edited(self, document: ParsedDocument) -> ParsedDocument:
        title, place = collapse(self.title), collapse(self.place)
        self._check(title, place)
        last = None if self.event_to == self.event_from else self.event_to
        described = replace(
            document, title=title, stage=self.stage, event_from=self.event_from, event_to=last, place=place or None
        )
        return described if since(described) == since(document) else _dated_anew(described)

    def label(self, document: ParsedDocument) -> str:
        return "Изменены сведения о документе"


def _dated_anew(document: ParsedDocument) -> ParsedDocument:
    return replace(document, groups=tuple(_group_dated_anew(document, group) for group in document.groups))


def _group_dated_anew(document: ParsedDocument, group: ParsedGroup) -> ParsedGroup:
    items = (
        recut(document, item, Stretch(*item.span)) if _FIGURE.search(item.text + item.term) else item
        for item in group.recommendations
    )
    return replace(group, recommendations=tuple(items))
