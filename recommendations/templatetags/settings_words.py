"""Looks of settings in templates and forms."""

from typing import Any

from django import template

from organizations.setting import Number, Setting
from recommendations.templatetags.wording import counted

register = template.Library()


@register.filter
def in_words(setting: Setting, value: Any) -> str:
    """A value with its unit: «3 дня», «да», «20.01»."""
    kind = setting.kind
    return counted(value, kind.unit) if isinstance(kind, Number) and kind.unit else setting.text(value)


@register.filter
def default_in_words(setting: Setting) -> str:
    """The default with its unit."""
    return in_words(setting, setting.default)
