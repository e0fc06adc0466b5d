"""What is wrong in a registry file, and where."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One fault: file, line (0 = the file as a whole), column ("" = the whole line) and a Russian sentence."""

    file: str
    line: int
    column: str
    text: str

    def __str__(self) -> str:
        place = [self.file]
        if self.line:
            place.append(f"строка {self.line}")
        if self.column:
            place.append(f"столбец «{self.column}»")
        return f"{', '.join(place)}: {self.text}"


class RegistryError(ValueError):
    """The files cannot be loaded; `faults` are all that was found, the text has one per line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, faults)))
