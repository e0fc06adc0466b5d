"""Rows of the page on which a document is looked through: items, groups, lines of the source, what to look at first."""

from dataclasses import dataclass
from functools import cached_property

from organizations.roles import GroupCode
from recommendations.documents import ParsedDeadline, ParsedGroup, ParsedRecommendation
from recommendations.documents.lint import Finding
from recommendations.documents.mending import Line
from recommendations.documents.parse import SURE
from recommendations.summaries.document_place import NOWHERE, Place

TWINS = "twins"
MOST_TWINS = 3
# What a finding is called where there is room for two words only.
MARKS = {
    "empty": "нет текста",
    "no_addressee": "нет адресата",
    "addressee_unclear": "адресат неясен",
    "no_deadline": "нет срока",
    "past_deadline": "срок прошёл",
    "past_horizon": "период закончился",
    "no_result": "нет результата",
    "several_duties": "несколько действий",
    "act_without_number": "акт без номера",
    TWINS: "та же формулировка",
}

_DEADLINES = {
    "by": "срок",
    "from": "начало",
    "within": "в течение",
    "horizon": "действие документа",
    "recurring": "периодичность",
}
LINES = {
    "title": "название",
    "preamble": "преамбула",
    "heading": "адресат",
    "signature": "подпись",
    "other": "прочее",
}
_QUITE_SURE = 0.8


@dataclass(frozen=True)
class ItemRow:
    """An item with what is to be known about it at one glance; `twins` are items of the same wording."""

    item: ParsedRecommendation
    findings: tuple[Finding, ...]
    twins: tuple[ParsedRecommendation, ...]
    is_open: bool

    @property
    def place(self) -> Place:
        return Place("item", self.item.span[0])

    @property
    def deadlines(self) -> list[str]:
        """«срок: до 1 октября 2021 года (01.10.2021)»"""
        return [_deadline_words(found) for found in self.item.deadlines]

    @property
    def marks(self) -> list[str]:
        """Short words of the findings, each once."""
        return list(dict.fromkeys(MARKS.get(found.code, found.message) for found in self.findings))

    @property
    def near_twins(self) -> tuple[ParsedRecommendation, ...]:
        """The first few of the twins: a text repeated thirty times would fill the page with them."""
        return self.twins[:MOST_TWINS]

    @property
    def far_twins(self) -> int:
        """How many twins are not named."""
        return max(len(self.twins) - MOST_TWINS, 0)

    def matches(self, only: str) -> bool:
        """Whether the row is among those chosen by a remark."""
        return not only or bool(self.twins if only == TWINS else any(found.code == only for found in self.findings))


@dataclass(frozen=True)
class GroupRow:
    """A heading with the rows below it that are shown; `total` counts all of them."""

    index: int
    group: ParsedGroup
    rows: tuple[ItemRow, ...]
    is_open: bool

    @property
    def place(self) -> Place:
        return Place("group", self.index)

    @property
    def total(self) -> int:
        return len(self.group.recommendations)

    @property
    def addressees(self) -> list[str]:
        return [str(GroupCode(code).label) for code in self.group.addressee_groups]

    @property
    def reason(self) -> str:
        """Why these groups; the heading itself is not said twice."""
        return self.group.reason.removeprefix(f"«{self.group.heading}» – ")

    @property
    def doubt(self) -> str:
        if self.group.confidence >= _QUITE_SURE:
            return ""
        return f"проверьте: уверенность {'низкая' if self.group.confidence < SURE else 'невысокая'}"


@dataclass(frozen=True)
class Segment:
    """A part of a line that was understood as one thing; `place` is what it opens, nowhere for a bare list mark."""

    line: Line
    label: str
    place: Place
    is_open: bool


@dataclass(frozen=True)
class SourceRow:
    """A line of the source, and what the one above it is."""

    segments: tuple[Segment, ...]
    above: Segment | None = None

    @cached_property
    def main(self) -> Segment:
        """The part that gives the line its look: an item or a heading before what stands around it."""
        told = (segment for segment in self.segments if segment.line.group is not None)
        return next(told, next((one for one in self.segments if one.place.kind), self.segments[0]))

    @property
    def repeats(self) -> bool:
        """Whether the label would say the same as that of the line above."""
        return self.above is not None and self.above.label == self.main.label

    @property
    def is_open(self) -> bool:
        return any(segment.is_open for segment in self.segments)

    @property
    def open_line(self) -> Line | None:
        """The free line of this row that is being looked at."""
        return next((one.line for one in self.segments if one.is_open and one.place.kind == "line"), None)


@dataclass(frozen=True)
class Notice:
    """A warning about the document and where to mend it."""

    text: str
    place: Place = NOWHERE


@dataclass(frozen=True)
class MarkCount:
    """How many items have a remark."""

    code: str
    label: str
    count: int
    is_chosen: bool


def _deadline_words(found: ParsedDeadline) -> str:
    day = f"{found.date:%d.%m.%Y}" if found.date else ""
    words = found.text.strip()
    dated = f"{words} ({day})" if day and day not in words else words
    return f"{_DEADLINES.get(found.kind, 'срок')}: {dated}"
