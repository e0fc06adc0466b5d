"""manage.py demo_accounts: who can sign in to the demo."""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from organizations.models import Membership
from recommendations.demo.accounts import KNOWN, PASSWORD, TOTP_SECRET, KnownAccount

HEADINGS = ("Роль", "Почта", "Пароль", "Организация", "Второй шаг входа (секрет)")


class Command(BaseCommand):
    """Print the known accounts (contract K2)."""

    help = "Показать учётные записи учебного портала."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=("table", "json"), default="table", help="вид вывода")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Учебные учётные записи есть только в учебном портале. Запустите с переменной DEMO=1.")
        rows = known_rows()
        if not rows:
            raise CommandError("Учебные данные не загружены. Выполните: manage.py load_demo")
        if options["format"] == "json":
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_table(rows)))


def known_rows() -> list[dict[str, str | None]]:
    """One object for each known account that is in the database, in the order of KNOWN."""
    memberships = Membership.objects.filter(user__email__in=[account.email for account in KNOWN]).select_related(
        "user", "organization__municipality"
    )
    by_email = {membership.user.email: membership for membership in memberships}
    return [_row(account, by_email[account.email]) for account in KNOWN if account.email in by_email]


def _row(account: KnownAccount, membership: Membership) -> dict[str, str | None]:
    place = membership.organization.municipality
    return {
        "role": membership.role,
        "email": account.email,
        "password": PASSWORD,
        "organization": membership.organization.name,
        "municipality": place.name if place else None,
        "totp_secret": TOTP_SECRET if account.has_totp else None,
    }


def _table(rows: Sequence[dict[str, str | None]]) -> list[str]:
    labels = {account.email: str(account.role.label) for account in KNOWN}
    cells = [HEADINGS] + [
        (labels[row["email"] or ""], row["email"], row["password"], row["organization"], row["totp_secret"] or "—")
        for row in rows
    ]
    widths = [max(len(str(line[column])) for line in cells) for column in range(len(HEADINGS))]
    return [
        "  ".join(str(cell).ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells
    ]
