"""Forms of the region's settings: an empty field means the default."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from organizations.models import Region
from organizations.roles import Role
from organizations.rules import Roles
from organizations.setting import NO, YES, Flag, Number, Setting
from recommendations.services.settings import Section
from recommendations.templatetags.settings_words import default_in_words

ALL = "all"


class WithSeen(forms.Form):
    """Carries what the person saw when the page was opened, so that another window is noticed."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_seen(self) -> dict[str, Any]:
        """The values seen; a damaged text is as if the page had been opened on an untouched region."""
        try:
            seen = json.loads(self.cleaned_data["seen"] or "{}")
        except ValueError:
            return {}
        return seen if isinstance(seen, dict) else {}

    def see(self, values: Mapping[str, Any]) -> None:
        """From now on the page shows these values, for the next try."""
        text = json.dumps(values, ensure_ascii=False)
        if self.is_bound:
            self.data = data = self.data.copy()
            data["seen"] = text
        self.initial["seen"] = text


class SettingsForm(WithSeen):
    """The settings of one page."""

    def __init__(self, section: Section, region: Region, data: QueryDict | None = None) -> None:
        self.section, self.kept, self.in_force = section, section.kept(region), section.in_force(region)
        typed = {one.name: _typed(one, self.in_force[one.name], self.kept) for one in section.settings}
        super().__init__(_with_resets(section, data) if data is not None else None, initial=typed)
        self.fields |= {one.name: _field(one) for one in section.settings}
        if data is None:
            self.see(self.kept)

    def clean(self) -> dict[str, Any]:
        """Values for the code; what is empty is the default."""
        data = super().clean() or {}
        for one in self.section.settings:
            if one.name in data:
                data[one.name] = self._value(one, data[one.name])
        return data

    def values(self) -> dict[str, Any]:
        """Name → value for the service."""
        return {one.name: self.cleaned_data[one.name] for one in self.section.settings}

    def rows(self) -> list[dict[str, Any]]:
        """Each field with its setting and whether the region has its own value."""
        return [
            {
                "field": self[one.name],
                "setting": one,
                "is_own": one.name in self.kept,
                "is_choice": isinstance(one.kind, Flag),
                "is_list": isinstance(one.kind, Roles),
                "unit": _unit(one),
            }
            for one in self.section.settings
        ]

    def _value(self, one: Setting, text: Any) -> Any:
        if text == "":
            return one.default
        try:
            return one.kind.parse(text)
        except ValueError as error:
            self.add_error(one.name, f"{str(error).capitalize()}.")
            return one.default


class RegionForm(WithSeen):
    """The name and the clock of the region."""

    name = forms.CharField(label="Наименование региона", max_length=200, help_text="Стоит в заголовке страниц.")
    time_zone = forms.CharField(
        label="Часовой пояс",
        max_length=64,
        help_text="По нему считается конец дня срока. Например: Europe/Moscow, Europe/Samara, Asia/Yekaterinburg.",
    )

    def __init__(self, region: Region, data: QueryDict | None = None) -> None:
        shown = {"name": region.name, "time_zone": region.time_zone}
        super().__init__(data, initial=shown)
        if data is None:
            self.see(shown)


def _with_resets(section: Section, data: QueryDict) -> QueryDict:
    """What was sent, with the fields emptied whose «вернуть по умолчанию» was pressed."""
    pressed, sent = data.get("reset", ""), data.copy()
    for one in section.settings:
        if pressed in (ALL, one.name):
            sent.setlist(one.name, [*one.default] if isinstance(one.kind, Roles) else [""])
    return sent


def _typed(one: Setting, value: Any, kept: Mapping[str, Any]) -> Any:
    if isinstance(one.kind, Roles):
        return one.kind.keep(value)
    return one.text(value) if one.name in kept else ""


def _field(one: Setting) -> forms.Field:
    common: dict[str, Any] = {"label": one.label, "required": False, "help_text": _help(one)}
    if isinstance(one.kind, Roles):
        errors = {"invalid_choice": "Отметьте роли из списка."}
        return forms.MultipleChoiceField(
            choices=Role.choices, widget=forms.CheckboxSelectMultiple, error_messages=errors, **common
        )
    if isinstance(one.kind, Flag):
        choices = [("", f"по умолчанию: {default_in_words(one)}"), (YES, YES), (NO, NO)]
        return forms.ChoiceField(choices=choices, **common)
    hints = {"placeholder": one.text(one.default), "autocomplete": "off"}
    if isinstance(one.kind, Number):
        hints["inputmode"] = "numeric"
    return forms.CharField(max_length=60, widget=forms.TextInput(attrs=hints), **common)


def _help(one: Setting) -> str:
    limits = f"; допустимо: {one.kind.allowed}" if one.kind.allowed and not isinstance(one.kind, Flag) else ""
    return f"{one.about} По умолчанию: {default_in_words(one)}{limits}."


def _unit(one: Setting) -> str:
    """The word beside the field: «дней»."""
    return one.kind.unit.split(",")[-1] if isinstance(one.kind, Number) and one.kind.unit else ""
