"""Does a stranger's first run work? Clones HEAD, runs `make demo` there twice, asks for its pages, stops it by Ctrl-C.

usage: python -m scripts.boot_check      exit: 0 all as promised, 1 not (the output of the portal is printed)
"""

import http.client
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from scripts import port as ports
from scripts.processes import start_child, stop_children
from scripts.run_tests import TOP, portal_variables

FIRST_START_SECONDS = 420
STOP_SECONDS = 30


class BootError(Exception):
    """What did not happen as the README promises."""


class Demo:
    """One `make demo` in a folder; on leaving the block nothing of it is left running."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.port = ports.any_port()
        self.log = folder.with_name(f"demo-{self.port}.log")
        command = ["make", "-C", str(folder), "demo", f"PORT={self.port}"]
        with self.log.open("wb") as output:
            self.make = start_child(command, environment=environment, stdout=output.fileno())

    def __enter__(self) -> "Demo":
        return self

    def __exit__(self, *_: object) -> None:
        stop_children([self.make])

    def output(self) -> str:
        """Everything printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait_until_welcome(self) -> float:
        """Seconds until the address was printed."""
        start = time.monotonic()
        wait_for(lambda: "Портал работает" in self.output() or self.make.poll() is not None, FIRST_START_SECONDS)
        if self.make.poll() is not None or "Портал работает" not in self.output():
            raise BootError("make demo не дошёл до приглашения")
        return time.monotonic() - start

    def get(self, path: str) -> tuple[int, str, str]:
        """Status, Location and text of a page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location", ""), answer.read().decode(errors="replace")
        finally:
            connection.close()

    def interrupt(self) -> None:
        """Press Ctrl-C: the terminal sends it to the whole foreground group."""
        pids = descendants(self.make.pid)
        os.killpg(self.make.pid, signal.SIGINT)
        wait_for(lambda: self.make.poll() is not None, STOP_SECONDS)
        left = [pid for pid in pids if Path(f"/proc/{pid}").exists()]
        if left or self.make.poll() is None:
            raise BootError(f"после Ctrl-C остались процессы: {left or self.make.pid}")
        if ports.refusal("127.0.0.1", self.port, command="make demo"):
            raise BootError(f"после Ctrl-C порт {self.port} занят")


def check_pages(demo: Demo) -> None:
    """An anonymous start page leads to a sign-in form with its two fields; its styles are served."""
    status, location, _ = demo.get("/")
    if status != http.HTTPStatus.FOUND:
        raise BootError(f"стартовая страница ответила {status}, а не переадресацией на вход")
    status, _, page = demo.get(location)
    if status != http.HTTPStatus.OK or not {"login", "password"} <= set(re.findall(r'name="(\w+)"', page)):
        raise BootError(f"страница входа {location}: ответ {status}, полей login и password нет")
    for style in re.findall(r'href="(/static/[^"]+\.css)"', page):
        if demo.get(style)[0] != http.HTTPStatus.OK:
            raise BootError(f"не отдаётся оформление {style}")


def descendants(pid: int) -> list[int]:
    """The process and everything it started, by the process table of Linux."""
    pairs = [pair for pair in map(_process_and_parent, Path("/proc").glob("[0-9]*")) if pair]
    found = [pid]
    for known in found:
        found += [child for child, parent in pairs if parent == known]
    return found


def _process_and_parent(folder: Path) -> tuple[int, int] | None:
    try:
        stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return int(folder.name), int(stat.rpartition(")")[2].split()[1])


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    """Return as soon as the condition holds, at the latest after `seconds`."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.1)


def clone(folder: Path) -> dict[str, str]:
    """A clean clone of HEAD in `folder`; the environment a stranger would have."""
    trust = folder.with_name("gitconfig")
    trust.write_text("[safe]\n\tdirectory = *\n", encoding="ascii")
    foreign = portal_variables() | {"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "VIRTUAL_ENV", "PYTHON"}
    environment = {name: value for name, value in os.environ.items() if name not in foreign}
    git = {**environment, "GIT_CONFIG_GLOBAL": str(trust)}
    subprocess.run(["git", "clone", "-q", str(TOP), str(folder)], env=git, check=True)
    return environment


def boot(folder: Path, environment: dict[str, str], title: str) -> None:
    """Start, look, stop; on failure the output of the portal is shown."""
    with Demo(folder, environment) as demo:
        try:
            print(f"{title}: готов через {demo.wait_until_welcome():.1f} с", flush=True)
            check_pages(demo)
            demo.interrupt()
        except BootError:
            print(demo.output()[-6000:], flush=True)
            raise


def main() -> int:
    """Two starts: the first does all of its set-up, the second finds it done."""
    with tempfile.TemporaryDirectory(prefix="portal-boot-") as temporary:
        folder = Path(temporary) / "portal"
        environment = clone(folder)
        try:
            boot(folder, environment, "Первый запуск из чистой копии")
            boot(folder, environment, "Повторный запуск")
        except BootError as error:
            print(f"Проверка запуска не пройдена: {error}.", flush=True)
            return 1
    print("Портал запускается, отвечает и останавливается.", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
