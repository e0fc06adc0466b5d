"""The one plain text of a document and its paragraphs: what every reader produces (contract, 2)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from recommendations.documents.marks import Mark, read_mark


@dataclass(frozen=True)
class Cell:
    """The place of a paragraph in a table; row 0 is the header. A merged cell covers several rows or columns."""

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Hints:
    """What a format knows besides the words. `mark` is an automatic list mark that is not part of the text."""

    bold: bool = False
    heading: bool = False
    indent: int = 0
    gap: bool = False
    mark: str = ""
    cell: Cell | None = None


NO_HINTS = Hints()


@dataclass(frozen=True)
class Block:
    """A paragraph as a reader gives it: clean text on one line and hints."""

    text: str
    hints: Hints = NO_HINTS


@dataclass(frozen=True)
class Paragraph:
    """A paragraph at `start` of the plain text; the body is the text after its typed mark."""

    text: str
    start: int
    mark: Mark
    body_offset: int
    hints: Hints

    @property
    def body(self) -> str:
        return self.text[self.body_offset :]

    @property
    def body_start(self) -> int:
        return self.start + self.body_offset

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def prominent(self) -> bool:
        """Whether the format shows the paragraph as a heading."""
        return self.hints.bold or self.hints.heading

    def tail(self, offset: int) -> "Paragraph":
        """Return the rest of the paragraph from an offset in its text as a paragraph of its own."""
        return _paragraph(Block(self.text[offset:], replace(self.hints, mark="")), self.start + offset)


@dataclass(frozen=True)
class ExtractedText:
    """The plain text with its paragraphs in order."""

    plain: str
    paragraphs: tuple[Paragraph, ...]


def _paragraph(block: Block, start: int) -> Paragraph:
    if block.hints.mark:
        return Paragraph(block.text, start, read_mark(block.hints.mark + " я")[0], 0, block.hints)
    mark, offset = read_mark(block.text)
    return Paragraph(block.text, start, mark, offset, block.hints)


def assemble(blocks: Iterable[Block]) -> ExtractedText:
    """Join the blocks of a reader, one line each, into the plain text with positions."""
    paragraphs, position = [], 0
    for block in blocks:
        if block.text:
            paragraphs.append(_paragraph(block, position))
            position += len(block.text) + 1
    return ExtractedText("\n".join(paragraph.text for paragraph in paragraphs), tuple(paragraphs))
