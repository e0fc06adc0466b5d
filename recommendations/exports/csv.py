"""Tables as CSV for Excel: BOM, semicolons, decimal comma; no text can become a formula."""

import csv
import io

from organizations.sheets import safe_text
from recommendations.control import Share
from recommendations.summaries.table import Cell, Table


def write_csv(table: Table) -> bytes:
    """Heads and rows only: a file for machines and for pasting, without the block of facts."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    writer.writerow([safe_text(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow([_text(cell) for cell in row.cells])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _text(cell: Cell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, Share):
        return "" if value.percent is None else f"{value.percent}%".replace(".", ",")
    return safe_text(value) if isinstance(value, str) else cell.text.replace("\u00a0", "")
