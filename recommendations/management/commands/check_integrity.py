"""Compare the caches with the recorded acts and the tables with one another."""

from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from recommendations.summaries.integrity import integrity_problems

SHOWN = 200


class Command(BaseCommand):
    help = "Проверяет, что состояние обязательств следует из записанных действий, а таблицы согласованы"

    def handle(self, *args: Any, **options: Any) -> None:
        problems = integrity_problems()
        shown = list(islice(problems, SHOWN))
        for problem in shown:
            self.stdout.write(problem)
        rest = sum(1 for _ in problems)
        if shown:
            more = f" Показаны первые {SHOWN}." if rest else ""
            raise CommandError(f"Расхождений: {len(shown) + rest}.{more}")
        self.stdout.write("Расхождений нет: состояния обязательств следуют из действий, таблицы согласованы.")
