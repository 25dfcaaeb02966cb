"""Ends of which only the day is known, beside openings whose time is: a ticket closed that day was closed by its end.

Read as its first moment, whatever was opened and closed on one day would be closed before it was opened.
"""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

from datetime import datetime

import duckdb

from dashboard.importing.rows.rules import number_of_broken
from dashboard.importing.words import literal

ENDS = ("resolved_at", "closed_at", "due_at")
FEWEST_DAYS = 3
"""A file with fewer days could be of one night, whose job closed tickets as the day began."""


def settle(connection: duckdb.DuckDBPyConnection, zone: str, until: datetime, columns: str) -> None:
    """Move such ends in ``new.tickets`` to the last second of their day, but not beyond ``until``, and say so.

    A column counts as days alone where each of its moments begins a day in ``zone``. Where openings are days, too,
    nothing is moved: from day to day the distance is right as it stands. ``columns`` is what ``content`` is made of.
    """
    if _distinct_days(connection, "opened_at", zone):
        return
    ends = [column for column in ENDS if _distinct_days(connection, column, zone) >= FEWEST_DAYS]
    for column in ends:
        day = _day(column, zone)
        connection.execute(
            f"insert into main.raw_faults select source_file, source_row, {literal(column)}, 'end-day-only', "
            f"cast({day} as text), null, false from new.tickets where {column} is not null and source_row is not null"
        )
        last = f"timezone({literal(zone)}, {day} + interval 86399 second)"
        known = f"greatest(opened_at, least({last}, timestamptz {literal(until.isoformat())}))"
        moved = last if column == "due_at" else known
        connection.execute(f"update new.tickets set {column} = {moved} where {column} is not null")
    if ends:
        broken = number_of_broken("tickets")
        connection.execute(
            f"update new.tickets set content = hash({columns}), broken = {broken}, "
            f"outcome = case when {broken} is null then 'used' else 'rejected' end"
        )


def _distinct_days(connection: duckdb.DuckDBPyConnection, column: str, zone: str) -> int:
    """How many days the column holds; 0 where one of its moments is not the beginning of a day."""
    day = _day(column, zone)
    return connection.execute(
        f"select case when bool_and({column} = timezone({literal(zone)}, cast({day} as timestamp))) "
        f"then count(distinct {day}) else 0 end from new.tickets"
    ).fetchone()[0]


def _day(column: str, zone: str) -> str:
    return f"cast(timezone({literal(zone)}, {column}) as date)"
