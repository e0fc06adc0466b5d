"""Reading organizations and municipalities."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from organizations.roles import ROLES_OF_GROUP, GroupCode
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
        territory = actor.organization.municipality_id if actor.is_coordinator else None
        if territory:
            own |= Q(municipality=territory)
        return rows.filter(own)

    def for_page(self) -> Self:
        """One organization with all that its card prints and its policies ask."""
        return self.select_related("region", "municipality", "addressee_group", "parent", "successor")

    def active_on(self, day: date) -> Self:
        """Not closed on that day."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))

    def of_groups(self, codes: list[str]) -> Self:
        """Organizations of the named addressee groups."""
        return self.filter(addressee_group__code__in=codes)

    def schools(self) -> Self:
        """General-education organizations."""
        return self.filter(addressee_group__code=GroupCode.SCHOOL)

    def vacant_on(self, day: date) -> Self:
        """Open organizations in which nobody holds the seat that must not stay empty (`ROLES_OF_GROUP`)."""
        people = self.model._meta.get_field("memberships").related_model.objects.active_on(day)
        empty = Q()
        for code, roles in ROLES_OF_GROUP.items():
            seated = people.filter(organization=OuterRef("pk"), role=roles[0])
            empty |= Q(~Exists(seated), addressee_group__code=code)
        return self.active_on(day).filter(empty)

    def below(self, actor: Actor) -> Self:
        """Those for whose seats the actor answers: administrators all of the region, others the next level down."""
        rows = self.filter(region=actor.region)
        return rows if actor.is_administrator else rows.filter(parent=actor.organization)

    def staffed_by(self, actor: Actor) -> Self:
        """Those whose accounts the actor keeps: administrators all, coordinators own schools, nobody else any."""
        if actor.is_administrator or actor.is_coordinator:
            return self.below(actor)
        return self.none()

    def search(self, text: str) -> Self:
        """Every word of the text stands in the name, settlement, municipality or ИНН."""
        rows = self
        for word in search_text(text).split():
            rows = rows.filter(search_text__contains=word)
        return rows
