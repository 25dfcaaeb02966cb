"""The audit itself: how long it is kept, and finding in it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard import clock
from dashboard.actions import audit
from dashboard.reports import audit as report
from dashboard.reports.audit import Sought
from dashboard.roles import NOBODY, Actor
from dashboard.settings import Settings
from dashboard.store import tables
from dashboard.store.engine import Store
from tests import desks
from tests.actions import desk_of_cases

NOW = datetime(2026, 3, 10, 15, tzinfo=UTC)


def keeping(store: Store, days: int) -> Store:
    """The store, with audit rows kept for so many days."""
    values = store.settings.model_dump(by_alias=True, mode="json")
    values["access"]["audit_days"] = days
    store.settings = Settings.model_validate(values)
    return store


@pytest.fixture
def store(office: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Rows of 0, 29, 30 and 400 days ago, and of a second more than thirty."""
    for age in (400, "30 and a second", 30, 29, 0):
        moment = NOW - (timedelta(days=30, seconds=1) if isinstance(age, str) else timedelta(days=age))
        monkeypatch.setattr(clock, "instant", lambda moment=moment: moment)
        audit.noted(office, Actor("Ana", "staff"), "look.ticket", f"ticket helpdesk/{age}")
    monkeypatch.setattr(clock, "instant", lambda: NOW)
    return office


def rows(store: Store) -> list[dict]:
    with store.transaction(is_act=False) as desk:
        ordered = sa.select(tables.audit).order_by(tables.audit.c.happened_at, tables.audit.c.action.desc())
        return [dict(row) for row in desk.execute(ordered).mappings()]


def test_what_is_older_goes_and_a_row_says_how_many(store: Store) -> None:
    """Of exactly so many days stays; nobody's name is on the deletion, since nobody did it."""
    assert audit.expire(keeping(store, 30)) == 2
    left = rows(store)
    assert [row["subject"] for row in left[:3]] == [f"ticket helpdesk/{age}" for age in (30, 29, 0)]
    assert (left[3]["action"], left[3]["subject"], left[3]["actor"], left[3]["role"]) == (
        "access.expired", "audit", "", "",
    )  # fmt: skip
    assert (json.loads(left[3]["before"]), json.loads(left[3]["after"])) == ({"rows": 2}, {"days": 30})
    assert len(left) == 4


def test_a_second_time_there_is_nothing_to_delete_and_nothing_is_noted(store: Store) -> None:
    """Every start looks; only a start that deletes leaves a row."""
    keeping(store, 30)
    audit.expire(store)
    before = rows(store)
    assert audit.expire(store) == 0
    assert rows(store) == before


def test_with_nothing_older_nothing_is_noted(store: Store) -> None:
    """A young audit stays as it is."""
    before = rows(store)
    assert audit.expire(keeping(store, 401)) == 0
    assert rows(store) == before


def test_zero_days_keep_everything(store: Store) -> None:
    """However old."""
    before = rows(store)
    assert audit.expire(keeping(store, 0)) == 0
    assert rows(store) == before


def test_the_server_looks_at_its_start(
    tmp_path: Path, helpdesk_of_cases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the first visit, by the settings of the data folder."""
    from dashboard.server import app
    from dashboard.ui.reader import data

    folder = desks.make((tmp_path / "data").resolve())
    (folder / "settings.toml").write_text("[access]\naudit_days = 30\n", encoding="utf-8")
    monkeypatch.setenv("DASHBOARD_DATA_DIR", str(folder))
    monkeypatch.setattr(app.gc, "freeze", lambda: None)
    app.warm()
    store = data.store()
    assert [row["action"] for row in rows(store)] == ["access.expired"]
    data._stores.pop(folder).close()


# ---------------------------------------------------------------- finding
def listed(store: Store, **sought: object) -> list[str]:
    return list(report.listing(store, Sought(**sought), 100).frame["audit_subject"])


def test_it_is_found_by_person_kind_words_and_days(office: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each alone and together; days are the company's, both included; the newest first."""
    ana, bruno = Actor("Ana", "staff"), Actor("Bruno", "staff")
    written = [
        # 02:59 in UTC is still the evening before in São Paulo.
        (datetime(2026, 3, 3, 2, 59, tzinfo=UTC), ana, "look.ticket", "ticket helpdesk/ONE"),
        (datetime(2026, 3, 3, 3, 0, tzinfo=UTC), ana, "look.record", "contacts helpdesk/two"),
        (datetime(2026, 3, 4, 2, 59, tzinfo=UTC), bruno, "look.ticket", "ticket helpdesk/three"),
        (datetime(2026, 3, 4, 3, 0, tzinfo=UTC), bruno, "export.csv", "tickets one"),
    ]
    for moment, actor, action, subject in written:
        monkeypatch.setattr(clock, "instant", lambda moment=moment: moment)
        audit.noted(office, actor, action, subject)
    one, two, three, four = (subject for *_, subject in written)
    day = datetime(2026, 3, 3, tzinfo=UTC).date()
    assert listed(office) == [four, three, two, one]
    assert listed(office, person="Ana") == [two, one]
    assert listed(office, action="look") == [three, two, one]
    assert listed(office, words="oNe") == [four, one]
    assert listed(office, start=day, end=day) == [three, two]
    assert listed(office, start=day) == [four, three, two]
    assert listed(office, end=day - timedelta(days=1)) == [one]
    assert listed(office, person="Bruno", action="look", start=day) == [three]
    assert listed(office, person="Nobody") == []


def test_it_can_be_asked_for_whoever_stands_in_it(office: Store) -> None:
    """Each once, by name; a row of nobody offers no nobody."""
    for actor in (Actor("Bruno", "staff"), Actor("Ana", "staff"), NOBODY, Actor("Ana", "manager")):
        audit.noted(office, actor, "look.ticket", "ticket helpdesk/1")
    assert len(listed(office)) == 4
    assert report.people(office) == ["Ana", "Bruno"]


def test_its_pages_hold_every_row_once(office: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where many rows are of the same moment, which then go by their ids; each page knows the whole length."""
    monkeypatch.setattr(clock, "instant", lambda: NOW)
    for place in range(60):
        audit.noted(office, desk_of_cases.STAFF, "look.ticket", f"ticket helpdesk/{place}")
    pages = [report.listing(office, Sought(), 25, offset) for offset in (0, 25, 50)]
    assert [(len(page.frame), page.n) for page in pages] == [(25, 60), (25, 60), (10, 60)]
    subjects = [subject for page in pages for subject in page.frame["audit_subject"]]
    assert len(set(subjects)) == 60
    ids = [one for page in pages for one in page.frame["audit_id"]]
    assert ids == sorted(ids)
