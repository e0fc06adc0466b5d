"""System checks of settings with which the portal must not, or should not, run."""

import ipaddress
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


def register_checks() -> None:
    """Called once, when the app is ready."""
    for check, tag in (
        (check_public_url, Tags.security),
        (check_demo, Tags.security),
        (check_sqlite, "settings"),
        (check_heartbeat, "settings"),
    ):
        register(check, tag)


def check_public_url(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without https only this machine may reach the portal (contract, K3)."""
    if settings.HTTPS or _is_loopback(urlsplit(settings.PUBLIC_URL).hostname or ""):
        return []
    return [
        Error(
            f"Адрес портала {settings.PUBLIC_URL} открыт по незащищённому протоколу http.",
            hint="Задайте PUBLIC_URL с https:// (сертификат ставится на обратном прокси). "
            "http:// допустим только для адресов этой же машины: 127.0.0.1, localhost.",
            id="portal.E001",
        )
    ]


def check_demo(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Passwords of the demo accounts are known to everybody."""
    if not (settings.DEMO and settings.HTTPS):
        return []
    return [
        Warning(
            f"Учебный режим включён на портале {settings.PUBLIC_URL}: в него войдёт любой, кто знает учебные пароли.",
            hint="Уберите DEMO=1, если на портале есть или будут настоящие данные.",
            id="portal.W001",
        )
    ]


def check_sqlite(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without IMMEDIATE a transaction that reads first and writes later fails at once under load."""
    return [
        Error(
            f"База данных SQLite «{alias}» работает без transaction_mode IMMEDIATE.",
            hint='Верните в settings.py DATABASES[…]["OPTIONS"]["transaction_mode"] = "IMMEDIATE" '
            "или перейдите на PostgreSQL (DATABASE_URL).",
            id="portal.E002",
        )
        for alias, database in settings.DATABASES.items()
        if not locks_at_start(database)
    ]


def locks_at_start(database: Mapping[str, Any]) -> bool:
    """Whether a transaction takes its place in the queue of writers when it begins; PostgreSQL locks rows instead."""
    mode = database.get("OPTIONS", {}).get("transaction_mode") or ""
    return "sqlite3" not in database["ENGINE"] or mode.upper() in {"IMMEDIATE", "EXCLUSIVE"}


def check_heartbeat(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A service that is marked more rarely than it is expected to be always looks dead."""
    if settings.SCHEDULER_INTERVAL_SECONDS * 2 <= settings.HEARTBEAT_MAX_AGE_SECONDS:
        return []
    return [
        Warning(
            f"Отметки служб ставятся раз в {settings.SCHEDULER_INTERVAL_SECONDS} с, а /readyz ждёт их не дольше "
            f"{settings.HEARTBEAT_MAX_AGE_SECONDS} с.",
            hint="HEARTBEAT_MAX_AGE_SECONDS должно быть не меньше двух SCHEDULER_INTERVAL_SECONDS.",
            id="portal.W002",
        )
    ]


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
