"""Bounds on what is sent and on how many come: asked of the guards themselves, without a network."""

import asyncio
from collections.abc import Callable
from html import escape
from types import SimpleNamespace

import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send
from streamlit import config

from dashboard import text
from dashboard.server.bodies import FORM_BYTES, SMALL_BYTES, UPLOADS_AT_ONCE, BoundedBodies
from dashboard.server.heads import BoundedHeads
from dashboard.server.sessions import RETRY_SECONDS, SessionCeiling
from tests.server import own_loop

UPLOAD = "/_stcore/upload_file/session/file"


def scope(method: str = "GET", path: str = "/", query: str = "", kind: str = "http") -> Scope:
    return {"type": kind, "method": method, "path": path, "raw_path": path.encode(), "query_string": query.encode(),
            "headers": [], "extensions": {"websocket.http.response": {}}}  # fmt: skip


async def read_all(_: Scope, receive: Receive, send: Send) -> None:
    """An app that reads a body to its end and is content."""
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def answers(app: Callable, asked: Scope, *sent: Message, wait: float = 0) -> list[Message]:
    """What the app answers to these messages, each ``wait`` seconds after the one before."""
    came: list[Message] = []
    waiting = iter(sent)

    async def receive() -> Message:
        await asyncio.sleep(wait)
        return next(waiting)

    async def send(message: Message) -> None:
        came.append(message)

    own_loop.run(app, asked, receive, send)
    return came


def chunk(size: int, more: bool = True) -> Message:
    return {"type": "http.request", "body": b"x" * size, "more_body": more}


def test_a_body_that_never_says_how_long_it_is_ends_at_the_limit() -> None:
    """Sent in chunks, it is stopped where the route's limit is passed; up to it, it is taken."""
    bounded = BoundedBodies(read_all, 10)
    assert answers(bounded, scope("POST"), chunk(SMALL_BYTES - 1), chunk(1, more=False))[0]["status"] == 200
    with pytest.raises(HTTPException) as stopped:
        answers(bounded, scope("POST"), chunk(SMALL_BYTES), chunk(1))
    assert stopped.value.status_code == 413


def test_an_upload_has_the_limit_of_the_upload_field() -> None:
    """What the page offers to take is taken at the door, and nothing beyond it."""
    before = config.get_option("server.maxUploadSize")
    config.set_option("server.maxUploadSize", 1)
    try:
        bounded = BoundedBodies(read_all, 10)
        most = 1024**2 + FORM_BYTES
        assert answers(bounded, scope("PUT", UPLOAD), chunk(most, more=False))[0]["status"] == 200
        with pytest.raises(HTTPException) as stopped:
            answers(bounded, scope("PUT", UPLOAD), chunk(most), chunk(1))
        assert stopped.value.status_code == 413
    finally:
        config.set_option("server.maxUploadSize", before)


def test_a_body_that_drips_is_ended() -> None:
    """Slower than the slowest pace after its grace: given up, whatever is still to come."""
    with pytest.raises(HTTPException) as stopped:
        answers(BoundedBodies(read_all, 0.1), scope("POST"), *[chunk(1)] * 100, wait=0.03)
    assert stopped.value.status_code == 408


def test_only_so_many_uploads_at_once() -> None:
    """Each is kept in memory: one too many is turned down, and there is room again when they are done."""
    bounded = BoundedBodies(read_all, 10)
    bounded._uploads = UPLOADS_AT_ONCE
    assert answers(bounded, scope("PUT", UPLOAD))[0]["status"] == 503
    bounded._uploads = 0
    assert answers(bounded, scope("PUT", UPLOAD), chunk(1, more=False))[0]["status"] == 200
    assert bounded._uploads == 0


def test_a_full_house_says_so_and_leaves_those_inside_alone(caplog: pytest.LogCaptureFixture) -> None:
    """With the last place taken a new visit is turned away, and the log counts; what open pages load still comes."""
    ceiling = SessionCeiling(read_all, 1, "pt-BR")
    ceiling.open = 1
    assert answers(ceiling, scope("GET", "/queue"))[0]["status"] == 503
    socket = answers(ceiling, scope(path="/_stcore/stream", kind="websocket"))
    assert (socket[0]["type"], socket[0]["status"]) == ("websocket.http.response.start", 503)
    inside = (
        "/static/js/a.js",
        "/media/a.csv",
        "/_stcore/health",
        "/healthz",
        "/readyz",
        "/oauth2callback",
        "/auth/login",
    )
    for path in inside:
        assert answers(ceiling, scope(path=path), chunk(0, more=False))[0]["status"] == 200
    assert answers(ceiling, {"type": "lifespan"}, chunk(0, more=False))
    assert ceiling.refused == 2
    assert [record.args for record in caplog.records] == [(1,), (2,)]
    ceiling.open = 0
    assert answers(ceiling, scope(), chunk(0, more=False))[0]["status"] == 200


@pytest.mark.parametrize(
    ("query", "language"), [("", "pt-BR"), ("lang=en", "en"), ("lang=pt-BR", "pt-BR"), ("lang=%22%3E%3Cb%3E", "pt-BR")]
)
def test_the_page_of_a_full_house(query: str, language: str) -> None:
    """In the reader's language, where it is one of ours; it tells the browser and whoever else asks when to return."""
    ceiling = SessionCeiling(read_all, 0, "pt-BR")
    start, body = answers(ceiling, scope(query=query))
    page = body["body"].decode()
    assert f'<html lang="{language}">' in page
    title, words = (escape(text.say(f"server.full.{part}", language)) for part in ("title", "words"))
    assert f"<title>{title}</title>" in page
    assert f"<h1>{title}</h1><p>{words}</p>" in page
    assert f'<meta http-equiv="refresh" content="{RETRY_SECONDS}">' in page
    assert dict(start["headers"])[b"retry-after"] == str(RETRY_SECONDS).encode()


def test_a_closed_tab_gives_its_place_back() -> None:
    """Also where it ended in a failure."""

    async def breaks(*_: object) -> None:
        assert ceiling.open == 1
        raise ValueError

    ceiling = SessionCeiling(breaks, 1, "en")
    with pytest.raises(ValueError):
        answers(ceiling, scope(kind="websocket"))
    assert ceiling.open == 0


def test_a_silent_connection_is_closed() -> None:
    """Nothing of a head, or half of one, within the time: the connection ends. A whole head stops the clock."""
    calls: list[SimpleNamespace] = []

    def call_later(_: float, act: Callable) -> SimpleNamespace:
        calls.append(SimpleNamespace(act=act, is_open=True, cancel=lambda: setattr(calls[-1], "is_open", False)))
        return calls[-1]

    bounded = BoundedHeads.__new__(BoundedHeads)
    bounded.loop = SimpleNamespace(call_later=call_later)
    bounded.transport = SimpleNamespace(close=lambda: calls.append("closed"))
    bounded._wait_for_head()
    bounded._deadline.act()
    assert calls.pop() == "closed"
    bounded._stop_waiting()
    assert (calls[0].is_open, bounded._deadline) == (False, None)
