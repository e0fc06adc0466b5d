"""Reading organizations and municipalities."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from organizations.roles import GroupCode
from organizations.text import search_text

if TYPE_CHECKING:
    from organizations.access import Actor


class MunicipalityQuerySet(models.QuerySet):
    """Municipalities of a region."""

    def visible_to(self, actor: Actor) -> Self:
        """Those who read the region see all; the others their own territory."""
        rows = self.filter(region=actor.region)
        if actor.reads_all or actor.is_administrator:
            return rows
        return rows.filter(pk=actor.organization.municipality_id)


class OrganizationQuerySet(models.QuerySet):
    """Organizations of a region."""

    def visible_to(self, actor: Actor) -> Self:
        """Region readers and administrators all; a coordinator the territory; a school itself."""
        rows = self.filter(region=actor.region)
        if actor.reads_all or actor.is_administrator:
            return rows
        own = Q(pk=actor.organization.pk)
        if actor.is_coordinator and actor.organization.municipality_id:
            own |= Q(municipality=actor.organization.municipality_id)
        return rows.filter(own)

    def active_on(self, day: date) -> Self:
        """Not closed on that day."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))

    def of_groups(self, codes: list[str]) -> Self:
        """Organizations of the named addressee groups."""
        return self.filter(addressee_group__code__in=codes)

    def schools(self) -> Self:
        """General-education organizations."""
        return self.filter(addressee_group__code=GroupCode.SCHOOL)

    def search(self, text: str) -> Self:
        """Every word of the text stands in the name, settlement, municipality or ИНН."""
        rows = self
        for word in search_text(text).split():
            rows = rows.filter(search_text__contains=word)
        return rows
