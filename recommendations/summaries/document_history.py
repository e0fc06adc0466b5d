"""A document under review with what can be taken back and what can be done again."""

from dataclasses import dataclass

from recommendations.documents import ParsedDocument
from recommendations.documents.mending import edits_from_json, replay
from recommendations.documents.stored import load
from recommendations.models import PendingDocument


@dataclass(frozen=True)
class History:
    """The document as it stands; the last edit and the next undone one in words, "" when there is none."""

    document: ParsedDocument
    undo: str
    redo: str


def history_of(pending: PendingDocument) -> History:
    """Play the edits in force over the reading."""
    edits = edits_from_json(pending.edits)
    done, undone = edits[: pending.edit_count], edits[pending.edit_count :]
    document, undo = load(pending.reading), ""
    if done:
        document = replay(document, done[:-1])
        undo, document = _inside(done[-1].label(document)), done[-1].apply(document)
    return History(document, undo, _inside(undone[0].label(document)) if undone else "")


def _inside(label: str) -> str:
    """A label as it stands inside a sentence."""
    return label[:1].lower() + label[1:]
