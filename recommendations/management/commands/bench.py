"""manage.py bench: times the portal on a region of realistic size and prints a table beside the targets."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from recommendations.bench.ground import Ground, find_ground
from recommendations.bench.measure import Measured, machine, measure, measure_once
from recommendations.bench.operations import AnswerError, operations
from recommendations.bench.registry import create_registry, imports, lists
from recommendations.management.commands.load_scale import whole_number

HEADINGS = (
    "Операция",
    "Медиана, мс",
    "Лучшее, мс",
    "p95, мс",
    "в т. ч. Python, мс",
    "Запросов",
    "Только SQL, мс",
    "Кратность",
    "Цель, мс",
    "Итог",
)
LEAST_RUNS, MOST_RUNS = 5, 200


class Command(BaseCommand):
    help = "Измеряет время страниц и действий на вымышленном регионе; отчёты в нём подаются и принимаются на самом деле"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--schools", default="400", help="сколько школ в регионе, если его ещё нет (400)")
        parser.add_argument("--tasks", default="100000", help="сколько обязательств, если региона ещё нет (100000)")
        parser.add_argument("--seed", default="1", help="какой регион: scale-ЧИСЛО (1)")
        parser.add_argument("--registry", action="store_true", help="вместо этого — реестр на 40 000 организаций")
        parser.add_argument("--runs", default="15", help="сколько замеров каждой операции (15)")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.DEBUG:
            raise CommandError("При DEBUG=1 замеры ничего не значат. Запустите с DEBUG=0.")
        runs = whole_number("runs", options["runs"], LEAST_RUNS, MOST_RUNS)
        for line in machine():
            self.stdout.write(line)
        try:
            rows = _registry(runs) if options["registry"] else self._portal(runs, options)
        except AnswerError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Замеров каждой операции: {runs}, сервер и база на одной машине.\n")
        self.stdout.write("\n".join(_table(rows)))

    def _portal(self, runs: int, options: dict[str, Any]) -> list[Measured]:
        return [measure(operation, runs) for operation in operations(self._ground(options))]

    def _ground(self, options: dict[str, Any]) -> Ground:
        code = f"scale-{options['seed']}"
        if find_ground(code) is None:
            sizes = {name: options[name] for name in ("schools", "tasks", "seed")}
            call_command("load_scale", stdout=self.stdout, **sizes)
        ground = find_ground(code)
        if ground is None:
            raise CommandError(f"Региона {code} нет.")
        return ground


def _registry(runs: int) -> list[Measured]:
    """Files are brought in once each; then the list is opened over what they have made."""
    people = create_registry()
    loaded = [measure_once(operation) for operation in imports(people)]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # what the server does by itself within minutes of such a load
    return [*loaded, *(measure(operation, runs) for operation in lists(people))]


def _table(rows: Iterable[Measured]) -> list[str]:
    cells = [HEADINGS, *map(_cells, rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADINGS))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]


def _cells(row: Measured) -> tuple[str, ...]:
    limit = f"{row.limit:.1f}" if row.limit is not None else "—"
    times = f"{row.median / row.limit:.1f}" if row.limit else "—"
    verdict = "достигнута" if row.is_met else "не достигнута"
    figures = (
        f"{row.median:.1f}",
        f"{min(row.times):.1f}",
        f"{row.p95:.1f}",
        f"{row.processor:.1f}",
        str(row.queries),
        limit,
        times,
        f"{row.operation.target:g}",
    )
    return (row.operation.title, *figures, verdict)
