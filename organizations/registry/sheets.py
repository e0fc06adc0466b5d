"""What a table file is made of: sheets of lines of texts, whatever the format."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

# Spaces of all kinds, what has no width, and control characters stand for one space or for nothing.
_NOTHING = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACES = re.compile(r"[\s\0-\x1f\x7f]+")
# Longer whole numbers are kept by no spreadsheet: the digits after the fifteenth are lost.
MOST_DIGITS = 15

ABOVE_DATA = 20
"""Lines of titles and headings that are no rows."""
BROKEN = (
    "Файл повреждён или обрезан и не открывается. "
    "Откройте его в Excel или LibreOffice, сохраните как XLSX и загрузите снова."
)
PROTECTED = "Файл защищён паролем. Снимите защиту, сохраните книгу как XLSX и загрузите снова."


class TableRefused(ValueError):
    """The file as a whole cannot be read; the text is a Russian sentence with advice."""


@dataclass(frozen=True)
class Limits:
    """What one file may hold; `unpacked` bytes bound a packed one, whatever its ratio (bombs: rows and bytes)."""

    rows: int = 5_000
    columns: int = 50
    unpacked: int = 100 * 1024 * 1024


IN_REQUEST = Limits()
IN_BACKGROUND = Limits(rows=50_000)


@dataclass(frozen=True)
class Merged:
    """One merged area, lines and columns from 1, bounds included."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(Protocol):
    """One sheet; `lines` may be asked for again and gives every line, empty ones too, each with its number from 1."""

    name: str

    @property
    def height(self) -> int:
        """Number of lines."""
        ...

    @property
    def merged(self) -> Sequence[Merged]:
        """Merged areas; a CSV file has none."""
        ...

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Lines from the first one on; the first text is that of column A."""
        ...


Value = int | float | str | bool | time | date | datetime | timedelta


def cell_text(value: Value) -> str:
    """A cell as text: numbers without «.0», days as in Russia, single spaces, no invisible letters."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y}" if value.time() == time() else f"{value:%d.%m.%Y %H:%M}"
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)


def clean_text(text: str) -> str:
    """Single spaces, no invisible letters."""
    if text.isascii() and text.isalnum():
        return text
    return _SPACES.sub(" ", _NOTHING.sub("", text)).strip()


def column_letter(place: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _number(value: float) -> str:
    if not value.is_integer():
        return repr(value).replace(".", ",")
    return str(int(value)) if abs(value) < 10**MOST_DIGITS else f"{value:.5E}".replace(".", ",")
