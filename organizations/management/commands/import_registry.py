"""manage.py import_registry FILE [--dry-run]: schools from one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from organizations.management.regions import find_region
from organizations.registry import RegistryError
from organizations.services.registry import import_schools


class Command(BaseCommand):
    """Load a file of schools; a fault anywhere leaves everything as it was."""

    help = "Загрузить школы из файла CSV со столбцами файла schools.csv."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="файл CSV")
        parser.add_argument("--region", help="код региона; не нужен, когда регион один")
        parser.add_argument("--dry-run", action="store_true", help="только проверить и посчитать")

    def handle(self, *args: Any, **options: Any) -> None:
        region = find_region(options["region"])
        try:
            outcome = import_schools(region=region, path=options["file"], dry_run=options["dry_run"])
        except RegistryError as error:
            raise CommandError(f"Реестр не загружен, ошибок: {len(error.faults)}.\n{error}") from error
        verdict = "Проверено, ничего не записано" if options["dry_run"] else "Загружено"
        self.stdout.write(
            f"{verdict}. Новых: {outcome.created}, изменённых: {outcome.changed}, без изменений: {outcome.same}."
        )
