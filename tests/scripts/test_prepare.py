"""Database and static files made ready for a start."""

from pathlib import Path

import pytest

from scripts.throwaway_postgres import throwaway_postgres
from tests.scripts.portal_process import portal_environment, run_script


def prepare_twice(environment: dict[str, str], folder: Path) -> None:
    """The first run prepares, the second has nothing to do and says nothing."""
    first = run_script("prepare", environment=environment)
    assert first.returncode == 0, first.stdout
    assert "Готовлю базу данных" in first.stdout
    assert (folder / "static" / "staticfiles.json").is_file()
    second = run_script("prepare", environment=environment)
    assert (second.returncode, second.stdout) == (0, "")


@pytest.mark.sqlite
def test_on_sqlite_all_is_made_once(tmp_path: Path) -> None:
    prepare_twice(portal_environment(tmp_path), tmp_path)
    assert (tmp_path / "portal.sqlite3").is_file()


@pytest.mark.postgres
def test_on_postgresql_all_is_made_once(tmp_path: Path) -> None:
    with throwaway_postgres() as address:
        prepare_twice(portal_environment(tmp_path, DATABASE_URL=address), tmp_path)
    assert not (tmp_path / "portal.sqlite3").exists()


@pytest.mark.sqlite
def test_an_address_open_to_strangers_is_refused_in_plain_words(tmp_path: Path) -> None:
    done = run_script("prepare", environment=portal_environment(tmp_path, HOST="0.0.0.0"))
    assert done.returncode == 1
    assert done.stdout.startswith("Портал не готов к запуску: ")
    assert "PUBLIC_URL" in done.stdout
    assert "System check" not in done.stdout


@pytest.mark.sqlite
def test_a_wrong_setting_is_told_in_one_sentence(tmp_path: Path) -> None:
    done = run_script("prepare", environment=portal_environment(tmp_path, DEBUG="perhaps"))
    assert done.returncode == 1
    assert "DEBUG: ожидается 1 или 0, получено «perhaps»" in done.stdout
    assert "Traceback" not in done.stdout


@pytest.mark.sqlite
def test_an_unreachable_database_is_told_in_one_sentence(tmp_path: Path) -> None:
    address = f"postgres://nobody@/{tmp_path}/nothing"
    done = run_script("prepare", environment=portal_environment(tmp_path, DATABASE_URL=address))
    assert done.returncode == 1
    assert "База данных недоступна" in done.stdout
    assert "Traceback" not in done.stdout
