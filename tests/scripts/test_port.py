"""The address of the portal: free, taken, impossible."""

import socket
from collections.abc import Iterator

import pytest

from scripts import port


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program holds."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen(1)
        yield holder.getsockname()[1]


def test_a_free_port_is_not_refused() -> None:
    assert port.refusal("127.0.0.1", port.any_port(), command="make demo") is None


def test_a_taken_port_is_named_with_the_way_out(taken: int) -> None:
    text = port.refusal("127.0.0.1", taken, command="make demo")
    assert text is not None
    assert f"Порт {taken} занят" in text
    suggested = int(text.rsplit("make demo PORT=", 1)[1])
    assert suggested != taken
    assert port.refusal("127.0.0.1", suggested, command="make demo") is None


def test_an_impossible_port_is_explained() -> None:
    assert "от 1 до 65535" in (port.refusal("127.0.0.1", 70000, command="make demo") or "")


def test_a_foreign_address_is_explained() -> None:
    assert "192.0.2.1 не принадлежит этой машине" in (port.refusal("192.0.2.1", 0, command="make demo") or "")


@pytest.mark.parametrize(
    ("host", "text", "knock"),
    [("127.0.0.1", "127.0.0.1:80", "127.0.0.1"), ("::1", "[::1]:80", "::1"), ("0.0.0.0", "0.0.0.0:80", "127.0.0.1")],
)
def test_addresses_are_written_and_reached(host: str, text: str, knock: str) -> None:
    assert (port.address(host, 80), port.reachable(host)) == (text, knock)
