"""How many people at once: beyond the ceiling a plain page says so, and those inside are not disturbed."""

import logging
from html import escape
from http import HTTPStatus
from urllib.parse import parse_qs

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import text
from dashboard.server.refusals import answer

log = logging.getLogger(__name__)
RETRY_SECONDS = 30
NO_DOCUMENT = ("/_stcore", "/static", "/media", "/healthz", "/readyz", "/oauth2callback", "/auth")
_PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8">
<meta http-equiv="refresh" content="{seconds}"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>body{{font:1rem/1.5 sans-serif;max-width:36rem;margin:15vh auto;padding:0 1rem;color:#1b2430}}</style></head>
<body><h1>{title}</h1><p>{words}</p></body></html>"""


class SessionCeiling:
    """Counts open WebSockets, one for each tab; ``most`` of them are served."""

    def __init__(self, app: ASGIApp, most: int, language: str) -> None:
        self.app = app
        self.most = most
        self.language = language
        self.open = 0
        self.refused = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif self.open >= self.most and _begins_a_session(scope):
            self.refused += 1
            log.warning("full: a visit was turned away, %d since the start", self.refused)
            await answer(scope, receive, send, self._full(scope))
        elif scope["type"] == "websocket":
            self.open += 1
            try:
                await self.app(scope, receive, send)
            finally:
                self.open -= 1
        else:
            await self.app(scope, receive, send)

    def _full(self, scope: Scope) -> HTMLResponse:
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
        language = asked if asked in text.LANGUAGES else self.language
        title, words = (escape(text.say(f"server.full.{part}", language)) for part in ("title", "words"))
        page = _PAGE.format(language=language, title=title, words=words, seconds=RETRY_SECONDS)
        return HTMLResponse(page, HTTPStatus.SERVICE_UNAVAILABLE, {"retry-after": str(RETRY_SECONDS)})


def _begins_a_session(scope: Scope) -> bool:
    return scope["type"] == "websocket" or not scope["path"].startswith(NO_DOCUMENT)
