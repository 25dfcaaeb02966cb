"""A data folder with two tickets, and a desk in which somebody recorded something about them."""

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import sqlalchemy as sa

from dashboard import settings as settings_file
from dashboard.store import tables
from dashboard.store.engine import Store
from tests.support import make_warehouse

TICKETS = [
    {"ticket_id": "1", "number": "101", "raw_status": "Novo", "opened_at": "2026-03-02T12:00:00Z"},
    {"ticket_id": "2", "number": "102", "raw_status": "Novo", "opened_at": "2026-03-02T13:00:00Z"},
]
_SHARED = {"recorded_at": datetime(2026, 3, 3, 12, tzinfo=UTC), "actor": "Ana", "source": "helpdesk"}
MARKS = [
    {**_SHARED, "act_id": "a", "ticket_id": "1", "kind": "flag", "note": "=1+1", "until_day": None},
    {**_SHARED, "act_id": "b", "ticket_id": "1", "kind": "snooze", "note": None, "until_day": date(2026, 3, 9)},
    {**_SHARED, "act_id": "b", "ticket_id": "2", "kind": "snooze", "note": None, "until_day": date(2026, 3, 9)},
]
AUDIT = [
    {"audit_id": "a", "happened_at": _SHARED["recorded_at"], "actor": "Ana", "role": "staff", "action": "tickets.flag"}
]
OUTCOMES = [
    {
        "act_id": "c", "recorded_at": _SHARED["recorded_at"], "actor": "Ana", "source": "helpdesk", "customer_id": "k1",
        "kind": "corrected", "contact_id": "p1", "field": "phone_1", "value": "+55 11 3333-4444",
    }
]  # fmt: skip


def make(data_dir: Path) -> Path:
    """The folder, with its warehouse and its desk; nobody holds it."""
    make_warehouse(data_dir, {"tickets": TICKETS}, {"Novo": ("new", None)}, "2026-03-04T12:00:00Z").close()
    store = Store(data_dir, settings_file.load(data_dir), with_desk=True)
    with store.transaction() as desk:
        desk.execute(tables.ticket_marks.insert().values(MARKS))
        desk.execute(tables.audit.insert().values(AUDIT))
        desk.execute(tables.contact_outcomes.insert(), OUTCOMES)
    store.close()
    return data_dir


def counts(file: Path) -> dict[str, int]:
    """How many rows a desk file holds, by table; of the audit, those of what people recorded."""
    with duckdb.connect(str(file), read_only=True) as desk:
        found = {name: desk.execute(f"select count(*) from {name}").fetchone()[0] for name in tables.desk.tables}
        looked = "select count(*) from audit where action like 'export.%' or action like 'access.%'"
        return found | {"audit": found["audit"] - desk.execute(looked).fetchone()[0]}


WHOLE = dict.fromkeys(tables.desk.tables, 0) | {
    "desk_info": 1,
    "audit": len(AUDIT),
    "ticket_marks": len(MARKS),
    "contact_outcomes": len(OUTCOMES),
}
"""What ``counts`` says of the desk made here."""
READABLE = [name for name in WHOLE if name not in tables.KEPT_APART]
"""The tables that may be read from outside the app."""


def written_in(table: sa.Table) -> sa.Select:
    """The rows of a table of the desk; of the audit those of acts that were done, without refusals and looks."""
    chosen = sa.select(table)
    if table is tables.audit:
        return chosen.where(sa.not_(table.c.action.regexp_match("^(access|look|export|session)[.]")))
    return chosen


def refusals(store: Store) -> list[dict]:
    """What the audit says of requests that were refused."""
    audit = tables.audit
    with store.transaction(is_act=False) as desk:
        return [
            dict(row) for row in desk.execute(sa.select(audit).where(audit.c.action == "access.refused")).mappings()
        ]
