"""A picture of every page in both languages, light and dark, wide and narrow: ``python -m tests.browser.screenshots``.

Pictures go to ``screenshots/``. Without data in the folder (``--data``, else a temporary one) demo data are made first.
"""

import argparse
import sys
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from dashboard import text
from dashboard.store import versions
from dashboard.ui.reader.navigation import TABLE, Entry
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.running import Server, dashboard

FOLDER = Path(__file__).parents[2] / "screenshots"
THEMES, WIDTHS = ("light", "dark"), {1280: 800, 390: 844}
QUERY = {
    "tickets": {"list": "tickets/now", "turns": "support"},
    "search": {"q": "site"},
    "my_queue": {"me": "demo~10"},
    "ticket": {"source": "demo", "id": "1"},
}
LONGEST = 4000


def main() -> int:
    """Write the pictures; the number of errors is the exit code."""
    wanted = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    wanted.add_argument("--data", type=Path, help="folder of the data")
    wanted.add_argument("--page", help="only this page")
    chosen = wanted.parse_args()
    if not CHROMIUM.exists():
        sys.stderr.write(f"no browser: {CHROMIUM} is missing\n")
        return 1
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        data_dir = chosen.data or Path(temporary)
        if versions.pointed_stamp(data_dir) is None:
            dashboard("demo", data_dir=data_dir)
        with Server(data_dir) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
            entries = [entry for entry in TABLE if chosen.page in (None, entry.key)]
            for entry, language, theme, width in product(entries, text.LANGUAGES, THEMES, WIDTHS):
                picture(browser, server.address, entry, language=language, theme=theme, width=width)
            browser.close()
    return 0


def picture(browser: Browser, address: str, entry: Entry, *, language: str, theme: str, width: int) -> None:
    """The first screen of the page, and the whole page beside it."""
    size = {"width": width, "height": WIDTHS[width]}
    context = browser.new_context(viewport=size, color_scheme=theme, locale=language, device_scale_factor=1)
    page = context.new_page()
    query = "&".join(f"{name}={value}" for name, value in {**QUERY.get(entry.key, {}), "lang": language}.items())
    page.goto(f"{address}/{entry.url}?{query}")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=30_000)
    settled(page)
    name = f"{entry.key}-{language}-{theme}-{width}"
    page.screenshot(path=FOLDER / f"{name}.png")
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": min(height, LONGEST)})
    settled(page)
    page.screenshot(path=FOLDER / f"{name}-whole.png")
    context.close()


def settled(page) -> None:
    """Wait until nothing is drawn any more: the script is done and every chart has its marks."""
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator("[data-testid=stCaptionContainer]").first).to_have_css("opacity", "0.8")
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    page.wait_for_timeout(900)  # a canvas does not say when it has been painted


if __name__ == "__main__":
    sys.exit(main())
