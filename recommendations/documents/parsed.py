"""What is understood of a document, as plain values (parser's contract, 1)."""

from dataclasses import dataclass
from datetime import date
from typing import Any


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@dataclass(frozen=True)
class ParsedDeadline:
    """A piece of time that says when a recommendation is to be carried out (contract, 5)."""

    text: str
    kind: str
    date: date | None

    def as_json(self) -> dict[str, Any]:
        return {"text": self.text, "kind": self.kind, "date": _iso(self.date)}


@dataclass(frozen=True)
class ParsedAct:
    """A legal act cited in a recommendation (contract, 6)."""

    text: str
    kind: str
    number: str | None
    date: date | None

    def as_json(self) -> dict[str, Any]:
        return {"text": self.text, "kind": self.kind, "number": self.number, "date": _iso(self.date)}


@dataclass(frozen=True)
class ParsedRecommendation:
    """One item: `span` is [start, end) in the plain text; its piece with white space collapsed gives `text`.

    `term` is what the term cell of a table says; `own_number` tells that a person gave the number.
    """

    number: str
    text: str
    span: tuple[int, int]
    deadlines: tuple[ParsedDeadline, ...] = ()
    legal_acts: tuple[ParsedAct, ...] = ()
    term: str = ""
    own_number: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "text": self.text,
            "span": list(self.span),
            "deadlines": [deadline.as_json() for deadline in self.deadlines],
            "legal_acts": [act.as_json() for act in self.legal_acts],
        }


@dataclass(frozen=True)
class ParsedGroup:
    """An addressee heading with its items; `confidence` (0 to 1) and `reason` explain the addressee groups.

    `heading_at` is where the heading stands in the plain text; None when it stands nowhere before its items.
    """

    heading: str
    addressee_groups: tuple[str, ...]
    confidence: float
    reason: str
    recommendations: tuple[ParsedRecommendation, ...]
    heading_at: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "heading": self.heading,
            "addressee_groups": list(self.addressee_groups),
            "recommendations": [item.as_json() for item in self.recommendations],
        }


@dataclass(frozen=True)
class Piece:
    """A stretch [start, end) of the plain text.

    Kinds: "title", "preamble", "heading", "recommendation", "signature", "other".
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class ParsedDocument:
    """The whole document; `stage` is "proposals", "draft" or "adopted". `pieces` cover the plain text in order."""

    title: str
    stage: str
    event_from: date | None
    event_to: date | None
    place: str | None
    plain_text: str
    groups: tuple[ParsedGroup, ...]
    warnings: tuple[str, ...]
    pieces: tuple[Piece, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the JSON object of the contract, exactly its keys."""
        return {
            "title": self.title,
            "stage": self.stage,
            "event": {"date_from": _iso(self.event_from), "date_to": _iso(self.event_to)},
            "place": self.place,
            "groups": [group.as_json() for group in self.groups],
            "warnings": list(self.warnings),
        }
