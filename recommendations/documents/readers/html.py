"""Web pages: the paragraphs, lists and tables of the document that a page holds."""

import re
from collections.abc import Iterator

from recommendations.documents.cleaning import collapse
from recommendations.documents.readers.decoding import check_length, decode
from recommendations.documents.readers.html_page import Element, document_of
from recommendations.documents.readers.layout import Table, TableCell, Words
from recommendations.documents.readers.limits import MAX_PAGE_TAGS, check_tags
from recommendations.documents.readers.numerals import as_mark, figure
from recommendations.documents.text import Block, Hints

_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "nobr", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    "strike", "o:p", "st1:personname",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_LIGHT = re.compile(r"font-weight\s*:\s*(?:normal|lighter|[1-5]00)", re.IGNORECASE)
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_FORMS = {
    "a": "latin", "A": "latin", "i": "roman", "I": "roman", "lower-alpha": "latin", "upper-alpha": "latin",
    "lower-latin": "latin", "upper-latin": "latin", "lower-roman": "roman", "upper-roman": "roman",
    "lower-russian": "russian", "upper-russian": "russian", "lower-cyrillic": "russian", "none": "none",
}  # fmt: skip
STEP = 4
"""A nested list is so many columns deeper."""
MAX_SPAN = 100
LONGEST_PAGE = 4_000_000
"""The longest page in characters, mark-up counted: office programs write much of it."""
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


class HtmlReader:
    """Walks the document of one page."""

    def __init__(self) -> None:
        self.tables = 0
        self._blocks: list[Block] = []
        self._words, self._hints, self._mark = Words(), Hints(gap=True), ""

    def read(self, root: Element) -> list[Block]:
        """Return the paragraphs of the document."""
        self._block(root, False, 0)
        self._flush()
        return self._blocks

    def _flush(self) -> None:
        """End the open paragraph."""
        self._blocks += self._words.blocks(self._hints)
        self._words = Words()

    def _begin(self, hints: Hints) -> None:
        self._flush()
        self._hints = hints

    def _block(self, element: Element, bold: bool, depth: int, number: str = "") -> None:
        """Read what is inside a block; `number` is the path of the list item that it belongs to."""
        self._add(element.text, bold)
        count = _start(element)
        for part in element:
            if part.tag == "li":
                count = _whole(part.get("value"), count)
                form = _form(element, part)
                path = f"{number}{count}." if form == "decimal" else ""
                self._begin(Hints(mark=_mark(form, path, count), indent=(depth + 1) * STEP))
                self._block(part, _weight(part, bold), depth + 1, path)
                self._begin(Hints(indent=depth * STEP))
                count += 1
            else:
                self._part(part, bold, depth, number)
            self._add(part.tail, bold)

    def _add(self, text: str | None, bold: bool) -> None:
        if text:
            self._words.add(text.replace("\n", " ").replace("\r", " "), bold)

    def _part(self, part: Element, bold: bool, depth: int, number: str) -> None:
        tag = part.tag
        bold = _weight(part, bold)
        if tag == "br":
            self._words.add("\n", False)
        elif tag == "table":
            self._table(part)
        elif tag == "pre":
            self._begin(Hints(gap=True))
            self._words.add("".join(part.itertext()), bold)
            self._begin(Hints(gap=True))
        elif tag in _INLINE:
            self._block(part, bold, depth, number)
        else:
            self._paragraph(part, bold, depth, number)

    def _paragraph(self, part: Element, bold: bool, depth: int, number: str) -> None:
        """Read a block of its own. The first paragraph inside a list item is the item itself."""
        inside = depth > 0 and not self._words and bool(self._hints.mark)
        if not inside:
            self._begin(Hints(heading=part.tag in _HEADINGS, gap=part.tag not in ("li", "dd"), indent=depth * STEP))
        self._block(part, bold, depth, number)
        self._begin(Hints(gap=True, indent=depth * STEP))

    # ----------------------------------------------------------------- tables
    def _table(self, element: Element) -> None:
        self._begin(Hints(gap=True))
        table, taken = Table(), dict[int, int]()
        for row_number, row in enumerate(_rows(element)):
            column = 0
            for cell in (part for part in row if part.tag in ("td", "th")):
                while taken.get(column, 0) > row_number:
                    column += 1
                found = self._cell(cell, row_number, column)
                taken |= dict.fromkeys(range(column, column + found.columns), row_number + found.rows)
                table.cells.append(found)
                column += found.columns
        self.tables += 1
        number = self.tables
        self._blocks += table.blocks(number)

    def _cell(self, cell: Element, row: int, column: int) -> TableCell:
        inner = HtmlReader()
        blocks = [block for block in inner.read(cell) if collapse(block.text)]
        rows, columns = (min(_whole(cell.get(name), 1), MAX_SPAN) for name in ("rowspan", "colspan"))
        return TableCell(row, column, blocks, max(rows, 1), max(columns, 1))


def _rows(table: Element) -> Iterator[Element]:
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(part)


def _weight(element: Element, bold: bool) -> bool:
    """Return whether the letters of an element are bold; those of a heading are told by the heading."""
    style = element.get("style", "")
    if _LIGHT.search(style):
        return False
    return bold or element.tag in ("b", "strong", "th") or bool(_BOLD.search(style))


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,4}", text) else default


def _start(element: Element) -> int:
    return _whole(element.get("start"), 1)


def _form(parent: Element, item: Element) -> str:
    """Return how the points of a list are marked."""
    styles = " ".join((item.get("style", ""), parent.get("style", "")))
    found = _STYLE.search(styles)
    named = (found.group(1).lower() if found else "") or item.get("type") or parent.get("type") or ""
    if named in _FORMS:
        return _FORMS[named]
    return "decimal" if parent.tag == "ol" else "bullet"


def _mark(form: str, path: str, count: int) -> str:
    """Return the mark of a point: a number has the whole path of its list, so that deeper points differ."""
    if form in ("none", "bullet"):
        return "" if form == "none" else "•"
    return as_mark(path or figure(count, form) + ("." if form == "roman" else ")"))


def _decoded(content: bytes) -> str:
    """Return the characters of a page: in the encoding that it names, or as a text file is read."""
    named = _META.search(content[:4096])
    if named and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return check_length(content.decode(named.group(1).decode("ascii")), LONGEST_PAGE)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(content, LONGEST_PAGE)


def read_html(content: bytes) -> list[Block]:
    """Return the paragraphs of a .html file, the cells of its tables one by one."""
    text = _DECLARATION.sub("", _decoded(content))
    check_tags(text.count("<"), MAX_PAGE_TAGS)
    return HtmlReader().read(document_of(text))
