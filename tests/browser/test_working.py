"""A staff member's morning in a real browser: choose three tickets, flag them, come back, see them, take it back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.running import Server

ROW_HEIGHT, BOX = 35, 15
"""Pixels of a table's row, and where its box to tick is."""


@pytest.fixture(autouse=True)
def _room_for_the_panel(page: Page) -> None:
    """A screen tall enough for the list and the panel below it."""
    page.set_viewport_size({"width": 1280, "height": 1600})


def table(page: Page) -> Locator:
    return page.locator(".st-key-panel-stalled_list [data-testid=stDataFrame] canvas").first


def tick(page: Page, *places: int) -> None:
    """Tick rows of the list of stalled tickets."""
    expect(table(page)).to_be_visible()
    for place in places:
        # The canvas lies below a scrolling layer that takes the click to it.
        table(page).click(force=True, position={"x": BOX, "y": ROW_HEIGHT * (place + 1) + ROW_HEIGHT // 2})


def test_three_tickets_are_flagged_seen_again_and_taken_back(server: Server, page: Page) -> None:
    """Tick three, see what will be recorded, record it, reload, find the three flags, undo, and they are gone."""
    page.goto(f"{server.address}/stale?lang=en&period=all")
    tick(page, 0, 1, 2)
    expect(page.get_by_role("heading", name="Record on 3 tickets")).to_be_visible()
    page.get_by_role("button", name="Flag: 3 tickets").click()
    expect(page.get_by_text("Recorded on 3 tickets: Flag.")).to_be_visible()
    page.reload()
    page.get_by_role("radio", name="Recorded", exact=True).or_(
        page.get_by_role("button", name="Recorded", exact=True)
    ).first.click()
    expect(page.get_by_role("heading", name="We owe the next step: 3 tickets")).to_be_visible()
    page.locator(".st-key-panel-recent").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="We owe the next step: no stalled tickets")).to_be_visible()
    page.reload()
    expect(page.locator(".st-key-panel-recent")).to_contain_text("undone by")


def test_a_ticket_is_reached_from_the_list_and_prints_on_paper(server: Server, page: Page, tmp_path: Path) -> None:
    """A click on a cell opens the ticket; on A4 the timeline is there, the menu and the panel are not."""
    page.goto(f"{server.address}/stale?lang=en&period=all")
    expect(table(page)).to_be_visible()
    table(page).click(force=True, position={"x": 60, "y": ROW_HEIGHT + ROW_HEIGHT // 2})
    expect(page).to_have_url(re.compile(r"/ticket\?.*id=t\d+"))
    expect(page.get_by_role("heading", name="What happened?")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".timeline li").first).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.locator(".st-key-ticket-acting")).to_be_hidden()
    page.pdf(path=tmp_path / "ticket.pdf", format="A4")
    assert (tmp_path / "ticket.pdf").stat().st_size > 5000


def test_what_happens_to_a_ticket_is_recorded_from_its_own_page(server: Server, page: Page) -> None:
    """A note from the ticket's page stands in its timeline at once."""
    page.goto(f"{server.address}/ticket?lang=en&source=demo&id=t0")
    page.get_by_text("Note", exact=True).click()
    note = page.get_by_placeholder("Note (optional)")
    note.fill("Called the customer")
    note.press("Enter")
    page.get_by_role("button", name="Note: 1 ticket").click()
    expect(page.locator(".timeline")).to_contain_text("Called the customer")


def test_words_typed_just_before_the_click_are_recorded(server: Server, page: Page) -> None:
    """No Enter, no pause: what stands in the field when the button is pressed is what is recorded."""
    page.goto(f"{server.address}/ticket?lang=en&source=demo&id=t1")
    expect(page.get_by_role("button", name="Flag: 1 ticket")).to_be_visible()
    page.get_by_placeholder("Note (optional)").press_sequentially("typed at the last moment")
    page.get_by_role("button", name="Flag: 1 ticket").click()
    expect(page.locator(".timeline")).to_contain_text("typed at the last moment")


def test_another_ticket_of_the_customer_is_one_click_away(server: Server, page: Page) -> None:
    """The link leads there and stays there; “back” comes home."""
    page.goto(f"{server.address}/ticket?lang=en&source=demo&id=t2")
    others = page.locator(".st-key-panel-ticket_others")
    others.get_by_role("button", name=re.compile("Site fora do ar")).first.click()
    expect(page).to_have_url(re.compile(r"id=t(12|22|32)"))
    page.wait_for_timeout(1500)  # a page that leads away by itself would have done so
    expect(page).to_have_url(re.compile(r"id=t(12|22|32)"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"id=t2(&|$)"))
    expect(page.get_by_role("heading", name=re.compile(r"1002 "))).to_be_visible()
