"""Database and static files made ready for a start."""

from pathlib import Path

from tests.scripts.portal_process import portal_environment, run_script


def test_the_first_run_prepares_and_the_second_has_nothing_to_do(tmp_path: Path) -> None:
    environment = portal_environment(tmp_path / "var")
    first = run_script("prepare", environment=environment)
    assert first.returncode == 0, first.stdout
    assert (tmp_path / "var" / "static" / "staticfiles.json").is_file()
    assert (tmp_path / "var" / "portal.sqlite3").is_file()

    second = run_script("prepare", environment=environment)
    assert (second.returncode, second.stdout) == (0, "")


def test_a_wrong_setting_is_told_in_one_sentence(tmp_path: Path) -> None:
    done = run_script("prepare", environment=portal_environment(tmp_path, DEBUG="perhaps"))
    assert done.returncode == 1
    assert "DEBUG: ожидается 1 или 0, получено «perhaps»" in done.stdout
    assert "Traceback" not in done.stdout


def test_an_unreachable_database_is_told_in_one_sentence(tmp_path: Path) -> None:
    address = f"postgres://nobody@/{tmp_path}/nothing"
    done = run_script("prepare", environment=portal_environment(tmp_path, DATABASE_URL=address))
    assert done.returncode == 1
    assert "База данных недоступна" in done.stdout
    assert "Traceback" not in done.stdout
