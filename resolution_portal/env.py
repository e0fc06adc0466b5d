"""Strict readers of the environment: a typo is refused, never read as a default."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def env_str(name: str, default: str = "") -> str:
    """Text of a variable; an empty variable counts as absent."""
    return os.environ.get(name, "").strip() or default


def env_required(name: str, *, why: str) -> str:
    """Text of a variable that has no sensible default; without it raises ImproperlyConfigured."""
    if value := env_str(name):
        return value
    raise ImproperlyConfigured(f"{name}: нужно задать, {why}.")


def origin_of(url: str) -> str:
    """Scheme and host of an address, as the policy of the browser names a foreign site."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ImproperlyConfigured(f"Ожидается адрес вида https://вход.рф, получено «{url}».")
    return f"{parts.scheme}://{parts.netloc}"


def env_bool(name: str, *, default: bool) -> bool:
    """1/0, true/false, yes/no in any case; anything else raises ImproperlyConfigured."""
    raw = env_str(name, "1" if default else "0").lower()
    if raw in {"1", "true", "yes"}:
        return True
    if raw in {"0", "false", "no"}:
        return False
    raise ImproperlyConfigured(f"{name}: ожидается 1 или 0, получено «{raw}».")


def env_int(name: str, default: int, *, at_least: int = 0) -> int:
    """Whole number not below `at_least`; anything else raises ImproperlyConfigured."""
    raw = env_str(name, str(default))
    try:
        value = int(raw)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: ожидается целое число, получено «{raw}».") from error
    if value < at_least:
        raise ImproperlyConfigured(f"{name}: число не может быть меньше {at_least}, получено {value}.")
    return value


def env_list(name: str, default: str = "") -> list[str]:
    """Comma-separated values without blanks."""
    return [part.strip() for part in env_str(name, default).split(",") if part.strip()]


def env_choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    """One of `choices`; anything else raises ImproperlyConfigured."""
    raw = env_str(name, default)
    if raw not in choices:
        raise ImproperlyConfigured(f"{name}: допустимые значения {', '.join(choices)}, получено «{raw}».")
    return raw


def env_secret(name: str, path: Path) -> str:
    """The secret of the environment, else one generated once into `path` (readable by its owner only)."""
    if secret := env_str(name):
        return secret
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(60))
    return path.read_text(encoding="ascii").strip()
