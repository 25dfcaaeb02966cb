"""The statements themselves, while somebody is found, handed over, erased and scrubbed: no value stands in any."""

from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import duckdb
import pytest

from dashboard import settings as settings_file
from dashboard.importing import erasing
from dashboard.privacy.ledger import Ledger
from dashboard.privacy.scrubbing import Scrubber
from dashboard.reports import person as report
from dashboard.store import compact, persons
from tests.privacy import test_erasing
from tests.privacy.test_erasing import ADMINISTRATOR, CLEAR, NOW, conclude, data_dir, export  # noqa: F401

EVIL_ID = "c1' or 'x'='x"
VALUES = (*CLEAR, EVIL_ID, "ligar para ela", "Reclamo", "Ainda", "2026-1", "97777")


class Watched:
    """A connection that keeps what it is told to run."""

    said: ClassVar[list[str]] = []

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)

    def __enter__(self) -> "Watched":
        self.connection.__enter__()
        return self

    def __exit__(self, *more: object) -> None:
        self.connection.__exit__(*more)

    def execute(self, statement: str, *more: Any) -> Any:
        self.said.append(statement)
        return self.connection.execute(statement, *more)

    def executemany(self, statement: str, *more: Any) -> Any:
        self.said.append(statement)
        return self.connection.executemany(statement, *more)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement of the rooms that build SQL of names."""
    from dashboard.store import desk_rewriting

    connect = duckdb.connect
    Watched.said = []

    class Engine:
        Error, DuckDBPyConnection = duckdb.Error, duckdb.DuckDBPyConnection
        connect = staticmethod(lambda *more, **others: Watched(connect(*more, **others)))

    for room in (persons, compact, desk_rewriting):
        monkeypatch.setattr(room, "duckdb", Engine)
    return Watched.said


@pytest.fixture(autouse=True)
def hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    """The customer's id is a piece of SQL."""
    for name in ("TICKETS", "CUSTOMERS", "CONTACTS", "FEEDBACK"):
        monkeypatch.setattr(test_erasing, name, getattr(test_erasing, name).replace("c1,", f"{EVIL_ID},"))
    about = test_erasing._case
    monkeypatch.setattr(test_erasing, "_case", lambda *more: {**about(*more), "customer_id": EVIL_ID})


def test_no_value_stands_in_a_statement(data_dir: Path, said: list[str], tmp_path: Path) -> None:  # noqa: F811
    """Names, addresses, numbers, ids, words go beside the statement, never into it; and it does what it should."""
    conclude(data_dir)
    wanted = persons.one(data_dir, test_erasing.EMAIL)
    assert wanted.person_id == EVIL_ID
    assert persons.find(data_dir, test_erasing.PHONE)
    assert persons.find(data_dir, f"helpdesk/customer/{EVIL_ID}")
    assert report.held(data_dir, None, wanted).rows["tickets"].shape[0] == 2
    erasing.begin(data_dir, ADMINISTRATOR, erasing.Request(wanted, "pedido", date(2026, 3, 1)))
    erasing.carry_out(data_dir, settings_file.load(), NOW)
    compact.rewrite(data_dir / "desk.duckdb")
    assert test_erasing.clear_bytes(data_dir) == set()
    assert len(said) > 40
    assert {"contact_outcomes", "audit", "cases", "case_events"} <= {
        one.split()[1] for one in said if one.startswith("update ")
    }
    for statement in said:
        without_paths = statement.replace(str(tmp_path), "")
        assert not [value for value in VALUES if value in without_paths], statement


def test_the_watch_sees_a_value(data_dir: Path, said: list[str]) -> None:  # noqa: F811
    """A statement with a value in it would be noticed."""
    with persons.opened(data_dir) as connection:
        connection.execute(f"select * from customers where name = '{test_erasing.NAME}'")
    assert [one for one in said if test_erasing.NAME in one]


@pytest.mark.parametrize("names", [("audit; drop table audit", ("subject",)), ("audit", ("subject = '' --",))])
def test_what_is_no_name_is_no_table(tmp_path: Path, names: tuple) -> None:
    """The scrubber refuses what could be anything but a name."""
    with duckdb.connect() as connection, pytest.raises(ValueError, match="a name of"):
        Scrubber(connection, Ledger(tmp_path, "salt")).scrub(*names)
