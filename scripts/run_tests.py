"""All tests: on SQLite and on a throw-away PostgreSQL, in the system's browser; the last line sums them up.

usage: python -m scripts.run_tests [--quick] [pytest options]      --quick: SQLite without the browser
exit: 0 only when nothing failed; with CI=true a skipped test is a failure too
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from scripts import system_packages
from scripts.browser import driver_starts, find_browser
from scripts.junit import Totals, read_totals
from scripts.throwaway_postgres import PostgresUnavailableError, find_programs, throwaway_postgres

TOP = Path(__file__).resolve().parent.parent
NOTHING_COLLECTED = 5
HINT = "в Debian и Ubuntu: sudo apt-get install -y"


@dataclass(frozen=True)
class Leg:
    """One pytest run: what is chosen, where the data is, what it cannot do without."""

    title: str
    marks: str
    postgres: bool = False
    browser: bool = False

    def options(self) -> list[str]:
        """Browser tests go one by one, the others side by side."""
        return ["-m", self.marks, *([] if self.browser else ["-n", str(min(os.cpu_count() or 1, 4))])]


QUICK = Leg("SQLite", "not browser and not postgres")
LEGS = (
    QUICK,
    Leg("SQLite, браузер", "browser and not postgres", browser=True),
    Leg("PostgreSQL", "not browser and not sqlite", postgres=True),
    Leg("PostgreSQL, браузер", "browser and (walk or postgres)", postgres=True, browser=True),
)


@dataclass
class Runner:
    """Runs legs one after another in a folder that is gone afterwards."""

    folder: Path
    pytest_options: list[str]
    missing: Mapping[str, str]
    database_url: str = ""

    def run(self, leg: Leg) -> Totals:
        """Totals of one leg; without what it needs all its tests count as skipped."""
        reason = self._reason(leg)
        if reason:
            count = self._count(leg)
            print(f"\n== {leg.title}: пропущено, {reason}; тестов не выполнено: {count}", flush=True)
            return Totals(skipped=count)
        print(f"\n== {leg.title}", flush=True)
        report = self.folder / f"{leg.title}.xml"
        code = self._pytest(leg, "-q", *leg.options(), f"--junitxml={report}", f"--output={self.folder / 'pictures'}")
        if code == NOTHING_COLLECTED and self.pytest_options:
            return Totals()
        if code == NOTHING_COLLECTED:
            print("Здесь должны быть тесты, но нет ни одного: это ошибка.", flush=True)
        return read_totals(report, exit_code=code)

    def _reason(self, leg: Leg) -> str:
        needs = {"postgres": leg.postgres, "browser": leg.browser}
        return ", ".join(text for name, text in self.missing.items() if needs[name])

    def _count(self, leg: Leg) -> int:
        """How many tests the leg would have run."""
        command = self._command("--collect-only", "-q", "-m", leg.marks)
        done = subprocess.run(command, env=self._environment(leg), capture_output=True, text=True, check=False, cwd=TOP)
        found = re.search(r"^(\d+)(?:/\d+)? tests? collected", done.stdout, re.MULTILINE)
        return int(found[1]) if found else 0

    def _pytest(self, leg: Leg, *options: str) -> int:
        return subprocess.run(self._command(*options), env=self._environment(leg), check=False, cwd=TOP).returncode

    def _command(self, *options: str) -> list[str]:
        return [sys.executable, "-m", "pytest", *options, *self.pytest_options]

    def _environment(self, leg: Leg) -> dict[str, str]:
        """Ours without any setting of the portal, so that a run does not depend on where it is started."""
        sqlite = f"sqlite:///{self.folder / 'portal.sqlite3'}"
        foreign = portal_variables() | {"DJANGO_SETTINGS_MODULE"}
        return {
            **{name: value for name, value in os.environ.items() if name not in foreign},
            "VAR_DIR": str(self.folder / "var"),
            "DATABASE_URL": self.database_url if leg.postgres and self.database_url else sqlite,
            **({"BROWSER_PATH": find_browser() or ""} if leg.browser else {}),
        }


def portal_variables() -> set[str]:
    """Names of all settings of the portal, as .env.example lists them."""
    text = (TOP / ".env.example").read_text(encoding="utf-8")
    return set(re.findall(r"^#?\s?([A-Z][A-Z0-9_]+)=", text, re.MULTILINE))


def ensure_postgres() -> str:
    """Find or install PostgreSQL; the reason when there is none."""
    try:
        find_programs()
    except PostgresUnavailableError as error:
        if not system_packages.install("postgresql"):
            return f"{error} ({HINT} postgresql)"
    return ""


def ensure_browser() -> str:
    """Find or install Chromium and what Playwright needs; the reason when there is none."""
    if not find_browser():
        system_packages.install("chromium")
        find_browser.cache_clear()
    if not find_browser():
        return f"нет работающего Chromium ({HINT} chromium)"
    if driver_starts() or (system_packages.install("libatomic1") and driver_starts()):
        return ""
    return f"не запускается Playwright ({HINT} libatomic1)"


def run_all(pytest_options: list[str]) -> Totals:
    """Every leg, the sum of their totals."""
    reasons = {"postgres": ensure_postgres(), "browser": ensure_browser()}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-tests-")))
        database_url = ""
        if not reasons["postgres"]:
            try:
                database_url = stack.enter_context(throwaway_postgres())
            except PostgresUnavailableError as error:
                reasons["postgres"] = str(error)
        missing = {name: reason for name, reason in reasons.items() if reason}
        runner = Runner(folder, pytest_options, missing, database_url)
        return sum((runner.run(leg) for leg in LEGS), Totals())


def run_quick(pytest_options: list[str]) -> Totals:
    """Only what needs neither PostgreSQL nor a browser."""
    with tempfile.TemporaryDirectory(prefix="portal-tests-") as folder:
        return Runner(Path(folder), pytest_options, {}).run(QUICK)


def main(arguments: list[str]) -> int:
    """Run, and close with the one plain line."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    options = [argument for argument in arguments if argument != "--quick"]
    totals = run_quick(options) if "--quick" in arguments else run_all(options)
    if totals == Totals():
        print("\nНи один тест не выбран.")
        totals = Totals(failed=1)
    failed = bool(totals.failed) or (os.environ.get("CI") == "true" and bool(totals.skipped))
    if failed and not totals.failed:
        print("\nНа сборочном сервере ничего не пропускается: пропуск считается ошибкой.")
    print(f"\n{totals}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
