"""Small invented documents and what is understood of them, for the tests of the parser."""

from recommendations.documents import ParsedDocument, parse_document

HEAD = "РЕЗОЛЮЦИЯ\nфорума «Школа и семья»\n\nг. Смоленск\n\n24 августа 2021 г.\n\n"


def parse(text: str, name: str = "resolution.txt") -> ParsedDocument:
    return parse_document(text.encode("utf-8"), name)


def body(text: str, name: str = "resolution.txt") -> list[tuple[str, list[str]]]:
    """Return the headings with the texts of their items of a document with an ordinary title block."""
    return groups(parse(HEAD + text, name))


def groups(document: ParsedDocument) -> list[tuple[str, list[str]]]:
    return [(group.heading, [item.text for item in group.recommendations]) for group in document.groups]
