"""What lets the tests run on either database and in the system's Chromium; loaded by tests/conftest.py.

Bare `pytest` works too: it runs on DATABASE_URL (SQLite by default) and skips what this machine lacks, with the reason;
with CI=true a missing browser is a failure.
"""

import os
from typing import Any

import pytest
from django.db import connection

from scripts.browser import FLAGS, find_browser

# Playwright's event loop lives in the thread that also talks to the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

VENDORS = {"postgres": "postgresql", "sqlite": "sqlite"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests of the other database."""
    for item in items:
        for mark, vendor in VENDORS.items():
            if item.get_closest_marker(mark) and connection.vendor != vendor:
                item.add_marker(pytest.mark.skip(reason=f"only on {vendor}"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the system's Chromium, never a downloaded one."""
    path = find_browser()
    if path is None:
        refuse = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        refuse("no working Chromium on this machine")
    return {**browser_type_launch_args, "executable_path": path, "args": list(FLAGS)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A common office screen with Russian settings."""
    return {
        **browser_context_args,
        "locale": "ru-RU",
        "timezone_id": "Europe/Moscow",
        "viewport": {"width": 1366, "height": 768},
    }
