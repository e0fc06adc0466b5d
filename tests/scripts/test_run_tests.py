"""The test command itself, run on a few quick tests."""

from pathlib import Path

import pytest

from tests.scripts.portal_process import portal_environment, run_script

pytestmark = pytest.mark.sqlite

SUBJECT = "tests/scripts/test_port.py"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return portal_environment(tmp_path)


def test_the_last_line_is_the_sum(environment: dict[str, str]) -> None:
    done = run_script("run_tests", "--quick", SUBJECT, "-k", "taken", environment=environment)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "1 passed, 0 failed, 0 skipped")


def test_a_failure_is_in_the_exit_code(environment: dict[str, str]) -> None:
    done = run_script("run_tests", "--quick", "tests/no_such_file.py", environment=environment)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "0 passed, 1 failed, 0 skipped")
