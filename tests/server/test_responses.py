"""Answers changed on their way out, where a browser hangs up in the middle: a page left while it loads does so."""

import asyncio
import gzip
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message

from dashboard.server.responses import LanguageOfTheDocument, SmallerAssets
from tests.server import own_loop

SCRIPT = b"export const found = 1;\n" * 20_000
DOCUMENT = b'<!DOCTYPE html><html lang="en"></html>'


@pytest.fixture
def app(tmp_path: Path) -> ASGIApp:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "chunk.js").write_bytes(SCRIPT)
    (tmp_path / "index.html").write_bytes(DOCUMENT)
    return Starlette(
        routes=[Mount("/", StaticFiles(directory=tmp_path, html=True))],
        middleware=[Middleware(SmallerAssets), Middleware(LanguageOfTheDocument, language="pt")],
    )


def ask(app: ASGIApp, path: str, *, hangs_up: bool = False) -> list[Message]:
    """What is sent for this path to a browser that stays, or to one that is gone before anything is sent."""
    sent: list[Message] = []

    async def receive() -> Message:
        if not hangs_up:
            await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        # As uvicorn says it: Starlette then listens for the browser's end while it reads the file.
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(b"accept-encoding", b"gzip"), (b"host", b"localhost")],
    }
    own_loop.run(app, scope, receive, send)
    return sent


@pytest.mark.parametrize(("path", "whole"), [("/static/chunk.js", SCRIPT), ("/", DOCUMENT.replace(b"en", b"pt"))])
def test_who_hangs_up_leaves_the_answer_whole_for_the_next(app: ASGIApp, path: str, whole: bytes) -> None:
    assert ask(app, path, hangs_up=True) == []
    for _ in range(2):
        start, body = ask(app, path)
        sent = gzip.decompress(body["body"]) if (b"content-encoding", b"gzip") in start["headers"] else body["body"]
        assert sent == whole
