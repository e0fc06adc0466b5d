"""Commands of scripts/ run as a person runs them, with the portal's data in a folder of the test."""

import os
import subprocess
import sys
from pathlib import Path

from scripts.run_tests import TOP, portal_variables


def portal_environment(folder: Path, **changes: str) -> dict[str, str]:
    """Our environment without settings of the portal, which writes into `folder` on SQLite."""
    ours = {name: value for name, value in os.environ.items() if name not in portal_variables() | {"CI"}}
    settings = {"DJANGO_SETTINGS_MODULE": "resolution_portal.settings", "VAR_DIR": str(folder), "PYTHONUTF8": "1"}
    return {**ours, **settings, **changes}


def run_script(name: str, *arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """`python -m scripts.NAME ARGUMENTS` to its end; output and errors in one text."""
    command = [sys.executable, "-m", f"scripts.{name}", *arguments]
    return subprocess.run(
        command,
        cwd=TOP,
        env=environment,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )
