"""Write a summary of a resolution to a file."""

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from organizations.access import Actor, Refused, require
from organizations.models import Membership
from organizations.roles import Role
from organizations.services.audit import record
from recommendations.exports import FORMATS, export_table
from recommendations.models import Resolution
from recommendations.policies import may_export_summaries
from recommendations.summaries.by_municipality import municipality_rows
from recommendations.summaries.by_recommendation import recommendation_rows
from recommendations.summaries.table import Table

MAKERS: dict[str, Callable[..., Any]] = {"F1": recommendation_rows, "F2": municipality_rows}
PLANNED_FORMS = ("F3", "F4", "F5", "F6", "F7", "F8")
PLANNED_FORMATS = ("docx", "pdf")


class Command(BaseCommand):
    help = "Сохраняет сводный отчёт резолюции в файл"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("form", help="форма сводки: F1 или F2")
        parser.add_argument("--resolution", required=True, help="номер резолюции на портале")
        parser.add_argument("--format", default="xlsx", help=f"формат файла: {', '.join(FORMATS)}")
        parser.add_argument("--as-of", help="на конец какого дня, ГГГГ-ММ-ДД; без параметра — на сейчас")
        parser.add_argument("--out", required=True, help="куда записать файл")
        parser.add_argument("--email", help="от чьего имени; без параметра — специалист департамента")

    def handle(self, *args: Any, **options: Any) -> None:
        form, extension = _known_form(options["form"]), _known_format(options["format"])
        resolution = _resolution(options["resolution"])
        actor = _actor(resolution, options["email"])
        day = _day(options["as_of"], actor)
        table = _table(form, actor, resolution, day)
        file = export_table(table, extension)
        _write(Path(options["out"]), file.content)
        record(
            actor=actor, act="export_summary", about=resolution, form=form.lower(), as_of=f"{day or ''}", command=True
        )
        self.stdout.write(f"Записано: {options['out']} ({file.name}).")


def _known_form(name: str) -> str:
    form = name.upper()
    if form in PLANNED_FORMS:
        raise CommandError(f"Форма {form} пока не готова. Сейчас доступны: {', '.join(MAKERS)}.")
    if form not in MAKERS:
        raise CommandError(f"Неизвестная форма «{name}». Доступны: {', '.join(MAKERS)}.")
    return form


def _known_format(name: str) -> str:
    extension = name.lower()
    if extension in PLANNED_FORMATS:
        raise CommandError(f"Формат {extension} пока не готов. Сейчас доступны: {', '.join(FORMATS)}.")
    if extension not in FORMATS:
        raise CommandError(f"Неизвестный формат «{name}». Доступны: {', '.join(FORMATS)}.")
    return extension


def _resolution(key: str) -> Resolution:
    number = int(key) if key.isascii() and key.isdecimal() and len(key) < 19 else 0
    found = Resolution.objects.select_related("region").filter(pk=number).first()
    if found is None:
        raise CommandError(f"Резолюции с номером «{key}» на портале нет.")
    return found


def _actor(resolution: Resolution, email: str | None) -> Actor:
    """The named person, or the first specialist of the department, in an active membership of the region."""
    now = timezone.now()
    rows = Membership.objects.active_on(resolution.region.day_of(now)).filter(region=resolution.region)
    rows = rows.filter(user__email__iexact=email) if email else rows.filter(role__in=Role.SPECIALISTS)
    found = rows.select_related("user", "region", "organization__municipality").order_by("pk").first()
    if found is None:
        whom = f"участника с почтой «{email}»" if email else "специалиста департамента"
        raise CommandError(f"В регионе резолюции нет действующего {whom}.")
    return Actor(user=found.user, membership=found, now=now)


def _day(text: str | None, actor: Actor) -> date | None:
    if not text:
        return None
    day = _parsed(text)
    if day > actor.today:
        raise CommandError(f"Дата {day:%d.%m.%Y} ещё не наступила: сводка строится на сегодня или раньше.")
    return day


def _parsed(text: str) -> date:
    for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    raise CommandError(f"«{text}» — не дата. Пример: 2026-09-30.")


def _table(form: str, actor: Actor, resolution: Resolution, day: date | None) -> Table:
    try:
        require(may_export_summaries(actor))
    except Refused as refusal:
        raise CommandError(str(refusal)) from None
    if not Resolution.objects.visible_to(actor).filter(pk=resolution.pk).exists():
        raise CommandError(f"Резолюции с номером «{resolution.pk}» на портале нет.")
    return MAKERS[form](actor, resolution, day).table


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: a reader never meets half a file."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CommandError(f"Не удалось записать файл «{path}»: {error.strerror}.") from None
