"""A real browser, where there is one."""

import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import data
from tests.running import Server, dashboard

PATIENCE = 30_000
"""Milliseconds. Nothing is waited for in vain, so a busy machine may take its time."""
expect.set_options(timeout=PATIENCE)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
CHROMIUM = Path(os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium")


@pytest.fixture(scope="session")
def browser() -> Browser:
    """The system's Chromium; the tests that need it are skipped, with this message, where it is missing."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser: {CHROMIUM} is missing (apt-get install chromium, or set CHROMIUM)")
    return _launched()


@cache
def _launched() -> Browser:
    """One for the whole process: this fixture is a fixture of other folders as well."""
    return sync_playwright().start().chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over an imported export of 40 tickets."""
    data_dir = tmp_path_factory.mktemp("served")
    done = dashboard("import", "canonical", str(data.write(data_dir / "first", 40)), "--as", "demo", data_dir=data_dir)
    assert done.returncode == 0, done.stderr + done.stdout
    with Server(data_dir) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab of its own, on a laptop's screen."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="pt-BR")
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    yield opened
    context.close()
