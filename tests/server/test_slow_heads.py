"""A head that drips, against a real server: the connection ends in time, and nobody else waits for it."""

import socket
import time
import urllib.request
from collections.abc import Iterator

import pytest

from dashboard.server.heads import SLOWEST_HEAD_SECONDS
from tests.running import Server

DRIP_SECONDS = 0.5
GRACE_SECONDS = 3


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("data")) as running:
        yield running


def test_a_head_that_drips_is_cut_off(server: Server) -> None:
    """Byte by byte it never gets whole: after ten seconds the line is closed, however busy it looked meanwhile."""
    head = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Drip: " + b"a" * 10_000
    started = time.monotonic()
    with socket.create_connection(("127.0.0.1", server.port), 5) as connection:
        connection.settimeout(DRIP_SECONDS)
        answer = _drip(connection, head)
    took = time.monotonic() - started
    assert answer == b""
    assert SLOWEST_HEAD_SECONDS - 1 < took < SLOWEST_HEAD_SECONDS + GRACE_SECONDS


def _drip(connection: socket.socket, head: bytes) -> bytes:
    """Send a byte at a time until the other side hangs up; what it said."""
    for place in range(len(head)):
        try:
            connection.sendall(head[place : place + 1])
            return connection.recv(1024)
        except TimeoutError:
            continue
        except ConnectionError:
            return b""
    raise AssertionError("the server took the whole head")


def test_a_slow_head_that_gets_whole_in_time_is_answered(server: Server) -> None:
    """The limit is for heads that do not end, not for slow lines."""
    with socket.create_connection(("127.0.0.1", server.port), 5) as connection:
        for part in (b"GET /healthz HTTP/1.1\r\n", b"Host: 127.0.0.1\r\n", b"Connection: close\r\n\r\n"):
            connection.sendall(part)
            time.sleep(DRIP_SECONDS)
        assert connection.recv(1024).startswith(b"HTTP/1.1 200")


def test_the_others_are_answered_meanwhile(server: Server) -> None:
    """Thirty lines that drip take nothing from whoever comes with a whole head."""
    dripping = [socket.create_connection(("127.0.0.1", server.port), 5) for _ in range(30)]
    try:
        for one in dripping:
            one.sendall(b"GET / HTTP/1.1\r\nX-Drip: ")
        started = time.monotonic()
        with urllib.request.urlopen(f"{server.address}/healthz", timeout=5) as answer:
            assert answer.status == 200
        assert time.monotonic() - started < 2
    finally:
        for one in dripping:
            one.close()
