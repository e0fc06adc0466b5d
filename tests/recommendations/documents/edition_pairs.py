"""Invented pairs of editions (`editions/*.txt`) and what became of each recommendation from one to the next.

A file: what it shows; «== old» and «== new» with heading lines «# codes of groups | heading» and lines «key text»;
«== changes» with lines «kind: old keys > new keys».
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from recommendations.documents.alignment import Clause

FOLDER = Path(__file__).parent / "editions"

Found = tuple[str, tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True)
class Pair:
    """Two editions and the changes between them: (kind, old keys, new keys)."""

    old: list[Clause]
    new: list[Clause]
    changes: list[Found]


def _edition(lines: list[str]) -> Iterator[Clause]:
    groups, heading = "", ""
    for line in lines:
        if line.startswith("#"):
            groups, heading = (part.strip() for part in line[1:].split("|"))
        else:
            key, text = line.split(" ", 1)
            yield Clause(int(key), text, frozenset(groups.split()), heading)


def _change(line: str) -> Found:
    kind, keys = line.split(":")
    old, new = (tuple(map(int, side.split())) for side in keys.split(">"))
    return kind, old, new


def read_pair(name: str) -> Pair:
    sections = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n== ")[1:]
    old, new, changes = ([line for line in section.splitlines()[1:] if line] for section in sections)
    return Pair(list(_edition(old)), list(_edition(new)), [_change(line) for line in changes])


NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
