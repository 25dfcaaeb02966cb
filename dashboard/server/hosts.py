"""Who is spoken to: only under our own names, and never on behalf of another site's page."""

from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.server.refusals import refuse

OWN = ("localhost", "127.0.0.1", "::1")
FOR_WATCHDOGS = ("/healthz", "/readyz")
"""Without data, and asked by machines that know an address only."""
SAFE = ("GET", "HEAD", "OPTIONS")


class KnownHosts:
    """Refuses another name in ``Host`` (421; 400 without one), and a foreign ``Origin`` where it could do harm (403).

    A name that an attacker points at this machine (DNS rebinding) is another name; a page of another site that opens
    our WebSocket or sends to us has a foreign origin.
    """

    def __init__(self, app: ASGIApp, hosts: list[str]) -> None:
        self.app = app
        self.hosts = {one.lower() for one in (*OWN, *hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = None if scope["type"] == "lifespan" else self._refusal(scope)
        if refused:
            await refuse(scope, receive, send, refused)
        else:
            await self.app(scope, receive, send)

    def _refusal(self, scope: Scope) -> HTTPStatus | None:
        if scope["path"] in FOR_WATCHDOGS:
            return None
        sent = Headers(scope=scope)
        hosts = sent.getlist("host")
        if len(hosts) != 1 or not (name := name_of(hosts[0])):
            return HTTPStatus.BAD_REQUEST
        if name not in self.hosts:
            return HTTPStatus.MISDIRECTED_REQUEST
        changes = scope["type"] == "websocket" or scope["method"] not in SAFE
        is_foreign = any(not _is_same(origin, hosts[0]) for origin in sent.getlist("origin"))
        return HTTPStatus.FORBIDDEN if changes and is_foreign else None


def name_of(host: str) -> str:
    """The name in a ``Host`` header, without its port; empty where it is none."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return ""
    has_more = parts.path or parts.query or parts.fragment or "@" in host or "\\" in host
    return "" if has_more else (parts.hostname or "").rstrip(".").lower()


def _is_same(origin: str, host: str) -> bool:
    """True for a page of ours. Its scheme is not compared: TLS may end in front of us."""
    scheme, _, rest = origin.partition("://")
    return scheme in ("http", "https") and rest.lower() == host.lower()
