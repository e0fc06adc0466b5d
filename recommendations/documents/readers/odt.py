"""OpenDocument texts: paragraphs, lists with their numbers, tables; deleted text and notes are left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from recommendations.documents.errors import DocumentError
from recommendations.documents.readers.layout import Table, TableCell, Words
from recommendations.documents.readers.limits import Tally
from recommendations.documents.readers.odt_styles import Element, Lists, Style, Styles, attribute, count, local
from recommendations.documents.readers.package import BROKEN, PROTECTED, Package
from recommendations.documents.text import Block, Hints

GAP = 0.5
"""So many columns (a sixteenth of an inch) between paragraphs are seen as a gap."""
MAX_COLUMNS = 100
MANIFEST = "META-INF/manifest.xml"
_SKIPPED = {
    "note", "annotation", "annotation-end", "tracked-changes", "table-of-content", "alphabetical-index", "hidden-text",
    "illustration-index", "table-index", "bibliography", "ruby-text", "page-number", "page-count", "forms",
    "sequence-decls",
}  # fmt: skip
_SIGNS = {"tab": " ", "line-break": "\n"}
_DRAWN = {"frame", "custom-shape", "text-box", "g", "rect"}


@dataclass(frozen=True)
class _Point:
    """The list that a paragraph stands in and its mark; a further paragraph of an item has none."""

    style: str | None = None
    level: int = 0
    mark: str = ""


NO_LIST = _Point()


class OdtReader:
    """Walks the text of one document."""

    def __init__(self, styles: Styles) -> None:
        self.styles, self.lists = styles, Lists(styles)
        self.tables = 0
        self._tally = Tally()
        self._gap = True

    def blocks(self, container: Element, point: _Point = NO_LIST) -> Iterator[Block]:
        """Return the paragraphs of the text, a cell, a section or a text box in order."""
        for part in container:
            name = local(part)
            if name in ("p", "h"):
                yield from self._paragraph(part, point)
                point = _Point(point.style, point.level)
            elif name == "list":
                yield from self._list(part, point)
            elif name == "table":
                yield from self._table(part)
            elif name not in _SKIPPED and not _is_hidden_section(part):
                yield from self.blocks(part, point)

    # ------------------------------------------------------------- paragraphs
    def _paragraph(self, paragraph: Element, point: _Point) -> Iterator[Block]:
        self._tally.count()
        style = self.styles.resolve("paragraph", attribute(paragraph, "style-name"))
        words = Words()
        if not style.hidden and not _is_hidden(paragraph):
            self._inline(paragraph, bool(style.bold), words)
        yield from chain.from_iterable(map(self.blocks, words.boxes))
        heading = local(paragraph) == "h" or bool(style.outline)
        hints = Hints(
            heading=heading,
            indent=self._indent(style, point),
            gap=self._gap or (style.before or 0) >= GAP,
            mark=point.mark,
        )
        yield from words.blocks(hints)
        self._gap = not words or (style.after or 0) >= GAP

    def _indent(self, style: Style, point: _Point) -> int:
        left, first = self.lists.indent(point.style, point.level) if point.level else (None, None)
        found = (left if left is not None else style.left or 0) + (first if first is not None else style.first or 0)
        return max(0, round(found))

    def _inline(self, element: Element, bold: bool, words: Words) -> None:
        words.add(_flowing(element.text), bold)
        for part in element:
            self._inline_part(part, bold, words)
            words.add(_flowing(part.tail), bold)

    def _inline_part(self, part: Element, bold: bool, words: Words) -> None:
        name = local(part)
        if name in _SIGNS:
            words.add(_SIGNS[name], bold)
        elif name == "s":
            words.add(" ", bold)
        elif name in _DRAWN:
            words.boxes.append(part)
        elif name == "span":
            style = self.styles.resolve("text", attribute(part, "style-name"))
            if not style.hidden:
                self._inline(part, bold if style.bold is None else style.bold, words)
        elif name not in _SKIPPED:
            self._inline(part, bold, words)

    # ------------------------------------------------------------------ lists
    def _list(self, element: Element, outer: _Point) -> Iterator[Block]:
        style, level = attribute(element, "style-name") or outer.style, outer.level + 1
        goes_on = attribute(element, "continue-numbering") == "true" or bool(attribute(element, "continue-list"))
        self.lists.begin(style, level, goes_on)
        for item in element:
            own = _Point(style, level, self._mark(item, style, level))
            yield from self.blocks(item, own)

    def _mark(self, item: Element, style: str | None, level: int) -> str:
        """Return the mark of an item; an item that only holds a deeper list is not counted."""
        numbered = local(item) == "list-item" and any(local(part) in ("p", "h") for part in item)
        return self.lists.next_mark(style, level, attribute(item, "start-value")) if numbered else ""

    # ----------------------------------------------------------------- tables
    def _table(self, element: Element) -> Iterator[Block]:
        table = Table()
        for row_number, row in enumerate(_rows(element)):
            column = 0
            for cell in row:
                column += self._cell(cell, table, row_number, column)
        self.tables += 1
        yield from table.blocks(self.tables)
        self._gap = True

    def _cell(self, element: Element, table: Table, row: int, column: int) -> int:
        """Take in a cell and return how many columns of the grid its element stands for."""
        width = count(attribute(element, "number-columns-repeated"), limit=MAX_COLUMNS)
        if local(element) == "table-cell":
            high, wide = (count(attribute(element, f"number-{side}-spanned")) for side in ("rows", "columns"))
            table.cells.append(TableCell(row, column, list(self.blocks(element)), high, wide))
        return width


def _is_hidden_section(part: Element) -> bool:
    return attribute(part, "display") == "none" or attribute(part, "is-hidden") == "true"


def _is_hidden(paragraph: Element) -> bool:
    """Whether a field in the paragraph hides the whole of it."""
    fields = (part for part in paragraph.iter() if local(part) == "hidden-paragraph")
    return any(attribute(field, "is-hidden") != "false" for field in fields)


def _flowing(text: str | None) -> str:
    """Return text without the line ends of the XML, which mean nothing."""
    return (text or "").replace("\n", " ")


def _rows(element: Element) -> Iterator[Element]:
    for part in element:
        if local(part) == "table-row":
            yield part
        elif local(part) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(part)


def read_odt(content: bytes) -> list[Block]:
    """Return the paragraphs of a .odt file, the cells of its tables one by one."""
    package = Package(content)
    if MANIFEST in package and b"encryption-data" in package.read(MANIFEST):
        raise DocumentError(PROTECTED)
    root = package.xml("content.xml")
    text = next((part for part in root.iter() if local(part) == "text" and local(part.getparent()) == "body"), None)
    if text is None:
        raise DocumentError(BROKEN)
    common = package.optional_xml("styles.xml")
    return list(OdtReader(Styles([root] if common is None else [common, root])).blocks(text))
