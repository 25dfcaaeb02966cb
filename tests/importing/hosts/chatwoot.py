"""A Chatwoot database, small and of our own: naive times in UTC, columns that nobody may read."""

from pathlib import Path

from tests.importing.hosts.filling import fill
from tests.importing.hosts.granting import grant_on_postgres

SCHEMA = Path(__file__).with_name("chatwoot.sql").read_text(encoding="utf-8")
RITA, JOAO, BOT = 1, 2, 1
INCOMING, OUTGOING, ACTIVITY, TEMPLATE = range(4)
OPEN, RESOLVED, PENDING, SNOOZED = range(4)
WHEN = {"created_at": "2026-01-01 10:00:00", "updated_at": "2026-01-02 10:00:00"}
FIXED = {
    "inboxes": [
        {"id": 1, "name": "Site", "channel_type": "Channel::WebWidget"},
        {"id": 2, "name": "suporte@", "channel_type": "Channel::Email"},
    ],
    "teams": [{"id": 1, "name": "N2"}, {"id": 2, "name": "Cobrança"}],
    "users": [
        {
            "id": RITA,
            "name": "Rita Melo",
            "display_name": "Rita",
            "email": "rita@host.example",
            "encrypted_password": "hash",
        },
        {"id": JOAO, "name": "João Silva", "email": "joao@host.example"},
    ],
    "agent_bots": [{"id": BOT, "name": "Robô"}],
    "contacts": [
        {"id": 1, "name": "Ana", "email": "ana@x.example", "phone_number": "+5511988887777", **WHEN},
        {"id": 2, "name": "", "email": "ze@x.example", **WHEN},
    ],
    "tags": [{"id": 1, "name": "dns"}, {"id": 2, "name": "vip"}],
}


def create(server, database: str, password: str) -> str:
    """A Chatwoot database without conversations and with a reader; its address."""
    server.run(f"create database {database}")
    server.run(SCHEMA, database)
    fill(server, database, FIXED)
    return server.url(grant_on_postgres(server, "chatwoot", database, password), database)


def conversation(number: int, status: int = OPEN, **cells: object) -> dict:
    """A row of conversations; what is not named is as Chatwoot leaves it."""
    opened = cells.get("created_at", "2026-03-02 10:00:00")
    return {
        "id": number,
        "display_id": number + 70,
        "inbox_id": 1,
        "status": status,
        "contact_id": 1,
        "created_at": opened,
        "updated_at": opened,
        "last_activity_at": opened,
        **cells,
    }


def message(
    number: int, conversation_id: int, moment: str, kind: int, content: str | None = "texto", **cells: object
) -> dict:
    """A row of messages, by the contact Ana or the agent Rita unless said otherwise."""
    by = {INCOMING: ("Contact", 1), OUTGOING: ("User", RITA)}.get(kind, (None, None))
    told = {"id": number, "conversation_id": conversation_id, "message_type": kind, "content": content}
    return {**told, "sender_type": by[0], "sender_id": by[1], "created_at": moment, "updated_at": moment, **cells}


def counted(number: int, conversation_id: int, moment: str, name: str, value: float = 60.0) -> dict:
    """A row of reporting_events."""
    told = {"id": number, "conversation_id": conversation_id, "name": name, "value": value}
    return {**told, "created_at": moment, "event_end_time": moment}
