"""manage.py parse_resolution FILE: what the portal understands of a document; needs no database."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from recommendations.documents import DocumentError
from recommendations.management.documents import read_document


class Command(BaseCommand):
    """Print exactly one JSON object; for a file that cannot be read {"error": …} and exit code 1."""

    help = "Разобрать документ резолюции и показать, что из него понято."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="документ")
        parser.add_argument("--format", choices=("json",), default="json", help="вид вывода")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            _, parsed = read_document(options["file"])
        except DocumentError as error:
            self._print({"error": str(error)})
            raise SystemExit(1) from error
        self._print(parsed.as_json())

    def _print(self, value: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(value, ensure_ascii=False, indent=2))
