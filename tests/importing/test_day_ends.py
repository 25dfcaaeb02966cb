"""Ends of which only the day is written, in an export whose openings have their time."""

from datetime import UTC, datetime

import pytest

from tests.importing.support import ask, run, write

MAPPING = """
ticket_id = "id"
raw_status = "status"
opened_at = "opened"
closed_at = "closed"
due_at = "due"
zone = "America/Sao_Paulo"
"""
EXPORTED = datetime(2026, 3, 6, 21, tzinfo=UTC)


def closed(tmp_path, *rows: str) -> list[tuple]:
    """(ticket, opened, closed, due) as UTC text, of the tickets that were used."""
    mapping = write(tmp_path / "m.toml", MAPPING)
    lines = "".join(f"{row}\n" for row in rows)
    run(mapping, write(tmp_path / "t.csv", f"id;status;opened;closed;due\n{lines}"), tmp_path / "data",
        exported_at=EXPORTED)  # fmt: skip
    moments = ", ".join(f"strftime({column}, '%d %H:%M:%S')" for column in ("opened_at", "closed_at", "due_at"))
    return ask(tmp_path / "data", f"select ticket_id, {moments} from tickets order by 1")


def told(tmp_path) -> list[tuple]:
    asked = "select field, cell, count(*) from cell_warnings where rule = 'end-day-only' group by all order by all"
    return ask(tmp_path / "data", asked)


def test_a_day_alone_is_its_end(tmp_path):
    """What was closed on the day of its opening is not lost, nothing ends after the export, and each cell is told."""
    assert closed(
        tmp_path,
        "1;closed;2026-03-02 09:15;2026-03-02;2026-03-03",
        "2;closed;2026-03-03 10:00;2026-03-04;2026-03-04",
        "3;open;2026-03-05 17:00;;2026-03-06",
        "4;closed;2026-03-06 17:00;2026-03-06;",
    ) == [
        ("1", "02 12:15:00", "03 02:59:59", "04 02:59:59"),
        ("2", "03 13:00:00", "05 02:59:59", "05 02:59:59"),
        ("3", "05 20:00:00", None, "07 02:59:59"),
        ("4", "06 20:00:00", "06 21:00:00", None),
    ]
    assert [(field, cell) for field, cell, _ in told(tmp_path)] == [
        ("closed_at", "2026-03-02"), ("closed_at", "2026-03-04"), ("closed_at", "2026-03-06"),
        ("due_at", "2026-03-03"), ("due_at", "2026-03-04"), ("due_at", "2026-03-06"),
    ]  # fmt: skip


def test_the_day_on_which_summer_time_begins_has_no_midnight_and_is_a_day(tmp_path):
    """2018-11-04 began at 01:00 in São Paulo."""
    found = closed(
        tmp_path,
        "1;closed;2018-11-01 09:15;2018-11-01;",
        "2;closed;2018-11-03 10:00;2018-11-04;",
        "3;closed;2018-11-05 10:00;2018-11-05;",
    )
    assert [row[2] for row in found] == ["02 02:59:59", "05 01:59:59", "06 01:59:59"]


@pytest.mark.parametrize(
    "rows",
    [
        # One of the ends has its time: the others were at midnight.
        ("1;closed;2026-03-02 09:15;2026-03-03;", "2;closed;2026-03-03 10:00;2026-03-04;",
         "3;closed;2026-03-04 10:00;2026-03-05 00:01;"),
        # Openings are days as well: their distance is right.
        ("1;closed;2026-03-02;2026-03-03;", "2;closed;2026-03-03;2026-03-04;", "3;closed;2026-03-04;2026-03-05;"),
        # A night's job closed them as two days began.
        ("1;closed;2026-03-02 09:15;2026-03-04;", "2;closed;2026-03-03 10:00;2026-03-04;",
         "3;closed;2026-03-04 10:00;2026-03-05;"),
    ],
)  # fmt: skip
def test_what_is_a_moment_stays_one(tmp_path, rows):
    """Nothing is moved where midnight can be meant, or where it does no harm."""
    before = [row.split(";")[3].partition(" ")[0][-2:] for row in rows]
    assert [row[2].split()[0] for row in closed(tmp_path, *rows)] == before
    assert told(tmp_path) == []


def test_the_same_export_again_is_repeated(tmp_path):
    """A moved end is part of what a row is: read again it is the same, and with its time it is newer."""
    rows = ("1;closed;2026-03-02 09:15;2026-03-02;", "2;closed;2026-03-03 10:00;2026-03-04;",
            "3;closed;2026-03-04 10:00;2026-03-05;")  # fmt: skip
    assert closed(tmp_path, *rows) == closed(tmp_path, *rows)
    timed = closed(tmp_path, "1;closed;2026-03-02 09:15;2026-03-02 11:00;", *rows[1:])
    assert [row[2] for row in timed] == ["02 14:00:00", "04 03:00:00", "05 03:00:00"]
