"""Word documents: paragraphs with automatic numbers resolved, tables, text boxes; tracked changes as accepted.

Headers, footers, footnotes and comments are parts of their own and are never opened.
"""

from collections.abc import Iterator
from itertools import chain

from recommendations.documents.errors import DocumentError
from recommendations.documents.readers.docx_names import STRICT, TRANSITIONAL, Element, child, local, number, value
from recommendations.documents.readers.docx_numbering import Level, Numbering
from recommendations.documents.readers.docx_styles import Style, Styles, first_line, left_indent
from recommendations.documents.readers.docx_text import WordsReader, deleted_end, list_place
from recommendations.documents.readers.layout import Table, TableCell, Words
from recommendations.documents.readers.limits import Tally
from recommendations.documents.readers.package import BROKEN, Package
from recommendations.documents.text import Block, Hints

TWIPS_IN_COLUMN = 180
"""An eighth of an inch: the step of Word's default lists is then two columns, which makes a point deeper."""
GAP = 100
"""So many twentieths of a point between paragraphs are seen as a gap."""
MAX_COLUMNS = 100
_CONTAINERS = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "body", "txbxContent", "smartTag"}
_CONTENTS = "Table of Contents"


class DocxReader:
    """Walks the body of one document."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles, self.numbering = styles, numbering
        self.words = WordsReader(styles)
        self.tables = 0
        self._tally = Tally()
        self._gap = True
        self._pending: Words | None = None

    def blocks(self, container: Element) -> Iterator[Block]:
        """Return the paragraphs of the body, a cell or a text box in order."""
        for part in container:
            name = local(part)
            if name == "p":
                yield from self._paragraph(part)
            elif name == "tbl":
                yield from self._table(part)
            elif name == "AlternateContent":
                yield from self.blocks(part[0]) if len(part) else ()
            elif name in _CONTAINERS and not _is_contents(part):
                yield from self.blocks(part)

    # ------------------------------------------------------------- paragraphs
    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        self._tally.count()
        properties = child(paragraph, "pPr")
        style_id = value(child(properties, "pStyle"))
        style = self.styles.paragraph(style_id)
        words = self.words.read(paragraph, style)
        if self._pending is not None:
            words.take(self._pending)
        self._pending = words if deleted_end(paragraph) else None
        if self._pending is not None or style.is_contents:
            return
        yield from chain.from_iterable(map(self.blocks, words.boxes))
        yield from words.blocks(self._hints(paragraph, style_id, style))
        self._gap = not words or _after(properties, style)

    def _hints(self, paragraph: Element, style_id: str | None, style: Style) -> Hints:
        properties = child(paragraph, "pPr")
        list_id, level = self._list_place(properties, style_id, style)
        mark = self.numbering.next_mark(list_id, level) if list_id else ""
        outline = number(value(child(properties, "outlineLvl")))
        return Hints(
            heading=style.is_heading if outline is None else outline < 9,
            indent=_columns(properties, style, self.numbering.definition(list_id, level) if list_id else None),
            gap=self._gap or _before(properties, style),
            mark=mark,
        )

    def _list_place(self, properties: Element | None, style_id: str | None, style: Style) -> tuple[int, int]:
        """Return the list (0 for none) and the level: the paragraph's own, or what its style names."""
        list_id, level = list_place(properties)
        if list_id is not None:
            return list_id, style.list_level or 0 if level is None else level
        found = style.list_id or 0
        if level is None:
            level = self.numbering.level_of(found, style_id) or style.list_level
        return found, level or 0

    # ----------------------------------------------------------------- tables
    def _table(self, element: Element) -> Iterator[Block]:
        table, above = Table(), dict[int, TableCell]()
        for row_number, row in enumerate(_rows(element)):
            column = number(value(child(row, "trPr", "gridBefore"))) or 0
            for cell in _cells(row):
                column += self._cell(cell, table, above, row_number, column)
        self.tables += 1
        yield from table.blocks(self.tables)
        self._gap = True

    def _cell(self, element: Element, table: Table, above: dict[int, TableCell], row: int, column: int) -> int:
        """Take in a cell and return how many columns it is wide."""
        properties = child(element, "tcPr")
        width = min(max(number(value(child(properties, "gridSpan"))) or 1, 1), MAX_COLUMNS)
        merge = child(properties, "vMerge")
        upper = above.get(column)
        if merge is not None and value(merge) != "restart" and upper:
            upper.rows = row - upper.row + 1
            return width
        if child(properties, "hMerge") is not None and value(child(properties, "hMerge")) != "restart" and table.cells:
            table.cells[-1].columns += width
            return width
        cell = TableCell(row, column, list(self.blocks(element)), columns=width)
        table.cells.append(cell)
        above[column] = cell
        return width


def _rows(table: Element) -> Iterator[Element]:
    """Return the rows of a table, deleted ones left out."""
    for part in table:
        if local(part) in _CONTAINERS:
            yield from _rows(part)
        elif local(part) == "tr" and child(part, "trPr", "del") is None:
            yield part


def _cells(row: Element) -> Iterator[Element]:
    for part in row:
        if local(part) in _CONTAINERS:
            yield from _cells(part)
        elif local(part) == "tc" and child(part, "tcPr", "cellDel") is None:
            yield part


def _is_contents(element: Element) -> bool:
    gallery = child(element, "sdtPr", "docPartObj", "docPartGallery")
    return value(gallery) == _CONTENTS


def _columns(properties: Element | None, style: Style, level: Level | None) -> int:
    """Return where the first line begins: the paragraph's own indents, those of its list, those of its style."""
    own = child(properties, "ind")
    listed = level or Level()
    left = _first_said(left_indent(own), listed.left, style.left)
    first = _first_said(first_line(own), listed.first, style.first)
    return max(0, round((left + first) / TWIPS_IN_COLUMN))


def _first_said(*values: int | None) -> int:
    return next((said for said in values if said is not None), 0)


def _before(properties: Element | None, style: Style) -> bool:
    return _first_said(number(value(child(properties, "spacing"), "before")), style.before) >= GAP


def _after(properties: Element | None, style: Style) -> bool:
    return _first_said(number(value(child(properties, "spacing"), "after")), style.after) >= GAP


def _main_part(package: Package) -> str:
    """Return the name of the part with the text: the archive itself says which it is."""
    relations = package.optional_xml("_rels/.rels")
    found = [] if relations is None else list(relations)
    main = (relation.get("Target", "") for relation in found if relation.get("Type", "").endswith("/officeDocument"))
    return next(main, "").lstrip("/") or "word/document.xml"


def read_docx(content: bytes) -> list[Block]:
    """Return the paragraphs of a .docx file, the cells of its tables one by one."""
    package = Package(content, {STRICT: TRANSITIONAL})
    main = _main_part(package)
    body = child(package.xml(main), "body")
    if body is None:
        raise DocumentError(BROKEN)
    folder = main.rpartition("/")[0] + "/"
    styles = Styles(package.optional_xml(folder + "styles.xml"))
    numbering = Numbering(package.optional_xml(folder + "numbering.xml"), styles)
    return list(DocxReader(styles, numbering).blocks(body))
