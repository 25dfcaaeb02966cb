"""An osTicket database, small and of our own: utf8 and latin1 tables, local times, columns that nobody may read."""

from pathlib import Path

from tests.importing.hosts.granting import grant_on_mariadb

SCHEMA = Path(__file__).with_name("osticket.sql").read_text(encoding="utf-8")
PREFIX = "ost_"
EVENTS = {
    "created": 1,
    "closed": 2,
    "reopened": 3,
    "assigned": 4,
    "released": 5,
    "transferred": 6,
    "edited": 9,
    "viewed": 10,
}
FIXED = """
insert into ost_ticket_status values (1, 'Aberto', 'open', ''), (2, 'Resolvido', 'closed', ''),
    (3, 'Fechado', 'closed', ''),
    (4, 'Arquivo morto', 'archived', ''), (5, 'Lixo', 'deleted', ''), (6, 'Em análise', 'open', '');
insert into ost_ticket_priority values (1, 'low'), (2, 'normal'), (3, 'high');
insert into ost_department values (1, 'Suporte', ''), (2, 'Cobrança', '');
insert into ost_help_topic values (1, 'Site fora do ar');
insert into ost_staff values (1, 1, 'rita', 'Rita', 'Melo', 'hash', 'rita@host.example'),
    (2, 2, 'joao', '', '', 'hash', null);
insert into ost_file values (7, 'tela.png', 'k'), (8, 'log.txt', 'k')
"""


def create(server, database: str, password: str, prefix: str = PREFIX) -> str:
    """An osTicket database without tickets and with a reader; its address."""
    server.run(f"create database {database} charset utf8mb4")
    server.run(SCHEMA.replace(PREFIX, prefix), database)
    server.run(FIXED.replace(PREFIX, prefix), database)
    server.fill(
        database, f"{prefix}event", [{"id": code, "name": name, "description": ""} for name, code in EVENTS.items()]
    )
    return server.url(grant_on_mariadb(server, "osticket", database, password, prefix), database)


def ticket(number: int, **cells: object) -> dict:
    """A row of ost_ticket; what is not named is as osTicket leaves it."""
    opened = cells.get("created", "2026-03-02 10:00:00")
    return {
        "ticket_id": number,
        "number": f"00{number}",
        "user_id": 1,
        "status_id": 1,
        "dept_id": 1,
        "topic_id": 0,
        "staff_id": 0,
        "source": "Web",
        "created": opened,
        "updated": opened,
        "lastupdate": opened,
        **cells,
    }


def entry(number: int, ticket_id: int, kind: str, moment: str, body: str, **cells: object) -> dict:
    """A row of ost_thread_entry; the thread of a ticket has its number plus 100."""
    row = {"id": number, "thread_id": ticket_id + 100, "type": kind, "created": moment, "body": body}
    return {**row, "user_id": 1 if kind == "M" else 0, **cells}


def event(number: int, ticket_id: int, name: str, moment: str, **cells: object) -> dict:
    """A row of ost_thread_event by the agent Rita, unless ``uid`` says who else."""
    row = {"id": number, "thread_id": ticket_id + 100, "event_id": EVENTS[name], "timestamp": moment, "dept_id": 1}
    return {**row, "uid": 1, "uid_type": "S", **cells}
