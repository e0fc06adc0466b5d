"""The outline of the operative part as it grows: groups, items and the level reached (contract, 4)."""

from dataclasses import dataclass, field

from recommendations.documents.marks import NO_MARK, Mark
from recommendations.documents.text import Paragraph
from recommendations.documents.words import starts_action

Level = tuple[str, int]
SHOWN: Level = ("shown", 0)
"""The level of a heading that the format itself sets off, whatever its mark."""
ROW: Level = ("row", 0)
"""The level of the rows of a table."""
DEEPER = 2
"""So many columns of indent make a point of the same mark deeper."""


@dataclass
class Item:
    """An item from `start` to `end` of the plain text; `term` is what the term cell of a table says."""

    start: int
    end: int
    term: str = ""


@dataclass
class Group:
    """A heading as it stands and its items."""

    heading: str
    items: list[Item] = field(default_factory=list)


@dataclass
class _Place:
    """Where the outline stands: the mark of the heading, the mark and indent of its items, the point reached.

    `run_in` tells that each paragraph begins with its own addressee: «Школам вести учёт.».
    """

    heading_level: Level | None = None
    heading_mark: Mark = NO_MARK
    heading_indent: int = 0
    item_level: Level | None = None
    indent: int = 0
    inside: str = ""
    last: Mark = NO_MARK
    sub: Mark = NO_MARK
    acting: bool = False
    run_in: bool = False


class Outline:
    """Reads the paragraphs of the operative part one by one."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self.place = _Place()
        self.heading = ""
        self.item: Item | None = None
        self.previous = ""
        self.paused, self.closed = False, False

    # ------------------------------------------------------------------ acts
    def restart(self) -> None:
        """Begin after an operative word: no heading, no list yet."""
        self.place, self.heading, self.item, self.paused, self.previous = _Place(), "", None, False, ""

    def pause(self, closed: bool = True) -> None:
        """Leave the list; when it is not `closed` by its words, points that follow are points all the same."""
        self.item, self.paused, self.closed = None, True, closed

    def open_heading(self, text: str, paragraph: Paragraph | None = None, shown: bool = False) -> None:
        """Begin a group; `shown` tells that the format sets the heading off, so that its mark is not the items'."""
        self.heading, self.item, self.paused, self.previous = text, None, False, ":"
        mark, indent = (paragraph.mark, paragraph.hints.indent) if paragraph else (NO_MARK, 0)
        level = SHOWN if shown else mark.level
        self.place = _Place(level if mark else None, mark, indent, last=mark)
        if text:
            self.groups.append(Group(text))

    def add_groups(self, groups: list[Group]) -> None:
        """Take in what a table gave; after it a new list may begin, and a paragraph without a mark is prose."""
        self.groups += groups
        self.place, self.item = _Place(item_level=ROW, last=self.place.last), None

    def _group(self) -> Group:
        if not self.groups or self.groups[-1].heading != self.heading:
            self.groups.append(Group(self.heading))
        return self.groups[-1]

    def add_item(self, paragraph: Paragraph, start: int) -> None:
        self.item = Item(start, paragraph.end)
        self._group().items.append(self.item)
        self.place.item_level, self.place.indent = paragraph.mark.level, paragraph.hints.indent
        self.place.last, self.previous, self.paused = paragraph.mark, paragraph.text, False
        self.place.sub = NO_MARK
        self.place.inside = paragraph.text if paragraph.text.endswith(":") else ""
        self.place.acting = self.place.acting or starts_action(paragraph.body)

    def extend(self, paragraph: Paragraph) -> None:
        if self.item:
            self.item.end, self.previous = paragraph.end, paragraph.text
            self.place.sub = paragraph.mark or self.place.sub

    def begin_items(self, mark: Mark) -> None:
        """Take «1.» under the heading «3.» for the first point of a list of its own, not for one more heading."""
        place = self.place
        if self.heading and place.item_level is None and mark.path == (1,) and mark.level == place.heading_level:
            place.heading_level = SHOWN

    # ------------------------------------------------------------- questions
    def is_top(self, paragraph: Paragraph) -> bool:
        """Whether a marked point stands on the level of headings: no addressee holds for it."""
        mark, level = paragraph.mark, self.place.heading_level
        if not mark or self.is_outdented(paragraph):
            return bool(mark)
        if level is None:
            return not self.heading and self.place.item_level in (None, mark.level)
        if level == SHOWN:
            return mark.level == self.place.heading_mark.level and self.place.item_level not in (None, mark.level)
        return mark.level == level or (mark.kind == level[0] == "number" and len(mark.path) < level[1])

    def is_outdented(self, paragraph: Paragraph) -> bool:
        """Whether the points under the heading stand deeper, and this one, of the same mark, stands where it does."""
        place, indent = self.place, paragraph.hints.indent
        same = bool(place.heading_mark) and place.heading_mark.level == place.item_level == paragraph.mark.level
        return same and indent <= place.heading_indent <= place.indent - DEEPER

    def is_nested(self, paragraph: Paragraph) -> bool:
        """Whether a point with the items' own mark is a sub-point of the open item."""
        level, item_level = paragraph.mark.level, self.place.item_level
        if self.item is None or item_level is None:
            return False
        if level != item_level and not self._unordered(paragraph.mark, item_level):
            return False
        if paragraph.hints.indent >= self.place.indent + DEEPER and (paragraph.hints.mark or self.place.inside):
            return _follows(paragraph.mark, self.place.sub) or not self.continues_numbers(paragraph.mark)
        return level == item_level and self._in_sublist(paragraph)

    def _in_sublist(self, paragraph: Paragraph) -> bool:
        same_mark = not paragraph.mark or paragraph.mark.kind in ("dash", "bullet")
        return bool(self.place.inside) and same_mark and self.place.acting and not starts_action(paragraph.body)

    def is_item_level(self, mark: Mark) -> bool:
        """Whether the mark is that of the items under the heading, or begins them."""
        level = self.place.item_level
        if level is None or mark.level == level:
            return True
        return self._unordered(mark, level) and not self.place.inside and not self.previous.endswith((":", ","))

    @staticmethod
    def _unordered(mark: Mark, level: Level) -> bool:
        return mark.kind in ("dash", "bullet") and level[0] in ("dash", "bullet")

    def is_inner(self, mark: Mark) -> bool:
        """Whether the mark belongs under the heading or inside the open item, so that it begins no heading."""
        place = self.place
        if not mark:
            return False
        if (
            self.heading
            and place.heading_mark.kind == mark.kind == "number"
            and len(mark.path) > len(place.heading_mark.path)
        ):
            return True
        if self.heading and mark.level == place.item_level and mark.level != place.heading_level:
            return True
        if mark.kind in ("roman", "capital") and mark.level != place.sub.level:
            return False
        return (
            self.item is not None and mark.level not in (place.item_level, place.heading_level) and bool(place.inside)
        )

    def continues_headings(self, mark: Mark) -> bool:
        """Whether the mark is the next number after that of the heading, while the items count for themselves."""
        return self.place.heading_level == SHOWN and _follows(mark, self.place.heading_mark)

    def begins(self, mark: Mark) -> bool:
        """Whether a point of the first level may begin with the mark after a title: it begins a list or goes on."""
        return self.place.item_level is None or mark.path == (1,) or self.goes_on(mark)

    def goes_on(self, mark: Mark) -> bool:
        """Whether the mark is the next number after the last point or after that of the heading."""
        return self.continues_numbers(mark) or _follows(mark, self.place.heading_mark)

    def continues_numbers(self, mark: Mark) -> bool:
        """Whether the mark is the next number after the last point: «4.» after «3.»."""
        return _follows(mark, self.place.last)


def _follows(mark: Mark, last: Mark) -> bool:
    return bool(last.path and mark.path) and mark.path == (*last.path[:-1], last.path[-1] + 1)
