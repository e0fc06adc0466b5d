"""Runs several services as one: when one dies or we are asked to stop, all stop."""

import os
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from subprocess import Popen
from types import FrameType

from scripts.parent import Parent
from scripts.processes import start_child, stop_children

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
POLL_SECONDS = 0.2


@dataclass(frozen=True)
class Service:
    """One process: the name people read and the command to run."""

    title: str
    command: Sequence[str]


@dataclass
class Supervisor:
    """Takes over the stop signals, starts services, notices the death of any of them, stops the rest.

    `parent` is the process whose end also means the end of the services, None when there is no such.
    """

    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    patience: float = 10
    parent: Parent | None = None
    _children: list[tuple[Service, Popen[bytes]]] = field(default_factory=list)
    _stopping: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        for sign in STOP_SIGNALS:
            signal.signal(sign, self._on_signal)

    def start(self, *services: Service) -> None:
        """Start services beside those already running."""
        for service in services:
            self._children.append((service, start_child(service.command, environment=self.environment)))

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> bool:
        """Poll `ready` until it is true; false when time is out or `over`."""
        for _ in range(int(seconds / POLL_SECONDS)):
            if ready():
                return True
            if self.over(after=POLL_SECONDS):
                return False
        return False

    def watch(self) -> int:
        """Run until a stop signal (0) or the death of a service (1); in both cases nothing is left running."""
        while not self.over(after=POLL_SECONDS):
            pass
        return self.stop()

    def stop(self) -> int:
        """Stop every service; 1 when one of them had died by itself, else 0."""
        dead = None if self._stopping.is_set() else self.dead()
        if dead:
            service, code = dead
            print(f"Служба «{service.title}» неожиданно завершилась (код {code}), останавливаю остальные.", flush=True)
        stop_children((child for _, child in self._children), patience=self.patience)
        return 1 if dead else 0

    def dead(self) -> tuple[Service, int] | None:
        """The first service that is no longer running, with its exit code."""
        for service, child in self._children:
            code = child.poll()
            if code is not None:
                return service, code
        return None

    def over(self, *, after: float = 0) -> bool:
        """Whether, `after` seconds at the most, we are asked to stop, lost our parent or a service."""
        asked = self._stopping.wait(after) or (self.parent is not None and self.parent.wants_stop())
        return asked or self.dead() is not None

    def pids(self) -> list[int]:
        """Process ids of the services, in their order."""
        return [child.pid for _, child in self._children]

    def _on_signal(self, _sign: int, _frame: FrameType | None) -> None:
        self._stopping.set()
