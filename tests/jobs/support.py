"""Exports to upload, and waiting for a job without sleeping longer than it takes."""

import io
import time
from pathlib import Path
from typing import BinaryIO

import sqlalchemy as sa

from dashboard import jobs
from dashboard.jobs import Standing
from dashboard.roles import Actor
from dashboard.store import tables
from dashboard.store.engine import Store
from tests.desks import written_in

ANA, BIA = Actor("Ana", "manager"), Actor("Bia", "administrator")
TICKETS = (
    b"ticket_id,raw_status,opened_at,subject\n"
    b"1,Novo,2026-03-01T10:00:00Z,Carla Segredo\n"
    b"2,Escalonado N3,2026-03-02T10:00:00Z,Davi\n"
    b",Novo,2026-03-02T11:00:00Z,=cmd()\n"
)
NO_TABLE = b"a;b\n1;2\n"
PATIENCE_SECONDS = 60


def given(content: bytes = TICKETS, name: str = "tickets.csv") -> list[tuple[str, BinaryIO]]:
    """One file, as a page hands it over."""
    return [(name, io.BytesIO(content))]


def until(is_so, patience_seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until it is so; fail where that takes too long."""
    end = time.monotonic() + patience_seconds
    while not is_so():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


def ended(data_dir: Path) -> Standing:
    """The job, once it has ended and everything about it is written down."""
    until(lambda: data_dir not in jobs.running._running)
    return jobs.look(data_dir)


def audit(store: Store) -> list[sa.Row]:
    """The audit rows, oldest first."""
    with store.transaction() as desk:
        return list(desk.execute(written_in(tables.audit).order_by(tables.audit.c.happened_at)))


def left_over(data_dir: Path) -> list[str]:
    """What lies in the data folder beside what belongs there."""
    kept = ("current.json", "desk.duckdb", "desk.duckdb.wal", "import.lock", "settings.toml", "settings.lock")
    names = sorted(one.relative_to(data_dir).as_posix() for one in data_dir.rglob("*") if one.is_file())
    return [one for one in names if one not in kept and not one.startswith("warehouse-")]
