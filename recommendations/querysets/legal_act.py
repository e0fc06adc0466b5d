"""Reading the register of legal acts."""

from __future__ import annotations

from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any, Self

from django.db import models
from django.db.models import Q

from organizations.access import Actor
from organizations.text import search_text
from recommendations.documents.act_validity import EXPIRING_DAYS, Validity
from recommendations.statuses import ActKind


class LegalActQuerySet(models.QuerySet):
    """Acts are read with the clauses that cite them."""

    def visible_to(self, actor: Actor) -> Self:
        """Readers of the region all, others those cited in the resolutions that they read (administrators: none)."""
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

    def in_order(self) -> Self:
        """By legal force as `ActKind` lists it, the newest of a kind first; undated ones last."""
        force = [models.When(kind=kind, then=place) for place, kind in enumerate(ActKind)]
        by_force = models.Case(*force, output_field=models.SmallIntegerField())
        return self.order_by(by_force, models.F("adopted_on").desc(nulls_last=True), "number", "pk")

    def like(self, act: Any) -> Self:
        """Other cards of the region that may be the same act: with its number or its title in them."""
        words = [search_text(f"№ {act.number}" if act.number else ""), search_text(act.title)]
        same = [Q(search_text__contains=text) for text in words if text]
        others = self.filter(region=act.region).exclude(pk=act.pk)
        return others.filter(reduce(or_, same)) if same else others.none()
