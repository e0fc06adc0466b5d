"""The living resolution as a Word document: the text itself with a status note under each clause."""

from docx.document import Document as Paper
from docx.shared import Pt

from recommendations.exports.docx import Look, add, new_paper, paper_file
from recommendations.exports.file import ExportedFile
from recommendations.summaries.living import Living, LivingClause, RetiredClause
from recommendations.summaries.text_blocks import HEADING, Block

TITLE = "Резолюция с отметками об исполнении"
RETIRED = "Исключённые и объединённые пункты (в действующую редакцию не входят)"
ABOUT_NOTES = (
    "Отметки об исполнении набраны курсивом с чертой слева. Они сформированы порталом и частью текста резолюции "
    "не являются. Исполнено — принято контролёром; доля взята от всех обязательств, находящихся на контроле."
)
AFTER_TITLE = Pt(12)
_LOOKS = {"title": Look.TITLE, HEADING: Look.HEADING}


def living_file(living: Living) -> ExportedFile:
    """The document under a Russian name with the day of its state."""
    actor = living.moment.actor
    paper = new_paper(f"{TITLE}: {living.title}", actor.user.short_name, actor.now)
    _write_head(paper, living)
    for block, clause in living.lines:
        _write_block(paper, block, clause, living.state_on)
    _write_retired(paper, living)
    return paper_file(paper, f"{TITLE} на {living.moment.known_on:%d.%m.%Y}")


def _write_head(paper: Paper, living: Living) -> None:
    add(paper, TITLE.upper(), Look.TITLE).paragraph_format.space_after = AFTER_TITLE
    for name, words in living.facts:
        add(paper, f"{name}: {words}", Look.FACT)
    add(paper, ABOUT_NOTES, Look.NOTE).paragraph_format.space_after = Pt(24)


def _write_block(paper: Paper, block: Block, clause: LivingClause | None, state_on: str) -> None:
    look = _LOOKS.get(block.kind, Look.TEXT)
    number = f"{clause.number}.\u00a0" if clause else ""
    *lines, last = [f"{number}{block.lines[0]}", *block.lines[1:]]
    for line in lines:
        add(paper, line, look)
    has_note = bool(clause or block.addressee)
    paragraph = add(paper, last, look, keeps_next=has_note)
    if look is Look.TITLE:
        paragraph.paragraph_format.space_after = AFTER_TITLE
    if clause:
        _write_notes(paper, block, clause, state_on)
    elif block.addressee:
        add(paper, _ended(block.addressee), Look.NOTE, keeps_next=True)


def _write_notes(paper: Paper, block: Block, clause: LivingClause, state_on: str) -> None:
    """The note of the clause, and one for each clause merged into it; they stay together."""
    twins = clause.theme_words
    first = [block.addressee, f"Состояние на {state_on}: {clause.state.note.text}", twins]
    notes = [" ".join(_ended(words) for words in first if words)]
    notes += [_ended(_capital(note.text)) for note in clause.merged_notes]
    for place, note in enumerate(notes, start=1):
        add(paper, note, Look.NOTE, keeps_next=place < len(notes))


def _write_retired(paper: Paper, living: Living) -> None:
    """What is executed still though the text does not have it: after the text, in our own words."""
    if not living.retired:
        return
    add(paper, RETIRED, Look.HEADING)
    for one in living.retired:
        add(paper, _retired_text(one), keeps_next=True)
        add(paper, f"{_ended(one.fate)} {_ended(f'Состояние на {living.state_on}: {one.state.note.text}')}", Look.NOTE)


def _retired_text(one: RetiredClause) -> str:
    return f"{one.state.clause.label}\u00a0{one.state.clause.text}"


def _ended(words: str) -> str:
    """The sentence with its full stop; initials bring their own."""
    return words if words.endswith((".", "…", "!", "?")) else f"{words}."


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
