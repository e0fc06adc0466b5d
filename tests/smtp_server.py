"""A real mail server for tests: takes letters over SMTP, refuses some recipients, breaks off when told to."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message


@dataclass
class Mailbox:
    """What the server has taken, and how it behaves."""

    port: int = 0
    refused: set[str] = field(default_factory=set)
    breaks_off: bool = False
    connections: int = 0
    letters: list[Message] = field(default_factory=list)


class _Session(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        self.server.mailbox.connections += 1
        self._say("220 test ESMTP")
        for line in self.rfile:
            command = line.decode("ascii").strip()
            if command.upper() == "DATA":
                self._take()
            elif command.upper() == "QUIT":
                self._say("221 bye")
                return
            elif command.upper().startswith("MAIL") and self.server.mailbox.breaks_off:
                return
            else:
                self._say(self._answer(command))

    def _answer(self, command: str) -> str:
        is_refused = any(address in command for address in self.server.mailbox.refused)
        return "550 no such mailbox" if command.upper().startswith("RCPT") and is_refused else "250 ok"

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b"."))
        self.server.mailbox.letters.append(message_from_bytes(b"".join(lines)))
        self._say("250 taken")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode("ascii"))


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    mailbox: Mailbox


@contextmanager
def smtp_server(**behaviour: object) -> Iterator[Mailbox]:
    """A server on a free port of this machine for the length of the block."""
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.mailbox = Mailbox(port=server.server_address[1], **behaviour)  # type: ignore[arg-type]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server.mailbox
        finally:
            server.shutdown()
            thread.join()
