"""A place in a document under review, and where an edit leaves the person who made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recommendations.documents import ParsedDocument
from recommendations.documents.mending import Add, Address, Describe, Edit, Head, Unhead

_LETTERS = {"item": "i", "group": "g", "line": "l", "head": "h"}
_LONGEST = 7  # digits of an offset in the longest text that is read


@dataclass(frozen=True)
class Place:
    """An item or a line by the start of it in the text, a group by its index, or the head; `kind` "" is nowhere."""

    kind: str = ""
    at: int = 0

    @classmethod
    def read(cls, params: Mapping[str, str]) -> Place:
        """The place that an address names, «?item=346»."""
        for kind in _LETTERS:
            value = params.get(kind, "")
            if value.isdecimal() and len(value) <= _LONGEST:
                return cls(kind, int(value))
        return NOWHERE

    @property
    def query(self) -> str:
        """The place as a part of an address."""
        return f"{self.kind}={self.at}" if self.kind else ""

    @property
    def anchor(self) -> str:
        """The id of the element on the page."""
        return f"{_LETTERS[self.kind]}{self.at}" if self.kind else ""


NOWHERE = Place()
HEAD = Place("head", 1)


def place_after(edit: Edit, document: ParsedDocument) -> Place:
    """What the edit has changed, in the document after it."""
    if isinstance(edit, Head):
        return _heading_from(document, edit.start)
    if isinstance(edit, Unhead):
        return _group(document, max(edit.group - 1, 0))
    return _other_place(edit, document)


def place_before(edit: Edit, document: ParsedDocument) -> Place:
    """What the edit had changed, in the document from which it was taken back."""
    if isinstance(edit, Head | Add):
        return Place("line", edit.start)
    if isinstance(edit, Unhead):
        return _group(document, edit.group)
    return _other_place(edit, document)


def _other_place(edit: Edit, document: ParsedDocument) -> Place:
    if isinstance(edit, Address):
        return _group(document, edit.group)
    return NOWHERE if isinstance(edit, Describe) else _item_from(document, edit.start)  # type: ignore[attr-defined]


def _group(document: ParsedDocument, index: int) -> Place:
    return Place("group", index) if index < len(document.groups) else NOWHERE


def _heading_from(document: ParsedDocument, start: int) -> Place:
    """The first heading that stands there or later."""
    found = [
        (group.heading_at, index)
        for index, group in enumerate(document.groups)
        if group.heading_at is not None and group.heading_at >= start
    ]
    return Place("group", min(found)[1]) if found else NOWHERE


def _item_from(document: ParsedDocument, start: int) -> Place:
    """The item that holds this character, or the next one: where one was dropped, the work goes on below it."""
    spans = sorted(item.span for group in document.groups for item in group.recommendations)
    following = next((span for span in spans if span[1] > start), spans[-1] if spans else None)
    return Place("item", following[0]) if following else NOWHERE
