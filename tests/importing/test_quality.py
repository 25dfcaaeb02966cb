"""Each check of the data finds what was planted for it, names it, and is silent about data in order."""

import contextlib
from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from dashboard import settings as settings_file
from dashboard import text
from dashboard.errors import QueryError
from dashboard.importing import rebuilding
from dashboard.importing.publishing import quality
from dashboard.ui.reader import navigation
from tests.support import insert, make_warehouse

STATUSES = {"Novo": ("new", None), "Aguardando": ("waiting_customer", None), "Fechado": ("closed", None)}
NOW = datetime(2026, 3, 31, 21, 0, tzinfo=UTC)
MONDAY = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)


def ticket(number: int, **changed) -> dict:
    """An open ticket, one every ten minutes of the days' mornings."""
    opened = MONDAY + timedelta(minutes=10 * number)
    return {
        "ticket_id": str(number),
        "raw_status": "Novo",
        "opened_at": opened,
        "customer_id": f"c{number}",
        "subject": f"Assunto {number}",
        **changed,
    }


def said(number: int, minutes: float, author: str = "customer", **changed) -> dict:
    """A message of a ticket, so long after its opening."""
    at = MONDAY + timedelta(minutes=10 * number + minutes)
    return {
        "ticket_id": str(number),
        "occurred_at": at,
        "kind": "message",
        "author": author,
        "body": "Bom dia",
        "sequence": int(10 * minutes) + 1,
        **changed,
    }


def in_order(count: int = 20) -> dict[str, list[dict]]:
    """Tickets with a message each, none of them odd."""
    return {"tickets": [ticket(one) for one in range(count)], "ticket_events": [said(one, 0) for one in range(count)]}


def with_tickets(*changed: dict, count: int = 20) -> dict[str, list[dict]]:
    """The same with some tickets in the place of those of their number."""
    own = {row["ticket_id"]: row for row in changed}
    base = in_order(count)
    return {**base, "tickets": [own.pop(row["ticket_id"], row) for row in base["tickets"]] + list(own.values())}


def with_events(*more: dict, count: int = 20) -> dict[str, list[dict]]:
    """The same with more events."""
    base = in_order(count)
    return {**base, "ticket_events": base["ticket_events"] + list(more)}


def closed_before_opening() -> dict:
    return ticket(3, raw_status="Fechado", closed_at=MONDAY - timedelta(days=1))


def every_working_day(skipped: int) -> list[dict]:
    """Six tickets on each weekday of two weeks, but for one day."""
    days = [MONDAY + timedelta(days=one) for one in range(14) if one % 7 < 5 and one != skipped]
    return [ticket(100 + 10 * place + one, opened_at=day) for place, day in enumerate(days) for one in range(6)]


def days_alone(count: int) -> list[dict]:
    """Tickets of which the day is known alone, written in the company's zone."""
    return [ticket(one, opened_at=datetime(2026, 2, 16 + one, 3, tzinfo=UTC)) for one in range(count)]


def rated(number: int, score: str) -> dict:
    """An answer to the question how it was, on a scale from 1 to 5."""
    at = MONDAY + timedelta(days=1, minutes=number)
    return {"feedback_id": f"f{number}", "ticket_id": str(number), "given_at": at, "raw_score": score, "scale": "1-5"}


PLANTED = {
    "times_out_of_order": (with_tickets(closed_before_opening()), "3"),
    "events_before_opening": (with_events(said(4, -30, "agent")), "4"),
    "events_in_the_future": (with_events(said(5, 60 * 24 * 365)), "5"),
    "closed_without_a_date": (with_tickets(ticket(6, raw_status="Fechado")), "6"),
    "reopened_without_a_date": (with_tickets(ticket(7, resolved_at=MONDAY + timedelta(days=1))), "7"),
    "written_twice": (
        with_tickets(ticket(30, customer_id="c8", subject="Assunto 8", opened_at=MONDAY + timedelta(minutes=80))),
        "30 | 8",
    ),
    "robots_taken_for_people": (
        with_events(*(said(one, 0.05, "agent", agent_id="a1") for one in range(20))),
        "a1",
    ),
    "tickets_without_messages": (with_tickets(ticket(31), ticket(32)), "32 | 31"),
    "touched_in_one_minute": (
        with_tickets(*(ticket(one, updated_at=MONDAY + timedelta(days=2)) for one in range(60)), count=100),
        None,
    ),
    "column_against_messages": (
        {
            **with_events(said(9, 30, "agent")),
            "tickets": with_tickets(ticket(9, first_response_at=MONDAY + timedelta(minutes=95)))["tickets"],
        },
        "9",
    ),
    "status_against_last_speaker": (with_tickets(*(ticket(one, raw_status="Aguardando") for one in range(20))), None),
    "statuses_unknown": (with_tickets(ticket(10, raw_status="Escalonado N3")), "Escalonado N3"),
    "clock_jumps": (with_events(said(11, 300, sequence=1), said(11, 30, sequence=2)), "11"),
    "days_without_data": ({"tickets": every_working_day(8), "ticket_events": []}, "2026-03-10"),
    "openings_without_a_time": (with_tickets(*days_alone(12)), "11 | 10 | 9 | 8 | 7"),
    "scores_unreadable": (
        {**in_order(), "feedback": [rated(1, "5"), rated(2, "ótimo"), rated(3, "não respondeu"), rated(4, "0")]},
        "2",
    ),
}
"""Check → data with its fault alone, and the examples that it must name (None: too many to say which)."""
ALONGSIDE = {
    "days_without_data": {"tickets_without_messages"},
}
"""What else the same fault shows."""


def found(tmp_path, canonical: dict, exported_at: datetime = NOW) -> dict[str, dict]:
    """Check → its row, over a warehouse of these rows."""
    statuses = dict(STATUSES)
    for row in canonical["tickets"]:
        statuses.setdefault(row["raw_status"], ("unknown", None))
    settings = settings_file.load()
    store = make_warehouse(tmp_path, canonical, statuses, exported_at.isoformat(), settings)
    store.close()
    with opened(tmp_path) as connection:
        quality.measure(connection, settings, "a", exported_at)
        rows = connection.execute("select * from quality_checks").fetchall()
        names = [column[0] for column in connection.description]
    return {row["check_key"]: row for row in (dict(zip(names, values, strict=True)) for values in rows)}


@contextlib.contextmanager
def opened(data_dir):
    """The one warehouse of the folder, with what a finished import's connection knows."""
    with duckdb.connect(str(next(data_dir.glob("warehouse-*.duckdb")))) as connection:
        connection.execute("set TimeZone='UTC'")
        connection.execute(f"set variable zone = '{settings_file.load().time.zone}'")
        connection.execute(MACROS)
        yield connection


MACROS = (quality.ROOT / "warehouse" / "00_macros.sql").read_text(encoding="utf-8")


def test_data_in_order_raise_nothing(tmp_path):
    """No check speaks up about tickets that are in order, and most of them looked at something."""
    checks = found(tmp_path, in_order())
    assert [key for key, row in checks.items() if row["is_raised"]] == []
    assert len([row for row in checks.values() if row["checked_count"]]) >= 12


@pytest.mark.parametrize("key", PLANTED)
def test_a_check_finds_its_fault_and_no_other_does(key, tmp_path):
    """The planted fault is raised under its name with its examples; nothing else is."""
    canonical, examples = PLANTED[key]
    checks = found(tmp_path, canonical)
    assert {one for one, row in checks.items() if row["is_raised"]} == {key} | ALONGSIDE.get(key, set())
    if examples:
        assert checks[key]["examples"] == examples


def test_an_opening_at_the_change_of_the_clock_is_noted(tmp_path):
    """Summer time ended at midnight of 18 February 2018: 23:30 of the 17th happened twice."""
    twice = datetime(2018, 2, 18, 1, 30, tzinfo=UTC)
    canonical = {"tickets": [ticket(1, opened_at=twice), ticket(2, opened_at=twice - timedelta(hours=9))]}
    checks = found(tmp_path, canonical, datetime(2018, 3, 1, tzinfo=UTC))
    assert checks["openings_in_the_repeated_hour"]["found_count"] == 1
    assert checks["openings_in_the_repeated_hour"]["examples"] == "1"


def test_orphans_and_rows_set_aside_are_those_of_the_last_import(tmp_path):
    """Rows that an earlier import rejected are history; only the last import's count."""
    store = make_warehouse(tmp_path, in_order(), STATUSES, NOW.isoformat())
    store.close()
    settings = settings_file.load()
    with opened(tmp_path) as connection:
        for stamp, day, rejected in (("old", 1, 50), ("new", 2, 3)):
            imported = {"stamp": stamp, "source": "helpdesk", "imported_at": NOW + timedelta(days=day)}
            insert(connection, "imports", [imported])
            read = {"stamp": stamp, "source": "helpdesk", "file": "events.csv", "raw_table": "ticket_events"}
            insert(connection, "import_files", [{**read, "read_count": 100, "rejected_count": rejected}])
            kept = {"stamp": stamp, "source": "helpdesk", "file": "events.csv", "rule": "orphan"}
            insert(connection, "rejected_rows", [{**kept, "row_number": one} for one in range(rejected)])
        quality.measure(connection, settings, "new", NOW)
        told = connection.execute(
            "select check_key, found_count, checked_count from quality_checks "
            "where check_key in ('orphans', 'rows_set_aside') order by 1"
        ).fetchall()
    assert told == [("orphans", 3, 100), ("rows_set_aside", 3, 100)]


def test_broken_roads_to_one_number_are_found(tmp_path):
    """A flow that lacks a passage, and a ticket closed more often than opened, are wrong numbers."""
    store = make_warehouse(tmp_path, in_order(), STATUSES, NOW.isoformat())
    store.close()
    settings = settings_file.load()
    with opened(tmp_path) as connection:
        connection.execute("update daily_flows set passage_count = passage_count + 1 where kind = 'opened'")
        insert(
            connection,
            "passages",
            [{"source": "helpdesk", "ticket_id": "1", "kind": "closed", "occurred_at": NOW}] * 2,
        )
        quality.measure(connection, settings, "a", NOW)
        raised = connection.execute("select check_key from quality_checks where is_raised order by 1").fetchall()
    assert raised == [("stock_identity",), ("subsets",)]


def test_what_was_found_before_stays_with_its_version(tmp_path):
    """A rebuild checks anew and keeps the earlier answers, so that the page can say what they were."""
    store = make_warehouse(tmp_path, PLANTED["closed_without_a_date"][0], STATUSES, NOW.isoformat())
    store.close()
    settings = settings_file.load()
    rebuilding.rebuild(tmp_path, settings, now=NOW)
    report = rebuilding.rebuild(tmp_path, settings, now=NOW + timedelta(days=1))
    with duckdb.connect(str(next(tmp_path.glob(f"warehouse-{report.stamp}*.duckdb"))), read_only=True) as connection:
        versions = connection.execute(
            "select checked_at, found_count from quality_checks where check_key = 'closed_without_a_date' order by 1"
        ).fetchall()
    assert versions == [(NOW, 1), (NOW + timedelta(days=1), 1)]


def test_every_check_has_its_texts_and_known_pages():
    """Title, finding and advice in both languages; the pages that it touches exist."""
    for one in quality.checks():
        assert set(one.touches) <= set(navigation.ENTRIES)
        for language in text.LANGUAGES:
            for part in ("title", "advice"):
                assert text.say(f"quality.{one.key}.{part}", language)
            assert "2" in text.say(f"quality.{one.key}.said", language, count=2)


def test_a_header_that_lacks_something_is_refused():
    """Without its severity a check would be told as nothing."""
    with pytest.raises(QueryError):
        quality.parse("odd", "-- purpose: Something.\n-- severity: awful\n-- tolerance: 0\n-- touches: queue\nselect 1")
    with pytest.raises(QueryError):
        quality.parse("odd", "-- purpose: Something.\nselect 1")
