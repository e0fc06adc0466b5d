"""One organization as a line of a registry file states it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from organizations.registry.heading_words import Field
from organizations.registry.short_forms import short_form
from organizations.roles import GroupCode


class CellFault(NamedTuple):
    """What is wrong in a cell («C7»; «7» for the whole line), in Russian; `_asdict()` gives {cell, field, text}."""

    cell: str
    field: str
    text: str


@dataclass(frozen=True)
class RegistryRow:
    """A line: what it says, where it says so, what is wrong, what was repaired.

    `values` holds only fields that have a column, "" for an empty cell; a faulty value is not among them.
    `place` is the id of the municipality, None when the line does not tell; `places` are all that it may be.
    """

    sheet: str
    line: int
    values: Mapping[str, str]
    letters: Mapping[str, str]
    place: int | None
    places: tuple[int, ...]
    faults: tuple[CellFault, ...]
    repairs: tuple[str, ...]

    @property
    def name(self) -> str:
        """The short name: as given, or else the full one with its legal form abbreviated."""
        return self.values.get(Field.SHORT_NAME) or short_form(self.values.get(Field.FULL_NAME, ""))

    @property
    def cells(self) -> dict[str, str]:
        """Field → address of its cell: {"inn": "C7"}."""
        return {field: f"{letter}{self.line}" for field, letter in self.letters.items()}

    @property
    def group(self) -> str:
        """Code of the addressee group; a school when the line does not tell."""
        return self.values.get(Field.GROUP) or GroupCode.SCHOOL

    @property
    def is_closed(self) -> bool:
        """The line says that the organization is closed or deleted."""
        marked = "да" in (self.values.get(Field.REMOVED), self.values.get(Field.STATUS))
        return marked or bool(self.values.get(Field.CLOSED_ON))
