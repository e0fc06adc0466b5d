"""manage.py anonymise_person: forget who a former employee was."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from organizations.access import Refused
from organizations.models import User
from recommendations.services.anonymise import anonymise_person, may_anonymise, traces

REASON = "Обезличено командой администратора сервера."


class Command(BaseCommand):
    help = "Удаляет из портала имя, почту, телефон и способы входа бывшего сотрудника; отменить это нельзя"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="электронная почта учётной записи")
        parser.add_argument("--reason", default=REASON, help="основание, попадает в журнал действий")
        parser.add_argument("--dry-run", action="store_true", help="только показать, что изменится")

    def handle(self, *args: Any, email: str, reason: str, dry_run: bool, **options: Any) -> None:
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"Учётной записи с почтой «{email}» нет.")
        found = ", ".join(f"{what} — {count}" for what, count in traces(user).items())
        try:
            if dry_run:
                self.stdout.write(f"Будет обезличено. Найдено: {found}.")
                _check(user)
                return
            anonymise_person(actor=None, user=user, reason=reason)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"Обезличено: теперь это «Сотрудник № {user.pk}». Найдено: {found}.")


def _check(user: User) -> None:
    if not (verdict := may_anonymise(None, user)):
        raise CommandError(verdict.reason)
