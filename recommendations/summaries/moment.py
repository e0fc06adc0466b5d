"""For whom, about which resolution and as of which day a summary is made."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from organizations.access import Actor
from recommendations.control import ControlRules
from recommendations.models import Resolution, Task
from recommendations.querysets.calendar import control_rules
from recommendations.querysets.task import TaskQuerySet
from recommendations.summaries.selection import Organizations, Selection
from recommendations.summaries.table import AS_OF


@dataclass(frozen=True)
class Moment:
    """The reader, the resolution and the day (None = now) that all figures of a summary share."""

    actor: Actor
    resolution: Resolution
    day: date | None

    @cached_property
    def rules(self) -> ControlRules:
        """Numbers of control in force in the region."""
        return control_rules(self.actor.region)

    @property
    def known_on(self) -> date:
        """The last day whose acts are counted."""
        return self.day or self.actor.region.today

    @cached_property
    def version(self) -> int:
        """The version of the text in force at the moment; before the first one came in, the first."""
        if self.day is None or self.resolution.version == 1:
            return self.resolution.version
        known = self.resolution.texts.filter(imported_at__lte=self.actor.region.end_of(self.day))
        return known.order_by("-version").values_list("version", flat=True).first() or 1

    def tasks(self) -> TaskQuerySet:
        """The tasks of the resolution that the reader may see, in their state at the moment."""
        visible = Task.objects.visible_to(self.actor).filter(resolution=self.resolution)
        return visible.as_of(self.day, self.actor.region)

    def selection(self, name: str, **place: Any) -> Selection:
        """The rows behind a figure of the summary; `place` names municipality, recommendation, organization."""
        return Selection(name=name, resolution=self.resolution.pk, day=self.day, **place)

    def organizations(self, group: str | None = None, **place: Any) -> Organizations:
        """The organizations behind a number of them; `group`: the code of an addressee group."""
        return Organizations(self.selection("total", **place), group)

    def facts(self, scope: str = "") -> tuple[tuple[str, str], ...]:
        """What stands above the table."""
        return (
            ("Резолюция", resolution_name(self.resolution)),
            (AS_OF, as_of_text(self.actor, self.day)),
            ("Отбор", scope or self._scope),
            ("Сформировано", made_by(self.actor)),
        )

    @property
    def _scope(self) -> str:
        if self.actor.is_school:
            return str(self.actor.organization)
        place = self.actor.organization.municipality if self.actor.is_coordinator else None
        return f"{place}" if place else "все организации региона"


def resolution_name(resolution: Resolution) -> str:
    """Title with number and date, as far as they are known."""
    number = f"№\u00a0{resolution.number}" if resolution.number else ""
    adopted = f"от {resolution.adopted_on:%d.%m.%Y}" if resolution.adopted_on else ""
    return " ".join(filter(None, [resolution.title, adopted, number]))


def as_of_text(actor: Actor, day: date | None) -> str:
    """The moment of a table: the end of a day, or the present with its time (domain rules, figures)."""
    return f"{day:%d.%m.%Y}, конец дня по времени региона" if day else moment_text(actor)


def moment_text(actor: Actor) -> str:
    """The reader's present moment in the region's zone: «24.09.2021, 14:03»."""
    return f"{actor.now.astimezone(actor.region.zone):%d.%m.%Y, %H:%M}"


def made_by(actor: Actor) -> str:
    """When and by whom a table was made."""
    return f"{moment_text(actor)}, {actor.user.short_name}, {actor.organization}"
