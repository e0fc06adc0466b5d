"""A document under review as its page shows it: what was understood, the source line by line, what to look at first."""

from collections import Counter
from datetime import date
from functools import cached_property

from recommendations.documents import ParsedDocument, ParsedGroup, ParsedRecommendation
from recommendations.documents.lint import findings_of
from recommendations.documents.mending import Line, source_lines
from recommendations.documents.parse import CHECK_GROUP, NO_EVENT, NO_TITLE
from recommendations.documents.wording import twins
from recommendations.statuses import ResolutionStage
from recommendations.summaries.document_place import HEAD, NOWHERE, Place
from recommendations.summaries.document_rows import (
    LINES,
    MARKS,
    TWINS,
    GroupRow,
    ItemRow,
    MarkCount,
    Notice,
    Segment,
    SourceRow,
)

_OF_THE_WHOLE = "not_adopted"


class ReviewPage:
    """What the page shows of a document, with one place open; `only` leaves the items that have a remark."""

    def __init__(self, document: ParsedDocument, place: Place, only: str, on: date) -> None:
        self.document, self.place = document, place
        self._findings = {
            start: tuple(found for found in rows if found.code != _OF_THE_WHOLE)
            for start, rows in findings_of(document, on).items()
        }
        self._twins = _twins_of(document)
        self.only = only if only in self._counter else ""

    @cached_property
    def groups(self) -> list[GroupRow]:
        """All groups but those that are nothing any more, or those with items that were chosen."""
        rows = [self._group_row(index, group) for index, group in enumerate(self.document.groups)]
        return [row for row in rows if row.rows or row.is_open or (row.group.heading and not self.only)]

    def _group_row(self, index: int, group: ParsedGroup) -> GroupRow:
        rows = (self._item_row(item) for item in group.recommendations)
        shown = tuple(row for row in rows if row.is_open or row.matches(self.only))
        return GroupRow(index, group, shown, self.place == Place("group", index))

    def _item_row(self, item: ParsedRecommendation) -> ItemRow:
        start, is_open = item.span[0], self.place == Place("item", item.span[0])
        return ItemRow(item, self._findings[start], self._twins.get(start, ()), is_open)

    @cached_property
    def item(self) -> ItemRow | None:
        """The item that is open."""
        return next((row for group in self.groups for row in group.rows if row.is_open), None)

    @cached_property
    def group(self) -> GroupRow | None:
        """The group that is open, or the one of the open item."""
        return next((row for row in self.groups if row.is_open or any(one.is_open for one in row.rows)), None)

    @cached_property
    def line(self) -> Line | None:
        """The free line that is open."""
        return next((line for row in self.source if (line := row.open_line)), None)

    @cached_property
    def source(self) -> list[SourceRow]:
        """The whole text, line by line."""
        numbers = {item.span[0]: item.number for group in self.document.groups for item in group.recommendations}
        parts: list[list[Segment]] = []
        for line in source_lines(self.document):
            if line.opens or not parts:
                parts.append([])
            parts[-1].append(self._segment(line, numbers))
        rows: list[SourceRow] = []
        for segments in parts:
            rows.append(SourceRow(tuple(segments), rows[-1].main if rows else None))
        return rows

    def _segment(self, line: Line, numbers: dict[int, str]) -> Segment:
        place = _place_of(line)
        label = LINES[line.kind] if line.item is None else numbers[line.item]
        return Segment(line, label, place, is_open=bool(place.kind) and place == self.place)

    @cached_property
    def notices(self) -> list[Notice]:
        """What the parser warns of, each with its place; that the text is not adopted is said once."""
        at = {NO_TITLE: HEAD, NO_EVENT: HEAD}
        at |= {
            CHECK_GROUP.format(heading=group.heading): Place("group", index)
            for index, group in enumerate(self.document.groups)
        }
        found = [Notice(text, at.get(text, NOWHERE)) for text in self.document.warnings]
        if self.document.stage != ResolutionStage.ADOPTED:
            stage = ResolutionStage(self.document.stage).label
            found.append(Notice(f"Документ ещё не принят: стадия «{stage}».", HEAD))
        return found

    @cached_property
    def _counter(self) -> Counter[str]:
        codes = Counter(code for rows in self._findings.values() for code in {found.code for found in rows})
        return codes + Counter({TWINS: len(self._twins)})

    @cached_property
    def counts(self) -> list[MarkCount]:
        """Remarks with the number of items that have them, the commonest first."""
        return [
            MarkCount(code, MARKS.get(code, code), count, code == self.only)
            for code, count in self._counter.most_common()
        ]

    @cached_property
    def total(self) -> int:
        return sum(len(group.recommendations) for group in self.document.groups)

    @cached_property
    def stage(self) -> str:
        return str(ResolutionStage(self.document.stage).label)


def _twins_of(document: ParsedDocument) -> dict[int, tuple[ParsedRecommendation, ...]]:
    items = {item.span[0]: item for group in document.groups for item in group.recommendations}
    return {
        start: tuple(items[other] for other in starts if other != start)
        for starts in twins((start, item.text) for start, item in items.items())
        for start in starts
    }


def _place_of(line: Line) -> Place:
    if line.item is not None:
        return Place("item", line.item)
    if line.kind == "heading" and line.group is not None:
        return Place("group", line.group)
    return Place("line", line.start) if any(map(str.isalpha, line.text)) else NOWHERE


def counted_findings(document: ParsedDocument, on: date) -> int:
    """How many remarks the items of the document have, for the person who saves it."""
    return sum(1 for rows in findings_of(document, on).values() for found in rows if found.code != _OF_THE_WHOLE)
