"""LIKE that knows Cyrillic letter case on SQLite, as PostgreSQL does by itself."""

import re
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


@lru_cache(2048)
def _matcher(pattern: str, escape: str | None) -> Any:
    parts: list[str] = []
    rest = iter(pattern)
    for char in rest:
        if escape and char == escape:
            parts.append(re.escape(next(rest, escape)))
        else:
            parts.append({"%": ".*", "_": "."}.get(char) or re.escape(char))
    return re.compile("".join(parts), re.S).fullmatch


def like(pattern: object, value: object, escape: str | None = None) -> int | None:
    """SQL LIKE without regard to letter case, NULL in, NULL out."""
    if pattern is None or value is None:
        return None
    return int(bool(_matcher(str(pattern).casefold(), escape)(str(value).casefold())))


def register_cyrillic_like(*, connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    """Replace the built-in LIKE of a new SQLite connection; other databases are left alone."""
    if connection.vendor == "sqlite":
        for arguments in (2, 3):
            connection.connection.create_function("like", arguments, like, deterministic=True)
