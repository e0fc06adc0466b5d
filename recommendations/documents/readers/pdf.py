"""PDF with a text layer: lines are joined into paragraphs, page numbers and running heads are dropped."""

import itertools
import statistics
import threading
import time
from collections.abc import Iterable, Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from recommendations.documents.errors import DocumentError
from recommendations.documents.readers.layout import Table, TableCell
from recommendations.documents.readers.pdf_columns import PageLine, lines_of, without_running_heads
from recommendations.documents.readers.pdf_open_table import column_rules
from recommendations.documents.readers.pdf_page import PdfPage, Span, read_page
from recommendations.documents.readers.pdf_table import Grid, GridCell, find_grids, joined_cells
from recommendations.documents.readers.russian import reads_as_russian
from recommendations.documents.text import Block, Hints
from recommendations.documents.wrapping import PRINTED, Line, join_lines

MAX_PAGES = 300
MAX_SECONDS = 20
"""A file that takes longer to read is refused."""
FEW_LETTERS = 30
GAP = 1.35
"""A step to the next line so many times the usual one is a gap between paragraphs."""

PROTECTED = "Документ PDF защищён паролем: снимите защиту или загрузите исходный документ в формате .docx."
BROKEN = "Файл PDF повреждён и не открывается: сохраните его заново или загрузите исходный документ в формате .docx."
SCAN = (
    "В файле PDF нет текста, только изображения страниц (скан). Загрузите исходный документ в формате .docx "
    "или распознайте текст в программе распознавания и сохраните его."
)
GARBLED = (
    "Текст файла PDF не читается: в нём нет русских букв или шрифты не указывают, каким буквам соответствуют знаки. "
    "Загрузите исходный документ в формате .docx."
)
TOO_MANY_PAGES = "В файле PDF больше {limit} страниц. Оставьте в файле только сам документ."
TOO_SLOW = "Файл PDF слишком сложный: он читается дольше {limit} секунд. Загрузите исходный документ в формате .docx."

_lock = threading.Lock()
"""The library may be used by one thread at a time."""


def _pages(content: bytes) -> list[PdfPage]:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        protected = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise DocumentError(PROTECTED if protected else BROKEN) from error
    try:
        return list(_read_pages(document))
    except pdfium.PdfiumError as error:
        raise DocumentError(BROKEN) from error
    finally:
        document.close()


def _read_pages(document: pdfium.PdfDocument) -> Iterator[PdfPage]:
    if len(document) > MAX_PAGES:
        raise DocumentError(TOO_MANY_PAGES.format(limit=MAX_PAGES))
    until = time.monotonic() + MAX_SECONDS
    for number in range(len(document)):
        if time.monotonic() > until:
            raise DocumentError(TOO_SLOW.format(limit=MAX_SECONDS))
        page = read_page(document, number)
        columns = column_rules(page.rules, page.spans)
        yield read_page(document, number, columns) if columns else page


def _check(pages: list[PdfPage]) -> None:
    text = " ".join(span.text for page in pages for span in page.spans)
    if sum(map(str.isalpha, text)) < FEW_LETTERS and any(page.pictures for page in pages):
        raise DocumentError(SCAN)
    if not reads_as_russian(text):
        raise DocumentError(GARBLED)


class PdfReader:
    """Turns the pages of one file into blocks."""

    def __init__(self, pages: list[PdfPage]) -> None:
        self.pages = pages
        spans = [span for page in pages for span in page.spans]
        widths = [(span.box.right - span.box.left) / len(span.text) for span in spans if len(span.text) > 5]
        self.sign = statistics.median(widths) if widths else 6.0
        self.tables = 0
        self.step = 0.0

    def blocks(self) -> list[Block]:
        """Return the paragraphs of the file."""
        parts = [part for page in without_running_heads(self.pages) for part in self._parts(page)]
        self.step = _usual_step(part for part in parts if isinstance(part, PageLine))
        found: list[Block] = []
        for is_line, run in itertools.groupby(parts, lambda part: isinstance(part, PageLine)):
            if is_line:
                found += self._paragraphs([part for part in run if isinstance(part, PageLine)])
            else:
                found += self._tables([part for part in run if isinstance(part, Grid)])
        return found

    def _parts(self, page: PdfPage) -> list[PageLine | Grid]:
        """Return the lines and tables of a page; a table stands where its first words do."""
        grids = find_grids(page.rules)
        outside: list[Span] = []
        placed: list[tuple[int, Grid]] = []
        for span in page.spans:
            grid = next((grid for grid in grids if grid.put(span)), None)
            if grid is None:
                outside.append(span)
            elif all(grid is not known for _, known in placed):
                placed.append((len(outside), grid))
        parts: list[PageLine | Grid] = []
        position = 0
        for index, grid in placed:
            parts += [*lines_of(outside[position:index], page), grid]
            position = index
        return parts + list(lines_of(outside[position:], page))

    # ------------------------------------------------------------- paragraphs
    def _paragraphs(self, lines: list[PageLine]) -> list[Block]:
        return join_lines(list(map(self._line, lines, [None, *lines])), width=PRINTED)

    def _line(self, line: PageLine, above: PageLine | None) -> Line:
        hints = Hints(
            bold=line.span.bold,
            indent=max(0, round((line.span.box.left - line.left) / self.sign)),
            gap=above is None or self._gap(line, above),
        )
        room = (line.right - line.span.box.right) / self.sign
        return Line(line.span.text, hints, right=max(1, round(PRINTED - room)))

    def _gap(self, line: PageLine, above: PageLine) -> bool:
        step = above.span.box.bottom - line.span.box.bottom
        return line.page == above.page and step > GAP * max(self.step, line.span.size)

    # ----------------------------------------------------------------- tables
    def _tables(self, grids: list[Grid]) -> Iterator[Block]:
        """Return tables that follow each other; those with the same columns are one table over several pages."""
        whole: list[list[Grid]] = []
        for grid in grids:
            if whole and grid.goes_on(whole[-1][-1]):
                whole[-1].append(grid)
            else:
                whole.append([grid])
        for group in whole:
            self.tables += 1
            yield from Table(list(map(self._cell, joined_cells(group)))).blocks(self.tables)

    def _cell(self, cell: GridCell) -> TableCell:
        margin = min((span.box.left for span in cell.spans), default=0) - cell.box.left
        lines = [
            PageLine(span, 0, cell.box.left + margin, max(cell.box.right - margin, span.box.right))
            for span in _level_spans(cell.spans)
        ]
        return TableCell(cell.row, cell.column, self._paragraphs(lines), cell.rows, cell.columns)


def _level_spans(spans: list[Span]) -> list[Span]:
    return [line.span for line in lines_of(spans, None)]


def _usual_step(lines: Iterable[PageLine]) -> float:
    steps = [
        round(above.span.box.bottom - line.span.box.bottom, 1)
        for above, line in itertools.pairwise(lines)
        if above.page == line.page and 0 < above.span.box.bottom - line.span.box.bottom < 4 * line.span.size
    ]
    return statistics.mode(steps) if steps else 0.0


def read_pdf(content: bytes) -> list[Block]:
    """Return the paragraphs of a .pdf file, the cells of its ruled tables one by one."""
    with _lock:
        pages = _pages(content)
    _check(pages)
    return PdfReader(pages).blocks()
