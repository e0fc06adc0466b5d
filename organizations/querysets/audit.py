"""Reading the journal, and the two changes that it allows: a seal is put on rows, sealed rows go after their term."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from organizations.access import Actor

# How the names of acts begin that change nothing.
LOOKS = ("view_", "export_", "download_", "print_")


class AuditQuerySet(models.QuerySet):
    """The journal is only added to: changing or deleting rows through it is refused."""

    def visible_to(self, actor: Actor) -> Self:
        """The administrator of the region reads the whole journal of the region, nobody else."""
        return self.filter(region=actor.region) if actor.is_administrator else self.none()

    def about(self, thing: models.Model) -> Self:
        """Acts on one object that were done, newest first: its history, for whoever sees the object."""
        rows = self.filter(object_kind=thing._meta.model_name, object_id=thing.pk, outcome="done")
        return rows.order_by("-recorded_at", "-pk")

    def of_changes(self) -> Self:
        """Without looking and taking away: acts that have changed something."""
        looks = models.Q()
        for start in LOOKS:
            looks |= models.Q(act__startswith=start)
        return self.exclude(looks)

    def of_chain(self, region_id: int | None) -> Self:
        """Rows that are sealed one after another: those of a region, or those without one."""
        return self.filter(region=region_id) if region_id else self.filter(region__isnull=True)

    def unsealed(self) -> Self:
        """Rows that wait for their seal."""
        return self.filter(seal__isnull=True)

    def before(self, moment: datetime, key: int) -> Self:
        """Rows that stand after this one in the order of the journal, the newest first."""
        earlier = models.Q(recorded_at__lt=moment) | models.Q(recorded_at=moment, pk__lt=key)
        return self.filter(earlier, recorded_at__lte=moment)

    def put_under(self, seal: models.Model) -> int:
        """Name the seal of rows that have none, the only change that a row sees; gives how many it was."""
        return models.QuerySet.update(self.unsealed(), seal=seal)

    def purge_under(self, seal: models.Model) -> None:
        """Remove the whole batch of a seal after its term; the seal itself stays."""
        models.QuerySet.delete(self.filter(seal=seal))

    def update(self, **changes: object) -> int:
        raise TypeError("Журнал действий не изменяется.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Журнал действий не удаляется.")
