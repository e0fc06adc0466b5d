"""Cleaning one line of text before anything is read in it (contract, 2 and 3)."""

import re

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f"),
    " ",
)
_LETTER_SPACED = re.compile(r"(?<!\w)(?:[А-ЯЁа-яё] ){3,}[А-ЯЁа-яё](?!\w)")
_GLUED_GENRE = re.compile(
    r"^(РЕШЕНИЕ|РЕЗОЛЮЦИЯ|ПРОТОКОЛ|ИТОГОВЫЙ|ИТОГОВАЯ|РЕКОМЕНДАЦИИ|ПРЕДЛОЖЕНИЯ|ПРОЕКТ)(?=[А-ЯЁ]{4,}$)", re.IGNORECASE
)


def collapse(text: str) -> str:
    """Return the text with every run of white space as one space."""
    return " ".join(text.split())


def visible(text: str) -> str:
    """Drop soft hyphens and other invisible signs, turn no-break spaces and tabs into spaces."""
    return text.translate(_INVISIBLE).translate(_SPACES)


def _close_up(match: re.Match[str]) -> str:
    return _GLUED_GENRE.sub(r"\1 ", match.group().replace(" ", ""))


def clean(text: str) -> str:
    """Return one line without invisible signs, letter-spaced words closed up, white space collapsed."""
    return collapse(_LETTER_SPACED.sub(_close_up, visible(text)))
