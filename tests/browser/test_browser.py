"""In a real browser against a real server: an import shows by itself, the way to the tickets, and WCAG AA."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from dashboard import text
from dashboard.ui.reader.navigation import TABLE, Entry
from tests.browser import data
from tests.running import Server, dashboard

WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
QUERY = {
    "tickets": "?list=tickets/now&turns=support",
    "search": "?q=site",
    "my_queue": "?me=demo~a1",
    "ticket": "?source=demo&id=t1",
}


VIEWS = {
    "queue": ("order",),
    "response": ("work", "teams"),
    "contacts": ("calls", "changes", "single_points"),
    "rights": ("customers", "reasons"),
    "data": ("import", "statuses", "schedule", "versions"),
}
"""What a page offers beside the view in which it opens."""
ROOT = Path(__file__).parents[2]
HIDDEN_PIXELS = "(one) => one.scrollWidth - one.clientWidth"
"""How much of an element lies beyond its right edge."""


def number(page: Page, key: str) -> str:
    return page.locator(f".st-key-kpi-{key} [data-testid=stMetricValue]").inner_text()


def test_an_import_shows_by_itself(server: Server, page: Page, tmp_path: Path) -> None:
    """The page is open, another process imports, and the number changes without a hand on the page."""
    page.goto(f"{server.address}/status?lang=en&period=all")
    expect(page.locator(".st-key-kpi-open [data-testid=stMetricValue]")).to_have_text("30")
    done = dashboard(
        "import", "canonical", str(data.write(tmp_path / "second", 60)), "--as", "demo", data_dir=server.data_dir
    )
    assert done.returncode == 0, done.stderr + done.stdout
    expect(page.locator(".st-key-kpi-open [data-testid=stMetricValue]")).to_have_text("45")


def test_a_tables_only_downloads_are_ours(server: Server, page: Page) -> None:
    """Streamlit's own toolbar stays away under the pointer: its CSV is neither guarded nor translated."""
    page.goto(f"{server.address}/queue?lang=en&period=all")
    table = page.locator(".st-key-panel-queue_order")
    table.get_by_test_id("stDataFrame").hover()
    expect(table.get_by_test_id("stElementToolbar")).to_be_hidden()
    expect(table.get_by_role("button", name="CSV")).to_be_visible()


def test_a_number_leads_to_its_tickets_and_back(server: Server, page: Page) -> None:
    """The list has as many tickets as the number says; “back” comes home with the filter."""
    page.goto(f"{server.address}/queue?lang=en&period=all")
    expect(page.locator(".st-key-kpi-queue")).to_be_visible()
    count = number(page, "queue")
    page.locator(".st-key-kpi-queue").get_by_role("link", name="See tickets").click()
    expect(page.get_by_role("heading", name=re.compile(rf"Our turn: {count} tickets"))).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Queue", exact=True)).to_be_visible()
    expect(page).to_have_url(f"{server.address}/queue?lang=en&period=all")


def test_a_bar_leads_to_its_tickets(server: Server, page: Page) -> None:
    """A click on a bar opens the list that the bar counts."""
    page.goto(f"{server.address}/queue?lang=en&period=all")
    bar = page.locator(".st-key-panel-queue_by_department .point path").first
    expect(bar).to_be_visible()
    bar.click(force=True)
    expect(page).to_have_url(re.compile(r"/tickets\?.*departments="))


def test_search_and_details_are_reached_by_keyboard(server: Server, page: Page) -> None:
    """Type, press Enter, find; open the definition and the SQL without a mouse."""
    page.goto(f"{server.address}/queue?lang=en&period=all")
    box = page.get_by_label("Search ticket, customer or subject")
    box.fill("SÍTE 7")
    box.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("tickets? with"))).to_be_visible()
    page.goto(f"{server.address}/queue?lang=en&period=all")
    button = page.locator(".st-key-kpi-queue").get_by_role("button", name="Details")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("select").first).to_be_visible()
    expect(page.get_by_text("Query queue/by_department")).to_be_visible()


@pytest.mark.parametrize(
    ("address", "panel"),
    [("queue", "queue_order"), ("status", "by_raw_status"), ("stale", "stalled_list"), ("data", "files")],
)
def test_the_details_of_a_table_open(server: Server, page: Page, address: str, panel: str) -> None:
    """Its definition and SQL stand beside the table, which has buttons of its own; nothing on the page is lost."""
    page.goto(f"{server.address}/{address}?lang=en&period=all")
    page.locator(f".st-key-panel-{panel}").get_by_role("button", name="Details").click()
    expect(page.get_by_text("Query ").first).to_be_visible()
    expect(page.get_by_text("Something went wrong")).to_have_count(0)


def test_a_page_is_never_run_without_the_entry(browser: Browser, tmp_path: Path) -> None:
    """The very first visit goes to a page by name: menu and local mode are there all the same."""
    done = dashboard("import", "canonical", str(data.write(tmp_path / "export", 4)), "--as", "demo", data_dir=tmp_path)
    assert done.returncode == 0, done.stderr + done.stdout
    with Server(tmp_path) as fresh:
        tab = browser.new_page()
        tab.goto(f"{fresh.address}/queue?lang=en")
        expect(tab.get_by_text("Local mode: no sign-in")).to_be_visible()
        tab.close()


def seen(entry: Entry) -> list[str]:
    """The address of every view of a page."""
    address = f"{entry.url}{QUERY.get(entry.key, '?')}"
    return [address, *(f"{address}&view={view}" for view in VIEWS.get(entry.key, ()))]


def test_every_view_is_looked_at() -> None:
    """A page that offers a new view has it in the table of this file."""
    for entry in TABLE:
        offered = re.search(r'views[.]choose\("\w+", \(([^)]*)\)', (ROOT / entry.file).read_text(encoding="utf-8"))
        if offered:
            assert VIEWS[entry.key] == tuple(re.findall(r'"(\w+)"', offered[1]))[1:]


@pytest.mark.parametrize("address", [address for entry in TABLE for address in seen(entry)])
@pytest.mark.parametrize(("theme", "language"), [("light", "pt-BR"), ("dark", "en")])
def test_no_violation_of_wcag_and_no_foreign_host(
    server: Server, browser: Browser, address: str, theme: str, language: str
) -> None:
    """axe finds nothing against WCAG 2.2 AA, and the page asks nobody but its own server, in both languages."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme=theme)
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server.address}/{address}&lang={language}")
    expect(page.get_by_role("heading").first).to_be_visible()
    if address.startswith("audit"):
        page.get_by_test_id("stSidebar").get_by_label(text.say("ui.local.role", language)).click()
        page.get_by_role("option", name=text.of("role", "administrator", language)).click()
        expect(page.locator(".st-key-panel-audit")).to_be_visible()
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator("[data-testid=stCaptionContainer]").first).to_have_css(
        "opacity", "0.8"
    )  # our own style is there
    found = Axe().run(page, options=WCAG).response["violations"]
    told = [(one["id"], one["nodes"][0]["html"][:160], one["nodes"][0]["failureSummary"]) for one in found]
    assert not told
    foreign = [url for url in asked if not url.startswith((server.address, "data:", "blob:"))]
    assert not foreign
    context.close()


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_chosen_day_is_seen_whole(server: Server, page: Page, language: str) -> None:
    """Day, month and year of both dates stand within their fields."""
    page.goto(f"{server.address}/queue?lang={language}&start=2026-02-01&end=2026-03-11")
    fields = page.locator(".st-key-filter-bar").get_by_test_id("stDateInputFieldsScroller")
    expect(fields).to_have_count(2)
    for field in fields.all():
        expect(field).to_contain_text("2026")
        assert field.evaluate(HIDDEN_PIXELS) <= 0


def test_a_change_in_long_words_is_seen_whole(server: Server, page: Page) -> None:
    """“+8 working days and 4 h” takes two lines on a narrow card."""
    page.goto(f"{server.address}/?lang=en&start=2026-03-10&end=2026-03-11")
    words = page.locator(".st-key-kpis").get_by_test_id("stMetricDelta").locator("p").first
    expect(words).to_be_visible()
    words.evaluate("(one) => { one.textContent = '+88 working days and 8 h' }")
    assert words.locator("..").evaluate(HIDDEN_PIXELS) <= 0
