"""The portal as one process in the foreground."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import port
from scripts.boot_check import descendants
from scripts.run_tests import TOP
from tests.scripts.portal_process import portal_environment, run_script

pytestmark = pytest.mark.sqlite


def test_a_taken_port_is_told_before_anything_is_written(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen(1)
        taken = str(holder.getsockname()[1])
        done = run_script("serve", environment=portal_environment(tmp_path / "var", PORT=taken, SECRET_KEY="s" * 60))
    assert done.returncode == 1
    assert f"Порт {taken} занят" in done.stdout
    assert "make serve PORT=" in done.stdout
    assert "Traceback" not in done.stdout
    assert not (tmp_path / "var").exists()


def test_it_serves_until_interrupted_and_leaves_no_process(tmp_path: Path) -> None:
    number = port.any_port()
    environment = portal_environment(tmp_path / "var", PORT=str(number))
    command = [sys.executable, "-m", "scripts.serve"]
    portal = subprocess.Popen(command, cwd=TOP, env=environment, stdout=subprocess.PIPE, text=True)
    assert portal.stdout is not None
    lines = []
    for line in portal.stdout:
        lines.append(line)
        if "Остановить — Ctrl-C" in line:
            break
    assert f"Портал работает: http://127.0.0.1:{number}/\n" in lines, "".join(lines)

    pids = descendants(portal.pid)
    assert len(pids) >= 4, "the supervisor, the web server, the worker and the scheduler"
    portal.send_signal(signal.SIGINT)
    rest, _ = portal.communicate(timeout=60)
    assert portal.returncode == 0
    assert "Портал остановлен." in rest
    assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []
    assert port.refusal("127.0.0.1", number, command="") is None
