"""Erasure on request: no byte of the person is left in the data folder, no number moves, no import brings it back."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from dashboard import importing
from dashboard import settings as settings_file
from dashboard.errors import ActionRefused, NotAllowed, StoreError
from dashboard.importing import erasing
from dashboard.privacy import ledger
from dashboard.roles import PERMISSIONS, Actor
from dashboard.store import persons, tables, versions
from dashboard.store.engine import Store
from dashboard.store.persons import Person

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
NAME, EMAIL, PHONE = "Zulmira Queiroz", "zulmira.queiroz@padaria.example", "(11) 98765-4321"
CLEAR = (NAME, "ZULMIRA", "Zulmira", EMAIL, "98765-4321", "11987654321", "segredo da padaria")
ADMINISTRATOR = Actor("Ada", "administrator")
TICKETS = f"""ticket_id,customer_id,contact_id,subject,raw_status,opened_at,closed_at,opened_by
1,c1,p1,Site da {NAME} fora,closed,2026-02-02T12:00:00Z,2026-02-03T12:00:00Z,customer
2,c1,p1,Site fora,new,2026-02-20T12:00:00Z,,customer
3,c2,p2,Boleto,new,2026-02-20T12:00:00Z,,customer
"""
EVENTS = f"""ticket_id,occurred_at,sequence,kind,author,author_email,body
1,2026-02-02T12:00:00Z,1,message,customer,{EMAIL},"É o segredo da padaria. {NAME}"
1,2026-02-02T13:00:00Z,2,message,agent,,Corrigimos o DNS.
1,2026-02-02T14:00:00Z,3,message,customer,{EMAIL},"Deu certo, obrigada!"
2,2026-02-20T12:00:00Z,1,message,customer,{EMAIL},O site caiu de novo.
3,2026-02-20T12:00:00Z,1,message,customer,rui@outra.example,"Falem com ZULMIRA QUEIROZ em {EMAIL} ou 11 98765 4321."
"""
CUSTOMERS = f"customer_id,name,customer_kind\nc1,{NAME},person\nc2,Rui Prado,person\n"
CONTACTS = f"""contact_id,customer_id,name,contact_role,email,phone_1
p1,c1,{NAME},primary,{EMAIL},{PHONE}
p2,c2,Rui Prado,primary,rui@outra.example,(21) 3333-4444
"""
FEEDBACK = f"""feedback_id,ticket_id,customer_id,given_at,raw_score,scale,comment
f1,1,c1,2026-02-04T12:00:00Z,5,1-5,Obrigada! {NAME}
"""


@pytest.fixture
def export(tmp_path: Path) -> Path:
    folder = tmp_path / "export"
    folder.mkdir()
    files = {
        "tickets": TICKETS,
        "ticket_events": EVENTS,
        "customers": CUSTOMERS,
        "contacts": CONTACTS,
        "feedback": FEEDBACK,
    }
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return folder


def import_(export: Path, data_dir: Path) -> importing.Report:
    return importing.run("canonical", [export], data_dir, settings_file.load(), instance="helpdesk", now=NOW)


@pytest.fixture
def data_dir(export: Path, tmp_path: Path) -> Path:
    """Two versions, and a desk in which people recorded something about her."""
    folder = tmp_path / "data"
    import_(export, folder)
    import_(export, folder)
    store = Store(folder, settings_file.load(), with_desk=True)
    shared = {"recorded_at": NOW, "actor": "Ana", "source": "helpdesk"}
    with store.transaction() as desk:
        desk.execute(tables.ticket_marks.insert(), [
            {**shared, "act_id": "m1", "ticket_id": "1", "kind": "note", "note": "ligar para ela"},
            {**shared, "act_id": "m3", "ticket_id": "3", "kind": "note", "note": f"{NAME} é {EMAIL}, {PHONE}"},
        ])  # fmt: skip
        desk.execute(tables.contact_outcomes.insert(), [
            {**shared, "act_id": "o1", "customer_id": "c1", "contact_id": "p1", "kind": "corrected", "field": "phone_1",
             "seen_value": PHONE, "value": "+55 11 97777-0000", "way": "11977770000", "note": NAME},
        ])  # fmt: skip
        desk.execute(tables.audit.insert(), [
            {"audit_id": "o1", "happened_at": NOW, "actor": "Ana", "role": "staff", "action": "contacts.corrected",
             "subject": "contacts helpdesk/c1", "before": f'{{"p1.phone_1": "{PHONE}"}}', "after": "{}"},
        ])  # fmt: skip
        desk.execute(tables.cases.insert(), [_case("2026-1", f"Reclamo. {NAME}"), _case("2026-2", f"Ainda. {NAME}")])
        desk.execute(tables.case_events.insert(), [
            _event("2026-1", 1, "received"), _event("2026-1", 2, "concluded"), _event("2026-2", 1, "received"),
        ])  # fmt: skip
    store.close()
    return folder


def _case(protocol: str, words: str) -> dict:
    about = {"source": "helpdesk", "customer_id": "c1", "customer_name": NAME, "identity": "named"}
    return {"protocol": protocol, "opened_at": NOW, "actor": "Ana", "case_type": "complaint", "words": words, **about}


def _event(protocol: str, sequence: int, state: str) -> dict:
    told = {"event_id": f"{protocol}-{sequence}", "recorded_at": NOW, "actor": "Ana", "kind": "opened", "state": state}
    return {"protocol": protocol, "sequence": sequence, "words": f"resposta a {NAME}", **told}


def conclude(data_dir: Path) -> None:
    with duckdb.connect(str(data_dir / "desk.duckdb")) as desk:
        desk.execute(
            "insert into case_events (event_id, protocol, sequence, kind, state) "
            "values ('z', '2026-2', 9, 'x', 'archived')"
        )


def erase(data_dir: Path) -> tuple:
    asked = erasing.Request(persons.one(data_dir, EMAIL), f"pediu por carta ({NAME})", date(2026, 3, 1))
    erasing.begin(data_dir, ADMINISTRATOR, asked)
    return erasing.carry_out(data_dir, settings_file.load(), NOW)


def clear_bytes(data_dir: Path) -> set[tuple[str, str]]:
    """File and word: what can be read of her in any file of the folder."""
    files = [file for file in data_dir.rglob("*") if file.is_file()]
    return {(file.name[:9], word) for file in files for word in CLEAR if word.encode() in file.read_bytes()}


def numbers(data_dir: Path) -> list:
    with duckdb.connect(str(versions.current(data_dir).path), read_only=True) as connection:
        return [
            connection.execute(
                "select ticket_id, state, reason, first_response_working_seconds, resolution_working_seconds, "
                "reopened_count, finished_at, closing_at, customer_message_count, is_duplicate "
                "from ticket_facts order by 1"
            ).fetchall(),
            connection.execute("select ticket_id, rule, occurred_at from rule_hits order by all").fetchall(),
            connection.execute("select score, is_satisfied, comment is null from ratings").fetchall(),
            connection.execute("select rule, count(*) from record_rules group by 1 order by 1").fetchall(),
        ]


def test_nothing_of_the_person_is_left(data_dir: Path):
    """Name, address and number are in no byte of any file, older versions are gone, and every number is the same."""
    conclude(data_dir)
    before = numbers(data_dir)
    assert {word for _, word in clear_bytes(data_dir)} >= {NAME, EMAIL, "98765-4321", "segredo da padaria"}
    (entry,) = erase(data_dir)
    assert clear_bytes(data_dir) == set()
    assert numbers(data_dir) == before
    assert len(versions.kept(data_dir)) == 1
    assert entry.finished_at
    assert entry.counts["tickets"] == 2
    with pytest.raises(StoreError):
        versions.rollback(data_dir)


def test_the_next_import_does_not_bring_them_back(data_dir: Path, export: Path):
    """Neither the same export, nor one into data that started anew."""
    conclude(data_dir)
    erase(data_dir)
    before = numbers(data_dir)
    again = import_(export, data_dir)
    assert clear_bytes(data_dir) == set()
    assert numbers(data_dir) == before
    assert again.total("read") == again.total("used") + again.total("repeated")
    for file in [*data_dir.glob("warehouse-*"), data_dir / "current.json"]:
        file.unlink()
    import_(export, data_dir)
    assert clear_bytes(data_dir) == set()
    assert numbers(data_dir) == before


def test_the_desk_keeps_who_did_what(data_dir: Path):
    """Rows, actors and moments stay; the erasure is in the audit, without anybody's data."""
    conclude(data_dir)
    with duckdb.connect(str(data_dir / "desk.duckdb"), read_only=True) as desk:
        before = {name: desk.execute(f"select count(*) from {name}").fetchone()[0] for name in tables.desk.tables}
    erase(data_dir)
    with duckdb.connect(str(data_dir / "desk.duckdb"), read_only=True) as desk:
        after = {name: desk.execute(f"select count(*) from {name}").fetchone()[0] for name in tables.desk.tables}
        audit = desk.execute(
            "select action, actor, subject, before from audit order by happened_at desc, action"
        ).fetchall()
        value, customer = desk.execute("select value, customer_id from contact_outcomes").fetchone()
    assert after == {**before, "audit": before["audit"] + 1}
    assert [row[0] for row in audit] == ["privacy.erase", "contacts.corrected"]
    assert "[…]" in audit[0][3]
    assert audit[1][2] == f"contacts helpdesk/{customer}"
    assert value == "[…]"
    assert customer.startswith("anon-")


def test_an_open_case_is_kept_until_it_is_concluded(data_dir: Path):
    """The ombudsman's duty goes first; the start after its conclusion takes the words."""
    erase(data_dir)
    held = "select words, customer_name from cases order by protocol"
    with duckdb.connect(str(data_dir / "desk.duckdb"), read_only=True) as desk:
        assert desk.execute(held).fetchall() == [("[…]", "[…]"), (f"Ainda. {NAME}", NAME)]
    conclude(data_dir)
    erasing.tidy_desk(data_dir, settings_file.load())
    assert clear_bytes(data_dir) == set()


def test_only_whom_the_table_allows(data_dir: Path):
    """Every role without the permission is refused, and nothing is begun."""
    asked = erasing.Request(Person("customer", "helpdesk", "c1"), "pedido", date(2026, 3, 1))
    for role in PERMISSIONS.keys() - {"administrator"}:
        with pytest.raises(NotAllowed):
            erasing.begin(data_dir, Actor("X", role), asked)
    assert not erasing.is_begun(data_dir)


@pytest.mark.parametrize(
    ("reason", "day"), [("", date(2026, 3, 1)), ("x" * 501, date(2026, 3, 1)), ("x", date(2999, 1, 1))]
)
def test_a_request_without_reason_or_of_tomorrow_is_refused(data_dir: Path, reason: str, day: date):
    """An erasure has a reason and a day, else it could not be accounted for."""
    with pytest.raises(ActionRefused):
        erasing.begin(data_dir, ADMINISTRATOR, erasing.Request(Person("customer", "helpdesk", "c1"), reason, day))
    assert not (data_dir / ledger.FILE).exists()


@pytest.mark.parametrize("wanted", ["c1", EMAIL.upper(), "+55 11 98765-4321", "helpdesk/customer/c1"])
def test_they_are_found_by_whatever_names_them(data_dir: Path, wanted: str):
    """By id, address or number, however written, the contact of a person being that person."""
    assert [(one.kind, one.person_id) for one in persons.find(data_dir, wanted)] == [("customer", "c1")]


KILLED = """
import sys
from datetime import date, datetime, UTC
from pathlib import Path
from dashboard import settings
from dashboard.importing import erasing
from dashboard.roles import Actor
from dashboard.store import persons
data_dir = Path(sys.argv[1])
asked = erasing.Request(persons.one(data_dir, "c1"), "pedido", date(2026, 3, 1))
print("found", flush=True)
erasing.begin(data_dir, Actor("Ada", "administrator"), asked)
erasing.carry_out(data_dir, settings.load(), datetime(2026, 3, 2, 12, tzinfo=UTC))
print("done", flush=True)
"""


@pytest.mark.parametrize("delay", [0.0, 0.3, 1.0, 2.0, 3.0])
def test_killed_in_the_middle_it_is_not_begun_or_carried_to_its_end(data_dir: Path, delay: float):
    """Whatever the moment: either everything is as it was, or the next start leaves nothing of the person."""
    conclude(data_dir)
    before = numbers(data_dir)
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(data_dir)], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"found\n"
    time.sleep(delay)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    is_begun = (data_dir / ledger.FILE).exists()
    erasing.carry_out(data_dir, settings_file.load(), NOW)
    left = clear_bytes(data_dir)
    assert (left == set()) is is_begun
    assert numbers(data_dir) == before
