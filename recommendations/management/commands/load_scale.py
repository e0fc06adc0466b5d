"""manage.py load_scale: a region as large as a real one, for measuring (contract K14)."""

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from organizations.models import Membership
from recommendations.demo.accounts import PASSWORD
from recommendations.scale.load import ScaleRefused, load_scale

MOST = {"schools": 5_000, "tasks": 2_000_000, "seed": 999_999}


class Command(BaseCommand):
    help = "Заполняет вымышленный регион для измерений: организации, резолюции, обязательства с историей и отчётами"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--schools", default="400", help="сколько школ (400)")
        parser.add_argument("--tasks", default="100000", help="сколько обязательств (100000)")
        parser.add_argument("--seed", default="1", help="число, от которого зависят данные и код региона (1)")

    def handle(self, *args: Any, **options: Any) -> None:
        numbers = {name: whole_number(name, options[name], 1, most) for name, most in MOST.items()}
        try:
            people = load_scale(schools=numbers["schools"], tasks=numbers["tasks"], seed=numbers["seed"], say=self._say)
        except ScaleRefused as error:
            raise CommandError(str(error)) from error
        self._say(f"Готово: регион scale-{numbers['seed']}.")
        if settings.DEMO:
            self._say("\n".join(_accounts(people)))

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def whole_number(name: str, text: Any, least: int, most: int) -> int:
    """A whole number within the limits; CommandError in Russian names the argument and what it needs."""
    written = str(text)
    number = int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else -1
    if not least <= number <= most:
        raise CommandError(f"--{name}: ожидается целое число от {least} до {most}, получено «{text}».")
    return number


def _accounts(people: Sequence[Membership]) -> list[str]:
    lines = [f"{row.get_role_display()}: {row.user.email} ({row.organization.name})" for row in people]
    return [f"Учётные записи, пароль {PASSWORD}:", *lines]
