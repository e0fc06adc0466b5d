"""The lines of text of a PDF page with their places, sizes and weights, and the rules drawn on the page."""

import ctypes
import functools
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

MAX_CHARACTERS = 60_000
"""A page of more characters is no page of a resolution."""
MAX_PATHS = 6_000
HYPHENS = {0x2, 0xFFFE, 0xAD}
"""What the library gives for a hyphen at the end of a line."""
BULLETS = {0xF0B7, 0xF0A7, 0xF0D8, 0xF0FC, 0xF076, 0xF06E, 0xF0A8, 0xF09F}
"""List marks of symbol fonts, which have no letters of their own."""
SPACE = 32
NO_BREAK = "\u00a0\u2007\u2009\u202f"
THICKEST_RULE = 2.5
SHORTEST_RULE = 6
RAISED = 0.8
"""A digit of so much smaller a size than its line is the number of a footnote."""
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
BOLD_WEIGHT = 650


@dataclass(frozen=True)
class Box:
    """A rectangle in points, y upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


class Sign(NamedTuple):
    """A character of the page and its box, which stands on the base line. A page has thousands: a plain tuple."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    place: int

    @property
    def height(self) -> float:
        return self.top - self.bottom


def font_size(height: float) -> float:
    """Return about the size of a font by the height of its letters: they rise to two thirds of it or more."""
    return 1.3 * height


@dataclass(frozen=True)
class Span:
    """A run of characters on one line without a wide gap."""

    text: str
    box: Box
    size: float
    bold: bool = False

    @property
    def centre(self) -> tuple[float, float]:
        return (self.box.left + self.box.right) / 2, (self.box.bottom + self.box.top) / 2


@dataclass
class PdfPage:
    """What is on a page: spans in the order of the file, horizontal and vertical rules, whether it has pictures."""

    number: int
    spans: list[Span] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    pictures: bool = False
    margins: tuple[float, float] | None = None


class _TextPage:
    """The characters of a page as the library gives them."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.raw = page.get_textpage()
        self.count = min(self.raw.count_chars(), MAX_CHARACTERS)
        self._box, self._x, self._y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()

    def signs(self) -> Iterator[Sign]:
        """Return the characters of the page; the line ends that the library puts in are left out."""
        last: Sign | None = None
        for index in range(self.count):
            code = raw.FPDFText_GetUnicode(self.raw, index)
            if code == SPACE and raw.FPDFText_IsGenerated(self.raw, index) == 1:
                last = last and last._replace(text=" ", left=last.right, place=index)
            elif text := _character(code):
                last = self._sign(text, index) or last
            else:
                continue
            if last and last.place == index:
                yield last

    def _sign(self, text: str, index: int) -> Sign | None:
        box, y = self._box, self._y
        found = raw.FPDFText_GetLooseCharBox(self.raw, index, box)
        if not found or not raw.FPDFText_GetCharOrigin(self.raw, index, self._x, y):
            return None
        return Sign(text, box.left, min(y.value, box.top), box.right, box.top, index)

    def is_bold(self, index: int) -> bool:
        """Whether a character is bold by the name or the weight of its font."""
        name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        raw.FPDFText_GetFontInfo(self.raw, index, name, 128, flags)
        shown = name.value.decode("utf-8", "replace")
        return bool(_BOLD.search(shown)) or raw.FPDFText_GetFontWeight(self.raw, index) >= BOLD_WEIGHT

    def is_level(self, index: int) -> bool:
        """Whether a character stands upright: a word across the page is a stamp, no text."""
        return abs(raw.FPDFText_GetCharAngle(self.raw, index)) < 0.1


@functools.lru_cache(maxsize=4096)
def _character(code: int) -> str:
    if code in HYPHENS:
        return "-"
    if code in BULLETS:
        return "•"
    text = chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""
    return " " if text and text in NO_BREAK else text * (text.isprintable() or unicodedata.category(text) == "Co")


def _same_line(last: Sign, sign: Sign) -> bool:
    if last.bottom == sign.bottom and sign.left >= last.left:
        return True
    overlap = min(last.top, sign.top) - max(last.bottom, sign.bottom)
    lowest = min(last.height, sign.height)
    return overlap > 0.35 * max(lowest, 0.1) and sign.left > last.left - 0.5 * font_size(last.height)


def _wide_gap(last: Sign, sign: Sign) -> bool:
    return sign.left - last.right > 1.3 * font_size(max(last.height, sign.height))


def _words(signs: list[Sign]) -> str:
    """Return the text of signs of one line; a space stands where the file has one or leaves room for one."""
    pieces, last = [], signs[0]
    for sign in signs:
        if sign.left - last.right > 0.8 * sign.height and sign.text != " " != last.text:
            pieces.append(" ")
        pieces.append(sign.text)
        last = sign
    return unicodedata.normalize("NFC", "".join(pieces)).strip()


def _without_notes(signs: list[Sign]) -> list[Sign]:
    """Leave out the raised numbers of footnotes."""
    tallest = max(signs, key=lambda sign: sign.height)
    high = tallest.height
    return [
        sign
        for sign in signs
        if not (
            sign.height < RAISED * high
            and sign.bottom > tallest.bottom + 0.15 * high
            and (sign.text.isdigit() or sign.text == "*")
        )
    ]


def _span(page: _TextPage, signs: list[Sign]) -> Span | None:
    kept = _without_notes(signs)
    text = _words(kept) if kept else ""
    if not text or not page.is_level(kept[0].place):
        return None
    shown = [sign for sign in kept if sign.text != " "]
    box = Box(shown[0].left, min(s.bottom for s in shown), shown[-1].right, max(s.top for s in shown))
    letters = [sign for sign in shown if sign.text.isalpha()]
    bold = bool(letters) and page.is_bold(letters[0].place) and page.is_bold(letters[-1].place)
    return Span(text, box, font_size(max(sign.height for sign in shown)), bold)


class _Dividers:
    """The upright rules of a page: text on both sides of one stands in two cells, however near."""

    def __init__(self, rules: Iterable[Box]) -> None:
        self._rules = sorted(
            (rule for rule in rules if rule.height > rule.right - rule.left), key=lambda rule: rule.left
        )
        self._places = [rule.left for rule in self._rules]

    def part(self, last: Sign, sign: Sign) -> bool:
        """Whether a rule stands between two signs of one line."""
        near = self._rules[bisect_left(self._places, last.right - 1) : bisect_right(self._places, sign.left + 1)]
        return any(rule.bottom < sign.bottom < rule.top for rule in near)


def _parted(last: Sign, sign: Sign, dividers: _Dividers) -> bool:
    """Whether a sign that is no space begins another span than the last one that was none."""
    return _wide_gap(last, sign) or (sign.left > last.right and dividers.part(last, sign))


def _spans(page: _TextPage, dividers: _Dividers) -> Iterator[Span]:
    run: list[Sign] = []
    shown: Sign | None = None
    for sign in page.signs():
        if run and (not _same_line(run[-1], sign) or (sign.text != " " and _parted(shown or run[-1], sign, dividers))):
            if span := _span(page, run):
                yield span
            run = []
        if run or sign.text != " ":
            run.append(sign)
        shown = sign if sign.text != " " else shown
    if run and (span := _span(page, run)):
        yield span


def _sides(box: Box) -> list[Box]:
    """Return the sides of a drawn rectangle as rules."""
    return [
        Box(box.left, box.bottom, box.right, box.bottom),
        Box(box.left, box.top, box.right, box.top),
        Box(box.left, box.bottom, box.left, box.top),
        Box(box.right, box.bottom, box.right, box.top),
    ]


def _rules_of(drawn: pdfium.PdfObject) -> list[Box]:
    box = Box(*drawn.get_bounds())
    wide, high = box.right - box.left, box.height
    if min(wide, high) <= THICKEST_RULE:
        return [box] if max(wide, high) >= SHORTEST_RULE else []
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    drawn_with_line = raw.FPDFPath_GetDrawMode(drawn, fill, stroke) and stroke.value
    return _sides(box) if drawn_with_line and wide > SHORTEST_RULE and high > SHORTEST_RULE else []


def read_page(document: pdfium.PdfDocument, number: int, rules: Sequence[Box] = ()) -> PdfPage:
    """Return what stands on a page; `rules` are added to those drawn on it."""
    page = document[number]
    found = PdfPage(number, rules=list(rules))
    kinds = [raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE]
    for count, drawn in enumerate(page.get_objects(filter=kinds, max_depth=2)):
        if count > MAX_PATHS:
            break
        if drawn.type == raw.FPDF_PAGEOBJ_IMAGE:
            found.pictures = True
        else:
            found.rules += _rules_of(drawn)
    found.spans += _spans(_TextPage(page), _Dividers(found.rules))
    return found
