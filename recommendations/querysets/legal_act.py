"""Reading the register of legal acts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from organizations.access import Actor
from organizations.text import search_text
from recommendations.documents.act_validity import EXPIRING_DAYS, Validity


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

    def of_validity(self, asked: Validity, on: date) -> Self:
        """Those that stand so on that day (the rule of `documents.act_validity` for the database)."""
        last = on + timedelta(days=EXPIRING_DAYS)
        conditions = {
            Validity.EXPIRED: Q(in_force_until__lt=on),
            Validity.EXPIRING: Q(in_force_until__gte=on, in_force_until__lte=last),
            Validity.LASTING: Q(in_force_until__isnull=True) | Q(in_force_until__gt=last),
        }
        return self.filter(conditions[asked])
