"""Times the portal on a throw-away database: PostgreSQL where it is installed, else SQLite, saying so.

usage: python -m scripts.bench [options of manage.py bench]
"""

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from scripts.throwaway_postgres import PostgresUnavailableError, throwaway_postgres


def main(arguments: list[str]) -> int:
    """Migrate an empty database, then run the command on it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-bench-")))
        try:
            url = stack.enter_context(throwaway_postgres())
        except PostgresUnavailableError as error:
            print(f"Замеры на SQLite: {error}.", file=sys.stderr)
            url = f"sqlite:///{folder / 'portal.sqlite3'}"
        environment = {**os.environ, "DATABASE_URL": url, "VAR_DIR": str(folder), "DEMO": "0"}
        for command in (["-m", "scripts.prepare"], ["manage.py", "bench", *arguments]):
            code = subprocess.run([sys.executable, *command], env=environment, check=False).returncode
            if code:
                return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
