"""The ombudsman's work in a real browser: a bad comment is read, made a case, answered, concluded, and counted."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import data
from tests.running import Server, dashboard

ROW_HEIGHT, CELL = 35, 60
"""Pixels of a table's row, and where a cell of its first column is."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over eight tickets, one of which was rated badly."""
    data_dir = tmp_path_factory.mktemp("heard")
    folder = data.write(data_dir / "first", 8)
    rating = {"feedback_id": "f1", "ticket_id": "t3", "given_at": data.NOW.isoformat(), "raw_score": "1"}
    data._table(folder / "feedback.csv", [{**rating, "scale": "1-5", "comment": "Uma vergonha, ninguém resolve."}])
    done = dashboard("import", "canonical", str(folder), "--as", "demo", data_dir=data_dir)
    assert done.returncode == 0, done.stderr + done.stdout
    with Server(data_dir) as running:
        yield running


def become(page: Page, role: str) -> None:
    """Choose a role in the sidebar, as local mode lets one."""
    page.get_by_test_id("stSidebar").get_by_label("Role").click()
    page.get_by_role("option", name=role, exact=True).click()
    # The ombudsman has no queue: the menu says when the page is theirs.
    expect(page.get_by_role("link", name="My queue")).to_have_count(int(role == "Manager"))


def opened(page: Page, panel: str) -> Locator:
    """Click the first row of a list; the dialog that it opens."""
    table = page.locator(f".st-key-panel-{panel} [data-testid=stDataFrame] canvas").first
    expect(table).to_be_visible()
    # A page that is still being drawn puts another table in this one's place, and the click is lost.
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    # As a hand does: the mouse comes from somewhere, and the table notices it coming.
    for place in (ROW_HEIGHT // 2, ROW_HEIGHT + ROW_HEIGHT // 2):
        table.hover(force=True, position={"x": CELL, "y": place})
    table.click(force=True, position={"x": CELL, "y": ROW_HEIGHT + ROW_HEIGHT // 2})
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def take(page: Page, step: str) -> Locator:
    """Open the first case and choose a step."""
    case = opened(page, "cases_list")
    case.get_by_label("Step", exact=True).click()
    page.get_by_role("option", name=step, exact=True).click()
    return case


def record(page: Page, case: Locator, told: str) -> None:
    case.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_text(told)).to_be_visible()
    expect(case).to_be_hidden()


def test_from_a_bad_comment_to_the_managers_figures(server: Server, page: Page) -> None:
    """Read it among the comments, take the type its words suggest, answer, conclude, and see it as the manager."""
    page.set_viewport_size({"width": 1280, "height": 1600})
    page.goto(f"{server.address}/satisfaction?lang=en&period=all")
    become(page, "Ombudsman")
    comment = opened(page, "comments")
    expect(comment).to_contain_text("ninguém resolve")
    comment.get_by_role("button", name="Looks like: Complaint").click()
    expect(comment).to_contain_text("conclusive answer by")
    comment.get_by_role("button", name="Record the case").click()
    expect(page.get_by_text("Case recorded. Protocol:")).to_be_visible()
    expect(comment).to_be_hidden()

    page.get_by_role("link", name="Ombudsman").click()
    expect(page.locator(".st-key-kpi-cases_open").get_by_test_id("stMetricValue")).to_have_text("1")
    record(page, take(page, "Triage"), "Triaged.")
    case = take(page, "Give the conclusive answer")
    case.get_by_label("The answer").fill("Corrigimos o site e pedimos desculpas.")
    case.get_by_label("The answer").press("Control+Enter")
    record(page, case, "Conclusive answer.")
    case = take(page, "Conclude")
    case.get_by_label("Finding", exact=True).click()
    page.get_by_role("option", name="Founded", exact=True).click()
    record(page, case, "Concluded.")
    expect(page.locator(".st-key-kpi-cases_open").get_by_test_id("stMetricValue")).to_have_text("0")

    become(page, "Manager")
    expect(page.get_by_role("heading", name="Who was right?")).to_be_visible()
    expect(page.locator(".st-key-kpi-cases_in_time").get_by_test_id("stMetricValue")).to_have_text("100.0%")
    expect(page.get_by_text("Uma vergonha")).to_have_count(0)
