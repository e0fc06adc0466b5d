"""Whether a text reads as Russian: what is left of a wrong encoding or a font without a table of letters does not."""

import re

_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_LETTER = re.compile(r"[^\W\d_]")
_COMMON = re.compile(r"[оеаинтсрвлОЕАИНТСРВЛ]")
_STRANGE = re.compile(r"[\ue000-\uf8ff\ufffd\u0080-\u009f]")
LETTERS = 0.6
"""So large a part of the letters must be Russian."""
COMMON = 0.4
"""So large a part of the Russian letters must be among the ten most common: in real texts it is two thirds."""
STRANGE = 0.05


def reads_as_russian(text: str) -> bool:
    """Whether the letters are mostly Russian and as common as in Russian words; a text without letters is not asked."""
    letters, russian = len(_LETTER.findall(text)), len(_CYRILLIC.findall(text))
    strange = len(_STRANGE.findall(text))
    if strange > STRANGE * max(1, letters + strange):
        return False
    return russian >= LETTERS * letters and len(_COMMON.findall(text)) >= COMMON * russian
