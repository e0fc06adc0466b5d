"""Words about browsers and moments of signing in."""

import re
from datetime import UTC, datetime

from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()

# The first that fits: browsers call themselves by the names of those they descend from.
_BROWSERS = (
    ("YaBrowser", "Яндекс Браузер"),
    ("Chromium-Gost|chromium-gost", "Chromium-Gost"),
    ("Atom/", "Атом"),
    ("Edg", "Edge"),
    ("OPR/|Opera", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|CriOS|Chromium", "Chrome"),
    ("Safari", "Safari"),
    ("Trident|MSIE", "Internet Explorer"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X|Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux|X11", "Linux"),
)


@register.filter
def device(user_agent: str) -> str:
    """«Chrome, Windows» from what a browser says of itself; «неизвестная программа» when it says nothing known."""
    known = [_first(names, user_agent) for names in (_BROWSERS, _SYSTEMS)]
    return ", ".join(name for name in known if name) or "неизвестная программа"


@register.filter
def moment(seconds: float | None) -> datetime | None:
    """A moment kept in a session as seconds."""
    return datetime.fromtimestamp(seconds, tz=UTC) if seconds else None


@register.simple_tag
def sign_in_provider() -> dict[str, str] | None:
    """Name and address of the provider of the authority, when there is one."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return next(
        ({"name": app["name"], "url": reverse("openid_connect_login", args=[app["provider_id"]])} for app in apps), None
    )


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for pattern, name in names if re.search(pattern, text)), "")
