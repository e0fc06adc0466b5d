"""How much a document may hold: deterministic bounds that keep every reader within seconds."""

from recommendations.documents.errors import DocumentError

MAX_PARAGRAPHS = 60_000
"""Empty ones counted; the longest text that is understood has a tenth of them."""
MAX_TAGS = 1_000_000
"""Opening and closing tags of one XML part."""
MAX_PAGE_TAGS = 300_000
"""Tags of a web page."""
MAX_TOKENS = 2_000_000
"""Marks and pieces of text of an RTF file: a letter may be a piece of its own."""

TOO_COMPLEX = (
    "Документ слишком сложный: в нём слишком много абзацев или разметки. Оставьте в файле только сам документ."
)


class Tally:
    """Counts what is read and refuses the document when there is too much of it."""

    def __init__(self, limit: int = MAX_PARAGRAPHS) -> None:
        self.left = limit

    def count(self) -> None:
        """Count one more; raise DocumentError past the limit."""
        self.left -= 1
        if self.left < 0:
            raise DocumentError(TOO_COMPLEX)


def check_tags(found: int, limit: int) -> None:
    """Raise DocumentError when there are more tags than the limit."""
    if found > limit:
        raise DocumentError(TOO_COMPLEX)
