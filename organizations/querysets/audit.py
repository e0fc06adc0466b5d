"""Reading the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from organizations.access import Actor


class AuditQuerySet(models.QuerySet):
    """The journal is only added to: changing or deleting rows through it is refused."""

    def visible_to(self, actor: Actor) -> Self:
        """The administrator of the region reads the whole journal of the region, nobody else."""
        return self.filter(region=actor.region) if actor.is_administrator else self.none()

    def update(self, **changes: object) -> int:
        raise TypeError("Журнал действий не изменяется.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Журнал действий не удаляется.")
