"""The text of a resolution as blocks to show: every word once, in its order, the clauses among them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from recommendations.documents.cleaning import collapse
from recommendations.documents.marks import read_mark
from recommendations.models import Resolution, ResolutionText, Section
from recommendations.models.recommendation import Wording

TITLE, HEADING, CLAUSE, OTHER = "title", "heading", "recommendation", "other"


@dataclass(frozen=True)
class Block:
    """Paragraphs of one kind: title, preamble, heading, recommendation, signature, other.

    `wording`: the clause, if the block is one. `addressee`: our words about to whom the clause or the heading was
    assigned, where the text above says it otherwise; empty where the text says it itself.
    """

    kind: str
    lines: tuple[str, ...]
    wording: Wording | None = None
    addressee: str = ""

    @property
    def text(self) -> str:
        """The paragraphs in one line."""
        return " ".join(self.lines)


def text_blocks(text: ResolutionText | None, wordings: Sequence[Wording]) -> list[Block]:
    """The blocks of a version of the text, its clauses given in the order of their numbers.

    A text whose pieces are not known, or are not those of the clauses, is built from headings and clauses.
    """
    is_marked = text is not None and _clause_starts(text) == sorted(one.span_start for one in wordings)
    blocks = list(_of_pieces(text, wordings) if text and is_marked else _of_sections(wordings))
    return list(_addressed(blocks))


def title_of(resolution: Resolution, text: ResolutionText | None) -> str:
    """The title as it stands in that version of the text; of the version in force as people have settled it."""
    if text is None or text.version == resolution.version:
        return resolution.title
    lines = (text.plain_text[start:end] for kind, start, end in text.pieces if kind == TITLE)
    return collapse(" ".join(lines)) or resolution.title


def _clause_starts(text: ResolutionText) -> list[int]:
    return sorted(start for kind, start, _ in text.pieces if kind == CLAUSE)


def _of_pieces(text: ResolutionText, wordings: Iterable[Wording]) -> Iterator[Block]:
    clauses = {one.span_start: one for one in wordings}
    for kind, start, end in text.pieces:
        lines = [collapse(line) for line in text.plain_text[start:end].splitlines()]
        shown = tuple(line for line in lines if line and not (kind == OTHER and _is_list_mark(line)))
        if shown:
            yield Block(kind, shown, clauses[start] if kind == CLAUSE else None)


def _is_list_mark(line: str) -> bool:
    """«1.», «2.1.», «а)», «–», «3»: what stands before a clause and is not a word of it."""
    return any(read_mark(line + tail)[1] == len(line + tail) - 1 for tail in (" а", ". а"))


def _of_sections(wordings: Iterable[Wording]) -> Iterator[Block]:
    for section, clauses in groupby(wordings, key=lambda one: one.section):
        if section.heading:
            yield Block(HEADING, (section.heading,))
        for one in clauses:
            yield Block(CLAUSE, (one.text,), one)


def _addressed(blocks: list[Block]) -> Iterator[Block]:
    """The blocks, each told to whom it is addressed where the words above do not say it."""
    sections = {block.wording.section_id: block.wording.section for block in blocks if block.wording}
    current: Section | None = None
    for index, block in enumerate(blocks):
        if block.wording:
            yield replace(block, addressee=_of_clause(block.wording.section, current))
            continue
        below = _section_below(blocks, index)
        named = _named(block, below, sections.values())
        if named or block.kind == HEADING:
            current = named or below
        is_other = block.kind == HEADING and below is not None and named is None
        yield replace(block, addressee=_assigned(below) if below and is_other else "")


def _section_below(blocks: Sequence[Block], index: int) -> Section | None:
    """The section of the next clause, unless another heading comes first."""
    for block in blocks[index + 1 :]:
        if block.wording:
            return block.wording.section
        if block.kind == HEADING:
            return None
    return None


def _named(block: Block, below: Section | None, sections: Iterable[Section]) -> Section | None:
    """The section whose heading stands in the block: that of the next clause; for a heading any other as well."""
    if below and below.heading and below.heading in block.text:
        return below
    found = [one for one in sections if one.heading and one.heading in block.text] if block.kind == HEADING else []
    return max(found, key=lambda one: len(one.heading), default=None)


def _of_clause(section: Section, current: Section | None) -> str:
    if section == current:
        return ""
    return _assigned(section) or ("Адресат пункта не назван." if current else "")


def _assigned(section: Section) -> str:
    """To whom a person or the lexicon has assigned it, in our words; empty when to nobody."""
    groups = ", ".join(group.name for group in section.groups.all())
    if section.heading:
        return f"Отнесено к адресату: {section.heading}"
    return f"Отнесено к группе: {groups}" if groups else ""
