"""Reading the versions of a report."""

from __future__ import annotations

from typing import Self

from django.db import models


class ReportQuerySet(models.QuerySet):
    """Versions of reports; they are read with their task."""

    def submitted(self) -> Self:
        """Versions that were handed in, the newest first, with all that a page prints of them."""
        return (
            self.filter(submitted_at__isnull=False)
            .select_related("submitted_by", "on_behalf_by")
            .prefetch_related("evidence__stored", "remarks__author")
            .order_by("-version")
        )
