"""The hostile export in a real browser: nothing of it becomes an element, runs, asks a foreign host, or is reported."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.attacks import hostile
from tests.attacks.hostile import MARK
from tests.browser.conftest import browser
from tests.running import Server

__all__ = ["browser"]
ADDRESSES = (
    "queue?period=all",
    "tickets?list=tickets/now&turns=support",
    f"search?q={MARK}",
    "contacts?view=list",
    "satisfaction?period=all",
    "data",
    *(f"ticket?source=hostile&id={quote(hostile.said(place))}" for place in (0, 2, 4, 6)),
)
MADE = (
    f"[id={MARK}], img[src*=evil], img[src=x], img[onerror], svg[onload], a[href*=evil], a[href^=javascript], "
    f"iframe, .katex, [data-testid=stMarkdownContainer] [style*='color']:text-matches('^{MARK}$')"
)


@pytest.fixture(scope="module")
def server(attacked: Path) -> Iterator[Server]:
    with Server(attacked) as running:
        yield running


def test_attacks_are_shown_and_nothing_is_made_of_them(server: Server, browser: Browser) -> None:
    """No dialog, no element, no style, no request abroad, no console error, no report of the content policy."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="pt-BR")
    page, said, asked = context.new_page(), [], []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("console", lambda line: said.append(line.text) if is_error(line) else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    shown = 0
    for address in ADDRESSES:
        page.goto(f"{server.address}/{address}")
        expect(page.get_by_role("heading").first).to_be_visible(timeout=30_000)
        drawn = page.locator("[data-testid=stApp]")
        expect(drawn).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)
        assert page.locator(MADE).count() == 0, address
        assert page.evaluate(f"document.{MARK}") is None, address
        shown += is_shown(page)
    assert shown >= 5  # cells of a table are drawn on a canvas: their texts are in no element at all
    assert not said
    assert not [url for url in asked if not url.startswith((server.address, "data:", "blob:"))]
    context.close()


def is_error(line: ConsoleMessage) -> bool:
    """True for an error of the console; Streamlit looks for its own routes below the page's address first."""
    return line.type == "error" and "/_stcore/h" not in line.location["url"]


def is_shown(page: Page) -> bool:
    """The attacks' mark can be read somewhere on the page, or in the cells of its tables."""
    return MARK in page.content()
