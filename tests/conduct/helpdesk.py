"""Conversations for the rules on conduct: a few words in, the facts out."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from dashboard.settings import Settings
from tests.support import facts_of, make_warehouse

MONDAY = datetime.fromisoformat("2026-03-02T09:00:00-03:00")
EXPORTED = (MONDAY + timedelta(days=14)).isoformat()
STATUSES = {
    "Novo": ("new", None), "Andamento": ("in_progress", None), "Cliente": ("waiting_customer", None),
    "Terceiro": ("on_hold", None), "Fechado": ("closed", None), "Spam": ("spam", None),
}  # fmt: skip
PLAIN_CUSTOMER = {"customer_id": "c", "name": "Padaria Sol Nascente Ltda."}
FILE = ("message", "customer", 0, "Segue o arquivo.", {"attachment_names": "nota.txt"})
"""A source that carries attachments: one stands in each helpdesk, on a ticket of its own."""


def customer(minute: float, body: str, **more: str) -> tuple:
    """A message of the customer, minutes after Monday 9:00."""
    return ("message", "customer", minute, body, more)


def agent(minute: float, body: str, **more: str) -> tuple:
    """A message of ours."""
    return ("message", "agent", minute, body, more)


def status(minute: float, raw_status: str) -> tuple:
    """A change of status."""
    return ("status", None, minute, None, {"raw_status": raw_status})


def ticket(ticket_id: str, *events: tuple, **columns: str | None) -> dict:
    """A ticket that the customer opened by e-mail, with its events."""
    row = {"ticket_id": ticket_id, "customer_id": "c", "channel": "email", "raw_status": "Andamento"}
    row |= {"opened_by": "customer", "opened_at": _at(min(event[2] for event in events))}
    return {"row": {**row, **columns}, "events": events}


def facts(table: str, *tickets: dict, **options) -> list[dict]:
    """The rows of a fact table, built from these tickets."""
    return all_facts((table,), *tickets, **options)[table]


def all_facts(
    tables: tuple[str, ...], *tickets: dict, settings: Settings | None = None, exported_at: str = EXPORTED,
    customers: tuple[dict, ...] = (PLAIN_CUSTOMER,), with_file: bool = True,
) -> dict[str, list[dict]]:  # fmt: skip
    """Fact table → its rows."""
    told = [*tickets, ticket("file", FILE, customer_id="other")] if with_file else tickets
    canonical = {
        "customers": list(customers),
        "tickets": [one["row"] for one in told],
        "ticket_events": [_event(one, place) for one in told for place in range(len(one["events"]))],
    }
    with tempfile.TemporaryDirectory() as folder:
        store = make_warehouse(Path(folder), canonical, STATUSES, exported_at, settings)
        try:
            return {table: facts_of(store, table) for table in tables}
        finally:
            store.close()


def hits(rule: str, *tickets: dict, **options) -> dict[str, dict]:
    """Ticket → what the facts say of the rule that it breaks."""
    return {row["ticket_id"]: row for row in facts("rule_hits", *tickets, **options) if row["rule"] == rule}


def minutes_of(moment: datetime) -> float:
    """A moment as minutes after Monday 9:00."""
    return (moment - MONDAY).total_seconds() / 60


def _at(minute: float) -> str:
    return (MONDAY + timedelta(minutes=minute)).isoformat()


def _event(one: dict, place: int) -> dict:
    kind, author, minute, body, more = one["events"][place]
    told = {"ticket_id": one["row"]["ticket_id"], "occurred_at": _at(minute), "sequence": place + 1}
    return {**told, "kind": kind, "author": author, "body": body, **more}
