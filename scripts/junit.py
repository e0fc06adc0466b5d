"""Counts of a test run, read from the JUnit file that pytest writes."""

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True)
class Totals:
    """Tests by their end; an error in set-up or tear-down counts as a failure."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def read_totals(report: Path, *, exit_code: int) -> Totals:
    """Totals of one run; a run that ended badly without naming a failed test counts as one failure."""
    totals = _sum_cases(report) if report.is_file() else Totals()
    if exit_code and not totals.failed:
        totals += Totals(failed=1)
    return totals


def _sum_cases(report: Path) -> Totals:
    ends: dict[str, str] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        ends[name] = max(ends.get(name, ""), _end(case), key=ORDER.index)
    return Totals(*(list(ends.values()).count(end) for end in ("passed", "failed", "skipped")))


ORDER = ("", "passed", "skipped", "failed")


def _end(case: ElementTree.Element) -> str:
    """How one test ended; an expected failure is no skip."""
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    skip = case.find("skipped")
    if skip is not None and skip.get("type") != "pytest.xfail":
        return "skipped"
    return "passed"
