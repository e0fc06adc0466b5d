"""Reading registry files that were brought in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    from organizations.access import Actor


class RegistryImportQuerySet(models.QuerySet):
    """Registry files, read and waiting, applied or taken back."""

    def visible_to(self, actor: Actor) -> Self:
        """The administrator of the region, nobody else."""
        return self.filter(region=actor.region) if actor.is_administrator else self.none()

    def waiting(self) -> Self:
        """Files that were read, well or badly, and never loaded."""
        return self.filter(stage__in=["ready", "failed"])

    def row_counts(self) -> list[tuple[int, str, str, bool, int]]:
        """(file, kind of its rows, decision, whether they change no field, how many); none for a file without rows."""
        rows: Any = self.filter(rows__isnull=False).annotate(says_nothing=models.Q(rows__before={})).order_by()
        kinds = rows.values_list("pk", "rows__kind", "rows__decision", "says_nothing")
        return list(kinds.annotate(models.Count("rows")))
