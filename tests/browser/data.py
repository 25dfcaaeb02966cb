"""A small export in the canonical form, written to be imported by the real command."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

NOW = datetime(2026, 3, 11, 15, 0, tzinfo=UTC)
STATUSES = ("new", "in_progress", "waiting_customer", "closed")


def write(folder: Path, tickets: int) -> Path:
    """``tickets`` tickets over three weeks, one status in turn, one message each; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    opened = [NOW - timedelta(hours=5 * place + 1) for place in range(tickets)]
    rows = [_ticket(place, moment) for place, moment in enumerate(opened)]
    _table(folder / "tickets.csv", rows)
    _table(folder / "agents.csv", [{"agent_id": "a1", "name": "Ana Prado", "team": "Suporte técnico"}])
    _table(folder / "ticket_events.csv", [_message(place, moment) for place, moment in enumerate(opened)])
    return folder


def _ticket(place: int, opened: datetime) -> dict[str, str]:
    status = STATUSES[place % len(STATUSES)]
    return {
        "ticket_id": f"t{place}",
        "number": str(1000 + place),
        "subject": f"Site fora do ar {place}",
        "channel": "email",
        "department": ("Suporte técnico", "Financeiro")[place % 2],
        "agent_id": "a1" if place % 3 else "",
        "customer_id": f"c{place % 10}",
        "raw_status": status,
        "opened_at": opened.isoformat(),
        "opened_by": "customer",
        "closed_at": (opened + timedelta(hours=3)).isoformat() if status == "closed" else "",
        "updated_at": opened.isoformat(),
    }


def _message(place: int, opened: datetime) -> dict[str, str]:
    return {
        "ticket_id": f"t{place}",
        "occurred_at": opened.isoformat(),
        "sequence": "1",
        "kind": "message",
        "author": "customer",
        "body": "Bom dia, meu site não abre. Podem verificar?",
    }


def _table(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
