"""Settings with which the portal must not run are told by `manage.py check`."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from organizations.checks import check_demo, check_heartbeat, check_public_url, check_sqlite, locks_at_start
from scripts.run_tests import TOP, portal_variables

# Set for the browser tests; Django rightly refuses it in earnest.
FOREIGN = portal_variables() | {"DJANGO_ALLOW_ASYNC_UNSAFE"}


def manage_check(folder: Path, *options: str, **changes: str) -> tuple[int, str]:
    """Exit code and output of `manage.py check` with exactly these settings."""
    ours = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    defaults = {"DJANGO_SETTINGS_MODULE": "resolution_portal.settings", "VAR_DIR": str(folder), "PYTHONUTF8": "1"}
    command = [sys.executable, "manage.py", "check", *options]
    done = subprocess.run(
        command, cwd=TOP, env=ours | defaults | changes, capture_output=True, text=True, check=False, timeout=120
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000",
        "http://127.5.5.5",
        "http://localhost:8000",
        "http://portal.localhost",
        "http://[::1]:8000",
        "https://portal.example.ru",
        "https://10.0.0.5",
    ],
)
def test_addresses_that_are_allowed(settings, url: str) -> None:
    settings.PUBLIC_URL, settings.HTTPS = url, url.startswith("https")
    assert check_public_url(None) == []


@pytest.mark.parametrize(
    "url",
    [
        "http://portal.example.ru",
        "http://10.0.0.5",
        "http://0.0.0.0:8000",
        "http://127.0.0.1.example.ru",
        "http://localhost.example.ru",
        "http://[fe80::1]",
    ],
)
def test_plain_http_beyond_this_machine_is_refused(settings, url: str) -> None:
    settings.PUBLIC_URL, settings.HTTPS = url, False
    (message,) = check_public_url(None)
    assert message.is_serious()
    assert url in message.msg
    assert "https://" in message.hint


@pytest.mark.parametrize(
    ("demo", "https", "ids"),
    [(True, True, ["portal.W001"]), (True, False, []), (False, True, []), (False, False, [])],
)
def test_demo_accounts_on_a_public_portal_are_warned_of(settings, demo: bool, https: bool, ids: list[str]) -> None:
    settings.DEMO, settings.HTTPS = demo, https
    assert [message.id for message in check_demo(None)] == ids


@pytest.mark.parametrize(
    ("engine", "options", "is_safe"),
    [
        ("sqlite3", {"transaction_mode": "IMMEDIATE"}, True),
        ("sqlite3", {"transaction_mode": "immediate"}, True),
        ("sqlite3", {}, False),
        ("sqlite3", {"transaction_mode": None}, False),
        ("sqlite3", {"transaction_mode": "DEFERRED"}, False),
        ("postgresql", {}, True),
    ],
)
def test_sqlite_must_lock_at_the_start_of_a_transaction(engine: str, options: dict, is_safe: bool) -> None:
    assert locks_at_start({"ENGINE": f"django.db.backends.{engine}", "OPTIONS": options}) is is_safe


def test_the_database_in_use_is_safe() -> None:
    assert check_sqlite(None) == []


def test_an_unsafe_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "unsafe.py").write_text(
        "from resolution_portal.settings import *\nDATABASES['default']['OPTIONS'].pop('transaction_mode')\n"
    )
    code, output = manage_check(tmp_path, DJANGO_SETTINGS_MODULE="unsafe", PYTHONPATH=str(tmp_path))
    assert code == 1
    assert "База данных SQLite «default» работает без transaction_mode IMMEDIATE." in output


@pytest.mark.parametrize(("interval", "age", "ids"), [(30, 120, []), (60, 120, []), (61, 120, ["portal.W002"])])
def test_marks_must_come_oftener_than_they_are_expected(settings, interval: int, age: int, ids: list[str]) -> None:
    settings.SCHEDULER_INTERVAL_SECONDS, settings.HEARTBEAT_MAX_AGE_SECONDS = interval, age
    assert [message.id for message in check_heartbeat(None)] == ids


def test_a_portal_for_work_passes_the_check_for_deployment(tmp_path: Path) -> None:
    code, output = manage_check(
        tmp_path,
        "--deploy",
        "--fail-level=WARNING",
        PUBLIC_URL="https://portal.example.ru",
        SECRET_KEY=secrets.token_urlsafe(60),
    )
    assert code == 0, output


def test_a_command_refuses_to_run_on_plain_http_beyond_this_machine(tmp_path: Path) -> None:
    code, output = manage_check(tmp_path, PUBLIC_URL="http://portal.example.ru")
    assert code == 1
    assert "portal.E001" in output
    assert "Адрес портала http://portal.example.ru открыт по незащищённому протоколу http." in output
