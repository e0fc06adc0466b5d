"""A PostgreSQL cluster of our own: made in a temporary folder, reached by a socket in it, gone when we are done."""

import functools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.processes import start_child, stop_children

OWNER = "portal"
DATABASE = "portal"
START_SECONDS = 30
# Nothing here has to survive a power cut, so no write waits for the disk.
SERVER_OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
}


class PostgresUnavailableError(Exception):
    """There is no PostgreSQL to run here; the text says what is missing."""


@contextmanager
def throwaway_postgres() -> Iterator[str]:
    """The DATABASE_URL of a fresh empty database; raises PostgresUnavailableError."""
    programs, user = find_programs(), system_user()
    folder = _folder(user)
    try:
        data = folder / "data"
        _call(user, programs / "initdb", f"--pgdata={data}", f"--username={OWNER}", *_initdb_options())
        with _server(programs, folder, user):
            _refuse_foreign_server(programs, folder)
            _call(user, programs / "createdb", f"--host={folder}", f"--username={OWNER}", DATABASE)
            yield f"postgres://{OWNER}@/{folder}/{DATABASE}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@functools.cache
def find_programs() -> Path:
    """The folder of the newest installed server programs; raises PostgresUnavailableError."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    for folder in folders:
        if all((folder / name).exists() for name in ("initdb", "postgres", "pg_isready", "psql", "createdb")):
            return folder
    raise PostgresUnavailableError("PostgreSQL не установлен")


def system_user() -> str | None:
    """Who runs the server: we ourselves, but not root, whom PostgreSQL refuses; then its own system user."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError as error:
        raise PostgresUnavailableError("PostgreSQL не работает от имени root, а пользователя postgres нет") from error


def _version(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0


def _folder(user: str | None) -> Path:
    """A private folder with a short path (a socket's path is limited to 107 bytes), owned by `user`."""
    folder = Path(tempfile.mkdtemp(prefix="portal-pg-", dir="/tmp" if Path("/tmp").is_dir() else None))
    if user:
        shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)
    return folder


def _initdb_options() -> tuple[str, ...]:
    return ("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")


@contextmanager
def _server(programs: Path, folder: Path, user: str | None) -> Iterator[None]:
    options = {**SERVER_OPTIONS, "unix_socket_directories": str(folder)}
    flags = [f"--{name}={value}" for name, value in options.items()]
    with (folder / "log").open("wb") as log:
        command = [str(programs / "postgres"), "-D", str(folder / "data"), *flags]
        child = start_child(command, stop_signal=signal.SIGINT, user=user, stdout=log.fileno())
    try:
        _wait(programs, folder, child)
        yield
    finally:
        stop_children([child], sign=signal.SIGINT)


def _wait(programs: Path, folder: Path, child: subprocess.Popen[bytes]) -> None:
    ready = [str(programs / "pg_isready"), "-q", "-h", str(folder)]
    for _ in range(START_SECONDS * 10):
        if subprocess.run(ready, check=False).returncode == 0:
            return
        if child.poll() is not None:
            break
        time.sleep(0.1)
    log = (folder / "log").read_text(encoding="utf-8", errors="replace")
    raise PostgresUnavailableError(f"временный PostgreSQL не запустился: {log[-500:]}")


def _refuse_foreign_server(programs: Path, folder: Path) -> None:
    """Before any write: the server behind the socket must be the one we have just made."""
    psql = [str(programs / "psql"), "-XAtq", f"--host={folder}", f"--username={OWNER}", "--dbname=postgres"]
    answer = subprocess.run([*psql, "-c", "show data_directory"], check=True, capture_output=True, text=True)
    if Path(answer.stdout.strip()) != folder / "data":
        raise PostgresUnavailableError(f"за сокетом {folder} отвечает чужой сервер")


def _call(user: str | None, program: Path, *arguments: str) -> None:
    done = subprocess.run(
        [str(program), *arguments],
        user=user,
        group=user,
        extra_groups=[] if user else None,
        cwd="/",
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise PostgresUnavailableError(f"{program.name}: {done.stderr.strip()[-500:]}")
