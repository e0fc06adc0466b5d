"""/healthz and /readyz, as monitoring asks them: without signing in."""

import json
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organizations.models import Heartbeat
from recommendations.background.heartbeat import beat
from scripts.run_tests import TOP
from tests.scripts.portal_process import portal_environment

ALL_WELL = {"database": "ok", "migrations": "ok", "media": "ok", "worker": "ok", "scheduler": "ok"}
ASK = """
import django
django.setup()
from django.test import Client
answer = Client(SERVER_NAME="127.0.0.1").get("/readyz")
print(answer.status_code)
print(answer.text)
"""


@pytest.fixture
def healthy(db: None, settings) -> None:
    """Both services at work and a folder for files."""
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    for name in ("worker", "scheduler"):
        beat(name, timezone.now())


def readyz(client: Client) -> tuple[int, dict[str, str]]:
    """Status and answer; the same keys in every state."""
    answer = client.get("/readyz")
    parts = answer.json()
    assert list(parts) == list(ALL_WELL)
    return answer.status_code, parts


def test_healthz_says_ok_without_the_database(client: Client) -> None:
    """No `db` fixture here: a query would fail the test."""
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_only_reading_is_answered(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


def test_readyz_is_well_when_all_parts_are(client: Client, healthy: None) -> None:
    assert readyz(client) == (200, ALL_WELL)


def test_readyz_is_not_cached_and_opens_no_session(client: Client, healthy: None) -> None:
    answer = client.get("/readyz")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    assert not Session.objects.exists()


@pytest.mark.parametrize("name", ["worker", "scheduler"])
def test_a_service_that_never_ran(client: Client, healthy: None, name: str) -> None:
    Heartbeat.objects.filter(name=name).delete()
    assert readyz(client) == (503, ALL_WELL | {name: "не запускался"})


@pytest.mark.parametrize("name", ["worker", "scheduler"])
def test_a_service_that_went_silent(client: Client, healthy: None, settings, name: str) -> None:
    settings.HEARTBEAT_MAX_AGE_SECONDS = 60
    beat(name, timezone.now() - timedelta(seconds=50))
    assert readyz(client)[0] == 200
    beat(name, timezone.now() - timedelta(hours=1))
    status, parts = readyz(client)
    assert status == 503
    assert parts[name].startswith("нет отметки 36")


def test_a_migration_that_is_not_applied(client: Client, healthy: None) -> None:
    MigrationRecorder.Migration.objects.filter(app="recommendations").order_by("pk").first().delete()
    assert readyz(client) == (503, ALL_WELL | {"migrations": "не применено: 1"})


def test_a_missing_folder_for_files(client: Client, healthy: None, settings) -> None:
    shutil.rmtree(settings.MEDIA_ROOT)
    assert readyz(client) == (503, ALL_WELL | {"media": "папка недоступна для записи"})


def test_the_check_of_files_leaves_nothing_behind(client: Client, healthy: None, settings) -> None:
    readyz(client)
    assert list(Path(settings.MEDIA_ROOT).iterdir()) == []


@pytest.mark.parametrize(
    ("database", "expected"),
    [
        ("no-such-folder/portal.sqlite3", {"database": "не отвечает", "migrations": "неизвестно"}),
        ("empty.sqlite3", {"database": "ok", "migrations": "не применены"}),
    ],
)
def test_a_database_that_does_not_answer_or_is_empty(tmp_path: Path, database: str, expected: dict[str, str]) -> None:
    """In a process of its own, whose connection really leads there."""
    environment = portal_environment(
        tmp_path, DATABASE_URL=f"sqlite:///{tmp_path / database}", MEDIA_ROOT=str(tmp_path)
    )
    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=TOP, env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    status, answer = done.stdout.splitlines()[-2:]
    assert status == "503"
    services = dict.fromkeys(("worker", "scheduler"), "неизвестно")
    assert json.loads(answer) == expected | {"media": "ok"} | services


def test_the_number_of_queries_is_small_and_constant(client: Client, healthy: None) -> None:
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            readyz(client)
        counts.append(len(captured))
        for number in range(50):
            beat(f"reminders-{number}", timezone.now())
    assert counts == [3, 3]
