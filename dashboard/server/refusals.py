"""How the server says no: a status and its standard words, over HTTP and in place of a WebSocket alike."""

from http import HTTPStatus

from starlette.responses import Response
from starlette.types import Receive, Scope, Send


async def refuse(scope: Scope, receive: Receive, send: Send, status: HTTPStatus) -> None:
    """Answer with the status and nothing about why: whoever attacks learns nothing from it."""
    await answer(scope, receive, send, Response(status.phrase, status, media_type="text/plain"))


async def answer(scope: Scope, receive: Receive, send: Send, response: Response) -> None:
    """Send a response; a WebSocket that is not open yet gets it as its handshake's answer."""
    response.headers["cache-control"] = "no-store"
    response.headers["connection"] = "close"
    await response(scope, receive, send)
