"""The address the portal listens on: is it free, and what to say when it is not."""

import errno
import socket

EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}
REASONS = {
    errno.EACCES: "Порт {port} доступен только администратору системы.",
    errno.EADDRINUSE: "Порт {port} занят: возможно, портал уже запущен или порт держит другая программа.",
}
OTHER_REASON = "Адрес {host} не принадлежит этой машине: проверьте переменную HOST."


def refusal(host: str, port: int, *, command: str) -> str | None:
    """Why `host:port` cannot be listened on, naming the way out (`PORT=`); None when it can."""
    try:
        _listen(host, port)
    except OverflowError:
        return f"Порт {port} невозможен: это число от 1 до 65535. Выберите другой порт: {command} PORT=8000"
    except OSError as error:
        reason = REASONS.get(error.errno or 0)
        if reason is None:
            return OTHER_REASON.format(host=host)
        return f"{reason.format(port=port)} Выберите другой порт: {command} PORT={free_port(host, after=port)}"
    return None


def free_port(host: str, *, after: int = 0) -> int:
    """The nearest port above `after` (not below 8001) that can be listened on, 0 when there is none."""
    for port in range(max(after, 8000) + 1, 65536):
        try:
            return _listen(host, port)
        except OSError:
            continue
    return 0


def any_port() -> int:
    """A free port of the loopback, chosen by the system."""
    return _listen("127.0.0.1", 0)


def address(host: str, port: int) -> str:
    """`host:port` as servers write it, IPv6 in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def reachable(host: str) -> str:
    """Where to knock when the portal listens on `host`."""
    return EVERY_ADDRESS.get(host, host)


def _listen(host: str, port: int) -> int:
    """Listen for a moment; the port number, or OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        probe.listen(1)
        return int(probe.getsockname()[1])
