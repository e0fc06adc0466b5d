"""Sorting the paragraphs of the operative part into headings, items and prose (contract, 4)."""

import re
from collections.abc import Iterator, Sequence

from recommendations.documents import operative, phrases
from recommendations.documents.beginning import find_start, opening_at
from recommendations.documents.event import is_requisite
from recommendations.documents.heading_lines import HeadingLine
from recommendations.documents.marks import NO_MARK
from recommendations.documents.outline import Group, Outline
from recommendations.documents.tables import read_table, rows_of
from recommendations.documents.text import Paragraph
from recommendations.documents.words import has_infinitive, starts_action

LOOK_AHEAD = 20
"""The next point of a list is looked for in so many paragraphs."""


class Reader:
    """Sorts paragraphs into headings, items, their continuations and prose."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.paragraphs = paragraphs
        self.outline = Outline()
        self.index = 0

    def read(self, first: int) -> list[Group]:
        """Return the groups from paragraph number `first` on."""
        for index, paragraph in enumerate(self.paragraphs[first:], first):
            self.index = index
            if paragraph.hints.cell:
                self._table(index)
            elif not paragraph.mark and operative.is_appendix(paragraph.text):
                break
            else:
                self._take(paragraph)
        return [group for group in self.outline.groups if group.items]

    def _table(self, index: int) -> None:
        cell, before = self.paragraphs[index].hints.cell, self.paragraphs[index - 1].hints.cell
        if cell and (index == 0 or before is None or before.table != cell.table):
            self.outline.add_groups(read_table(rows_of(self.paragraphs, index), self.outline.heading))

    def _take(self, paragraph: Paragraph) -> None:
        if self._restarts(paragraph) or self._heads(paragraph):
            return
        if paragraph.mark:
            self._marked(paragraph)
        else:
            self._unmarked(paragraph)

    # -------------------------------------------------------------- headings
    def _restarts(self, paragraph: Paragraph) -> bool:
        if operative.is_pause(paragraph.body) and (not paragraph.mark or len(paragraph.body) < 60):
            self.outline.pause()
            return True
        if paragraph.mark and (len(paragraph.body) > 40 or self.outline.item):
            return False
        offset = opening_at(self.paragraphs, self.index)
        if offset is None:
            return False
        self.start(paragraph, offset)
        return True

    def start(self, paragraph: Paragraph, offset: int) -> None:
        """Begin the operative part at its word; what follows the word may be the first heading."""
        self.outline.restart()
        if found := phrases.heading(paragraph.body[offset:]):
            self.outline.open_heading(paragraph.body[offset:][found.start : found.end])

    def _heads(self, paragraph: Paragraph) -> bool:
        line = HeadingLine(paragraph, self._next(), self.outline)
        found = line.addressee()
        if found:
            self.outline.open_heading(paragraph.body[found.start : found.end], paragraph, paragraph.prominent)
        elif line.is_section():
            self.outline.open_heading("", paragraph, paragraph.prominent)
        else:
            return False
        return True

    def _next(self) -> Paragraph | None:
        return self.paragraphs[self.index + 1] if self.index + 1 < len(self.paragraphs) else None

    # ----------------------------------------------------------------- points
    def _marked(self, paragraph: Paragraph) -> None:
        outline, mark = self.outline, paragraph.mark
        if outline.paused and not outline.goes_on(mark) and not self._begins_anew(paragraph):
            return
        outline.begin_items(mark)
        if outline.is_nested(paragraph):
            outline.extend(paragraph)
        elif outline.is_top(paragraph):
            self._top(paragraph)
        elif outline.item is None or outline.is_item_level(mark):
            self._under_heading(paragraph)
        else:
            outline.extend(paragraph)

    def _begins_anew(self, paragraph: Paragraph) -> bool:
        """Whether a point after prose that closed nothing begins a list without an addressee."""
        if self.outline.closed or not starts_action(paragraph.body):
            return False
        self.outline.open_heading("")
        return True

    def _under_heading(self, paragraph: Paragraph) -> None:
        if not self.outline.heading and phrases.inline(paragraph.body):
            self._top(paragraph)
        else:
            self.outline.add_item(paragraph, paragraph.body_start)

    def _top(self, paragraph: Paragraph) -> None:
        """Take a point of the first level: an addressee inside its sentence makes a group of its own."""
        found = phrases.inline(paragraph.body)
        self.outline.open_heading(paragraph.body[found.start : found.end] if found else "", paragraph)
        self.outline.add_item(paragraph, paragraph.body_start + (found.action if found else 0))
        self.outline.place.run_in = not paragraph.mark and bool(found)

    # --------------------------------------------------------------- unmarked
    def _unmarked(self, paragraph: Paragraph) -> None:
        outline = self.outline
        if outline.item and operative.is_term_line(paragraph.text):
            outline.extend(paragraph)
        elif operative.is_closing(paragraph.text) and not self._mid_sentence(paragraph):
            outline.pause()
        elif self._is_bare_point(paragraph):
            self._bare_point(paragraph)
        elif outline.item and self._continues(paragraph):
            outline.extend(paragraph)
        elif not outline.paused:
            outline.pause(closed=False)

    def _mid_sentence(self, paragraph: Paragraph) -> bool:
        lower = paragraph.text[:1].islower() and not is_requisite(paragraph.text)
        return self.outline.item is not None and lower and not self.outline.previous.endswith(".")

    def _is_bare_point(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph without a mark is a point: the list has no marks at all."""
        place = self.outline.place
        if self.outline.paused:
            return bool(phrases.lead_end(paragraph.text))
        if place.item_level is None:
            return self.outline.item is None
        if place.item_level[0] or self.outline.is_nested(paragraph):
            return False
        listed = self.outline.previous.endswith(";") or bool(phrases.inline(paragraph.text))
        return listed or starts_action(paragraph.text) or (has_infinitive(paragraph.text) and self._goes_on())

    def _bare_point(self, paragraph: Paragraph) -> None:
        place = self.outline.place
        if not self.outline.heading or place.run_in or (phrases.lead_end(paragraph.text) and not place.acting):
            self._top(paragraph)
        else:
            self.outline.add_item(paragraph, paragraph.start)

    def _continues(self, paragraph: Paragraph) -> bool:
        """Whether an unmarked paragraph belongs to the open item: mid-sentence, or with more points to come.

        A last point often lacks its end mark: what begins with a capital after it is prose or a signature all the same.
        """
        if self._mid_sentence(paragraph) or self._unfinished():
            return True
        return self._goes_on()

    def _unfinished(self) -> bool:
        previous = self.outline.previous
        listing = bool(self.outline.place.inside) and not re.search(r"[.;!?][»\")]*$", previous)
        return listing or previous.endswith((":", ",", "(", "–"))

    def _goes_on(self) -> bool:
        """Whether more points of the list follow."""
        return any(self._resumes(later) for later in self._until_heading())

    def _resumes(self, later: Paragraph) -> bool:
        outline = self.outline
        if not later.mark:
            return outline.place.item_level == NO_MARK.level and starts_action(later.body)
        return outline.continues_numbers(later.mark) or (
            not later.mark.path and later.mark.level == outline.place.item_level
        )

    def _until_heading(self) -> Iterator[Paragraph]:
        for later in self.paragraphs[self.index + 1 : self.index + 1 + LOOK_AHEAD]:
            if not later.mark and (phrases.heading(later.body) or operative.is_closing(later.body)):
                return
            yield later


def read_outline(paragraphs: Sequence[Paragraph], body: int) -> tuple[list[Group], int]:
    """Return the groups of the operative part and the paragraph at which it begins."""
    start = find_start(paragraphs, body)
    if start is None:
        return [], len(paragraphs)
    index, offset = start
    reader = Reader(paragraphs)
    if offset >= 0:
        reader.start(paragraphs[index], offset)
    return reader.read(index + (offset >= 0)), index
