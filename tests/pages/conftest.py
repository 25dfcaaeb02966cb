"""The app as a reader meets it, over answers made up for the test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.reports import (
    audit,
    choices,
    contacts,
    my_queue,
    ombudsman,
    order,
    overview,
    queue,
    reasons,
    repeat_customers,
    response,
    response_teams,
    response_work,
    rights,
    satisfaction,
    search,
    stale,
    status,
    tickets,
)
from dashboard.reports import data as data_report
from dashboard.ui.reader import data
from dashboard.ui.upkeep import first_run
from tests.pages import fakes

Open = Callable[..., AppTest]
MODULES = {
    "overview": overview,
    "my_queue": my_queue,
    "queue": queue,
    "status": status,
    "response": response,
    "response_work": response_work,
    "response_teams": response_teams,
    "stale": stale,
    "contacts": contacts,
    "satisfaction": satisfaction,
    "rights": rights,
    "repeat_customers": repeat_customers,
    "reasons": reasons,
    "ombudsman": ombudsman,
    "data": data_report,
}
PAGES = (
    "overview",
    "my_queue",
    "queue",
    "status",
    "response",
    "stale",
    "contacts",
    "rights",
    "satisfaction",
    "ombudsman",
    "data",
    "audit",
    "tickets",
    "search",
)
ADDRESS = {
    "tickets": {"list": "tickets/now", "turns": "support"},
    "search": {"q": "urgente"},
    "my_queue": {"me": "demo~a1"},
}

READERS = {"audit": "administrator"}
"""Pages that a manager may not open."""

ENTRY = Path(__file__).parents[2] / "streamlit_app.py"


@pytest.fixture(autouse=True)
def _no_demo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    # Whatever the developer keeps in ./data must not show in a test.
    monkeypatch.setenv("DASHBOARD_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(first_run, "ensure_data", lambda: None)
    data.forget()
    yield
    data.forget()


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> fakes.FakeStore:
    """The store that every page asks; a test may change what it says of itself."""
    made = fakes.FakeStore()
    monkeypatch.setattr(data, "store", lambda: made)
    return made


@pytest.fixture
def open_page(store: fakes.FakeStore, monkeypatch: pytest.MonkeyPatch) -> Open:
    """``open_page("queue", change=…, **address)`` runs the app on that page; ``change`` turns each part of it."""

    def opened(page: str, change: Callable = lambda part: part, role: str = "", **address: str | list[str]) -> AppTest:
        for name, module in MODULES.items():
            monkeypatch.setattr(module, "report", _answer(name, fakes.changed(getattr(fakes, name)(), change)))
        monkeypatch.setattr(order, "report", _answer("order", fakes.changed(fakes.kept_order(), change)))
        found = fakes.changed_part(fakes.tickets(), change)
        monkeypatch.setattr(tickets, "count", lambda *_: len(found.frame))
        monkeypatch.setattr(tickets, "listing", lambda *_, **__: found)
        monkeypatch.setattr(search, "find", lambda *_: found)
        left_open = fakes.changed_part(fakes.panel("stalled_list", fakes.stalled()), change)
        monkeypatch.setattr(stale, "listing", lambda *_: left_open)
        records = fakes.changed_part(fakes.records(), change)
        monkeypatch.setattr(contacts, "listing", lambda *_: records)
        comments = fakes.changed_part(fakes.comments(), change)
        monkeypatch.setattr(satisfaction, "listing", lambda *_: comments)
        compared = fakes.changed_part(fakes.panel("without_duplicates", fakes.without_duplicates()), change)
        monkeypatch.setattr(rights, "without_duplicates", lambda *_: compared)
        monkeypatch.setattr(
            rights,
            "examples",
            lambda _, __, line, is_possible, ___: fakes.changed_part(fakes.line_examples(line, is_possible), change),
        )
        monkeypatch.setattr(audit, "people", lambda *_: ["Ana"])
        monkeypatch.setattr(audit, "listing", lambda *_: fakes.changed_part(fakes.audit(), change))
        monkeypatch.setattr(choices, "choices", lambda *_: fakes.choices())
        monkeypatch.setattr(choices, "customers", lambda *_: {"c1": "Cliente 1"})
        app = AppTest.from_file(ENTRY, default_timeout=30)
        app.session_state["actor.role"] = role or READERS.get(page, "manager")
        app.run()  # the pages are known once the entry has run
        for name, value in {**ADDRESS.get(page, {}), **address}.items():
            app.query_params[name] = value
        return app.switch_page(f"pages/{page}.py").run()

    return opened


def _answer(name: str, report: object) -> Callable:
    def answered(*_: object) -> object:
        return report

    answered.__module__ = name  # answers are remembered by who was asked
    return answered


def _as_it_is(part: object) -> object:
    return part
