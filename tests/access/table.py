"""The table of access, read from its file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

ROLES = (
    *("specialist", "colleague", "head"),
    *("coordinator", "school", "neighbour"),
    *("other_coordinator", "other_school"),
    *("methodologist", "observer", "administrator"),
)
TABLE = Path(__file__).parents[1] / "access_table.txt"
METHODS = ("GET", "POST")
# Open to strangers, and therefore to everybody.
FOR_EVERYBODY = {"healthz", "readyz", "appearance", "favicon", "invitation-accept", "privacy"}
# Addresses of django-allauth and of the service section; test_walls.py and test_admin.py say who opens them.
OTHERS = {"account", "mfa", "admin", "socialaccount", "usersessions"}


@dataclass(frozen=True)
class Row:
    """One address with one method on one object, and what each role gets."""

    method: str
    name: str
    thing: str
    marks: str

    def __str__(self) -> str:
        return f"{self.method} {self.name} {self.thing}"

    def wanted(self, role: str) -> str:
        return self.marks[ROLES.index(role)]


def read_rows() -> list[Row]:
    """The rows of the file; lines that begin with # are remarks."""
    rows = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            found = re.fullmatch(r"(GET|POST) +(\S+) +(.+?) {2,}([-+=f. ]+)", line)
            assert found, line
            rows.append(Row(found[1], found[2], found[3], found[4].replace(" ", "")))
    return rows


def own_names() -> set[str]:
    """Names of all addresses of the portal's own pages."""
    return {name for name in _names(get_resolver().url_patterns) if name.split("_")[0] not in OTHERS} - FOR_EVERYBODY


def _names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name != "admin":
                yield from _names(pattern.url_patterns)
        else:
            yield pattern.name or "favicon"


ROWS = read_rows()


def untold(rows: list[Row] = ROWS) -> list[Row]:
    """Methods that an address does not take, as rows: each address without rows of a method answers 405 to it."""
    told = {(row.name, row.method) for row in rows}
    first = {row.name: row for row in reversed(rows)}
    return [
        Row(method, name, row.thing, "-" * len(ROLES))
        for name, row in sorted(first.items())
        for method in METHODS
        if (name, method) not in told
    ]
