"""manage.py import_resolution FILE [--adopt]: a document becomes a resolution of the portal."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from organizations.access import Actor, Refused
from organizations.management.regions import find_region
from organizations.models import Membership, Region
from organizations.roles import Role
from recommendations.documents import DocumentError
from recommendations.management.documents import read_document
from recommendations.models import Resolution
from recommendations.services.resolutions import adopt_resolution, import_resolution


class Command(BaseCommand):
    """Import on behalf of a department specialist; all or nothing."""

    help = "Загрузить документ резолюции так, как он понят; с --adopt отметить её принятой."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="документ")
        parser.add_argument("--adopt", action="store_true", help="отметить резолюцию принятой")
        parser.add_argument("--email", help="почта специалиста департамента, от имени которого она загружается")
        parser.add_argument("--region", help="код региона; не нужен, когда регион один")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = _specialist(find_region(options["region"]), options["email"])
        try:
            resolution = _bring(actor, options["file"], adopt=options["adopt"])
        except (DocumentError, Refused) as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        count = resolution.recommendations.count()
        self.stdout.write(f"Резолюция № {resolution.pk} загружена. Рекомендаций: {count}. {_stage(resolution)}")


@transaction.atomic
def _bring(actor: Actor, path: Path, *, adopt: bool) -> Resolution:
    content, parsed = read_document(path)
    resolution = import_resolution(actor=actor, parsed=parsed, content=content, name=path.name)
    # A document that calls itself adopted is imported as such: there is nothing more to do with it.
    if adopt and resolution.stage != "adopted":
        resolution = adopt_resolution(actor=actor, resolution=resolution)
    return resolution


def _stage(resolution: Resolution) -> str:
    return f"Стадия: {resolution.get_stage_display()}."


def _specialist(region: Region, email: str | None) -> Actor:
    """The named specialist of the department, or the first one."""
    people = (
        Membership.objects.active_on(region.today)
        .filter(region=region, role__in=Role.SPECIALISTS)
        .select_related("region", "user", "organization")
        .order_by("pk")
    )
    membership = (people.filter(user__email__iexact=email) if email else people).first()
    if membership is None:
        who = f"Специалиста департамента с почтой {email}" if email else "Специалиста департамента"
        raise CommandError(f"{who} в регионе «{region}» нет: загрузить резолюцию не от чьего имени.")
    return Actor(user=membership.user, membership=membership, now=timezone.now())
