"""Where a sentence ends inside a line: a full stop after an abbreviation or an initial ends none."""

import re

_BEFORE_A_NAME = (
    r"(?<![\w.])(?<!\d\d\d\d\s)(?<!\.\d\d\s)(?<!т\.\s)(?i:[гспдх]|ст|им|пос|пгт|гор|дер|нп|мкр|ул|пер|пл|обл|респ|окр|рук|нач|зам|"
    r"зав|дир|проф|доц|акад|св|р\.\s?п|п\.\s?г\.\s?т|г\.\s?о|м\.\s?о|с\.\s?п)\."
)
_SHORTENED = re.compile(
    rf"(?:{_BEFORE_A_NAME}|(?<!\w)[А-ЯЁ]\.|(?<!\w)(?i:и\.\s?о|др|т\.\s?[дпек]|пр|см|ст|ч|рис|табл|отв|исп|тел|стр)\.)$"
)
_LEADS_TO_A_NAME = re.compile(rf"(?:{_BEFORE_A_NAME}|\bим(?:\.|ени)\s+(?:[А-ЯЁ]\.\s?){{1,2}})$")
_STOP = re.compile(r"[.!?](?=[»\")]*\s+[«\"(]?[А-ЯЁ])")


def has_end_inside(text: str) -> bool:
    """Whether another sentence begins in the text: «г. Тулы», «им. Н. И. Иванова», «пос. Ленинский» begin none."""
    return any(not _SHORTENED.search(text[: match.end()]) for match in _STOP.finditer(text))


def without_stop(text: str) -> str:
    """Return the text without the full stop that ends it; that of an abbreviation stays."""
    return text[:-1] if text.endswith(".") and not _SHORTENED.search(text) else text


def expects_name(text: str) -> bool:
    """Whether the text breaks off before a name: «администрации г.», «школа имени Н. Ф.»."""
    return bool(_LEADS_TO_A_NAME.search(text))
