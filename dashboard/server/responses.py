"""What is done to answers on their way out: scripts go compressed, and the document says its language."""

import gzip
import re
from urllib.parse import parse_qs

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import text

COMPRESSED = (".js", ".css")
_LANGUAGE = re.compile(rb'<html lang="[^"]*"')


class _Whole:
    """Collects an answer, so that its body can be changed before it is sent.

    Where the browser hangs up, Starlette stops in the middle of a file without an error: the answer is never whole.
    """

    def __init__(self) -> None:
        self.start: Message = {}
        self.body = bytearray()
        self.is_whole = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            self.is_whole = not message.get("more_body", False)

    async def forward(self, send: Send, body: bytes) -> None:
        MutableHeaders(raw=self.start["headers"])["content-length"] = str(len(body))
        await send(self.start)
        await send({"type": "http.response.body", "body": body})


class SmallerAssets:
    """Gzip for Streamlit's scripts, which it serves as they are: 9 MB for a page with a chart and a table.

    Each file is compressed once and kept: its name carries a hash, so it never changes.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[str, tuple[Message, bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self._wanted(scope):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if path not in self._kept:
            whole = _Whole()
            plain = [
                pair for pair in scope["headers"] if pair[0] not in (b"range", b"if-none-match", b"if-modified-since")
            ]
            await self.app({**scope, "headers": plain}, receive, whole)
            if not whole.is_whole:
                return  # half a script must not be kept for those who come later
            headers = MutableHeaders(raw=whole.start["headers"])
            if whole.start["status"] != 200 or headers.get("content-type", "").startswith("text/html"):
                # A name that does not exist is answered with the document: nothing to keep.
                await whole.forward(send, bytes(whole.body))
                return
            headers["content-encoding"] = "gzip"
            headers["vary"] = "accept-encoding"
            self._kept[path] = whole.start, await to_thread.run_sync(gzip.compress, bytes(whole.body), 6)
        start, small = self._kept[path]
        whole = _Whole()
        whole.start = {**start, "headers": list(start["headers"])}
        await whole.forward(send, small)

    @staticmethod
    def _wanted(scope: Scope) -> bool:
        path, accepted = scope["path"], Headers(scope=scope).get("accept-encoding", "")
        return (
            scope["method"] == "GET"
            and path.startswith("/static/")
            and path.endswith(COMPRESSED)
            and "gzip" in accepted
        )


class LanguageOfTheDocument:
    """Writes the language into ``<html lang>``: Streamlit's own document always says English."""

    def __init__(self, app: ASGIApp, language: str) -> None:
        self.app = app
        self.language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_document = (
            scope["type"] == "http" and scope["method"] == "GET" and "." not in scope["path"].rsplit("/", 1)[-1]
        )
        if not is_document or scope["path"].startswith(("/_stcore", "/media", "/component", "/healthz", "/readyz")):
            await self.app(scope, receive, send)
            return
        whole = _Whole()
        unconditional = [
            pair
            for pair in scope["headers"]
            if pair[0] not in (b"if-none-match", b"if-modified-since", b"accept-encoding")
        ]
        await self.app({**scope, "headers": unconditional}, receive, whole)
        if not whole.is_whole:
            return
        language = self._chosen(scope).encode()
        await whole.forward(send, _LANGUAGE.sub(b'<html lang="' + language + b'"', bytes(whole.body), count=1))

    def _chosen(self, scope: Scope) -> str:
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
        return asked if asked in text.LANGUAGES else self.language
