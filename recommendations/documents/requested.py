"""Documents that a recommendation asks to write: such ones are not cited acts (contract, 6.2)."""

import re

_WRITING = re.compile(
    r"(?:разработ|подготов|приня[тв]|созда|состав|напис|обсуд|внес|сформир|утвержд|утверди|доработ|"
    r"актуализ)\w*(?:\s+и\s+\w+)?(?:\s+[\w-]+(?:ую|ой|ие|ые|ия|ки|ке|ку|ты|та|ый|ий|ого|его))*?\s*(?:(?:законо)?проект\w*\s+)?"
    r"(?:[\w-]+(?:ого|его|ой)\s+)?$",
    re.IGNORECASE,
)
_DRAFT = re.compile(r"(?<!\w)проект\w{0,3}\s+(?:[\w-]+(?:ого|его|ой)\s+)?$", re.IGNORECASE)


def is_requested(text: str, start: int) -> bool:
    """Whether the words before a document's name ask to write it: «разработать …», «проект …»."""
    before = text[max(0, start - 100) : start].rstrip("«")
    return bool(_WRITING.search(before))


def is_draft(text: str, start: int) -> bool:
    """Whether only a draft of the document is named: «проект областного закона»."""
    return bool(_DRAFT.search(text[max(0, start - 60) : start].rstrip("«")))
