"""What age or an erasure drops leaves every page's numbers where they were, and the desk's rows with it."""

import shutil
import time
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from dashboard import clock, importing
from dashboard import settings as settings_file
from dashboard.importing import erasing
from dashboard.reports import (
    contacts,
    my_queue,
    ombudsman,
    order,
    overview,
    queue,
    reasons,
    repeat_customers,
    response,
    response_work,
    rights,
    satisfaction,
    stale,
    status,
)
from dashboard.reports import data as data_report
from dashboard.reports.base import Number, Panel
from dashboard.reports.filters import Filter
from dashboard.settings import Settings
from dashboard.store import persons, tables
from dashboard.store.engine import Store
from tests.privacy import company
from tests.privacy.test_erasing import ADMINISTRATOR, EMAIL, NAME, NOW, clear_bytes, conclude, data_dir  # noqa: F401

LATER = datetime(2027, 8, 2, 12, tzinfo=UTC)
WHOLE = Filter(date(2026, 1, 1), date(2026, 3, 31))
TODAY = date(2026, 3, 2)
"""My queue's snoozed tickets are due on it, and every day after."""
REPORTS: dict[str, Callable[[Store], Any]] = {
    "overview": lambda store: overview.report(store, WHOLE),
    "queue": lambda store: queue.report(store, WHOLE),
    "status": lambda store: status.report(store, WHOLE),
    "stale": lambda store: stale.report(store, WHOLE, "ours"),
    "order": lambda store: order.report(store, WHOLE),
    "response": lambda store: response.report(store, WHOLE, response.Wanted()),
    "response, work": lambda store: response_work.report(store, WHOLE),
    "rights": lambda store: rights.report(store, WHOLE),
    "rights, customers": lambda store: repeat_customers.report(store, WHOLE),
    "rights, reasons": lambda store: reasons.report(store, WHOLE),
    "contacts": lambda store: contacts.report(store, Filter()),
    "satisfaction": lambda store: satisfaction.report(store, WHOLE, "department", None),
    "ombudsman": lambda store: ombudsman.report(store, TODAY, WHOLE),
    "my queue": lambda store: my_queue.report(store, Filter(), company.ME, TODAY),
    "data": lambda store: data_report.report(store, Filter()),
}


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """All her tickets are closed, so that age alone may forget her; the other customer's stay open."""
    return company.write(tmp_path / "export")


@pytest.fixture(autouse=True)
def in_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock goes on from the export's day: rows kept aside grow old by the stamp of their import."""
    until(NOW, monkeypatch)


def until(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be that moment now, and go on from there."""
    started = time.monotonic()
    monkeypatch.setattr(clock, "instant", lambda: moment + timedelta(seconds=time.monotonic() - started))


def keeping(**years: int) -> Settings:
    found = settings_file.load()
    return found.model_copy(update={"privacy": found.privacy.model_copy(update=years)})


CORRECTED = "records_by_rule"
"""Which rules present records break: a correction recorded about a person who is forgotten goes with them, and the rule
that it had repaired, or touched, is counted without it. Known, and the one number that moves."""


DROPPING = "no_longer_kept"
"""The record of the dropping itself."""


def numbers(part: Any) -> Any:
    """Numbers, counts and moments of a report or one of its parts, without names and words."""
    if isinstance(part, Number):
        return (part.key, part.value, part.n, part.numerator, part.denominator, part.before, part.absent)
    if isinstance(part, Panel):
        assert part.error is None, part.error
        if part.key == DROPPING:
            return None
        if part.key == CORRECTED:
            return (part.key, len(part.frame))
        counted = part.frame.select_dtypes(["number", "bool", "datetimetz"])
        return (part.key, part.n, list(counted), sorted(map(str, counted.itertuples(index=False, name=None))))
    if is_dataclass(part):
        return [numbers(getattr(part, one.name)) for one in fields(part)]
    return None if isinstance(part, str | pd.DataFrame) else repr(part) if isinstance(part, int | float) else None


def pages(data_dir: Path) -> dict[str, Any]:  # noqa: F811
    """Page → its numbers, over the current version and the desk."""
    store = Store(data_dir, settings_file.load(), with_desk=True)
    try:
        return {name: numbers(ask(store)) for name, ask in REPORTS.items()}
    finally:
        store.close()


def desk(data_dir: Path) -> dict[str, list[tuple]]:  # noqa: F811
    """Every row of the desk, by table."""
    with duckdb.connect(str(data_dir / "desk.duckdb"), read_only=True) as connection:
        return {
            name: sorted(map(repr, connection.execute(f"select * from {name}").fetchall()))
            for name in tables.desk.tables
        }


def grow_old(data_dir: Path, export: Path, chosen: Settings) -> int:  # noqa: F811
    """The same export again after more than a year, and the desk after it; how many rows of the desk changed."""
    importing.run("canonical", [export], data_dir, chosen, instance="helpdesk", now=LATER)
    return erasing.tidy_desk(data_dir, chosen)


def kept(data_dir: Path, question: str) -> list[tuple]:  # noqa: F811
    with duckdb.connect(str(data_dir / "desk.duckdb"), read_only=True) as connection:
        return connection.execute(question).fetchall()


def test_the_desk_loses_the_texts_about_old_tickets_and_nothing_else(data_dir: Path, export: Path) -> None:  # noqa: F811
    """Notes and concluded cases of tickets without texts; calls and open cases stay; a second time changes nothing."""
    changed = grow_old(data_dir, export, keeping(texts_years=1))
    assert changed
    notes = kept(data_dir, "select ticket_id, note from ticket_marks order by ticket_id")
    assert [(ticket, note == "[…]") for ticket, note in notes] == [("1", True), ("3", False)]
    assert kept(data_dir, "select customer_id, value from contact_outcomes") == [("c1", "+55 11 97777-0000")]
    assert kept(data_dir, "select customer_name from cases") == [(NAME,), (NAME,)]
    assert kept(data_dir, "select action, actor from audit where action = 'privacy.retention'") == [
        ("privacy.retention", "dashboard")
    ]
    after = desk(data_dir)
    assert erasing.tidy_desk(data_dir, keeping(texts_years=1)) == 0
    assert desk(data_dir) == after


def test_the_desk_forgets_old_persons(data_dir: Path, export: Path) -> None:  # noqa: F811
    """What was learned about them, and their concluded cases; an open case stays until it is concluded."""
    assert grow_old(data_dir, export, keeping(persons_years=1))
    outcome = kept(data_dir, "select customer_id, value, note, seen_value from contact_outcomes")[0]
    assert outcome[0].startswith("anon-")
    assert set(outcome[1:]) == {"[…]"}
    cases = dict(kept(data_dir, "select protocol, words from cases"))
    assert cases["2026-1"] == "[…]"
    assert NAME in cases["2026-2"]
    before = desk(data_dir)
    assert erasing.tidy_desk(data_dir, keeping(persons_years=1)) == 0
    assert desk(data_dir) == before
    conclude(data_dir)
    assert erasing.tidy_desk(data_dir, keeping(persons_years=1))
    assert dict(kept(data_dir, "select protocol, words from cases"))["2026-2"] == "[…]"


@pytest.fixture
def worked_with(data_dir: Path) -> Path:  # noqa: F811
    """The data folder with every case concluded, and with something in every list of My queue and of the Data page."""
    conclude(data_dir)
    company.mark(data_dir)
    store = Store(data_dir, settings_file.load(), with_desk=True)
    shown = [REPORTS["my queue"](store), REPORTS["data"](store)]
    store.close()
    panels = [panel for report in shown for panel in vars(report).values() if isinstance(panel, Panel)]
    assert {panel.key for panel in panels if panel.state != "loaded"} == {DROPPING}
    return data_dir


@pytest.mark.parametrize("years", [{"texts_years": 1}, {"persons_years": 1}, {"texts_years": 1, "persons_years": 1}])
def test_retention_moves_no_number_of_any_page(
    worked_with: Path, export: Path, monkeypatch: pytest.MonkeyPatch, years: dict[str, int]
) -> None:
    """Report by report, the desk's numbers among them, against the same imports with everything kept.

    The first brings only what is new, the second delivers again what the first has dropped.
    """
    whole = worked_with.with_name("whole")
    shutil.copytree(worked_with, whole)
    until(LATER, monkeypatch)
    later = company.go_on(export.with_name("later"))
    assert grow_old(whole, later, keeping()) == 0
    assert grow_old(worked_with, later, keeping(**years))
    assert pages(worked_with) == pages(whole)
    assert grow_old(whole, export, keeping()) == 0
    grow_old(worked_with, export, keeping(**years))
    assert pages(worked_with) == pages(whole)


@pytest.mark.parametrize("email", [EMAIL, company.RUI])
def test_an_erasure_moves_no_number_of_any_page(worked_with: Path, email: str) -> None:
    """The same after somebody was erased on request, whose tickets are closed or open, against a rebuild."""
    whole = worked_with.with_name("whole")
    shutil.copytree(worked_with, whole)
    asked = erasing.Request(persons.one(worked_with, email), "pediu por carta", date(2026, 3, 1))
    erasing.begin(worked_with, ADMINISTRATOR, asked)
    erasing.carry_out(worked_with, settings_file.load(), NOW)
    assert email != EMAIL or clear_bytes(worked_with) == set()
    importing.rebuild(whole, settings_file.load(), now=NOW)
    assert pages(worked_with) == pages(whole)
