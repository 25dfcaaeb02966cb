"""The bounds of a head with short limits, over a real socket: what is cut off, and what is not."""

import asyncio
import socket
import time
from collections.abc import Iterator
from threading import Thread

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from dashboard.server import heads
from dashboard.server.headers import headers
from dashboard.server.heads import BoundedHeads

LIMIT_SECONDS = 0.6
PATIENCE_SECONDS = 6 * LIMIT_SECONDS
REST = b" HTTP/1.1\r\nHost: 127.0.0.1\r\n"
met: list[BoundedHeads] = []
"""The connections of a test."""


class Met(BoundedHeads):
    """The same, seen by the test."""

    def connection_made(self, transport: asyncio.Transport) -> None:
        met.append(self)
        super().connection_made(transport)


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Takes the whole body, and its time where the path says so; answers with how many bytes came."""
    count, more = 0, True
    while more:
        message = await receive()
        count, more = count + len(message.get("body", b"")), message.get("more_body", False)
    if scope["path"] == "/slow":
        await asyncio.sleep(2 * LIMIT_SECONDS)
    told = str(count).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(told))]})
    await send({"type": "http.response.body", "body": told})


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(heads, "SLOWEST_HEAD_SECONDS", LIMIT_SECONDS)
    met.clear()
    server = uvicorn.Server(
        uvicorn.Config(app, port=0, http=Met, lifespan="off", log_level="critical", timeout_keep_alive=60)
    )
    running = Thread(target=server.run)
    running.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    running.join()


@pytest.fixture
def line(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS) as connection:
        yield connection


def until_closed(line: socket.socket) -> tuple[bytes, float]:
    """What comes until the other side hangs up, and how many seconds that took."""
    started, came = time.monotonic(), b""
    try:
        while more := line.recv(65536):
            came += more
    except ConnectionError:
        pass
    return came, time.monotonic() - started


def in_pieces(line: socket.socket, size: int, head: bytes) -> None:
    """The head in pieces that arrive one by one."""
    for place in range(0, len(head), size):
        line.sendall(head[place : place + size])
        time.sleep(0.03)


@pytest.mark.parametrize("said", [b"", b"GET /" + REST, b"GET /" + REST + b"\r\n"])
def test_who_says_nothing_or_half_is_cut_off_in_time(line: socket.socket, said: bytes) -> None:
    """From the first moment on, and for every request of a line again; who has said all may wait for the next."""
    is_whole = said.endswith(b"\r\n\r\n")
    line.sendall(said)
    if is_whole:
        assert line.recv(65536).startswith(b"HTTP/1.1 200")
        time.sleep(2 * LIMIT_SECONDS)
        line.sendall(b"GET /" + REST)
    came, took = until_closed(line)
    assert came == b""
    assert 0.5 * LIMIT_SECONDS < took < 2 * LIMIT_SECONDS


def test_what_comes_after_the_head_has_its_own_time_and_length(line: socket.socket) -> None:
    """A body longer than any head, in pieces, and an answer that takes longer than a head may."""
    size = 2 * heads.LONGEST_HEAD
    line.sendall(b"POST /slow" + REST + b"Content-Length: %d\r\n\r\n" % size)
    in_pieces(line, size // 8, b"x" * size)
    answer = line.recv(65536)
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(str(size).encode())


@pytest.mark.parametrize(("size", "status"), [(62 * 1024, b"200"), (80 * 1024, b"400")])
def test_a_head_may_have_64_kilobytes(line: socket.socket, size: int, status: bytes) -> None:
    """And what comes in one piece beyond; then ours is the answer, with the headers of every one, and the line ends."""
    filler = b"".join(b"X-%d: %s\r\n" % (place, b"a" * 1000) for place in range(size // 1010))
    try:
        in_pieces(line, 8 * 1024, b"GET /" + REST + filler + b"Connection: close\r\n\r\n")
    except ConnectionError:
        assert status == b"400"
    came, took = until_closed(line)
    assert came.startswith(b"HTTP/1.1 " + status)
    assert took < 0.5 * LIMIT_SECONDS
    if status == b"400":
        assert all(f"{name}: {value}".encode() in came for name, value in headers().items())
        assert came.endswith(b"\r\n\r\nBad Request")


def test_each_head_of_a_line_has_its_own_length(line: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many requests over one line, none of them long."""
    monkeypatch.setattr(heads, "LONGEST_HEAD", 1000)
    for _ in range(5):
        line.sendall(b"GET /" + REST + b"X: " + b"a" * 500)
        time.sleep(0.03)
        line.sendall(b"\r\n\r\n")
        assert line.recv(65536).startswith(b"HTTP/1.1 200")


def test_a_line_that_is_gone_leaves_no_clock(port: int) -> None:
    """Whoever hangs up in the middle of a head is forgotten at once, and not when its time is over."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(b"GET /" + REST)
        while not (met and met[0]._deadline):
            time.sleep(0.01)
    time.sleep(0.2 * LIMIT_SECONDS)
    assert met[0]._deadline is None
