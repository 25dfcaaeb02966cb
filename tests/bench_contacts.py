"""An export with many contact records, written for the bench: names, numbers and addresses as untidy as real ones."""

import csv
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
CUSTOMERS, CONTACTS, TICKETS = 200_000, 500_000, 20_000
AREAS = ("11", "21", "31", "41", "47", "51", "61", "71", "81", "85")


def write(folder: Path) -> Path:
    """The canonical files; the same at every call."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(11)
    _table(folder / "customers.csv", ("customer_id", "name", "customer_kind"), _customers())
    _table(folder / "contacts.csv", CONTACT, (_contact(place, chance) for place in range(CONTACTS)))
    _table(folder / "tickets.csv", TICKET, (_ticket(place, chance) for place in range(TICKETS)))
    return folder


CONTACT = (
    "contact_id", "customer_id", "name", "contact_role", "email", "phone_1", "phone_2", "has_left", "updated_at",
)  # fmt: skip
TICKET = ("ticket_id", "customer_id", "subject", "raw_status", "opened_at", "opened_by", "service")


def _customers() -> Iterator[tuple]:
    return ((place, f"Cliente {place} Ltda", "company") for place in range(CUSTOMERS))


def _contact(place: int, chance: random.Random) -> tuple:
    customer = place % CUSTOMERS
    role = ("primary", "secondary", "other")[place // CUSTOMERS]
    email = chance.choice(
        (f"pessoa{place}@example.com", f"contato@cliente{customer}.example", f"p{place}@gmial.com", "")
    )
    has_left = "true" if chance.random() < 0.04 else "false"
    updated = NOW - timedelta(days=chance.randrange(900))
    return (
        place,
        customer,
        f"Pessoa {place}",
        role,
        email,
        _phone(chance),
        _phone(chance),
        has_left,
        updated.isoformat(),
    )


def _phone(chance: random.Random) -> str:
    area, number = chance.choice(AREAS), chance.randrange(10**7)
    return chance.choice(
        (
            f"({area}) 9{chance.randrange(6, 10)}{number:07}", f"+55 {area} 3{number:07}", f"0{area} 3{number:07}",
            f"{area}9{chance.randrange(6, 10)}{number:07}", f"({area}) 8{number:07}", f"0800 {number:07}", "", "",
        )
    )  # fmt: skip


def _ticket(place: int, chance: random.Random) -> tuple:
    customer = chance.randrange(CUSTOMERS)
    opened = NOW - timedelta(hours=place % 8000 + 1)
    status = ("new", "closed", "waiting_customer")[place % 3]
    return (place, customer, "Site fora do ar", status, opened.isoformat(), "customer", f"cliente{customer}.example")


def _table(file: Path, columns: tuple[str, ...], rows: Iterator[tuple]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(columns)
        writer.writerows(rows)
