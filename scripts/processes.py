"""Child processes that never outlive the program that started them."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def start_child(
    command: Sequence[str],
    *,
    environment: Mapping[str, str] | None = None,
    stop_signal: signal.Signals = signal.SIGTERM,
    user: str | None = None,
    stdout: int | None = None,
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own, so that Ctrl-C reaches only us and we stop it in our order."""
    return subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.STDOUT if stdout is not None else None,
        start_new_session=True,
        user=user,
        group=user,
        extra_groups=[] if user else None,
        preexec_fn=_die_with_parent(stop_signal),  # noqa: PLW1509 - we run no threads
    )


def stop_children(
    children: Iterable[subprocess.Popen[bytes]], *, sign: signal.Signals = signal.SIGTERM, patience: float = 10
) -> None:
    """Ask all to stop; kill with its descendants each that is still there after `patience` seconds."""
    running = [child for child in children if child.poll() is None]
    for child in running:
        child.send_signal(sign)
    for child in running:
        _wait_or_kill(child, patience)


def _wait_or_kill(child: subprocess.Popen[bytes], patience: float) -> None:
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _die_with_parent(stop_signal: signal.Signals) -> Callable[[], None] | None:
    """A hook for the child: Linux sends it `stop_signal` when its parent is gone, even if that was killed outright."""
    libc = LIBC
    if libc is None:
        return None

    def hook() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(stop_signal))

    return hook
