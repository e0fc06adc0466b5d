"""Timing: a warm-up, then the runs; queries are counted apart, so counting does not slow what is timed."""

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

from django.db import connection

from recommendations.bench.operations import Call, Operation

WARM_UP = 3


@dataclass(frozen=True)
class Measured:
    """Milliseconds and the number of queries of one operation; `processor` is the portal's own time of the median run.

    On a machine shared with others the clock shows their work too, the processor's time does not.
    """

    operation: Operation
    times: list[float]
    processor: float
    queries: int
    limit: float | None

    @property
    def median(self) -> float:
        return median(self.times)

    @property
    def p95(self) -> float:
        return quantiles(self.times, n=20, method="inclusive")[-1] if len(self.times) > 1 else self.times[0]

    @property
    def is_met(self) -> bool:
        return self.median <= self.operation.target


def measure(operation: Operation, runs: int) -> Measured:
    """Time so many runs of the operation in turns with the bare SQL of the same rows."""
    for call in islice(operation.calls, WARM_UP):
        call()
    queries = _count_queries(next(operation.calls))
    times, busy, limits = [], [], []
    for call in islice(operation.calls, runs):
        started = process_time()
        times.append(_milliseconds(call))
        busy.append((process_time() - started) * 1000)
        if operation.limit:
            limits.append(_milliseconds(operation.limit))
    return Measured(operation, times, median(busy), queries, median(limits) if limits else None)


def measure_once(operation: Operation) -> Measured:
    """Time the first call of work that changes what it works on; its queries are counted on the way."""
    call, started, clock = next(operation.calls), process_time(), perf_counter()
    queries = _count_queries(call)
    took = (perf_counter() - clock) * 1000
    return Measured(operation, [took], (process_time() - started) * 1000, queries, None)


def _milliseconds(call: Call) -> float:
    started = perf_counter()
    call()
    return (perf_counter() - started) * 1000


def _count_queries(call: Call) -> int:
    seen: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        call()
    return len([sql for sql in seen if not sql.startswith(("SAVEPOINT", "RELEASE", "SELECT 1"))])


def machine() -> Iterator[str]:
    """What the figures were taken on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT version()" if connection.vendor == "postgresql" else "SELECT 'SQLite ' || sqlite_version()"
        )
        version = cursor.fetchone()[0].split(" (")[0]
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    yield f"Процессоров: {os.cpu_count()}, загрузка за 1, 5 и 15 мин: {load}"
    yield f"Python {platform.python_version()}, {version}, {platform.system()} {platform.machine()}"
