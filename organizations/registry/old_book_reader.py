"""A process that reads one XLS from its input and writes its sheets as lines of JSON.

A spoilt XLS makes the reader ask for all the memory there is, which ends the process at once. So it reads in a process
of its own with little memory, and the portal lives on.
"""

import json
import resource
import sys
from collections.abc import Iterator

from python_calamine import PasswordError

from organizations.registry.book_sheets import visible_sheets

MEMORY = 1024 * 1024 * 1024
DONE, IS_PROTECTED, IS_TOO_LARGE = 0, 3, 4


def main(rows: int, columns: int, most_bytes: int) -> int:
    """Write [name, height, merged areas] and then the lines of each sheet; the answer is the code of exit."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        sheets = visible_sheets(sys.stdin.buffer.read())
    except PasswordError:
        return IS_PROTECTED
    if sum(sheet.height for sheet in sheets) > rows or any(sheet.width > columns for sheet in sheets):
        return IS_TOO_LARGE
    for text in _texts(sheets):
        most_bytes -= len(text)
        if most_bytes < 0:
            return IS_TOO_LARGE
        sys.stdout.write(f"{text}\n")
    return DONE


def _texts(sheets: list) -> Iterator[str]:
    for sheet in sheets:
        areas = [(area.top, area.left, area.bottom, area.right) for area in sheet.merged]
        yield json.dumps([sheet.name, sheet.height, areas])
        yield from (json.dumps(cells) for _, cells in sheet.lines())


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
