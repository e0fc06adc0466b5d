"""The service section: rare tables that no page of the portal keeps; everything else is written by services alone.

A superuser founds regions; the portal administrator (`is_staff` and the role) names the
groups of addressees of the region.
"""

from typing import Any

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from allauth.socialaccount.admin import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.admin import UserSession
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import Group  # type: ignore[attr-defined]
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.http import HttpRequest
from django_tasks_db.admin import DBTaskResult

from organizations.access import Actor
from organizations.addresses import client_address
from organizations.models import AddresseeGroup, Region, User
from organizations.services.audit import record
from organizations.services.regions import Founder, found_region

# Tables of libraries have English names and no act of the portal behind them.
for model in (Authenticator, DBTaskResult, EmailAddress, Group, SocialAccount, SocialApp, SocialToken, UserSession):
    admin.site.unregister(model)


def administrator(request: HttpRequest) -> Actor | None:
    """The portal administrator who asks; None for anybody else, the installer's superuser included."""
    actor: Actor | None = getattr(request, "actor", None)
    return actor if actor and actor.is_administrator else None


class ReadOnlyAdmin(admin.ModelAdmin):
    """For superusers to look at, never to write."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class FirstPeople(forms.ModelForm):
    """A region with its department and its first administrator."""

    department = forms.CharField(label="Департамент: наименование", max_length=300)
    full_name = forms.CharField(label="Первый администратор: фамилия, имя, отчество", max_length=200)
    email = forms.CharField(label="Электронная почта администратора", max_length=254, validators=[validate_email])

    class Meta:
        model = Region
        fields = ["code", "name", "time_zone"]


@admin.register(Region)
class RegionAdmin(ReadOnlyAdmin):
    """Regions are founded here; their settings are pages of the portal."""

    list_display = ["code", "name", "time_zone"]
    form = FirstPeople

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def get_fields(self, request: HttpRequest, obj: Region | None = None) -> Any:
        """The first people are asked for once."""
        return ["code", "name", "time_zone", *([] if obj else ["department", "full_name", "email"])]

    def save_model(self, request: HttpRequest, obj: Region, form: forms.ModelForm, change: bool) -> None:
        """One act makes all that a region needs from its first moment."""
        assert isinstance(request.user, User)
        founder = Founder(request.user, client_address(request), getattr(request, "request_id", ""))
        obj.pk = found_region(founder=founder, **form.cleaned_data).pk


@admin.register(AddresseeGroup)
class AddresseeGroupAdmin(ReadOnlyAdmin):
    """How documents call the four groups of the region."""

    list_display = ["name", "code", "region"]
    fields = ["region", "code", "name", "aliases"]
    readonly_fields = ["region", "code"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(administrator(request)) or super().has_view_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(administrator(request))

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The administrator's own region; a superuser looks at all."""
        rows, actor = super().get_queryset(request), administrator(request)
        return rows.filter(region=actor.region.pk) if actor else rows

    def save_model(self, request: HttpRequest, obj: AddresseeGroup, form: forms.ModelForm, change: bool) -> None:
        """Change the names with a row in the journal."""
        before = AddresseeGroup.objects.get(pk=obj.pk)
        super().save_model(request, obj, form, change)
        changes = {name: (getattr(before, name), getattr(obj, name)) for name in form.changed_data}
        if actor := administrator(request):
            record(actor=actor, act="change_record", about=obj, changes=changes)
