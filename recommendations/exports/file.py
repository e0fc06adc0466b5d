"""One door for every format: a table in, a named file out."""

from collections.abc import Callable
from dataclasses import dataclass

from recommendations.exports.csv import write_csv
from recommendations.exports.xlsx import write_xlsx
from recommendations.summaries.table import Table

XLSX, CSV = "xlsx", "csv"


class UnknownFormat(ValueError):
    """A format that the portal does not write; the text is a Russian sentence."""


@dataclass(frozen=True)
class ExportedFile:
    """A file ready to be sent or stored."""

    name: str
    content: bytes
    content_type: str


@dataclass(frozen=True)
class _Format:
    write: Callable[[Table], bytes]
    content_type: str


_WRITERS = {
    XLSX: _Format(write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    CSV: _Format(write_csv, "text/csv; charset=utf-8"),
}
FORMATS = tuple(_WRITERS)


def export_table(table: Table, format: str) -> ExportedFile:
    """Render the table as a file of this format; UnknownFormat for one that is not in FORMATS."""
    if format not in _WRITERS:
        raise UnknownFormat(f"Формат «{format}» пока не поддерживается. Доступны: {', '.join(FORMATS)}.")
    writer = _WRITERS[format]
    return ExportedFile(table.file_name(format), writer.write(table), writer.content_type)
