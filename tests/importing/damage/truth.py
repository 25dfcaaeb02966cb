"""A correct export in canonical terms: what must stand in the warehouse, and the same as rows of a table."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
FORMS = {"tickets": "tickets.csv", "ticket_events": "ticket_events.csv", "feedback": "feedback.csv"}
KEYS = {"tickets": ("ticket_id",), "ticket_events": ("ticket_id", "sequence"), "feedback": ("feedback_id",)}
MOMENTS = ("opened_at", "closed_at", "updated_at", "occurred_at", "asked_at", "given_at")
Row = dict[str, str]


@dataclass
class Export:
    """Rows by canonical table, every cell as text; moments as ``2026-01-05 08:00:00``."""

    tables: dict[str, list[Row]]

    def table(self, name: str) -> list[list[str]]:
        """Header and rows as a file of that table holds them."""
        rows = self.tables[name]
        return [list(rows[0]), *(list(row.values()) for row in rows)]


def make(seed: int, tickets: int = 75) -> Export:
    """An export of its own for every seed: accents, leading zeros, empty cells, moments before and after day 12."""
    chance = random.Random(seed)
    made = [_ticket(chance, number) for number in range(tickets)]
    events = [event for ticket in made for event in _events(chance, ticket)]
    ratings = [_rating(chance, number, ticket) for number, ticket in enumerate(made) if number % 3]
    return Export({"tickets": made, "ticket_events": events, "feedback": ratings})


def _ticket(chance: random.Random, number: int) -> Row:
    opened = START + timedelta(hours=11 * number, minutes=chance.randrange(60), seconds=chance.randrange(60))
    status = chance.choice(["new", "in_progress", "waiting_customer", "closed"])
    closed = opened + timedelta(hours=chance.randrange(1, 90)) if status == "closed" else None
    customer = f"{7000 + chance.randrange(9):05}"
    return {
        "ticket_id": f"{1000 + number:07}", "customer_id": customer, "subject": _words(chance, number),
        "channel": chance.choice(["email", "phone", "chat"]), "department": chance.choice(["Suporte", "Cobrança"]),
        "raw_status": status, "opened_at": _moment(opened), "closed_at": _moment(closed),
        "priority": chance.choice(["low", "high"]), "stated_resolution_seconds": str(chance.randrange(60, 90000)),
        "agent_id": f"a{chance.randrange(5)}", "service": chance.choice(["", "hosting", "domínio"]),
    }  # fmt: skip


def _events(chance: random.Random, ticket: Row) -> list[Row]:
    start = datetime.fromisoformat(ticket["opened_at"])
    return [
        {
            "ticket_id": ticket["ticket_id"], "occurred_at": _moment(start + timedelta(hours=3 * place, seconds=1)),
            "sequence": str(place), "kind": "message", "author": "agent" if place % 2 else "customer",
            "channel": ticket["channel"], "body": _words(chance, place),
        }
        for place in range(1, 3 + chance.randrange(2))
    ]  # fmt: skip


def _rating(chance: random.Random, number: int, ticket: Row) -> Row:
    asked = datetime.fromisoformat(ticket["opened_at"]) + timedelta(days=4)
    return {
        "feedback_id": f"f{number:03}", "ticket_id": ticket["ticket_id"], "raw_score": str(chance.randrange(1, 6)),
        "scale": "1-5", "asked_at": _moment(asked), "given_at": _moment(asked + timedelta(hours=chance.randrange(40))),
        "comment": chance.choice(["", _words(chance, number)]),
    }  # fmt: skip


def _words(chance: random.Random, number: int) -> str:
    said = chance.sample(["conexão", "não", "funciona", "ação", "servidor", "lento", "café", "e-mail", "João"], 4)
    return f"{' '.join(said)} {number}x"


def _moment(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S") if moment else ""
