"""Writing very many rows: COPY where the database has it, plain batches elsewhere."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import StringIO
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_FLUSH_ROWS = 20_000


class BulkTable:
    """Rows of one model on their way to the database; moments are naive and in UTC.

    `is_keyed`: ids are given here, so that other rows may name them before they are written; nobody else may write to
    the table in the meantime, see `lock`.
    """

    def __init__(self, model: type[models.Model], columns: Sequence[str], *, is_keyed: bool = False) -> None:
        self.model = model
        self.is_keyed = is_keyed
        self.columns = ["id", *columns] if is_keyed else list(columns)
        last = model._base_manager.aggregate(last=models.Max("pk"))["last"] if is_keyed else 0
        self._last_key = last or 0
        self.rows: list[list[Any]] = []

    def new_key(self) -> int:
        """The id of the next row; it is the first value of a row of a keyed table."""
        self._last_key += 1
        return self._last_key

    def add(self, *values: Any) -> list[Any]:
        """Keep a row and give it back; it may be changed until the next flush."""
        row = list(values)
        self.rows.append(row)
        return row

    def place_of(self, column: str) -> int:
        """Where the column stands in a row."""
        return self.columns.index(column)

    @property
    def is_full(self) -> bool:
        return len(self.rows) >= _FLUSH_ROWS

    def flush(self) -> None:
        """Send what is kept."""
        if self.rows:
            (_copy if connection.vendor == "postgresql" else _insert)(self.model, self.columns, self.rows)
        self.rows = []


def lock(tables: Iterable[BulkTable]) -> None:
    """Keep other writers out of keyed tables until the transaction ends; on SQLite the transaction alone does it."""
    if connection.vendor == "postgresql":
        quoted = connection.ops.quote_name
        names = ", ".join(quoted(table.model._meta.db_table) for table in tables if table.is_keyed)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def settle(tables: Iterable[BulkTable]) -> None:
    """Let the database go on counting ids after ours."""
    found = [table.model for table in tables if table.is_keyed]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), found):
            cursor.execute(statement)


def analyze() -> None:
    """Renew the statistics that the planner chooses indexes by."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copy(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    text = StringIO("".join("\t".join(map(_cell, row)) + "\n" for row in rows))
    names = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {connection.ops.quote_name(model._meta.db_table)} ({names}) FROM STDIN", text)


def _cell(value: Any) -> str:
    if value is None:
        return "\\N"
    return value.translate(_ESCAPES) if value.__class__ is str else str(value)


def _insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    names = ", ".join(map(connection.ops.quote_name, columns))
    marks = ", ".join(["%s"] * len(columns))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", [list(map(_stored, row)) for row in rows])


def _stored(value: Any) -> Any:
    return str(value) if isinstance(value, date | datetime) else value
