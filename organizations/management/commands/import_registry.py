"""manage.py import_registry FILE [--dry-run]: a registry file on behalf of the portal's administrator."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from organizations.access import Actor
from organizations.management.regions import find_region
from organizations.models import Membership, Region, RegistryImport, RegistryImportRow
from organizations.roles import Role
from organizations.services.registry_import import apply_registry, bring_registry
from organizations.services.registry_import_reading import read_registry_import

Kind = RegistryImportRow.Kind


class Command(BaseCommand):
    """Load a registry file; a fault or a doubt anywhere leaves everything as it was, and all of them are told."""

    help = "Загрузить реестр организаций из файла XLSX, XLS или CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="файл реестра")
        parser.add_argument("--region", help="код региона; не нужен, когда регион один")
        parser.add_argument("--email", help="почта администратора портала, от имени которого загружается файл")
        parser.add_argument("--dry-run", action="store_true", help="только проверить и посчитать")

    def handle(self, *args: Any, **options: Any) -> None:
        region = find_region(options["region"])
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"Реестр не загружен: файл {options['file']} не читается.") from error
        actor = _administrator(region, options["email"])
        try:
            self.stdout.write(_bring(actor, content, options["file"].name, is_dry=options["dry_run"]))
        except ValidationError as error:
            raise CommandError(f"Реестр не загружен. {' '.join(error.messages)}") from error


@transaction.atomic
def _bring(actor: Actor, content: bytes, name: str, *, is_dry: bool) -> str:
    """What was done, in words; CommandError with every fault, then nothing is kept."""
    brought = bring_registry(actor=actor, content=content, name=name)
    read_registry_import(registry_import=brought)
    brought.refresh_from_db()
    if brought.stage == RegistryImport.Stage.FAILED:
        raise CommandError(f"Реестр не загружен. {brought.fault}")
    found = [line for row in brought.rows.filter(kind__in=[Kind.ERROR, Kind.DOUBTFUL]) for line in _told(row)]
    if found:
        head = f"Реестр не загружен, ошибок и сомнений: {len(found)}. {_counted(brought)}"
        raise CommandError("\n".join([head, *found]))
    outcome = apply_registry(actor=actor, registry_import=brought)
    if is_dry:
        transaction.set_rollback(True)
    verdict = "Проверено, ничего не записано" if is_dry else "Загружено"
    return f"{verdict}. Новых: {outcome.created}, изменённых: {outcome.changed}, без изменений: {outcome.same}."


def _counted(brought: RegistryImport) -> str:
    counts = [f"{kind.label} — {brought.rows.filter(kind=kind).count()}" for kind in Kind]
    return f"Строк в файле: {', '.join(counts)}."


def _told(row: RegistryImportRow) -> list[str]:
    place = f"лист «{row.sheet}», строка {row.line}" if row.sheet else f"строка {row.line}"
    if row.kind == Kind.DOUBTFUL:
        return [f"{place}: «{row.name}» может быть организацией, которая уже есть. Решите это на странице загрузки."]
    cells = {fault["cell"]: f", ячейка {fault['cell']}" for fault in row.faults if fault["cell"]}
    return [f"{place}{cells.get(fault['cell'], '')}: {fault['text']}" for fault in row.faults]


def _administrator(region: Region, email: str | None) -> Actor:
    """The named administrator of the portal, or the first one."""
    people = Membership.objects.active_on(region.today).filter(region=region, role=Role.ADMINISTRATOR)
    people = people.select_related("region", "user", "organization").order_by("pk")
    membership = (people.filter(user__email__iexact=email) if email else people).first()
    if membership is None:
        who = f"Администратора портала с почтой {email}" if email else "Администратора портала"
        raise CommandError(f"Реестр не загружен: {who} в регионе «{region}» нет, загрузить файл не от чьего имени.")
    return Actor(user=membership.user, membership=membership, now=timezone.now())
