"""Lines that state one organization twice."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from organizations.registry.heading_words import LABELS, Field
from organizations.registry.registry_row import CellFault, RegistryRow
from organizations.text import search_text

REPEATED = "Повтор: {what} уже есть {where}. Оставьте одну из строк."


class Repeated:
    """Remembers the lines of a file; the second line of one organization names the first."""

    def __init__(self) -> None:
        self._seen: defaultdict[str, dict[object, str]] = defaultdict(dict)

    def checked(self, row: RegistryRow) -> RegistryRow:
        """The row with a fault for each value that an earlier line has."""
        faults = []
        for field, key, what in _keys(row):
            first = self._seen[field].setdefault(key, _place(row))
            if first != _place(row):
                cell = row.cells.get(field, str(row.line))
                faults.append(CellFault(cell, field, REPEATED.format(what=what, where=first)))
        return replace(row, faults=(*row.faults, *faults)) if faults else row


def _keys(row: RegistryRow) -> Iterator[tuple[str, object, str]]:
    for field in (Field.NUMBER, Field.INN, Field.OGRN):
        if value := row.values.get(field):
            yield field, value, f"{LABELS[field]} {value}"
    if row.name and row.place is not None:
        yield (
            Field.SHORT_NAME,
            (row.place, search_text(row.name)),
            f"организация «{row.name}» этого муниципального образования",
        )


def _place(row: RegistryRow) -> str:
    return f"на листе «{row.sheet}» в строке {row.line}" if row.sheet else f"в строке {row.line}"
