"""The three files of a registry as one value."""

from dataclasses import dataclass
from pathlib import Path

from organizations.registry.faults import Fault, RegistryError
from organizations.registry.rows import (
    AUTHORITY_COLUMNS,
    MUNICIPALITY_COLUMNS,
    SCHOOL_COLUMNS,
    AuthorityRow,
    MunicipalityRow,
    SchoolRow,
    authority_rows,
    municipality_rows,
    school_rows,
)
from organizations.registry.table import read_table


@dataclass(frozen=True)
class Registry:
    """Municipalities, education authorities and schools of a region."""

    municipalities: tuple[MunicipalityRow, ...]
    authorities: tuple[AuthorityRow, ...]
    schools: tuple[SchoolRow, ...]


def read_registry(folder: Path) -> Registry:
    """Read municipalities.csv, authorities.csv and schools.csv; RegistryError lists all faults of all files."""
    faults: list[Fault] = []
    lines = read_table(folder / "municipalities.csv", MUNICIPALITY_COLUMNS, faults)
    # A municipality whose own line is faulty is known all the same: its schools are not to blame.
    known = {line["oktmo"] for line in lines}
    registry = Registry(
        municipality_rows(lines, faults),
        authority_rows(read_table(folder / "authorities.csv", AUTHORITY_COLUMNS, faults), known, faults),
        school_rows(read_table(folder / "schools.csv", SCHOOL_COLUMNS, faults), known, faults),
    )
    if faults:
        raise RegistryError(faults)
    return registry
