"""What may be sent to us: how much, how slowly, and how many uploads at once.

Streamlit keeps an upload in memory and waits for it without end; everything else of ours takes no body at all.
"""

import asyncio
import time
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from dashboard.server.refusals import refuse
from dashboard.ui.reader import address

UPLOAD = "/_stcore/upload_file/"
FORM_BYTES = 64 * 1024
"""What the form around an uploaded file may take."""
SMALL_BYTES = 64 * 1024
UPLOADS_AT_ONCE = 3
SLOWEST_BYTES_A_SECOND = 16 * 1024


class BoundedBodies:
    """413 for too much, 414 for a too long address, 408 for too slow, 503 for too many uploads at once.

    ``grace_seconds``: how long a body may take whatever its size; beyond it, it must keep the slowest pace.
    """

    def __init__(self, app: ASGIApp, grace_seconds: float) -> None:
        self.app = app
        self.grace_seconds = grace_seconds
        self._uploads = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif refused := self._refusal(scope):
            await refuse(scope, receive, send, refused)
        elif scope["type"] == "http" and _is_upload(scope):
            await self._upload(scope, receive, send)
        else:
            await self.app(scope, self._bounded(scope, receive), send)

    def _refusal(self, scope: Scope) -> HTTPStatus | None:
        asked = scope["query_string"]
        if len(scope.get("raw_path") or b"") + len(asked) > address.LONGEST or asked.count(b"&") >= address.MOST_VALUES:
            return HTTPStatus.REQUEST_URI_TOO_LONG
        declared = Headers(scope=scope).get("content-length", "0")
        if not declared.isascii() or not declared.isdigit():
            return HTTPStatus.BAD_REQUEST
        if len(declared) > 15 or int(declared) > _most(scope):
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        is_crowded = scope["type"] == "http" and _is_upload(scope) and self._uploads >= UPLOADS_AT_ONCE
        return HTTPStatus.SERVICE_UNAVAILABLE if is_crowded else None

    async def _upload(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._uploads += 1
        try:
            await self.app(scope, self._bounded(scope, receive), send)
        finally:
            self._uploads -= 1

    def _bounded(self, scope: Scope, receive: Receive) -> Receive:
        if scope["type"] != "http":
            return receive
        most, started, received, is_whole = _most(scope), time.monotonic(), 0, False

        async def bounded() -> Message:
            nonlocal received, is_whole
            if is_whole:
                return await receive()  # what follows the body is only that somebody hangs up
            allowed = self.grace_seconds + received / SLOWEST_BYTES_A_SECOND - (time.monotonic() - started)
            try:
                message = await asyncio.wait_for(receive(), max(allowed, 0))
            except TimeoutError as error:
                raise _stopped(HTTPStatus.REQUEST_TIMEOUT) from error
            received += len(message.get("body", b""))
            is_whole = not message.get("more_body", False)
            if received > most:
                raise _stopped(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return message

        return bounded


def _is_upload(scope: Scope) -> bool:
    return scope["method"] == "PUT" and scope["path"].startswith(UPLOAD)


def _most(scope: Scope) -> int:
    if scope["type"] == "http" and _is_upload(scope):
        return config.get_option("server.maxUploadSize") * 1024**2 + FORM_BYTES
    return SMALL_BYTES


def _stopped(status: HTTPStatus) -> HTTPException:
    return HTTPException(status, status.phrase, {"connection": "close"})
