"""A call in a real browser: open a record, record the number that was given, and see the share change."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.running import Server, dashboard

ROW_HEIGHT, NAME = 35, 90
"""Pixels of a table's row, and where the customer's name is."""
CLIENTS = [
    ("1", "Ana Prado", "8765-4321", "comercial.financeiro.e.atendimento@outlok.com"),
    ("2", "Loja Sul Ltda", "(11) 3333-4447", "loja@example.com"),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over a list of two customers, one of whom nobody reaches."""
    data_dir = tmp_path_factory.mktemp("called")
    file = data_dir / "clientes.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([("customer_id", "name", "phone", "email"), *CLIENTS])
    done = dashboard("import", "contacts_br", str(file), data_dir=data_dir)
    assert done.returncode == 0, done.stderr + done.stdout
    with Server(data_dir) as running:
        yield running


def unreachable(page: Page) -> Locator:
    return page.locator(".st-key-kpi-unreachable").get_by_test_id("stMetricValue")


def test_a_call_is_recorded_counted_carried_over_and_taken_back(server: Server, page: Page, tmp_path: Path) -> None:
    """Open who comes first, type the number given, see it counted, find it to be carried over whole, undo it."""
    page.set_viewport_size({"width": 1280, "height": 1600})
    page.goto(f"{server.address}/contacts?lang=en&view=calls")
    expect(unreachable(page)).to_have_text("1")
    table = page.locator(".st-key-panel-call_list [data-testid=stDataFrame] canvas").first
    expect(table).to_be_visible()
    table.click(force=True, position={"x": NAME, "y": ROW_HEIGHT + ROW_HEIGHT // 2})
    record = page.get_by_role("dialog")
    expect(record.get_by_role("heading", name="Ana Prado")).to_be_visible()
    expect(record).to_contain_text("8765-4321")
    record.get_by_text("Corrected", exact=True).click()
    record.get_by_label("Phone 1").fill("(11) 98765-4321")
    record.get_by_label("Phone 1").press("Enter")
    expect(record).to_contain_text("+55 11 98765-4321")
    record.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_text("Recorded: Corrected.")).to_be_visible()
    expect(record).to_be_hidden()
    expect(unreachable(page)).to_have_text("0")

    page.get_by_text("Changes to carry over").click()
    with page.expect_download() as waited:
        page.locator(".st-key-panel-record_changes").get_by_role("button", name="CSV").click()
    waited.value.save_as(tmp_path / "changes.csv")
    assert "+55 11 98765-4321" in (tmp_path / "changes.csv").read_text(encoding="utf-8-sig")
    assert "'+55" not in (tmp_path / "changes.csv").read_text(encoding="utf-8-sig")

    page.locator(".st-key-panel-record_outcomes-page").get_by_role("button", name="Undo").click()
    expect(unreachable(page)).to_have_text("1")


def test_the_call_list_prints_whole(server: Server, page: Page) -> None:
    """On paper it is a table of its own, with room for the outcome; the canvas and the buttons are not there."""
    page.goto(f"{server.address}/contacts?lang=en&view=calls")
    expect(page.locator(".st-key-on-screen-only")).to_be_visible()
    expect(page.locator(".st-key-on-paper-only")).to_be_hidden()
    page.emulate_media(media="print")
    paper = page.locator(".st-key-on-paper-only")
    expect(paper).to_contain_text("Which landline is there beside the mobile?")
    expect(paper.locator("tbody tr")).to_have_count(2)
    expect(page.locator(".st-key-on-screen-only")).to_be_hidden()


def test_nothing_personal_stands_in_the_address(server: Server, page: Page) -> None:
    """A record is opened beside the list: neither its name nor its number is in the address or the title."""
    page.goto(f"{server.address}/contacts?lang=en&view=calls")
    table = page.locator(".st-key-panel-call_list [data-testid=stDataFrame] canvas").first
    expect(table).to_be_visible()
    table.click(force=True, position={"x": NAME, "y": ROW_HEIGHT * 2 + ROW_HEIGHT // 2})
    expect(page.get_by_role("dialog").get_by_role("heading", name="Loja Sul Ltda")).to_be_visible()
    for secret in ("Loja", "3333", "loja@"):
        assert secret not in page.url + page.title()


def test_a_record_is_seen_whole(server: Server, page: Page) -> None:
    """A long address is broken into lines: why it does not reach anybody stands beside it, within the panel."""
    page.goto(f"{server.address}/contacts?lang=en&view=calls")
    table = page.locator(".st-key-panel-call_list [data-testid=stDataFrame] canvas").first
    expect(table).to_be_visible()
    table.click(force=True, position={"x": NAME, "y": ROW_HEIGHT + ROW_HEIGHT // 2})
    persons = page.get_by_role("dialog").locator(".paper").first
    expect(persons).to_contain_text("comercial.financeiro.e.atendimento@outlook.com")
    assert persons.evaluate("(one) => one.scrollWidth - one.clientWidth") <= 0
