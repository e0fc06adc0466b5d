"""Texts made comparable: search without regard to case, ё/е, quotes and spaces; numbers in their order."""

import re

_QUOTES = re.compile("[«»\"'“”„‟‘’]")
_SPACES = re.compile(r"[\s\0]+")
_NUMBERS = re.compile(r"\d+")


def search_text(*parts: str) -> str:
    """Parts joined and levelled: small letters, ё as е, no quotes, single spaces, no NUL, «№1» as «№ 1»."""
    text = " ".join(part for part in parts if part).casefold().replace("ё", "е").replace("№", " № ")
    return _SPACES.sub(" ", _QUOTES.sub("", text)).strip()


def sort_text(text: str) -> str:
    """Key for sorting: levelled text with numbers padded, so «№ 9» stands before «№ 10»."""
    return _NUMBERS.sub(lambda found: found[0].zfill(6), search_text(text))[:300]


def initials_name(full_name: str) -> str:
    """«Соколова Ирина Петровна» → «Соколова И. П.» with no-break spaces; what is no name is left as it is."""
    surname, *given = full_name.split()
    return "\u00a0".join([surname, *(f"{name[0]}." if name[0].isalpha() else name for name in given)])
