"""The test's database as a process of its own sees it."""

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from urllib.parse import quote

from django.db import connection

from scripts.run_tests import TOP, portal_variables


class SharedDatabase:
    """PostgreSQL is shared as it is; SQLite, which lives in memory here, is handed over as a file and taken back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mail = folder / "mail"
        self._file = folder / "portal.sqlite3"

    def hand_over(self) -> None:
        """Let processes see what the test has written."""
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with closing(connect(self._file)) as file:
                connection.connection.backup(file)

    def take_back(self) -> None:
        """Let the test see what processes have written."""
        if connection.vendor == "sqlite":
            with closing(connect(self._file)) as file:
                file.execute("PRAGMA journal_mode=DELETE")
                file.backup(connection.connection)

    def start(self, *arguments: str, **changes: str) -> subprocess.Popen[str]:
        """Start `manage.py ARGUMENTS`; its output and errors are one text."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=TOP,
            env=self._environment() | changes,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *commands: Sequence[str], **changes: str) -> str:
        """Run commands side by side to their end; their joined output. A command that fails fails the test."""
        self.hand_over()
        processes = [self.start(*command, **changes) for command in commands]
        output = "".join(process.communicate(timeout=120)[0] for process in processes)
        assert [process.returncode for process in processes] == [0] * len(processes), output
        self.take_back()
        return output

    def _environment(self) -> dict[str, str]:
        """Settings of the portal for a process; letters become files in `mail`."""
        ours = {name: value for name, value in os.environ.items() if name not in portal_variables()}
        return {
            **ours,
            "DJANGO_SETTINGS_MODULE": "resolution_portal.settings",
            "DATABASE_URL": self._url(),
            "VAR_DIR": str(self.folder),
            "EMAIL_FILE_PATH": str(self.mail),
            "PYTHONUNBUFFERED": "1",
            "PYTHONUTF8": "1",
        }

    def _url(self) -> str:
        if connection.vendor == "sqlite":
            return f"sqlite:///{self._file}"
        base = connection.settings_dict
        person = f"{quote(base['USER'])}:{quote(base['PASSWORD'])}"
        if base["HOST"].startswith("/"):
            return f"postgres://{person}@/{base['HOST']}/{base['NAME']}"
        return f"postgres://{person}@{base['HOST']}:{base['PORT']}/{base['NAME']}"
