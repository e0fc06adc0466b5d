"""Reference data for the portal administrator; acts on tasks go through services, not through here."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from organizations.access import Actor
from organizations.models import (
    AddresseeGroup,
    CalendarDay,
    Membership,
    Municipality,
    Organization,
    OrganizationName,
    Region,
    User,
)
from organizations.roles import GroupCode
from organizations.services.audit import record


def administrator(request: HttpRequest) -> Actor | None:
    """The portal administrator who asks; None for anybody else, the installer's superuser included."""
    actor: Actor | None = getattr(request, "actor", None)
    return actor if actor and actor.is_administrator else None


class RegionalAdmin(admin.ModelAdmin):
    """Rows of the administrator's own region, nothing deleted, every change in the journal; a superuser sees all."""

    region_path = "region"

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(administrator(request)) or super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(administrator(request)) or super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(administrator(request)) or super().has_change_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows, actor = super().get_queryset(request), administrator(request)
        return rows.filter(**{self.region_path: actor.region.pk}) if actor else rows

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **own_choices(db_field, request) | options)

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        self._record(request, "add_record", obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        self._record(request, "change_record", obj)
        return super().log_change(request, obj, message)

    def _record(self, request: HttpRequest, act: str, obj: models.Model) -> None:
        if actor := administrator(request):
            record(actor=actor, act=act, about=obj, kind=str(obj._meta.verbose_name))


def own_choices(db_field: Any, request: HttpRequest) -> dict[str, Any]:
    """Only rows of the administrator's region can be chosen."""
    actor = administrator(request)
    if not actor:
        return {}
    if db_field.related_model is Region:
        return {"queryset": Region.objects.filter(pk=actor.region.pk), "initial": actor.region.pk}
    if db_field.related_model is User:
        return {}
    return {"queryset": db_field.related_model._default_manager.filter(region=actor.region.pk)}


@admin.register(Region)
class RegionAdmin(RegionalAdmin):
    list_display = ["code", "name", "time_zone"]
    region_path = "pk"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def save_model(self, request: HttpRequest, obj: Region, form: forms.ModelForm, change: bool) -> None:
        """A new region has the four groups of addressees from the first moment."""
        super().save_model(request, obj, form, change)
        for position, group in enumerate(GroupCode, start=1):
            AddresseeGroup.objects.get_or_create(
                region=obj, code=group, defaults={"name": group.label, "position": position}
            )


@admin.register(CalendarDay)
class CalendarDayAdmin(RegionalAdmin):
    list_display = ["day", "is_working", "note", "region"]
    list_filter = ["is_working"]
    date_hierarchy = "day"


@admin.register(Municipality)
class MunicipalityAdmin(RegionalAdmin):
    list_display = ["name", "kind", "centre", "oktmo"]
    search_fields = ["name", "oktmo"]


@admin.register(Organization)
class OrganizationAdmin(RegionalAdmin):
    list_display = ["name", "municipality", "addressee_group", "is_name_official"]
    list_filter = ["addressee_group", "municipality"]
    search_fields = ["search_text"]
    autocomplete_fields = ["municipality", "parent"]
    list_select_related = ["municipality", "addressee_group"]

    def save_model(self, request: HttpRequest, obj: Organization, form: forms.ModelForm, change: bool) -> None:
        """The name in force follows the card; earlier dated names stay."""
        super().save_model(request, obj, form, change)
        OrganizationName.objects.update_or_create(
            organization=obj,
            valid_to=None,
            defaults={"region": obj.region, "name": obj.name, "full_name": obj.full_name},
        )


class MembershipInline(admin.TabularInline):
    """Places of work: added and ended, never deleted, for acts name them."""

    model = Membership
    extra = 0
    can_delete = False
    autocomplete_fields = ["organization"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(administrator(request)) or super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(administrator(request)) or super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(administrator(request)) or super().has_change_permission(request, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **own_choices(db_field, request) | options)


@admin.register(User)
class UserAdmin(RegionalAdmin):
    """Accounts; the password is set by the person through a letter."""

    list_display = ["full_name", "email", "is_active"]
    search_fields = ["full_name", "email"]
    fields = ["email", "full_name", "phone", "is_active", "is_staff"]
    inlines = [MembershipInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Without superusers and people who work elsewhere too: a changed e-mail would give their account away."""
        rows, actor = admin.ModelAdmin.get_queryset(self, request), administrator(request)
        if not actor:
            return rows
        elsewhere = Membership.objects.exclude(region=actor.region.pk)
        return rows.exclude(Q(is_superuser=True) | Q(memberships__in=elsewhere))

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        if not change:
            obj.set_password(None)
        super().save_model(request, obj, form, change)
