"""What the cells say against a draft: ends that are none, moments that a job wrote, several people in one cell."""

import duckdb

from dashboard.importing.drafting.drafted import PEOPLE, Draft
from dashboard.importing.drafting.profile import Column
from dashboard.importing.words import listed, literal, name, trimmed

ENDS = ("closed_at", "resolved_at")
ENDED = ("closed", "resolved")
SEVERAL = r"(?i)<br\s*/?>|\n|;|\|| / "
"""What stands between several people in one cell. A comma may be part of one name."""
USELESS = 0.5
"""Where more than this share of the open rows has an end, the column says nothing about ends."""
BY_A_JOB = ("updated_at", *ENDS)
MANY_ROWS = 20
SAME_MINUTE = 1 / 3
"""People spread their work over hundreds of minutes: where so many moments share one, a program wrote them."""
TIME = r"(\d{1,2}:\d\d)(?::\d\d(?:[.,]\d+)?)?(\s?[ap]\.?m)?"
MIDNIGHT = r"0?0:00|12:00\s?a.*"


def doubt(connection: duckdb.DuckDBPyConnection, made: Draft) -> None:
    """Take out what the cells disprove, and note what they make doubtful."""
    _ends(connection, made)
    _jobs(connection, made)
    _undated(connection, made)
    _several(connection, made)


def _ends(connection: duckdb.DuckDBPyConnection, made: Draft) -> None:
    """An end that open rows have as well is no end: at best it counts where the status agrees.

    Of a status that is left open nobody knows whether it ended.
    """
    for role in ENDS:
        column, status = made.reads.get(role), made.reads.get("raw_status")
        if not column or not status or not made.going:
            continue
        word, cell = _cell(status), _cell(column)
        filled, count = connection.execute(
            f"select count(*) filter (where {cell} is not null and {cell} not in ({listed([*column.missing, ''])})), "
            f"count(*) from {made.table.relation.relation} where {word} in ({listed(made.going)})"
        ).fetchone()
        if not filled:
            continue
        useless = filled > USELESS * count
        made.notes.append(
            ("end_useless" if useless else "end_open", {"column": column.name, "filled": filled, "count": count})
        )
        if useless:
            del made.reads[role]
        else:
            made.only_finished.add(role)


def _jobs(connection: duckdb.DuckDBPyConnection, made: Draft) -> None:
    """Moments at one minute of the day are those of a job that touches tickets, and say nothing about the work."""
    for role in BY_A_JOB:
        column = made.reads.get(role)
        if not column or column.filled < MANY_ROWS:
            continue
        cell = _cell(column)
        minute = " || ".join(f"regexp_extract(lower({cell}), {literal(TIME)}, {part})" for part in (1, 2))
        found = connection.execute(
            f"with written as (select {cell} as cell, {minute} as minute from {made.table.relation.relation} "
            f"where coalesce({cell}, '') not in ({listed([*column.missing, ''])})), "
            "counted as (select cell, minute, count(*) over (partition by cell) as same from written) "
            "select minute, count(*), max(same), max_by(cell, same), regexp_full_match(minute, ?) "
            "from counted group by minute order by 2 desc, 1 limit 1",
            [MIDNIGHT],
        ).fetchone()
        _note_job(made, role, column, *found)


def _note_job(made: Draft, role: str, column: Column, minute: str, count: int, same: int, cell: str, is_day: bool):
    """Days alone are all at midnight, or at no time at all."""
    if not minute or (is_day and count == column.filled) or count < SAME_MINUTE * column.filled:
        return
    facts = {"role": role, "column": column.name, "count": column.filled}
    if same >= SAME_MINUTE * column.filled:
        made.notes.append(("one_moment", {**facts, "filled": same, "moment": cell}))
    else:
        made.notes.append(("one_minute", {**facts, "filled": count, "minute": minute}))


def _undated(connection: duckdb.DuckDBPyConnection, made: Draft) -> None:
    """Tickets that ended, and nothing that is read says when."""
    status = made.reads.get("raw_status")
    ended = [word for word, state in made.states.items() if state in ENDED]
    if not status or not ended:
        return
    ends = [made.reads[role] for role in ENDS if role in made.reads]
    empty = " and ".join(f"coalesce({_cell(one)}, '') in ({listed([*one.missing, ''])})" for one in ends) or "true"
    count, undated = connection.execute(
        f"select count(*), count(*) filter (where {empty}) from {made.table.relation.relation} "
        f"where {_cell(status)} in ({listed(ended)})"
    ).fetchone()
    if undated:
        made.notes.append(("end_missing", {"filled": undated, "count": count}))


def _several(connection: duckdb.DuckDBPyConnection, made: Draft) -> None:
    """Cells that name several people would each become one person of its own."""
    for role in PEOPLE:
        if column := made.reads.get(role):
            several, shown = connection.execute(
                f"select count(*), min({_cell(column)}) from {made.table.relation.relation} "
                f"where regexp_matches({_cell(column)}, {literal(SEVERAL)})"
            ).fetchone()
            if several:
                facts = {"role": role, "column": column.name, "count": several, "cell": " ".join(shown.split())[:60]}
                made.notes.append(("several", facts))


def _cell(column: Column) -> str:
    return trimmed(f"cast({name(column.name)} as text)")
