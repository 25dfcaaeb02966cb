"""Sign-in around Streamlit's own: what must be configured before others may come, and what its cookies open."""

import json
import time
from collections.abc import Callable, Mapping
from http.cookies import SimpleCookie
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.auth_util import get_cookie_with_chunks, get_secrets_auth_section
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from dashboard import secrets_file
from dashboard.errors import NotAllowed, SettingsError
from dashboard.roles import Actor
from dashboard.settings import Access
from dashboard.signed_in import person

LEAST_COOKIE_SECRET = 32
NEEDED = ("client_id", "client_secret", "server_metadata_url")
PERSONAL = {"/media/": "", "/_stcore/upload_file/": "data.import"}
"""What is no page: downloads ready to be fetched, and where uploads go; with what beside a role it takes."""
WANTED = "dashboard_wanted"


# ---------------------------------------------------------------- before anything is served
def read_secrets(data_dir: Path) -> None:
    """Have Streamlit read ``secrets.toml`` of the data folder, too; refused where others on the machine can read it."""
    file = secrets_file.find(data_dir)
    known = config.get_option("secrets.files")
    if file and str(file) not in known:
        config.set_option("secrets.files", [*known, str(file)])


def require_safe(host: str) -> None:
    """Refuse an address that other machines could reach unless sign-in is configured, and sign-in that is not safe."""
    section = get_secrets_auth_section()
    if section:
        _check(section)
    elif not is_loopback(host):
        raise SettingsError("error.host_refused", host=host)


def is_loopback(host: str) -> bool:
    """True for the names and addresses of this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def public_address() -> tuple[str, str] | None:
    """Scheme and host (with its port) under which people reach the dashboard, as the secrets say; ``None`` without."""
    section = get_secrets_auth_section()
    if not section:
        return None
    address = urlsplit(str(section.get("redirect_uri") or ""))
    return address.scheme, address.netloc


def _check(section: Mapping[str, Any]) -> None:
    """Raise ``SettingsError`` naming the first key of ``[auth]`` that is missing or unsafe."""
    named = {name: told for name, told in section.items() if isinstance(told, Mapping)}
    providers = [(f"auth.{name}", told) for name, told in named.items() if "client_id" in told]
    if "client_id" in section or not providers:
        providers.append(("auth", section))
    _require(section, "auth", "redirect_uri", lambda told: _is_safe(told) and told.endswith("/oauth2callback"))
    _require(section, "auth", "cookie_secret", lambda told: len(told) >= LEAST_COOKIE_SECRET)
    for place, provider in providers:
        for key in NEEDED:
            _require(provider, place, key, _is_safe if key == "server_metadata_url" else bool)


def _require(section: Mapping[str, Any], place: str, key: str, holds: Callable[[str], bool]) -> None:
    if not holds(str(section.get(key) or "")):
        raise SettingsError("error.auth_key", key=f"{place}.{key}", least=LEAST_COOKIE_SECRET)


def _is_safe(address: str) -> bool:
    """True for https, and for plain http that does not leave the machine."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (parts.scheme == "https" or is_loopback(parts.hostname))


# ---------------------------------------------------------------- on the way in and out
class SignedIn:
    """Downloads and uploads for the signed in alone; cookies never unencrypted; back to the page one wanted."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app = app
        self.access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = public_address() if scope["type"] == "http" else None
        if address is None:
            await self.app(scope, receive, send)
            return
        needed = next((needed for route, needed in PERSONAL.items() if scope["path"].startswith(route)), None)
        if needed is not None and not self._may_enter(scope, needed):
            await PlainTextResponse("403", status_code=403)(scope, receive, send)
            return

        async def outward(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._prepare(scope, MutableHeaders(raw=message.setdefault("headers", [])), address)
            await send(message)

        await self.app(scope, receive, outward)

    def _may_enter(self, scope: Scope, needed: str) -> bool:
        cookies = _cookies(scope)

        def signed(name: str) -> bytes | None:
            told = cookies.get(name)
            return decode_signed_value(get_cookie_secret(), name, told.encode("latin-1")) if told else None

        try:
            claims = json.loads(get_cookie_with_chunks(signed, USER_COOKIE_NAME) or b"{}")
            found = person(claims, self.access, time.time())
        except (NotAllowed, ValueError):
            return False
        return not needed or Actor(found.email, found.role).may(needed)

    def _prepare(self, scope: Scope, headers: MutableHeaders, address: tuple[str, str]) -> None:
        if scope["path"].endswith("/auth/login"):
            _remember(scope, headers, address)
        elif scope["path"].endswith("/oauth2callback"):
            _lead_back(scope, headers)
        if address[0] == "https":
            cookies = [
                told if "secure" in told.lower().split("; ") else f"{told}; Secure"
                for told in headers.getlist("set-cookie")
            ]
            del headers["set-cookie"]
            for told in cookies:
                headers.append("set-cookie", told)


def _remember(scope: Scope, headers: MutableHeaders, address: tuple[str, str]) -> None:
    """The page from which somebody goes to sign in, as the browser tells it; a path of ours and nothing else."""
    came_from = urlsplit(Headers(scope=scope).get("referer", ""))
    if came_from.netloc == address[1] and _is_path(came_from.path):
        wanted = came_from.path + (f"?{came_from.query}" if came_from.query else "")
        headers.append("set-cookie", f"{WANTED}={quote(wanted, safe='')}; Path=/; HttpOnly; SameSite=Lax; Max-Age=600")


def _lead_back(scope: Scope, headers: MutableHeaders) -> None:
    wanted = unquote(_cookies(scope).get(WANTED, ""))
    if wanted and _is_path(wanted) and headers.get("location"):
        headers["location"] = wanted
        headers.append("set-cookie", f"{WANTED}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")


def _is_path(wanted: str) -> bool:
    """True for a path on this host: "//elsewhere" and "/\\elsewhere" lead away from it."""
    return wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()


def _cookies(scope: Scope) -> dict[str, str]:
    found = SimpleCookie()
    found.load(Headers(scope=scope).get("cookie", ""))
    return {name: morsel.value for name, morsel in found.items()}
