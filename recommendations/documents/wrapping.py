"""Joining the lines of hard-wrapped text into paragraphs (contract, 2)."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from recommendations.documents.cleaning import clean
from recommendations.documents.event import is_dated_place, is_full_requisite, is_requisite
from recommendations.documents.marks import read_mark
from recommendations.documents.operative import is_signature
from recommendations.documents.sentences import expects_name
from recommendations.documents.text import NO_HINTS, Block, Hints
from recommendations.documents.words import starts_action

WIDEST_WRAP = 140
"""A line longer than this many characters was not broken by hand or by a program that wraps."""
PRINTED = 100
"""The right margin of a printed page or of a cell stands at this column."""
FIRST_LINE = 2
"""So many columns more than the line above are a first-line indent."""
FEW = 3
"""So many lines at one indent are no accident."""
FAR_IN = 20
"""So many columns from the margin no line of a justified paragraph begins."""
CENTRED = 8
"""A centred line leaves so many columns free on both sides."""
SWAY = 3
"""Lines set alike begin, end or have their middle at one column, or so many off."""
LOOK_BACK = 12
"""An open bracket or quote is looked for in so many lines of the paragraph."""
SPARE = 3
"""So many characters to spare at the end of a line still count as a full line."""

_BROKEN_WORD = re.compile(r"[^\W\d_]{2,}[-‐]$")
_RANGE = re.compile(r"\d[-–—]$")
_HANGING = re.compile(
    r"(?:,|\(|\s[–—-]|\d[-–—]|№|\bN|(?<!\w)(?:и|в|во|на|с|со|к|ко|по|до|от|о|об|из|у|за|для|при|или|не|а|под|"
    r"над|между))$",
    re.IGNORECASE,
)
_TERMINATED = re.compile(r"[.;:!?][»\")]*$")
_WORD_END = re.compile(
    r"(?:[ьъы][а-яё]*|[бвгджзклмнпрстфхцчшщй]{2,}|ие|ия|ию|ий|ией|ей|ой|ых|ым|ую|юю|ая|яя|ое|ые|ого|ому|ыми|ами|ями|ов|"
    r"ев|ть|ти|ся|ного|ной|ных|ным|ную|ность|ности|ание|ания|ение|ения|ция|ции|цию)(?![\w-])"
)
"""What can only be the end of a word: a narrow cell breaks long words without a hyphen."""
_COMPOUND = re.compile(r"(?:но|ко|во|го|до)-$", re.IGNORECASE)
_ADJECTIVE = re.compile(r"^[а-яё]{4,}(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ых|их|ую|юю|ыми|ими|ом|ем)\b")


@dataclass(frozen=True)
class Line:
    """A line of a text file; `hard` ends its paragraph, `hints` go to the paragraph that it begins.

    `right` is the column where the line ends on a printed page; without it every sign is one column wide.
    """

    text: str
    hints: Hints = NO_HINTS
    hard: bool = False
    right: int = 0

    @property
    def width(self) -> int:
        return self.right or len(self.text) + self.hints.indent

    @property
    def room(self) -> int:
        """The columns left free at the end of a printed line."""
        return PRINTED - self.right

    @property
    def is_centred(self) -> bool:
        """Whether a printed line leaves as much room before it as after it."""
        indent = self.hints.indent
        return bool(self.right) and min(indent, self.room) >= CENTRED and abs(indent - self.room) <= SWAY

    @property
    def is_set_in(self) -> bool:
        """Whether a printed line is centred or stands at the right margin."""
        far = bool(self.right) and self.hints.indent >= FAR_IN
        return (far or self.is_centred) and not self.marked

    def is_set_like(self, other: "Line") -> bool:
        """Whether two printed lines stand under each other as lines of one paragraph do."""
        indent, lean = self.hints.indent, self.hints.indent - self.room
        level = other.hints.indent >= CENTRED and abs(self.right - other.right) <= SWAY
        middle = abs(lean - (other.hints.indent - other.room)) <= SWAY
        return level or middle or abs(indent - other.hints.indent) <= SWAY

    @property
    def marked(self) -> bool:
        return bool(self.hints.mark or self.hints.heading or read_mark(self.text)[0])


def _compound(left: str, right: str) -> bool:
    stem = left.split()[-1]
    return len(stem) >= 6 and bool(_COMPOUND.search(stem)) and bool(_ADJECTIVE.match(right))


def glue(left: str, right: str) -> tuple[str, str]:
    """Return two pieces that give the joined lines; a word broken by a hyphen at the line end is put together."""
    if _RANGE.search(left) and right[:1].isdigit():
        return left, right
    if _BROKEN_WORD.search(left) and right[:1].isalpha() and (right[0].islower() or left[-2].isupper()):
        return (left if _compound(left, right) or right[0].isupper() else left[:-1]), right
    return left + " " * (not _is_broken(left, right)), right


def _is_broken(left: str, right: str) -> bool:
    return left[-1:].islower() and bool(_WORD_END.match(right))


def _hangs(text: str) -> bool:
    """Whether the line cannot end a paragraph: it breaks off at a preposition, a comma or before a name."""
    return bool(_HANGING.search(text)) or expects_name(text)


def _unbalanced(text: str) -> bool:
    return text.count("(") > text.count(")") or text.count("«") > text.count("»")


def _heading_like(text: str) -> bool:
    return text.isupper() and len(text) < 60 and not _BROKEN_WORD.search(text)


def _first_line_indent(lines: Sequence[Line]) -> int:
    """Return the indent at which paragraphs begin, 0 when they begin where their other lines do."""
    indents = Counter(line.hints.indent for line in lines)
    margin = min((indent for indent, count in indents.items() if count >= FEW), default=0)
    after = Counter(
        line.hints.indent
        for above, line in itertools.pairwise(lines)
        if above.hints.indent == margin and line.hints.indent >= margin + FIRST_LINE and _TERMINATED.search(above.text)
    )
    return after.most_common(1)[0][0] if after else 0


class Wrapping:
    """How one file breaks its lines: whether it is wrapped and how wide."""

    def __init__(self, lines: Sequence[Line], soft: bool, width: int = 0) -> None:
        self.soft = soft
        self.width = width or max((line.width for line in lines), default=0)
        self.first_line = _first_line_indent(lines)
        self.wrapped = self.width <= WIDEST_WRAP and any(map(self._evidence, lines, lines[1:]))

    def _evidence(self, line: Line, following: Line) -> bool:
        full = line.width >= 0.75 * self.width and line.width > 40
        return (
            full
            and not following.hints.gap
            and not is_requisite(following.text)
            and following.text[:1].islower()
            and not _TERMINATED.search(line.text)
        )

    def _full(self, line: Line, following: Line) -> bool:
        room = self.width - line.width - 1 - len(following.text.split(" ")[0])
        return room + line.hints.indent * line.is_centred < SPARE

    def joins(self, whole: str, line: Line, following: Line) -> bool:
        """Whether the following line continues a paragraph; `whole` is its latest lines, `line` the last of them."""
        if line.hints.cell or following.hints.cell:
            return False
        if line.hard or following.hints.gap or line.hints.heading or following.hints.heading:
            return False
        if self._stands_apart(line, following):
            return False
        if following.marked:
            return bool(
                _unbalanced(whole) and not following.hints.mark and self.wrapped and self._full(line, following)
            )
        broken = _BROKEN_WORD.search(line.text) and following.text[:1].islower()
        if broken or _hangs(line.text) or _is_broken(line.text, following.text):
            return True
        return self._flows(line, following)

    def _indented(self, line: Line, following: Line) -> bool:
        """Whether a first-line indent begins a new paragraph; a list item's hanging indent does not."""
        if line.right and line.text.endswith(":") and following.hints.indent >= max(FIRST_LINE, line.hints.indent - 1):
            return True
        if not self.wrapped or line.marked or (line.is_set_in and line.is_set_like(following)):
            return False
        return following.hints.indent >= line.hints.indent + FIRST_LINE or self._begins_paragraph(line, following)

    def _begins_paragraph(self, line: Line, following: Line) -> bool:
        """Whether a line stands at the first-line indent below a centred line or below a paragraph of one line."""
        if not self.first_line or following.hints.indent != self.first_line or not following.text[:1].isupper():
            return False
        ended = bool(_TERMINATED.search(line.text)) and not expects_name(line.text)
        return line.hints.indent > self.first_line or (line.hints.indent == self.first_line and ended)

    def _stands_apart(self, line: Line, following: Line) -> bool:
        if self._indented(line, following) or is_full_requisite(line.text):
            return True
        if line.is_set_in and not line.is_set_like(following) and not _hangs(line.text):
            return True
        if _TERMINATED.search(line.text) and following.text[:1].isupper() and is_signature(following.text):
            return True
        return is_dated_place(following.text) and not _hangs(line.text)

    def _flows(self, line: Line, following: Line) -> bool:
        if line.hints.bold != following.hints.bold and (not self.wrapped or _TERMINATED.search(line.text)):
            return False
        if self.wrapped and self._full(line, following):
            return True
        if is_requisite(line.text) or is_requisite(following.text) or _heading_like(line.text):
            return False
        goes_on = not _TERMINATED.search(line.text) and following.text[:1].islower()
        return goes_on and (self.soft or (self.wrapped and not self._lists(line, following)))

    def _lists(self, line: Line, following: Line) -> bool:
        """Whether the line ends early and the next one begins an action: points without marks or end marks."""
        return not line.marked and starts_action(following.text) and not self._full(line, following)


def join_lines(lines: Sequence[Line], soft: bool = False, width: int = 0) -> list[Block]:
    """Return the paragraphs; `soft` is for formats where a line end inside a paragraph means nothing.

    `width` is the column of the right margin where the format tells it.
    """
    wrapping, paragraphs, last = Wrapping(lines, soft, width), [], None
    for line in lines:
        if last and wrapping.joins("".join(paragraphs[-1][1][-LOOK_BACK:]), last, line):
            pieces = paragraphs[-1][1]
            pieces[-1:] = glue(pieces[-1], line.text)
        else:
            paragraphs.append((line.hints, [line.text]))
        last = line
    return [Block(clean("".join(pieces)), hints) for hints, pieces in paragraphs]
