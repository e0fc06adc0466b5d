"""Automatic list numbers as programs draw them: arabic, roman, Latin and Russian letters."""

import re

from recommendations.documents.marks import read_mark

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
"""Word numbers points without «ё», «й», «ъ» and «ь»."""
LATIN = "abcdefghijklmnopqrstuvwxyz"
MAX_LETTERED = 29 * 20
_LETTER = re.compile(r"\(?([а-яёa-z])[.)]?\)?$", re.IGNORECASE)
_DIGITS = re.compile(r"\D*(\d{1,2}(?:\.\d{1,2}){0,3})(\.?\s*\))?")
_DASHES = "-‐‑‒–—―−"


def roman(number: int) -> str:
    """Return a number from 1 to 3999 in Roman figures, other numbers as they are."""
    if not 0 < number < 4000:
        return str(number)
    figures = ""
    for value, sign in _ROMAN:
        figures += sign * (number // value)
        number %= value
    return figures


def lettered(number: int, alphabet: str) -> str:
    """Return the letter of a point; after the last one letters are doubled as Word does: «аа», «бб»."""
    if not 0 < number <= MAX_LETTERED:
        return str(number)
    rounds, index = divmod(number - 1, len(alphabet))
    return alphabet[index] * (rounds + 1)


def figure(number: int, form: str) -> str:
    """Return a number in one of the forms «decimal», «roman», «russian», «latin», «zero»; "" for «none»."""
    if form == "none":
        return ""
    if form == "roman":
        return roman(number)
    if form in ("russian", "latin"):
        return lettered(number, RUSSIAN if form == "russian" else LATIN)
    return f"{number:02d}" if form == "zero" else str(number)


def as_mark(label: str) -> str:
    """Return a list label in a form that is read as a mark: «1», «(а)», «Пункт 2.» become «1.», «а)», «2.».

    A label without a number is a bullet: a dash stays a dash, a picture or a sign of a symbol font becomes «•».
    """
    label = label.strip()
    if not label:
        return ""
    if read_mark(label + " я")[0]:
        return label
    if found := _LETTER.match(label):
        return f"{found.group(1).lower()})"
    if label[0] in _DASHES:
        return "–"
    if re.fullmatch(r"[IVXLС]+\W*", label):
        return re.sub(r"\W", "", label) + "."
    found = _DIGITS.match(label)
    return f"{found.group(1)}{')' if found.group(2) else '.'}" if found else "•"
