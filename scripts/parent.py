"""The `make` that started us: its end, or an interrupt that reached only it, means our end too."""

import os
import re
import signal
from dataclasses import dataclass, field
from pathlib import Path

SIGINT_BIT = 1 << (signal.SIGINT - 1)


@dataclass
class Parent:
    """The parent process at the moment of the start."""

    pid: int = field(default_factory=os.getppid)
    _catches_interrupt: bool = field(init=False)

    def __post_init__(self) -> None:
        self._catches_interrupt = self._catches()

    def wants_stop(self) -> bool:
        """Whether the parent is gone or has been interrupted.

        A terminal sends Ctrl-C to everybody, but `kill -INT` of make alone is not passed on: make gives up its own
        handler and waits for us without end. Linux shows that the handler is gone.
        """
        return os.getppid() != self.pid or (self._catches_interrupt and not self._catches())

    def _catches(self) -> bool:
        try:
            status = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return False
        caught = re.search(r"^SigCgt:\s*([0-9a-f]+)", status, re.MULTILINE)
        return bool(caught and int(caught[1], 16) & SIGINT_BIT)
