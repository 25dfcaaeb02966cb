"""An administrator's afternoon in a real browser: upload, read the check, import, map a status, go back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import data
from tests.running import Server, dashboard

PATIENCE = 60_000


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The files of a small export in which one status means nothing to anybody."""
    folder = data.write(tmp_path_factory.mktemp("upload"), 24)
    tickets = folder / "tickets.csv"
    tickets.write_text(
        tickets.read_text(encoding="utf-8").replace(",in_progress,", ",Escalonado N3,"), encoding="utf-8"
    )
    return [str(file) for file in sorted(folder.iterdir())]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Server]:
    """A server over forty tickets of an earlier import."""
    folder = tmp_path / "data"
    first = data.write(tmp_path / "first", 40)
    assert dashboard("import", "canonical", str(first), "--as", "first", data_dir=folder).returncode == 0
    with Server(folder) as running:
        yield running


def test_an_export_comes_in_gets_its_meaning_and_goes_again(served: Server, page: Page, export: list[str]) -> None:
    """Check, report, import; a reload still tells it; the status is mapped; the version before comes back."""
    page.goto(f"{served.address}/data?lang=en&view=import")
    page.set_input_files("input[type=file]", export)
    page.get_by_text("More", exact=True).click()
    page.get_by_role("textbox", name="Name in the dashboard").fill("second")
    page.get_by_role("textbox", name="Name in the dashboard").press("Enter")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    expect(page.get_by_text("It could be imported")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("table").first).to_contain_text("ticket_events.csv")
    page.get_by_role("button", name="Import and publish").click()
    expect(page.get_by_text("Published as version")).to_be_visible(timeout=PATIENCE)
    assert not (served.data_dir / "upload" / "files").exists()
    page.reload()
    expect(page.get_by_text("Published as version")).to_be_visible()

    page.goto(f"{served.address}/data?lang=en&view=statuses")
    page.get_by_role("combobox", name="Source").click()
    page.get_by_role("option", name="second").click()
    page.get_by_role("combobox", name=re.compile("Escalonado N3")).click()
    page.get_by_role("option", name="Waiting on third party").click()
    page.get_by_role("button", name="Save and rebuild").click()
    expect(page.get_by_text("Saved: 1 status")).to_be_visible()
    expect(page.get_by_text("Every status has a meaning")).to_be_visible(timeout=PATIENCE)
    assert '"Escalonado N3" = "on_hold"' in (served.data_dir / "settings.toml").read_text(encoding="utf-8")

    page.goto(f"{served.address}/data?lang=en&view=versions")
    lines = page.locator("[class*=st-key-version-]")
    expect(lines).to_have_count(3)
    expect(lines.nth(0)).to_contain_text("figures worked out anew · 64 tickets")
    lines.nth(2).get_by_role("button", name="Use this one").click()
    expect(lines.nth(2)).to_contain_text("in use")
    expect(page.get_by_text("data as of").first).to_contain_text("first")


def test_a_second_session_sees_the_import_and_a_killed_server_leaves_nothing(
    tmp_path: Path, page: Page, export: list[str]
) -> None:
    """Another tab is told without a reload; after a kill in the middle and a restart the files are gone."""
    from dashboard.store import versions

    folder = tmp_path / "data"
    first = data.write(tmp_path / "first", 12)
    assert dashboard("import", "canonical", str(first), "--as", "first", data_dir=folder).returncode == 0
    with Server(folder) as running, versions.import_lock(folder):
        other = page.context.new_page()
        other.goto(f"{running.address}/data?lang=en&view=versions")
        expect(other.get_by_text("Kept versions")).to_be_visible()
        page.goto(f"{running.address}/data?lang=en&view=import")
        page.set_input_files("input[type=file]", export)
        page.get_by_role("button", name="Check", exact=True).click()
        page.get_by_role("button", name="Import and publish").click(timeout=PATIENCE)
        expect(page.get_by_text("waiting for it")).to_be_visible(timeout=PATIENCE)
        expect(other.get_by_text("Running: Import of")).to_be_visible()
        assert (folder / "upload" / "files").is_dir()
        running.kill()
    stamp = versions.pointer(folder)
    with Server(folder) as again:
        assert not (folder / "upload" / "files").exists()
        assert not list(folder.glob("import-*"))
        page.goto(f"{again.address}/data?lang=en&view=import")
        expect(page.get_by_text("The dashboard was stopped or restarted meanwhile")).to_be_visible()
    assert versions.pointer(folder) == stamp
