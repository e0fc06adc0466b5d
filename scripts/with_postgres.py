"""Runs a command with DATABASE_URL leading to a throw-away PostgreSQL.

usage: python -m scripts.with_postgres -- COMMAND…      exit: that of the command; 2 without PostgreSQL
"""

import os
import signal
import subprocess
import sys

from scripts.throwaway_postgres import PostgresUnavailableError, throwaway_postgres


def main(arguments: list[str]) -> int:
    """Run the words after `--`."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with throwaway_postgres() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    except PostgresUnavailableError as error:
        print(f"Нет PostgreSQL: {error}.", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
