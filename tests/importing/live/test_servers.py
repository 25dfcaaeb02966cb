"""What holds on MariaDB and on PostgreSQL alike, with a helpdesk of three levels: tickets, threads, entries."""

from datetime import datetime, timedelta

import pytest

from dashboard.errors import SourceError
from tests.importing.live.support import canonical, read, reads
from tests.importing.support import ask, make_source
from tests.servers.postgres import Postgres

pytestmark = pytest.mark.usefixtures("without_facts")
ADMINISTRATOR = {"MariaDB": "root", "Postgres": "postgres"}
SOURCE = """
zone = "UTC"

[database]
dialects = ["mysql", "postgresql"]
prefix = "hd_"

[tables.tickets]
required = ["id", "status", "opened", "owner"]
optional = ["later version"]
dates = ["opened"]

[tables.tickets.database]
table = "{prefix}ticket"
key = ["id"]
columns = { opened = "created", owner = "(select name from {prefix}staff as staff where staff.id = staff_id)" }

[tables.threads]
required = ["id", "ticket_id"]
lookup = true

[tables.threads.database]
table = "{prefix}thread"
key = ["id"]
of = { table = "tickets", column = "ticket_id", is = "id" }
where = "kind = 'T'"

[tables.entries]
required = ["ID", "thread_id", "body", "written"]
dates = ["written"]

[tables.entries.database]
table = "{prefix}entry"
key = ["id"]
changed = "id"
of = { table = "threads", column = "thread_id", is = "id" }
html = ["body"]

[tables.extras]
required = ["id"]
lookup = true

[tables.extras.database]
table = "{prefix}extra"
key = ["id"]
optional = true

[statuses]
open = "in_progress"
done = "closed"
"""
TICKETS = """
select id as ticket_id, status as raw_status, opened as opened_at, owner as agent_id, source_file, source_row
from tickets
"""
EVENTS = """
select threads.ticket_id, entries.written as occurred_at, 'message' as kind, 'customer' as author, entries.body,
    row_number() over (partition by threads.ticket_id order by entries."ID") as sequence,
    entries.source_file, entries.source_row
from entries
left join threads on entries.thread_id = threads.id
"""
SCHEMA = """
create table {0}_ticket (id bigint primary key, status varchar(20), created timestamp null, staff_id int);
create table {0}_staff (id int primary key, name varchar(50));
create table {0}_thread (id bigint primary key, ticket_id bigint, kind varchar(5));
create table {0}_entry (id bigint primary key, thread_id bigint, body text, written timestamp null)
"""


@pytest.fixture
def helpdesk(server, tmp_path):
    """A helpdesk of 30 tickets with two entries each, read once: server, database, prefix, address, source, folder."""
    prefix = f"p{abs(hash(tmp_path)) % 10**6}"
    kind = type(server).__name__
    database = "postgres" if kind == "Postgres" else "generic"
    if kind == "MariaDB":
        server.run("create database if not exists generic character set utf8mb4")
    server.run(SCHEMA.format(prefix), database)
    server.fill(database, f"{prefix}_staff", [{"id": 1, "name": "Ana"}])
    opened = {"status": "open", "created": "2026-01-02 10:00:00", "staff_id": 1}
    numbers = range(1, 31)
    server.fill(database, f"{prefix}_ticket", [{"id": number} | opened for number in numbers])
    threads = [{"id": 100 + number, "ticket_id": number, "kind": "T"} for number in numbers]
    server.fill(database, f"{prefix}_thread", [*threads, {"id": 99, "ticket_id": 1, "kind": "task"}])
    entries = [(number * 2 + second, 100 + number) for number in numbers for second in (0, 1)]
    written = {"body": "ol&aacute;", "written": "2026-01-02 11:00:00"}
    server.fill(database, f"{prefix}_entry", [{"id": one, "thread_id": thread} | written for one, thread in entries])
    source = make_source(tmp_path / "generic", SOURCE, tickets=TICKETS, ticket_events=EVENTS)
    address = server.url(ADMINISTRATOR[kind], database)

    def again(folder="data", **options):
        return read(address, tmp_path / folder, source, password="", prefix=f"{prefix}_", **options)

    again()
    return server, database, prefix, again, tmp_path / "data"


def test_a_change_below_reads_its_ticket_and_no_other(helpdesk):
    """A new entry of a thread reads the whole of that ticket, three levels down, and nothing of the other 29."""
    server, database, prefix, again, folder = helpdesk
    new = {"id": 500, "thread_id": 107, "body": "mais", "written": "2026-01-03 10:00:00"}
    server.fill(database, f"{prefix}_entry", [new])
    report = again()
    assert report.is_partial
    assert reads(report) == {"tickets": 1, "threads": 1, "entries": 3}
    assert ask(folder, "select sequence, body from ticket_events where ticket_id = '7' order by 1") == [
        (1, "olá"), (2, "olá"), (3, "mais"),
    ]  # fmt: skip
    again("fresh")
    assert canonical(folder) == canonical(folder.parent / "fresh")


def test_rows_gone_or_moved_below_reach_their_tickets(helpdesk):
    """An entry gone, an entry moved and a thread gone change the tickets that they belonged to, before and after."""
    server, database, prefix, again, folder = helpdesk
    server.run(
        f"delete from {prefix}_entry where id = 6;\nupdate {prefix}_entry set thread_id = 120 where id = 11", database
    )
    server.run(f"delete from {prefix}_thread where id = 109;\ndelete from {prefix}_ticket where id = 30", database)
    report = again()
    assert dict(report.gone) == {"entries": 1, "threads": 1, "tickets": 1}
    assert reads(report)["tickets"] == 4
    again("fresh")
    assert canonical(folder) == canonical(folder.parent / "fresh")


def test_moments_and_expressions_arrive_as_they_are(helpdesk):
    """A moment, a joined column and the prefix of the tables come through; what is missing in this version is empty."""
    folder = helpdesk[-1]
    found = ask(
        folder,
        "select distinct opened_at = '2026-01-02 10:00:00+00' or opened_at > '2026-01-01', agent_id from tickets",
    )
    assert found == [(True, "Ana")]


def test_the_moment_is_the_servers(helpdesk):
    """The data stand for the server's clock at the reading."""
    (moment,) = ask(helpdesk[-1], "select exported_at from sources")[0]
    assert abs(moment - datetime.now(moment.tzinfo)) < timedelta(minutes=5)


def test_a_wrong_prefix_is_said(helpdesk):
    """Tables under another prefix are not there, and the error says which and how to name it."""
    server, database, *_, folder = helpdesk
    address = server.url(ADMINISTRATOR[type(server).__name__], database)
    with pytest.raises(SourceError) as refused:
        read(address, folder, folder.parent / "generic", password="", prefix="zz_")
    assert refused.value.key == "error.database_table_missing"
    assert refused.value.facts["table"] == "zz_ticket"


def test_a_server_that_dies_changes_nothing(tmp_path):
    """PostgreSQL killed in the middle of a table: it is said, and there is neither a version nor a draft."""
    server = Postgres()
    try:
        server.run(SCHEMA.format("hd"))
        server.run(
            "insert into hd_ticket values (1, 'open', '2026-01-02', 1);\ninsert into hd_thread values (1, 1, 'T')"
        )
        server.run(
            "insert into hd_entry select n, 1, repeat('x', 900), '2026-01-02' from generate_series(1, 60000) as n"
        )
        source = make_source(tmp_path / "generic", SOURCE, tickets=TICKETS, ticket_events=EVENTS)

        def kill(step: str, share: float) -> None:
            if step == "reading" and share > 0.7 and server.process.poll() is None:
                server.kill()

        with pytest.raises(SourceError) as broken:
            read(server.url("postgres", "postgres"), tmp_path / "data", source, password="", progress=kill)
        assert broken.value.key == "error.database_lost"
        assert not [file for file in (tmp_path / "data").iterdir() if file.suffix == ".duckdb" or file.is_dir()]
    finally:
        server.close()
