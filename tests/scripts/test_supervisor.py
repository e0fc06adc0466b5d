"""Several services as one, each case in a process of its own so that real signals can be sent."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.sqlite

TOP = Path(__file__).resolve().parents[2]
SLEEPER = "import time; time.sleep(300)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(300)"
SHORT_LIVED = "import time; time.sleep(1); raise SystemExit(7)"
PROGRAM = """
import json, sys
from scripts.supervisor import Service, Supervisor
services = [Service(f"служба {n}", [sys.executable, "-c", code]) for n, code in enumerate(sys.argv[1:], 1)]
supervisor = Supervisor(patience=1)
supervisor.start(*services)
print(json.dumps(supervisor.pids()), flush=True)
raise SystemExit(supervisor.watch())
"""


def start(*codes: str) -> tuple[subprocess.Popen[str], list[int]]:
    """A supervisor over Python one-liners; the ids of its services."""
    command = [sys.executable, "-c", PROGRAM, *codes]
    process = subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, json.loads(process.stdout.readline())


def running(pids: list[int]) -> list[int]:
    """Those of the processes that are still there."""
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def eventually(condition: Callable[[], bool]) -> bool:
    """Whether the condition comes true before long."""
    for _ in range(100):
        if condition():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_signal_stops_every_service(sign: signal.Signals) -> None:
    process, pids = start(SLEEPER, SLEEPER, SLEEPER)
    assert running(pids) == pids
    process.send_signal(sign)
    output, _ = process.communicate(timeout=30)
    assert (process.returncode, output, running(pids)) == (0, "", [])


def test_a_service_that_ignores_the_signal_is_killed() -> None:
    process, pids = start(SLEEPER, STUBBORN)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert (process.returncode, running(pids)) == (0, [])


def test_the_death_of_one_service_stops_the_rest_and_is_told() -> None:
    process, pids = start(SLEEPER, SHORT_LIVED)
    output, _ = process.communicate(timeout=30)
    assert "Служба «служба 2» неожиданно завершилась (код 7)" in output
    assert (process.returncode, running(pids)) == (1, [])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_services_do_not_outlive_a_killed_supervisor() -> None:
    process, pids = start(SLEEPER, SLEEPER)
    process.kill()
    process.communicate(timeout=30)
    assert eventually(lambda: not running(pids))


MAKEFILE = """
run:
\t@exec $(PYTHON) -c "$$CODE" "$$SLEEPER" >pids
"""
HEED_INTERRUPTS = (
    "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execvp(sys.argv[1], sys.argv[1:])"
)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_to_make_alone_stops_the_services(tmp_path: Path, sign: signal.Signals) -> None:
    """make passes on only SIGTERM; the rest must not leave a portal behind."""
    code = PROGRAM.replace("patience=1", "patience=1, parent=Parent()").replace(
        "import", "from scripts.parent import Parent\nimport", 1
    )
    (tmp_path / "Makefile").write_text(MAKEFILE, encoding="utf-8")
    environment = {**os.environ, "CODE": code, "SLEEPER": SLEEPER, "PYTHON": sys.executable, "PYTHONPATH": str(TOP)}
    # A shell that runs the tests behind itself tells its children to ignore Ctrl+C; a person at a terminal does not.
    command = [sys.executable, "-c", HEED_INTERRUPTS, "make", "-C", str(tmp_path)]
    make = subprocess.Popen(command, env=environment, start_new_session=True)
    pids_file = tmp_path / "pids"
    assert eventually(lambda: pids_file.exists() and pids_file.read_text().endswith("]\n"))
    pids = json.loads(pids_file.read_text())
    make.send_signal(sign)
    make.wait(30)
    assert eventually(lambda: not running(pids))
