"""The simulation's export: complete, consistent, and the same for the same seed."""

import json
import time
import tomllib
from datetime import UTC, datetime

import pytest

from dashboard import demo, settings, text
from dashboard.demo.faults import TRUTH
from dashboard.store.tables import CANONICAL, REQUIRED
from tests.demo.conftest import AS_OF, TABLES, make


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_the_canonical_ones(export, table):
    """Every table has the canonical columns but the source, in their order; moments carry their zone."""
    described = export.rows(f"describe {table}")
    assert [row[0] for row in described] == [
        column.name for column in CANONICAL[table].columns if column.name != "source"
    ]
    moments = {row[0]: row[1] for row in described if row[0].endswith("_at")}
    assert set(moments.values()) <= {"TIMESTAMP WITH TIME ZONE"}


@pytest.mark.parametrize("table", TABLES)
def test_what_is_required_is_there(export, table):
    """No row lacks a column that it cannot do without, and no key comes twice."""
    for column in REQUIRED[table]:
        assert export.one(f"select count(*) from {table} where {column} is null") == 0
    key = "ticket_id, sequence" if table == "ticket_events" else REQUIRED[table][0]
    assert export.one(f"select count(*) - count(distinct ({key})) from {table}") == 0


def test_the_export_tells_its_moment(export):
    """export.toml says when the data stand for and that they are a demonstration."""
    told = tomllib.loads((export.folder / "export.toml").read_text(encoding="utf-8"))
    assert told == {"exported_at": AS_OF, "source": "demo", "is_demo": True}
    assert json.loads((export.folder / TRUTH).read_text(encoding="utf-8"))["counts"] == export.truth.counts


def test_as_many_tickets_as_asked_for(export):
    """20,000 tickets over 18 months, and about ten events for each."""
    assert export.one("select count(*) from tickets") == 20_000 == export.truth.tickets
    assert export.one("select datediff('day', min(opened_at), max(opened_at)) from tickets") in range(540, 549)
    assert 7 < export.one("select count(*) / 20000 from ticket_events") < 12


@pytest.mark.parametrize(
    ("table", "column", "parent", "key"),
    [
        ("contacts", "customer_id", "customers", "customer_id"),
        ("tickets", "customer_id", "customers", "customer_id"),
        ("tickets", "contact_id", "contacts", "contact_id"),
        ("tickets", "agent_id", "agents", "agent_id"),
        ("tickets", "merged_into", "tickets", "ticket_id"),
        ("ticket_events", "ticket_id", "tickets", "ticket_id"),
        ("ticket_events", "agent_id", "agents", "agent_id"),
        ("feedback", "ticket_id", "tickets", "ticket_id"),
        ("feedback", "agent_id", "agents", "agent_id"),
    ],
)
def test_references_hold(export, table, column, parent, key):
    """Whoever and whatever is named exists."""
    assert export.one(f"select count(*) from {table} where {column} not in (select {key} from {parent})") == 0


def test_nothing_happens_after_the_end(export):
    """No moment lies after as_of, except deadlines."""
    for table, column in (
        ("ticket_events", "occurred_at"),
        ("tickets", "greatest(opened_at, first_response_at, resolved_at, closed_at, updated_at)"),
        ("feedback", "given_at"),
        ("contacts", "greatest(updated_at, confirmed_at)"),
    ):
        assert export.one(f"select max({column}) from {table}") <= AS_OF


def test_timelines_are_in_order(export):
    """A ticket's events are numbered from 1 in the order of time, and begin with its opening."""
    broken = """
        select count(*) from (
            select occurred_at, sequence, lag(occurred_at) over (partition by ticket_id order by sequence) as before,
                row_number() over (partition by ticket_id order by sequence) as place
            from ticket_events
        ) where sequence <> place or occurred_at < before"""
    assert export.one(broken) == 0
    first = "select count(*) from ticket_events e join tickets t using (ticket_id) where e.sequence = 1 and {}"
    assert export.one(first.format("e.kind = 'status' and e.occurred_at = t.opened_at")) == 20_000


def test_the_present_status_is_the_last_one_entered(export):
    """Columns agree with events: status, department, first response; but for the undated ones, planted."""
    last = """
        select ticket_id from tickets join (
            select ticket_id, last(raw_status order by sequence) as entered
            from ticket_events where kind = 'status' group by ticket_id
        ) using (ticket_id) where raw_status <> entered"""
    assert export.ids(last) == export.planted("undated")
    moved = """
        select count(*) from tickets join (
            select ticket_id, last(department order by sequence) as entered
            from ticket_events where kind = 'transfer' group by ticket_id
        ) using (ticket_id) where department <> entered"""
    assert export.one(moved) == 0
    closed = "select ticket_id from tickets where raw_status in ('Fechado', 'Mesclado') and closed_at is null"
    assert export.ids(closed) == export.planted("undated")


def test_a_status_event_changes_the_status(export):
    """No status is entered twice in a row."""
    repeated = """
        select count(*) from (
            select raw_status, lag(raw_status) over (partition by ticket_id order by sequence) as before
            from ticket_events where kind = 'status'
        ) where raw_status = before"""
    assert export.one(repeated) == 0


def test_bodies_vary(export):
    """No placeholder is left in a text, and the bodies differ."""
    pattern = "'\\{(nome|dominio|n|ref|agente)\\}'"
    assert export.one(f"select count(*) from ticket_events where regexp_matches(body, {pattern})") == 0
    assert export.one(f"select count(*) from tickets where regexp_matches(subject, {pattern})") == 0
    assert export.one("select count(*) from ticket_events where kind in ('message', 'note') and body is null") == 0
    assert export.one("select count(distinct body) from ticket_events") > 20_000


def test_the_same_seed_gives_the_same_data(tmp_path):
    """Seed and moment decide everything; another seed gives other data."""
    first, second, other = (make(tmp_path / name, 800, seed) for name, seed in (("a", 3), ("b", 3), ("c", 4)))
    for table in TABLES:
        assert first.rows(f"from {table}") == second.rows(f"from {table}")
    assert first.truth == second.truth
    assert first.rows("select opened_at from tickets") != other.rows("select opened_at from tickets")


@pytest.mark.parametrize("tickets", [1, 20, 150])
def test_even_a_tiny_company_can_be_simulated(tmp_path, tickets):
    """Any number of tickets works."""
    assert make(tmp_path, tickets).one("select count(*) from tickets") == tickets


@pytest.mark.parametrize("as_of", [datetime(2024, 2, 29, 3, tzinfo=UTC), datetime(2019, 2, 17, 2, 30, tzinfo=UTC)])
def test_any_moment_can_be_the_end(tmp_path, as_of):
    """A leap day at midnight, the hour that a summer time repeats."""
    small = make(tmp_path, 300, as_of=as_of)
    assert small.one("select max(occurred_at) from ticket_events") <= as_of


def test_progress_is_told(tmp_path):
    """The share done never falls and ends at one; every step has its words in both languages."""
    told: list[tuple[float, str]] = []
    started = time.perf_counter()
    demo.write(tmp_path, 500, 1, AS_OF, settings.load(), lambda share, key: told.append((share, key)))
    assert time.perf_counter() - started < 2
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert all(text.has(key, language) for _, key in told for language in text.LANGUAGES)
