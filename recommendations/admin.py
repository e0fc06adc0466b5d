"""The region's rules of control are checked here, where their meaning is known."""

from typing import Any

from django import forms
from django.contrib import admin

from organizations.admin import RegionAdmin
from organizations.models import Region
from recommendations.control.rules import ControlRules


class RegionForm(forms.ModelForm):
    """Refuses rules that would stop every page of the region."""

    def clean_settings(self) -> dict[str, Any]:
        settings = self.cleaned_data["settings"]
        if not isinstance(settings, dict):
            raise forms.ValidationError("Настройки должны быть объектом JSON: «раздел: настройки раздела».")
        try:
            ControlRules.from_settings(settings.get("control", {}))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        return settings


class RegionWithRulesAdmin(RegionAdmin):
    form = RegionForm


admin.site.unregister(Region)
admin.site.register(Region, RegionWithRulesAdmin)
