"""Sorting the paragraphs of the operative part into headings, items and prose (contract, 4)."""

import re
from collections.abc import Iterator, Sequence

from recommendations.documents import operative, phrases
from recommendations.documents.event import is_requisite
from recommendations.documents.marks import NO_MARK
from recommendations.documents.outline import SHOWN, Group, Outline
from recommendations.documents.tables import is_sure, read_table, rows_of
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
        offset = operative.opening(paragraph.body)
        if offset is None or phrases.lead_end(paragraph.body):
            return False
        self.start(paragraph, offset)
        return True

    def start(self, paragraph: Paragraph, offset: int) -> None:
        """Begin the operative part at its word; what follows the word may be the first heading."""
        self.outline.restart()
        if found := phrases.heading(paragraph.body[offset:]):
            self.outline.open_heading(paragraph.body[offset:][found.start : found.end], NO_MARK)

    def _heads(self, paragraph: Paragraph) -> bool:
        if self.outline.is_inner(paragraph.mark) and not self._set_off(paragraph):
            return False
        found = self._addressee(paragraph)
        if found:
            self.outline.open_heading(paragraph.body[found.start : found.end], paragraph.mark, paragraph.prominent)
        elif self._is_section(paragraph):
            self.outline.open_heading("", paragraph.mark, paragraph.prominent)
        else:
            return False
        return True

    def _set_off(self, paragraph: Paragraph) -> bool:
        shown = self.outline.place.heading_level == SHOWN
        return (
            paragraph.hints.heading
            or (paragraph.hints.bold and shown)
            or (self.outline.continues_headings(paragraph.mark) and paragraph.body.endswith(":"))
        )

    def _addressee(self, paragraph: Paragraph) -> phrases.Phrase | None:
        """Return the addressee when the paragraph is a heading and nothing else."""
        body = paragraph.body
        if not self._shaped_as_heading(paragraph):
            return None
        shown = body.endswith(":") or paragraph.prominent
        return phrases.heading(body) or (phrases.heading(body, named_only=True) if shown else None)

    def _shaped_as_heading(self, paragraph: Paragraph) -> bool:
        body = paragraph.body
        if body.endswith(":") or paragraph.prominent:
            return True
        if body.endswith((".", ";", ",")):
            return False
        return self._leads_down(paragraph) and not self._inside_sentence()

    def _inside_sentence(self) -> bool:
        return self.outline.item is not None and self.outline.previous.endswith((",", ":"))

    def _next(self) -> Paragraph | None:
        return self.paragraphs[self.index + 1] if self.index + 1 < len(self.paragraphs) else None

    def _leads_down(self, paragraph: Paragraph) -> bool:
        """Whether the next paragraph can be the first point under this one."""
        following = self._next()
        if following is None:
            return False
        if following.mark:
            return following.mark.level != paragraph.mark.level
        return starts_action(following.body) and not paragraph.mark

    def _is_section(self, paragraph: Paragraph) -> bool:
        """Whether the paragraph is a title of a section that names no addressee (contract, 4.5)."""
        if phrases.is_bare_lead(paragraph.body):
            return True
        if has_infinitive(paragraph.body) or len(paragraph.body) > 200 or operative.is_closing(paragraph.body):
            return False
        if paragraph.mark and paragraph.mark.kind not in ("number", "roman"):
            return False
        return self._section_shape(paragraph)

    def _section_shape(self, paragraph: Paragraph) -> bool:
        if not self._leads_down(paragraph) or operative.is_term_line(paragraph.body):
            return False
        if paragraph.mark:
            return (
                not paragraph.body.endswith((".", ";"))
                and not self.outline.is_inner(paragraph.mark)
                and self._titled(paragraph)
            )
        if paragraph.prominent:
            return True
        after_item = self.outline.item is None or self.outline.previous.endswith((".", ";"))
        if paragraph.body.endswith(":"):
            return after_item and paragraph.hints.gap
        return (after_item or paragraph.hints.gap) and self._plain_title(paragraph)

    def _plain_title(self, paragraph: Paragraph) -> bool:
        """Whether a line that nothing sets off stands above numbered points: «Организационные меры»."""
        following = self._next()
        phrase = paragraph.body[:1].isupper() and paragraph.body[-1:].isalnum()
        return phrase and following is not None and bool(following.mark.path) and self.outline.begins(following.mark)

    def _titled(self, paragraph: Paragraph) -> bool:
        following = self._next()
        deeper = (
            following is not None
            and following.mark.kind == "number"
            and len(following.mark.path) > len(paragraph.mark.path)
        )
        return paragraph.prominent or paragraph.mark.kind == "roman" or deeper

    # ----------------------------------------------------------------- points
    def _marked(self, paragraph: Paragraph) -> None:
        outline, mark = self.outline, paragraph.mark
        if outline.paused and not outline.continues_numbers(mark):
            return
        outline.begin_items(mark)
        if outline.is_nested(paragraph):
            outline.extend(paragraph)
        elif outline.is_top(mark):
            self._top(paragraph)
        elif outline.item is None or outline.is_item_level(mark):
            self._under_heading(paragraph)
        else:
            outline.extend(paragraph)

    def _under_heading(self, paragraph: Paragraph) -> None:
        if not self.outline.heading and phrases.inline(paragraph.body):
            self._top(paragraph)
        else:
            self.outline.add_item(paragraph, paragraph.body_start)

    def _top(self, paragraph: Paragraph) -> None:
        """Take a point of the first level: an addressee inside its sentence makes a group of its own."""
        found = phrases.inline(paragraph.body)
        self.outline.open_heading(paragraph.body[found.start : found.end] if found else "", paragraph.mark)
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
        else:
            outline.pause()

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
