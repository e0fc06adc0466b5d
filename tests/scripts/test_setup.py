"""The set-up of the environment, on a folder of its own with no libraries to fetch."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.run_tests import TOP

pytestmark = pytest.mark.sqlite


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose pins are empty."""
    (tmp_path / "scripts").mkdir()
    for name in ("setup.sh", "apt.sh"):
        shutil.copy(TOP / "scripts" / name, tmp_path / "scripts" / name)
    (tmp_path / "requirements.txt").write_text("# nothing\n", encoding="utf-8")
    return tmp_path


def set_up(project: Path, python: str = sys.executable) -> subprocess.CompletedProcess[str]:
    """Run the script; output and errors apart."""
    command = ["sh", str(project / "scripts" / "setup.sh")]
    environment = {**os.environ, "PYTHON": python}
    return subprocess.run(command, env=environment, check=False, capture_output=True, text=True)


def test_the_second_run_finds_all_done_and_new_pins_are_noticed(project: Path) -> None:
    first = set_up(project)
    assert (first.returncode, first.stdout) == (0, "")
    assert "Создаю окружение Python" in first.stderr
    assert (project / ".venv" / "bin" / "python").exists()

    second = set_up(project)
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")

    (project / "requirements.txt").write_text("# other\n", encoding="utf-8")
    third = set_up(project)
    assert "Устанавливаю библиотеки" in third.stderr
    assert "Создаю окружение" not in third.stderr


@pytest.mark.parametrize("answer", ["echo Python 3.9.2", "exit 127"])
def test_an_old_or_absent_python_is_refused_in_plain_words(project: Path, tmp_path: Path, answer: str) -> None:
    python = tmp_path / "python3"
    python.write_text(f'#!/bin/sh\n[ "$1" = -V ] && {{ {answer}; exit; }}\nexit 1\n', encoding="utf-8")
    python.chmod(0o755)
    done = set_up(project, str(python))
    assert done.returncode == 1
    assert "Нужен Python 3.11 или новее" in done.stderr
    assert not (project / ".venv").exists()
