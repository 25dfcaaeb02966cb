"""The docs hang together: links lead somewhere, files are there, and the worked example comes out."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard import importing, settings
from dashboard.store.engine import Store
from tests.docs.pages import PAGES, ROOT, prose

LINK = re.compile(r"\]\(([^)\s]+)\)")
NAMED = re.compile(r"`((?:dashboard|pages|queries|tests|docs)/[\w./-]+\.\w+)`")
TO_WRITE = {"queries/response/one_touch.sql"}
"""Files that the recipes of docs/how-to.md make."""


def anchors(page: str) -> set[str]:
    """The addresses of a page's headings."""
    titles = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("name", PAGES)
def test_links_resolve(name):
    """Every link leads to a file that is there and a heading that is in it."""
    for target in LINK.findall(prose(PAGES[name])):
        file, _, anchor = target.partition("#")
        path = (ROOT / name).parent / file if file else ROOT / name
        assert path.exists(), target
        assert not anchor or anchor in anchors(path.read_text(encoding="utf-8")), target


@pytest.mark.parametrize("name", PAGES)
def test_files_that_are_named_exist(name):
    """A path of the project in code marks is there."""
    missing = [path for path in set(NAMED.findall(PAGES[name])) - TO_WRITE if not (ROOT / path).exists()]
    assert not missing


def test_the_screenshot_is_small():
    """The README's picture loads quickly."""
    assert (ROOT / "docs" / "overview.png").stat().st_size < 300_000


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The two files of docs/design.md, as the page holds them."""
    folder = tmp_path / "export"
    folder.mkdir()
    for name, cells in re.findall(r"`(\w+\.csv)`\n\n```csv\n(.*?)```", PAGES["docs/design.md"], re.DOTALL):
        (folder / name).write_text(cells, encoding="utf-8")
    return folder


def test_the_walk_of_the_design_page_comes_out(example, tmp_path):
    """The four tickets of docs/design.md give the counts, turns and waits that the page says."""
    in_force = settings.load()
    moment = datetime(2026, 3, 2, 20, tzinfo=UTC)
    report = importing.run("canonical", [example], tmp_path, in_force, exported_at=moment)
    assert (report.total("read"), report.total("used")) == (14, 14)
    store = Store(tmp_path, in_force, with_desk=False)
    counts = store.frame("overview/counts").iloc[0]
    assert (counts["open_count"], counts["queue_count"], counts["excluded_count"]) == (3, 2, 1)
    waits = store.frame("tickets/now", {"turns": ["support"]})[["ticket_id", "turn_rule", "waiting_working_seconds"]]
    store.close()
    assert waits.to_numpy().tolist() == [["1", "holding_reply", 28800], ["3", "never_answered", 18000]]
