"""What stands before the pages: headers on every answer, our own names alone, closed doors, bounded requests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import settings as settings_file
from dashboard.server import bodies, heads
from dashboard.server.headers import headers
from dashboard.ui.reader import address
from tests.running import Server
from tests.server.asking import STREAM, WEBSOCKET, ask, said

SETTINGS = """
[server]
hosts = ["painel.example"]
[limits]
body_seconds = 1
"""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server without data, also known as painel.example."""
    data_dir = tmp_path_factory.mktemp("data")
    (data_dir / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    with Server(data_dir) as server:
        yield server.port


ANSWERS = {
    "document": ("GET", "/", {}, 200),
    "page": ("GET", "/queue?lang=en", {}, 200),
    "static": ("GET", "/static/js/nothing.js", {"Accept-Encoding": "gzip"}, 200),
    "media": ("GET", "/media/none", {}, 404),
    "alive": ("GET", "/healthz", {}, 200),
    "not ready": ("GET", "/readyz", {}, 503),
    "frontend": ("GET", "/_stcore/host-config", {}, 200),
    "closed": ("GET", "/_stcore/metrics", {}, 404),
    "traversal": ("GET", "/../../etc/passwd", {}, 400),
    "method": ("POST", "/", {}, 405),
    "upload": ("PUT", "/_stcore/upload_file/a/b", {}, 403),
    "other name": ("GET", "/", {"Host": "evil.example"}, 421),
    "no name": ("GET", "/", {"Host": ""}, 400),
    "foreign upload": ("PUT", "/_stcore/upload_file/a/b", {"Origin": "http://evil.example"}, 403),
    "websocket": ("GET", STREAM, WEBSOCKET, 101),
    "foreign websocket": ("GET", STREAM, {**WEBSOCKET, "Origin": "http://evil.example"}, 403),
    "websocket, other name": ("GET", STREAM, {**WEBSOCKET, "Host": "evil.example"}, 421),
    "websocket, other path": ("GET", "/nothing", WEBSOCKET, 403),
    "long address": ("GET", "/?" + "a" * (address.LONGEST + 1), {}, 414),
    "many values": ("GET", "/queue?" + "&".join(["channels=x"] * 1001), {}, 414),
    "large": ("POST", "/", {"Content-Length": str(bodies.SMALL_BYTES + 1)}, 413),
    "senseless length": ("POST", "/", {"Content-Length": "9" * 18}, 413),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_every_answer_has_its_status_and_the_headers(port: int, case: str) -> None:
    """Documents, files, refusals and handshakes alike carry every header, once, and no name of the server."""
    method, path, sent, status = ANSWERS[case]
    answer = ask(port, method, path, sent)
    assert answer.status == status
    assert {name: answer.headers.get(name) for name in headers()} == headers()
    assert "server" not in answer.headers


def test_a_request_that_is_none_has_them_too(port: int) -> None:
    """What cannot be read at all is turned down with the headers and without a detail."""
    answer = said(port, b"NONSENSE\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400")
    assert b"content-security-policy: default-src 'self'" in answer
    assert answer.endswith(b"\r\n\r\nBad Request")


REFUSED = ("other name", "no name", "foreign websocket", "websocket, other name", "large", "closed", "foreign upload")


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_tells_nothing(port: int, case: str) -> None:
    """Its body is the status' standard words: neither what was expected nor what came."""
    method, path, sent, _ = ANSWERS[case]
    assert len(ask(port, method, path, sent).body) < 30


SAME = [
    ("127.0.0.1:{port}", "http://127.0.0.1:{port}", 101),
    ("localhost:{port}", "http://localhost:{port}", 101),
    ("painel.example", "https://painel.example", 101),
    ("PAINEL.example.", "", 101),
    ("painel.example", "http://painel.example.evil.example", 403),
    ("painel.example", "https://painel.example:444", 403),
    ("127.0.0.1:{port}", "http://127.0.0.1:1", 403),
    ("127.0.0.1:{port}", "null", 403),
    ("127.0.0.1:{port}", "file://127.0.0.1:{port}", 403),
    ("127.0.0.1.evil.example", "", 421),
    ("evil.example#127.0.0.1", "", 400),
    ("user@127.0.0.1", "", 400),
    ("127.0.0.1:99999", "", 400),
    ("[::1", "", 400),
]


@pytest.mark.parametrize(("host", "origin", "status"), SAME)
def test_only_pages_of_ours_open_the_websocket(port: int, host: str, origin: str, status: int) -> None:
    """Host and origin must be one of our names, whole, with the same port."""
    sent = {**WEBSOCKET, "Host": host.format(port=port), "Origin": origin.format(port=port)}
    assert ask(port, "GET", STREAM, sent).status == status


def test_watchdogs_need_no_name(port: int) -> None:
    """What has no data answers under any name: a watchdog may know an address only."""
    assert ask(port, "GET", "/healthz", {"Host": "10.0.0.7"}).body == b'{"status":"ok"}'
    assert ask(port, "GET", "/readyz", {"Host": "10.0.0.7"}).body == b'{"status":"not ready"}'


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp", "/_stcore/script-health-check",
     "/_stcore/bidi-components/x/y.js", "/component/x/index.html", "/app/static/settings.toml"],
)  # fmt: skip
def test_what_is_not_used_is_closed(port: int, path: str) -> None:
    """Streamlit's other doors answer as if they were not there."""
    assert ask(port, "GET", path).body == b"Not Found"


def test_no_other_site_may_steer_the_page(port: int) -> None:
    """The list of sites whose messages the page would obey is empty."""
    assert b'"allowedOrigins":[]' in ask(port, "GET", "/_stcore/host-config").body


def test_personal_data_are_kept_by_no_cache(port: int) -> None:
    """Downloads pass as media: not even the browser's own cache keeps them."""
    assert ask(port, "GET", "/media/none").headers["cache-control"] == "no-store"


def test_a_head_without_end_is_ended(port: int) -> None:
    """One header of many megabytes is stopped long before it is whole."""
    head = b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx: "
    answer = said(port, head, *[b"a" * 65536] * (8 * heads.LONGEST_HEAD // 65536))
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400")
    assert ask(port, "GET", "/healthz").status == 200


def test_the_defaults_are_closed() -> None:
    """Without a setting there are no metrics and no other names."""
    assert not settings_file.load().server.metrics
    assert settings_file.load().server.hosts == []


def test_metrics_can_be_opened(tmp_path: Path) -> None:
    """Whoever opens them gets them, still without data."""
    (tmp_path / "settings.toml").write_text("[server]\nmetrics = true\n[limits]\nsessions = 1\n", encoding="utf-8")
    with Server(tmp_path) as server:
        assert b"session" in ask(server.port, "GET", "/_stcore/metrics").body
