"""The system's Chromium for browser tests: where it is and how it is started."""

import functools
import os
import shutil
import subprocess
import sys
import tempfile

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The browser must talk to the portal alone: nothing of its own to update, sync or report.
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    # Root and most containers cannot have the sandbox, and the only pages opened are our own.
    "--no-sandbox",
)
PROBE_SECONDS = 60


@functools.cache
def find_browser() -> str | None:
    """Path of a Chromium that really starts, None when there is none. BROWSER_PATH names one and spares the probe."""
    named = os.environ.get("BROWSER_PATH")
    if named:
        return named
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path and _starts(path)), None)


def driver_starts() -> bool:
    """Whether Playwright's own program runs; on a bare system it may lack the library libatomic."""
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _starts(path: str) -> bool:
    """Whether the program renders an empty page: on some systems the name is a stub that only asks to install it."""
    with tempfile.TemporaryDirectory(prefix="portal-browser-", ignore_cleanup_errors=True) as profile:
        command = [path, "--headless", *FLAGS, f"--user-data-dir={profile}", "--dump-dom", "about:blank"]
        try:
            done = subprocess.run(command, capture_output=True, timeout=PROBE_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return False
    return done.returncode == 0 and b"<html" in done.stdout
