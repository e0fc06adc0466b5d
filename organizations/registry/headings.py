"""Where the heading of a sheet stands and which column holds what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from organizations.registry.contacts import CONTACTS
from organizations.registry.heading_words import LABELS, Field, Meaning, is_neutral, is_personal, meaning
from organizations.registry.sheets import Sheet, TableRefused, column_letter

MOST_ROWS = 3
"""A heading has one to three rows."""
# Above the heading stand a title, a date, an approval stamp: it is looked for so far down.
_LOOKED_AT = 25
_NUMBERING = 3
FAULTS_HEADING = "Ошибки"
"""The column that the portal adds to a file that it gives back; it is not read."""
NAMES = frozenset({Field.SHORT_NAME, Field.FULL_NAME, Field.TITLE})
_KEYS = NAMES | {Field.MUNICIPALITY, Field.OKTMO, Field.OKATO, Field.INN, Field.OGRN, Field.NUMBER}
NO_NAME = (
    "Не найдена строка заголовков со столбцом наименования организации. Нужны заголовки столбцов, например "
    "«Муниципальное "
    "образование», «Краткое наименование», «ИНН», «ОГРН». {seen}"
)

BESIDE_PERSON = (
    "Столбец «{heading}» стоит сразу за сведениями о человеке и похож на его личные контакты, поэтому не загружается. "
    "Если это контакты организации, добавьте в заголовок слово «организации» и загрузите файл снова."
)

Line = tuple[int, list[str]]


@dataclass(frozen=True)
class Column:
    """A column in use: its place from 1, the heading as printed."""

    place: int
    heading: str
    field: Field

    @property
    def letter(self) -> str:
        """«C»."""
        return column_letter(self.place)


@dataclass(frozen=True)
class Layout:
    """How one sheet was understood.

    `rows` are the heading rows; `dropped` the headings of personal columns, which are never read; `unused` the others
    that are not read, each with the reason when there is one; `warnings` sentences about columns;
    `last_row` is the last line before the data.
    """

    sheet: str
    rows: tuple[int, ...]
    last_row: int
    columns: tuple[Column, ...]
    dropped: tuple[str, ...]
    unused: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    @property
    def fields(self) -> Mapping[str, Column]:
        """Field → its column."""
        return {column.field: column for column in self.columns}

    def as_json(self) -> dict[str, Any]:
        """{sheet, heading_rows, columns: [{column, heading, field, label}], dropped, unused, warnings}, to be kept."""
        return {
            "sheet": self.sheet,
            "heading_rows": list(self.rows),
            "columns": [
                {"column": one.letter, "heading": one.heading, "field": str(one.field), "label": LABELS[one.field]}
                for one in self.columns
            ],
            "dropped": list(self.dropped),
            "unused": list(self.unused),
            "warnings": list(self.warnings),
        }


def find_layout(sheet: Sheet) -> Layout:
    """The layout of the best heading near the top; TableRefused names the headings that were seen instead."""
    lines = [line for line in islice(sheet.lines(), _LOOKED_AT) if any(line[1])]
    spread = _spread(sheet, lines)
    best = max(
        (
            (_score(_joined(spread[start : start + depth])), -depth, -start)
            for start in range(len(lines))
            for depth in range(1, min(MOST_ROWS, len(lines) - start) + 1)
        ),
        default=(0, 0, 0),
    )
    if best[0] <= 0:
        raise TableRefused(NO_NAME.format(seen=_seen(lines)))
    start, depth = -best[2], -best[1]
    headings = _joined(spread[start : start + depth])
    rows = tuple(number for number, _ in lines[start : start + depth])
    suspects = _beside_persons(headings)
    columns, unused = _chosen([() if place in suspects else parts for place, parts in enumerate(headings)])
    dropped = tuple(
        dict.fromkeys(
            " ".join(parts) for place, parts in enumerate(headings) if _is_personal(parts) or place in suspects
        )
    )
    last = _last_row(lines[start + depth - 1 :])
    return Layout(sheet.name, rows, last, columns, dropped, unused, tuple(map(_suspicion, suspects.values())))


def _spread(sheet: Sheet, lines: Sequence[Line]) -> list[list[str]]:
    """Texts of the lines with those of merged cells repeated over their whole width."""
    spread = []
    for number, cells in lines:
        texts = list(cells)
        for area in sheet.merged:
            if area.top == number and area.right > area.left and area.left <= len(texts):
                right = min(area.right, len(texts))
                texts[area.left - 1 : right] = [texts[area.left - 1]] * (right - area.left + 1)
        spread.append(texts)
    return spread


def _joined(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """For each column the different texts of its heading, from the top."""
    width = max(map(len, rows))
    columns = ([row[place] for row in rows if place < len(row) and row[place]] for place in range(width))
    return [tuple(dict.fromkeys(parts)) for parts in columns]


def _meaning(parts: Sequence[str]) -> Meaning | None:
    """The lowest text alone or all texts together; a person above makes everything below personal."""
    if not parts or _is_personal(parts):
        return None
    return meaning(parts[-1]) or meaning(" ".join(parts)) or _first(parts)


def _first(parts: Sequence[str]) -> Meaning | None:
    return meaning(parts[0]) if len(parts) > 1 else None


def _is_personal(parts: Sequence[str]) -> bool:
    return any(map(is_personal, parts))


def _beside_persons(headings: Sequence[Sequence[str]]) -> dict[int, str]:
    """Place from 0 → heading of a telephone or mail column that stands right after a person and does not say whose."""
    found: dict[int, str] = {}
    for place, parts in enumerate(headings[1:], start=1):
        known = _meaning(parts)
        beside = _is_personal(headings[place - 1]) or place - 1 in found
        if beside and known and known.field in CONTACTS and is_neutral(" ".join(parts)):
            found[place] = " ".join(parts)
    return found


def _suspicion(heading: str) -> str:
    return BESIDE_PERSON.format(heading=heading)


def _score(headings: Sequence[Sequence[str]]) -> int:
    """Fields found, those that identify an organization counted twice; 0 without a name or a number of the portal."""
    found = {one.field for parts in headings if (one := _meaning(parts))}
    if not found & (NAMES | {Field.NUMBER}):
        return 0
    swallowed = sum(_is_swallowed(parts) for parts in headings)
    return sum(2 if field in _KEYS else 1 for field in found) + sum(map(_is_personal, headings)) - 2 * swallowed


def _is_swallowed(parts: Sequence[str]) -> bool:
    """A heading with a text beneath it that says nothing to the reader: most likely the first line of data."""
    return bool(_first(parts)) and not meaning(parts[-1]) and not meaning(" ".join(parts))


def _last_row(lines: Sequence[Line]) -> int:
    """The last line that is not data: the heading's own last one, or the «1 2 3 …» beneath it."""
    return lines[1][0] if len(lines) > 1 and _is_numbering(lines[1][1]) else lines[0][0]


def _chosen(headings: Sequence[Sequence[str]]) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Of several columns for one field the best rank wins, then the leftmost; the others are not used."""
    best: dict[Field, tuple[int, Column]] = {}
    unused: list[str] = []
    for place, parts in enumerate(headings, start=1):
        text, known = " ".join(parts), _meaning(parts)
        if known is None:
            unused += [text] if parts and text != FAULTS_HEADING and not _is_personal(parts) else []
        elif known.field not in best or known.rank < best[known.field][0]:
            if known.field in best:
                unused.append(_beaten(best[known.field][1].heading, text))
            best[known.field] = known.rank, Column(place, text, known.field)
        else:
            unused.append(_beaten(text, best[known.field][1].heading))
    return tuple(sorted((one for _, one in best.values()), key=lambda one: one.place)), tuple(unused)


def _beaten(heading: str, winner: str) -> str:
    return f"{heading} (взят столбец «{winner}»)"


def _is_numbering(cells: Sequence[str]) -> bool:
    """«1 2 3 …» beneath the heading."""
    numbers = [cell for cell in cells if cell]
    return len(numbers) >= _NUMBERING and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _seen(lines: Sequence[Line]) -> str:
    """The fullest line among the first: probably what the user takes for the heading."""
    texts: Iterator[list[str]] = ([cell for cell in cells if cell] for _, cells in lines)
    fullest = max(texts, key=len, default=[])
    if not fullest:
        return "Лист пуст."
    return f"Прочитано: {', '.join(f'«{text[:60]}»' for text in fullest[:12])}."
