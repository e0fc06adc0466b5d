"""A list of edits: from JSON, played over a document, told in words."""

from collections.abc import Iterable, Iterator
from functools import reduce
from typing import Any

from recommendations.documents.mending.description import Describe
from recommendations.documents.mending.draft import EditError
from recommendations.documents.mending.edit import Edit
from recommendations.documents.mending.headings import Address, Head, Unhead
from recommendations.documents.mending.items import Add, Drop, Extend, Join, Move, Renumber, Split
from recommendations.documents.parsed import ParsedDocument
from recommendations.documents.stored import restored

KINDS: dict[str, type[Edit]] = {
    edit.kind: edit for edit in (Join, Split, Move, Renumber, Drop, Add, Extend, Address, Head, Unhead, Describe)
}


def edits_from_json(data: Iterable[Any]) -> tuple[Edit, ...]:
    """Return the edits that `as_json` gave; raises EditError when one is of another shape."""
    return tuple(_edit(number, entry) for number, entry in enumerate(data, 1))


def _edit(number: int, entry: Any) -> Edit:
    kind = KINDS.get(str(entry.get("edit"))) if isinstance(entry, dict) else None
    try:
        if kind:
            return restored(kind, entry)
    except ValueError as error:
        raise EditError(f"Правка № {number} записана неверно: {error}.") from error
    raise EditError(f"Правка № {number} неизвестна: обновите страницу и повторите.")


def replay(document: ParsedDocument, edits: Iterable[Edit]) -> ParsedDocument:
    """Return the document after the edits, one after the other; raises EditError when one cannot be made."""
    return reduce(lambda before, edit: edit.apply(before), edits, document)


def labels(document: ParsedDocument, edits: Iterable[Edit]) -> Iterator[str]:
    """Yield what each edit does, in Russian, for the journal; raises EditError when one cannot be made."""
    for edit in edits:
        yield edit.label(document)
        document = edit.apply(document)
