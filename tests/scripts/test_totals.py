"""The closing line of the tests."""

from pathlib import Path

import pytest

from scripts.junit import Totals, read_totals
from scripts.run_tests import LEGS, QUICK, Runner, portal_variables

REPORT = """<?xml version="1.0" encoding="utf-8"?>
<testsuites><testsuite name="pytest">
<testcase classname="t" name="good"/>
<testcase classname="t" name="expected"><skipped type="pytest.xfail" message="known"/></testcase>
<testcase classname="t" name="left_out"><skipped type="pytest.skip" message="no browser"/></testcase>
<testcase classname="t" name="bad"><failure message="no">trace</failure></testcase>
<testcase classname="t" name="bad_tear_down"/>
<testcase classname="t" name="bad_tear_down"><error message="no">trace</error></testcase>
</testsuite></testsuites>
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.xml"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_each_test_counts_once_by_its_worst_end(report: Path) -> None:
    assert read_totals(report, exit_code=1) == Totals(passed=2, failed=2, skipped=1)


def test_a_run_that_wrote_no_report_counts_as_a_failure(tmp_path: Path) -> None:
    assert read_totals(tmp_path / "none.xml", exit_code=3) == Totals(failed=1)


def test_a_bad_end_without_a_failed_test_counts_as_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "report.xml"
    path.write_text('<testsuite><testcase classname="t" name="good"/></testsuite>', encoding="utf-8")
    assert read_totals(path, exit_code=2) == Totals(passed=1, failed=1)


def test_the_closing_line_is_plain() -> None:
    assert str(Totals(3, 0, 1) + Totals(4, 2, 0)) == "7 passed, 2 failed, 1 skipped"


def test_a_leg_without_its_means_counts_its_tests_as_skipped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = Path(__file__).name
    runner = Runner(tmp_path, [f"tests/scripts/{here}", "-k", "closing_line"], {"postgres": "PostgreSQL не установлен"})
    assert runner.run(LEGS[2]) == Totals(skipped=1)
    assert "пропущено, PostgreSQL не установлен; тестов не выполнено: 1" in capsys.readouterr().out


def test_every_test_belongs_to_a_leg_on_each_database() -> None:
    assert [leg.postgres for leg in LEGS] == [False, False, True, True]
    assert LEGS[0] is QUICK


def test_settings_of_the_portal_are_known_by_name() -> None:
    assert {"DATABASE_URL", "SECRET_KEY", "PORT", "DEMO", "LOG_FORMAT"} <= portal_variables()
