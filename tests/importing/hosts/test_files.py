"""The three sources beyond their servers: as files, and what is never told."""

import csv

import pytest

from dashboard.errors import SourceError
from dashboard.importing.files import inputs
from dashboard.importing.sources import recognise
from dashboard.importing.sources import source as sources
from tests.importing.hosts.support import HOSTS, PASSWORD, seeded, server_of
from tests.importing.live.support import read
from tests.importing.support import run, tickets, write


@pytest.mark.parametrize("name", HOSTS)
def test_each_table_is_recognised_as_a_file(name, tmp_path):
    """Exported one file each, every raw table is told by its columns, whatever the file is called."""
    source = sources.find(name)
    for number, table in enumerate(source.tables.values()):
        with write(tmp_path / f"f{number}.csv", "").open("w", newline="") as file:
            csv.writer(file).writerow(dict.fromkeys([*table.required, *table.optional, *table.dates]))
    found = recognise.recognise(source, inputs.collect([tmp_path], tmp_path / "work"))
    assert not found.problems
    assert {one.file.name: one.table for one in found.matched} == {
        f"f{number}.csv": table for number, table in enumerate(source.tables)
    }


def test_an_export_of_tables(tmp_path):
    """The same SELECTs read files: tickets with their states, and an entry that an edit hid is set aside."""
    head = "ticket_id,number,user_id,status_id,dept_id,topic_id,staff_id,source,isanswered,created\n"
    write(tmp_path / "in" / "ost_ticket.csv", head + "1,001,5,1,1,0,0,Web,0,2026-03-02 10:00:00\n")
    write(tmp_path / "in" / "ost_ticket_status.csv", "id,name,state\n1,Aberto,open\n")
    write(tmp_path / "in" / "ost_thread.csv", "id,object_id,object_type\n7,1,T\n")
    entries = "id,thread_id,staff_id,user_id,type,flags,body,format,created\n"
    row = "{},7,0,5,M,{},oi,text,2026-03-02 10:00:00\n"
    write(tmp_path / "in" / "ost_thread_entry.csv", entries + row.format(1, 0) + row.format(2, 4))
    report = run("osticket", tmp_path / "in", tmp_path / "data")
    assert tickets(tmp_path / "data", "ticket_id, raw_status, customer_id") == [("1", "Aberto", "user-5")]
    assert dict(report.tickets_by_state) == {"in_progress": 1}
    assert [(rule.rule, rule.count) for rule in report.rejected] == [("kind-unknown", 1)]


@pytest.mark.parametrize("name", HOSTS)
def test_nothing_more_than_the_grants(name, request, tmp_path):
    """A column that the reader may not see is named in the error, with its table; the password is in no file."""
    server = request.getfixturevalue(server_of(name))
    address = seeded(server, name, f"granted_{name}")
    reader = f"reader_granted_{name}"
    if name == "osticket":
        server.run(f"revoke select (body) on granted_osticket.ost_thread_entry from '{reader}'@'localhost'")
    else:
        table, column = {"zammad": ("ticket_articles", "body"), "chatwoot": ("messages", "content")}[name]
        server.run(f"revoke select ({column}) on {table} from {reader}", f"granted_{name}")
    with pytest.raises(SourceError) as refused:
        read(address, tmp_path, name, PASSWORD)
    assert refused.value.key == "error.database_columns_missing"
    assert refused.value.facts["missing"] in ("body", "content")
    assert not [one for one in tmp_path.rglob("*") if one.is_file() and PASSWORD.encode() in one.read_bytes()]
