"""XLS as sheets, read by a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from organizations.registry.old_book_reader import DONE, IS_PROTECTED, IS_TOO_LARGE
from organizations.registry.sheets import ABOVE_DATA, BROKEN, PROTECTED, Limits, Merged, TableRefused

_TOP = Path(__file__).resolve().parents[2]
_READER = "organizations.registry.old_book_reader"
_SECONDS = 60
TOO_LARGE = (
    "Данные занимают больше {rows} строк или {columns} столбцов. "
    "Удалите лишние строки и столбцы справа и снизу от таблицы или разделите файл на части."
)


class OldSheet:
    """One sheet of an XLS book, kept as the lines of JSON that the process wrote."""

    def __init__(self, head: str, texts: Iterator[str]) -> None:
        self.name, self.height, areas = json.loads(head)
        self.merged = [Merged(*area) for area in areas]
        self._texts = list(islice(texts, self.height))

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Lines from the first one on."""
        return enumerate(map(json.loads, self._texts), start=1)


def old_sheets(content: bytes, limits: Limits) -> Sequence[OldSheet]:
    """Visible sheets that hold something; TableRefused when the process could not read them."""
    texts = iter(_written(content, limits).splitlines())
    return [OldSheet(head, texts) for head in texts]


def _written(content: bytes, limits: Limits) -> str:
    bounds = [str(bound) for bound in (limits.rows + ABOVE_DATA, limits.columns, limits.unpacked)]
    try:
        done = subprocess.run(
            [sys.executable, "-m", _READER, *bounds],
            input=content,
            capture_output=True,
            check=False,
            cwd=_TOP,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise TableRefused(BROKEN) from error
    if done.returncode == DONE:
        return done.stdout.decode()
    if done.returncode == IS_TOO_LARGE:
        raise TableRefused(TOO_LARGE.format(rows=limits.rows, columns=limits.columns))
    raise TableRefused(PROTECTED if done.returncode == IS_PROTECTED else BROKEN)
