"""Attacks in what customers wrote: shown as they are, never obeyed, on any page, in any file, by any engine."""

import csv
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import text
from dashboard.cli.asking import write_csv
from dashboard.spelling import UNSEEN
from dashboard.store import queries, versions
from dashboard.ui.reader import data
from dashboard.ui.reader.navigation import TABLE
from tests.attacks import hostile
from tests.attacks.conftest import ENTRY
from tests.attacks.hostile import MARK

ADDRESSES = {
    "tickets": {"list": "tickets/now", "turns": "support"},
    "search": {"q": MARK},
    "my_queue": {"me": "hostile~a1"},
    "ticket": {"source": "hostile", "id": hostile.said(0)},
}
READ_AS_MARKDOWN = ("markdown", "caption", "error", "warning", "info", "success", "title", "header", "subheader")
OBEYED = re.compile(
    rf"(?<!\\)\]\((?!http://127)[a-z]+:[^)]*{MARK}|(?<![\\`])<[a-z/][^>]*{MARK}|(?<!\\):red\[{MARK}|(?<!\\)\$\\{MARK}"
)
RUNS = ("=", "+", "-", "@", "\t", "\r")


class Elements(HTMLParser):
    """The elements and attributes of a piece of markup."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(f"{name}={value}" if _leads_out(name, value) else name for name, value in attrs)}


def _leads_out(name: str, value: str | None) -> bool:
    return name in ("src", "href") and not (value or "").startswith("data:image/")


OURS = {
    "dl", "dt", "dd", "div", "span", "p", "ol", "ul", "li", "time", "strong", "small", "br", "table", "thead", "tbody",
    "tr", "th", "td", "class", "scope", "style", "title", "role", "img", "src", "alt", "aria-label", "aria-hidden",
}  # fmt: skip
"""The elements and attributes that our own markup is made of."""


@pytest.mark.parametrize("entry", TABLE, ids=lambda entry: entry.key)
def test_nothing_on_a_page_is_made_of_what_a_customer_wrote(app: AppTest, entry) -> None:
    """No element of our markup and no sign of Markdown comes from data; nothing fails on them."""
    app.session_state["actor.role"] = "administrator" if entry.key == "audit" else "manager"
    app.query_params.update({"period": "all", **ADDRESSES.get(entry.key, {})})
    app.switch_page(f"pages/{entry.key}.py").run()
    assert not app.exception
    assert not [error.value for error in app.error]
    for kind in READ_AS_MARKDOWN:
        for one in app.get(kind):
            assert not OBEYED.search(str(getattr(one, "value", ""))), one.value
    for one in app.get("html"):
        found = Elements(one.proto.body).found
        assert found <= OURS, found - OURS


def test_the_attacks_are_there_to_be_shown(app: AppTest) -> None:
    """The test above would pass on an empty page: the ticket's page does show what was written."""
    app.query_params.update(ADDRESSES["ticket"])
    app.switch_page("pages/ticket.py").run()
    assert "&lt;img src=&quot;x&quot; onerror" in "".join(one.proto.body for one in app.get("html"))


def test_an_import_takes_every_attack_as_text(attacked: Path) -> None:
    """Each cell is what it was, but for blanks and unseen marks around it, and every table is there."""
    with duckdb.connect(str(versions.current(attacked).path), read_only=True) as connection:
        subjects = {row[0] for row in connection.execute("select subject from tickets").fetchall()}
        files = {row[0] for row in connection.execute("select file from import_files").fetchall()}
    assert {one.strip().strip(UNSEEN) for one in hostile.ATTACKS} == subjects
    assert any(f"document.{MARK}" in one for one in files)
    assert not Path(f"/tmp/{MARK}.duckdb").exists()


def cells_that_run(rows: list[list[str]]) -> list[str]:
    """The cells that a spreadsheet would take for a formula, plain numbers and moments left out."""
    is_number = re.compile(r"[+-]?\d[\d.,]*%?")
    return [cell for row in rows for cell in row if cell.startswith(RUNS) and not is_number.fullmatch(cell)]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_no_download_of_any_page_runs(app: AppTest, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every CSV that a page offers, with all of its tables: no cell is a formula; and there are attacks in them."""
    from dashboard.ui.components import downloads

    sheets = []
    offered = downloads.row

    def row(panel, chosen, everything=None, place="") -> None:
        offered(panel, chosen, everything, place)
        if panel.state == "loaded":
            sheets.append(downloads.exported(everything() if everything else panel, "=1+1", downloads.manner()))

    monkeypatch.setattr(downloads, "row", row)
    for entry in TABLE:
        app = AppTest.from_file(str(ENTRY), default_timeout=60)
        app.query_params.update({"period": "all", "lang": language, **ADDRESSES.get(entry.key, {})})
        app.switch_page(f"pages/{entry.key}.py").run()
    assert len(sheets) > 10
    for sheet in sheets:
        written = downloads.files.as_csv(sheet, language).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(written, newline=""), delimiter=";" if language == "pt-BR" else ","))
        assert not cells_that_run(rows), sheet.headings
        book = downloads.files.as_excel(sheet, language)
        assert book[:2] == b"PK"
    assert MARK in written or any(MARK in str(sheet.rows) for sheet in sheets)


def test_no_export_of_the_command_line_runs(app: AppTest) -> None:
    """Every query that needs no parameter, as CSV: no cell is a formula, numbers are as they were."""
    store, written = data.store(), 0
    for name in queries.names():
        file = queries.load(name)
        if file.desk:
            continue
        try:
            frame = store.frame(name, {})
        except Exception:  # it needs a parameter: another page asks it
            continue
        out = io.StringIO(newline="")
        write_csv(frame, out)
        rows = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
        assert not cells_that_run(rows), name
        written += MARK in out.getvalue()
    assert written > 5
