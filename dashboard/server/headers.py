"""Headers on every answer: what a browser may load and do here, and that nobody may frame, guess or keep it."""

import base64
import hashlib
import re
from functools import cache
from http import HTTPStatus
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.server.refusals import refuse

DOCUMENT = Path(streamlit.__file__).parent / "static" / "index.html"
_INLINE = re.compile(rb"<script(?:\s[^>]*)?>(.+?)</script>", re.DOTALL)
_STARTS = ("http.response.start", "websocket.http.response.start", "websocket.accept")
NEVER_KEPT = ("/media/", "/_stcore/upload_file/")
"""Where personal data pass: no cache keeps them, the browser's own included."""


@cache
def policy() -> str:
    """The content policy. The document's inline scripts are allowed by their hashes, everything else by our origin."""
    hashes = [base64.b64encode(hashlib.sha256(script).digest()).decode() for script in _inline_scripts()]
    scripts = " ".join(["'self'", *(f"'sha256-{one}'" for one in hashes)])
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "object-src 'none'",
        )
    )


def _inline_scripts() -> list[bytes]:
    return [script for script in _INLINE.findall(DOCUMENT.read_bytes()) if script.strip()]


@cache
def headers() -> dict[str, str]:
    """What every answer carries. Whether the way is encrypted is known in front of us: HSTS belongs there."""
    return {
        "content-security-policy": policy(),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()",
        "x-permitted-cross-domain-policies": "none",
    }


class SecurityHeaders:
    """Adds them on the way out, also to failures and to a refused WebSocket."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        is_kept_nowhere = scope["path"].startswith(NEVER_KEPT)
        has_started = False

        async def with_headers(message: Message) -> None:
            nonlocal has_started
            if message["type"] == "websocket.close" and not has_started:
                # uvicorn would answer by itself, without our headers.
                await refuse(scope, receive, with_headers, HTTPStatus.FORBIDDEN)
                return
            if message["type"] in _STARTS:
                has_started = True
                message["headers"] = list(message.get("headers", []))
                sent = MutableHeaders(raw=message["headers"])
                sent.update(headers())
                if is_kept_nowhere:
                    sent["cache-control"] = "no-store"
            await send(message)

        await self.app(scope, receive, with_headers)
