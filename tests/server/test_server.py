"""The server: this machine only, alive, compressed, and in the reader's language."""

import gzip
import json
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit

from dashboard import settings as settings_file
from dashboard import text
from dashboard.errors import SettingsError
from dashboard.server import app, serve
from tests.running import Server

STATIC = Path(streamlit.__file__).parent / "static" / "static" / "js"
Get = Callable[..., Any]


@pytest.fixture(scope="module")
def get(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    """``get(address, accept_encoding)`` asks a running server without data."""
    with Server(tmp_path_factory.mktemp("data")) as server:

        def asked(address: str, accept_encoding: str = "gzip") -> Any:
            request = urllib.request.Request(server.address + address, headers={"accept-encoding": accept_encoding})
            with urllib.request.urlopen(request, timeout=20) as answer:
                answer.body = answer.read()
                return answer

        yield asked


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.10", "::", "example.com", ""])
def test_without_sign_in_other_machines_are_refused(host: str, tmp_path: Path) -> None:
    """An address that others could reach is refused before anything is served."""
    with pytest.raises(SettingsError) as refusal:
        app.prepare(tmp_path, host)
    assert host in text.explain(refusal.value, "en")
    if host:
        with pytest.raises(SettingsError):
            serve(tmp_path, settings_file.load(), host=host, port=1)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_this_machine_is_served(host: str, tmp_path: Path) -> None:
    """The loopback addresses are no other machine."""
    app.prepare(tmp_path, host)


def test_it_says_that_it_is_alive(get: Get) -> None:
    """A watchdog gets the state and nothing of the data."""
    assert json.loads(get("/healthz").body) == {"status": "ok"}


def test_scripts_go_compressed_and_stay_the_same(get: Get) -> None:
    """What arrives is byte for byte Streamlit's file; a browser without gzip gets it plain."""
    script = max(STATIC.glob("index.*.js"), key=lambda file: file.stat().st_size)
    for _ in range(2):
        answer = get(f"/static/js/{script.name}")
        assert answer.headers["content-encoding"] == "gzip"
        assert gzip.decompress(answer.body) == script.read_bytes()
        assert int(answer.headers["content-length"]) == len(answer.body) < script.stat().st_size / 2
    plain = get(f"/static/js/{script.name}", accept_encoding="identity")
    assert "content-encoding" not in plain.headers
    assert plain.body == script.read_bytes()


@pytest.mark.parametrize(("address", "language"), [("/", "pt-BR"), ("/queue?lang=en", "en"), ("/?lang=xx", "pt-BR")])
def test_the_document_says_its_language(get: Get, address: str, language: str) -> None:
    """A screen reader reads Portuguese as Portuguese."""
    answer = get(address)
    assert answer.status == 200
    assert f'<html lang="{language}"'.encode() in answer.body


def test_an_unknown_script_is_not_kept(get: Get) -> None:
    """What is not there is answered as Streamlit answers it."""
    assert get("/static/js/nothing.js").headers.get("content-encoding") != "gzip"
