"""Reading the register of legal acts."""

from __future__ import annotations

from typing import Self

from django.db import models

from organizations.access import Actor
from organizations.text import search_text


class LegalActQuerySet(models.QuerySet):
    """Acts are read with the clauses that cite them."""

    def visible_to(self, actor: Actor) -> Self:
        """Readers of the region all, executors those cited in the resolutions that they read, administrators none."""
        if actor.is_administrator:
            return self.none()
        rows = self.filter(region=actor.region)
        if actor.reads_all:
            return rows
        recommendation = self.model._meta.get_field("recommendations").related_model
        read = recommendation.objects.visible_to(actor)
        citation = self.model._meta.get_field("citations").related_model
        return rows.filter(pk__in=citation.objects.filter(recommendation__in=read).values("act"))

    def search(self, text: str) -> Self:
        """Every word stands in the kind, the number, the title or the name."""
        rows = self
        for word in search_text(text).split():
            rows = rows.filter(search_text__contains=word)
        return rows
