"""Loading the demo: registry, accounts, the forum resolution, then half a year of acts."""

from datetime import date, datetime, time
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from organizations.models import Region, User
from organizations.services.audit import record_command
from organizations.services.registry import load_registry
from recommendations.control import WorkingCalendar
from recommendations.demo.accounts import KNOWN
from recommendations.demo.calendar import FORUM_ON, DemoCalendar
from recommendations.demo.cast import Cast, acting, gather_cast
from recommendations.demo.director import Director
from recommendations.demo.staffing import staff
from recommendations.documents import parse_document
from recommendations.models import Resolution
from recommendations.services.resolutions import adopt_resolution, import_resolution

DOCUMENT = Path(__file__).resolve().parent.parent / "data" / "forum-2021.md"
REGION_CODE, REGION_NAME = "67", "Смоленская область"
SEED = 2021


class DemoRefused(Exception):
    """The demo cannot be loaded; the text says why."""


def is_loaded() -> bool:
    """Whether the demo is in the database."""
    return User.objects.filter(email=KNOWN[0].email).exists()


@transaction.atomic
def load_demo(*, now: datetime | None = None, seed: int = SEED) -> bool:
    """Load everything as of `now` (aware, the current moment by default); False when it is there already.

    Raises DemoRefused when the database holds a region of its own under the code of the demo.
    """
    if is_loaded():
        return False
    if Region.objects.filter(code=REGION_CODE).exists():
        raise DemoRefused(f"Регион с кодом {REGION_CODE} уже есть, и он не учебный. Возьмите пустую базу данных.")
    region = Region.objects.create(code=REGION_CODE, name=REGION_NAME, time_zone=settings.DEMO_TIME_ZONE)
    load_registry(region=region)
    calendar = DemoCalendar(now or timezone.now(), region.zone, WorkingCalendar())
    cast = gather_cast(region, since=date(FORUM_ON.year, 1, 1))
    resolution = _bring_resolution(cast, calendar)
    Director(cast, calendar, resolution, seed).run()
    staff(cast, calendar.now)
    record_command(region=region, act="load_demo", seed=seed)
    return True


def _bring_resolution(cast: Cast, calendar: DemoCalendar) -> Resolution:
    """The forum's own document, read by the importer, adopted on the day of the forum."""
    content = DOCUMENT.read_bytes()
    actor = acting(cast.specialists[0], datetime.combine(FORUM_ON, time(16), calendar.zone))
    parsed = parse_document(content, DOCUMENT.name)
    resolution = import_resolution(actor=actor, parsed=parsed, content=content, name=DOCUMENT.name)
    return adopt_resolution(actor=actor, resolution=resolution)
