"""The three helpdesks as one list: their seeded databases, and how their events are read back."""

from pathlib import Path

from tests.importing.hosts import (
    chatwoot,
    chatwoot_changes,
    chatwoot_seeded,
    osticket,
    osticket_changes,
    osticket_seeded,
    zammad,
    zammad_changes,
    zammad_seeded,
)
from tests.importing.hosts.filling import fill
from tests.importing.support import ask

PASSWORD = "Kp4-never-shown-2Rw"  # looked for in everything that is told
HOSTS = {
    "osticket": (osticket, osticket_seeded, osticket_changes),
    "zammad": (zammad, zammad_seeded, zammad_changes),
    "chatwoot": (chatwoot, chatwoot_seeded, chatwoot_changes),
}


def seeded(server, source: str, database: str) -> str:
    """A database of the source with its seeded rows; the reader's address."""
    module, rows, _ = HOSTS[source]
    address = module.create(server, database, PASSWORD)
    fill(server, database, rows.ROWS, getattr(module, "PREFIX", ""))
    return address


def server_of(source: str) -> str:
    """The fixture of the kind of server on which the helpdesk runs."""
    return "mariadb" if source == "osticket" else "postgres"


def events(folder: Path, ticket: str, columns: str) -> list[tuple]:
    """The events of a ticket in order."""
    sql = f"select {columns} from ticket_events where ticket_id = '{ticket}' order by occurred_at, sequence, kind"
    return ask(folder, sql)
