"""Around Streamlit's sign-in: what must be configured, forged and expired cookies, and where one is led back to."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit import config
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from dashboard import settings as settings_file
from dashboard import text
from dashboard.errors import SettingsError
from dashboard.server import sign_in
from tests.access import matrix
from tests.access.provider import SECRET, write_secrets

WHOLE = {
    "redirect_uri": "https://suporte.empresa.example/oauth2callback",
    "cookie_secret": SECRET,
    "client_id": "dashboard",
    "client_secret": "x",
    "server_metadata_url": "https://id.empresa.example/.well-known/openid-configuration",
}
COOKIE = sign_in.USER_COOKIE_NAME
Client = Callable[..., TestClient]


# ---------------------------------------------------------------- before anything is served
@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("redirect_uri", "http://suporte.empresa.example/oauth2callback"),
        ("redirect_uri", "https://suporte.empresa.example/"),
        ("redirect_uri", ""),
        ("cookie_secret", "short"),
        ("client_id", ""),
        ("client_secret", ""),
        ("server_metadata_url", "http://id.empresa.example/.well-known/openid-configuration"),
        ("server_metadata_url", ""),
    ],
)
def test_sign_in_that_is_not_safe_is_refused(monkeypatch: pytest.MonkeyPatch, key: str, told: str) -> None:
    """Also on this machine: who configured it trusts in it. The message names the key, not its value."""
    monkeypatch.setattr(sign_in, "get_secrets_auth_section", lambda: {**WHOLE, key: told})
    with pytest.raises(SettingsError) as refusal:
        sign_in.require_safe("127.0.0.1")
    said = text.explain(refusal.value, "en")
    assert f"auth.{key}" in said
    assert not told or told not in said


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.10", "127.0.0.1"])
def test_with_sign_in_others_are_served(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    """One provider, or several in sections of their own."""
    named = {name: WHOLE[name] for name in sign_in.NEEDED}
    shared = {name: told for name, told in WHOLE.items() if name not in named}
    for section in (WHOLE, {**shared, "google": named}):
        monkeypatch.setattr(sign_in, "get_secrets_auth_section", lambda section=section: section)
        sign_in.require_safe(host)
    monkeypatch.setattr(sign_in, "get_secrets_auth_section", lambda: {**shared, "google": {**named, "client_id": ""}})
    with pytest.raises(SettingsError):
        sign_in.require_safe(host)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_secrets_that_others_can_read_are_refused(tmp_path: Path, mode: int) -> None:
    """The file is made one's own before anything is served."""
    write_secrets(tmp_path, WHOLE).chmod(mode)
    with pytest.raises(SettingsError) as refusal:
        sign_in.read_secrets(tmp_path)
    assert refusal.value.key == "error.secrets_open"


def test_the_secrets_of_the_data_folder_are_read(tmp_path: Path) -> None:
    """Beside those that Streamlit reads by itself, once."""
    before = config.get_option("secrets.files")
    try:
        file = write_secrets(tmp_path, WHOLE)
        sign_in.read_secrets(tmp_path)
        sign_in.read_secrets(tmp_path)
        assert config.get_option("secrets.files") == [*before, str(file)]
    finally:
        config.set_option("secrets.files", before)


# ---------------------------------------------------------------- on the way in and out
@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    """``client(**cookies)``: a browser before a small app that answers like Streamlit's."""
    monkeypatch.setattr(sign_in, "get_secrets_auth_section", lambda: WHOLE)
    monkeypatch.setattr(sign_in, "get_cookie_secret", lambda: SECRET)

    def answer(_: Request) -> Response:
        return PlainTextResponse("a file")

    def back(_: Request) -> Response:
        response = RedirectResponse("/")
        response.set_cookie(COOKIE, "x", httponly=True, samesite="lax")
        response.set_cookie(f"{COOKIE}_tokens", "y", secure=True)
        return response

    routes = [
        Route("/media/{name}", answer),
        Route("/_stcore/upload_file/{name}", answer, methods=["PUT"]),
        Route("/auth/login", back),
        Route("/oauth2callback", back),
    ]
    app = sign_in.SignedIn(Starlette(routes=routes), settings_file.load().access)

    def opened(**cookies: str) -> TestClient:
        return TestClient(app, base_url="https://suporte.empresa.example", follow_redirects=False, cookies=cookies)

    return opened


def signed(claims: dict[str, Any], secret: str = SECRET, name: str = COOKIE) -> str:
    """A cookie as Streamlit signs it."""
    return create_signed_value(secret, name, json.dumps(claims)).decode()


def claims(**changed: Any) -> dict[str, Any]:
    return {"sub": "7", "exp": time.time() + 600, "roles": "staff", "is_logged_in": True, **changed}


def asked(client: TestClient, route: str) -> int:
    return client.request("PUT" if "upload" in route else "GET", route).status_code


@pytest.mark.parametrize(("route", "role", "may"), matrix.cells(matrix.ROUTES))
def test_who_may_use_which_route(client: Client, route: str, role: str, may: bool) -> None:
    """The address of a prepared file is no ticket to it, and only who may import puts files here."""
    assert asked(client(**{COOKIE: signed(claims(roles=role))}), route) == (200 if may else 403)


@pytest.mark.parametrize("route", matrix.rows(matrix.ROUTES))
def test_who_is_not_signed_in_uses_none(client: Client, route: str) -> None:
    """Nor does anybody who signed in and has no role."""
    assert asked(client(), route) == 403
    assert asked(client(**{COOKIE: signed(claims(roles="boss"))}), route) == 403


FORGED = {
    "another secret": lambda: signed(claims(), secret="another secret, which is not the one of the app"),
    "past its end": lambda: signed(claims(exp=time.time() - 1)),
    "without an end": lambda: signed(claims(exp=None)),
    "without a role": lambda: signed(claims(roles="boss")),
    "another cookie's": lambda: signed(claims(), name="another_cookie"),
    "changed": lambda: signed(claims())[:-3] + "abc",
    "unsigned": lambda: json.dumps(claims()).replace('"', "'"),
    "an older kind": lambda: "2|1:0|10:1|5:x|4:e30=|",
    "noise": lambda: "x" * 5000,
}


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_or_expired_cookie_opens_nothing(client: Client, forged: str) -> None:
    """Another secret, another cookie's signature, a changed byte, no signature, a past end, no role."""
    assert client(**{COOKIE: FORGED[forged]()}).get("/media/list.csv").status_code == 403


def test_behind_tls_no_cookie_goes_unencrypted(client: Client) -> None:
    """Each gets ``Secure`` once."""
    cookies = client().get("/oauth2callback").headers.get_list("set-cookie")
    assert len(cookies) == 2
    assert all(cookie.lower().count("secure") == 1 for cookie in cookies)


def test_without_tls_cookies_stay_as_they_are(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """On this machine alone: a ``Secure`` cookie would be lost there."""
    plain = {**WHOLE, "redirect_uri": "http://localhost:8501/oauth2callback"}
    monkeypatch.setattr(sign_in, "get_secrets_auth_section", lambda: plain)
    assert "secure" not in client().get("/oauth2callback").headers.get_list("set-cookie")[0].lower()


def test_one_is_led_back_to_the_page_one_came_from(client: Client) -> None:
    """With its filter; the next sign-in begins anew."""
    browser = client()
    browser.get("/auth/login", headers={"referer": "https://suporte.empresa.example/stale?period=30d&lang=en"})
    answer = browser.get("/oauth2callback")
    assert answer.headers["location"] == "/stale?period=30d&lang=en"
    assert browser.get("/oauth2callback").headers["location"] == "/"


@pytest.mark.parametrize(
    "referer",
    [
        "https://elsewhere.example/stale",
        "https://suporte.empresa.example//elsewhere.example",
        "https://suporte.empresa.example/\\elsewhere.example",
        "javascript:alert(1)",
        "",
    ],
)
def test_nobody_is_led_elsewhere(client: Client, referer: str) -> None:
    """Only a path of this host is remembered."""
    browser = client()
    browser.get("/auth/login", headers={"referer": referer})
    assert browser.get("/oauth2callback").headers["location"] == "/"


@pytest.mark.parametrize(
    "wanted", ["//elsewhere.example", "https%3A%2F%2Felsewhere.example", "%2F%5Celsewhere.example", "%2Fa%0D%0Ab"]
)
def test_a_planted_cookie_leads_nowhere_else(client: Client, wanted: str) -> None:
    """Whoever can plant a cookie cannot send people away from this host."""
    assert client(**{sign_in.WANTED: wanted}).get("/oauth2callback").headers["location"] == "/"
