"""The decisions of a first draft, each with its evidence; what the files do not decide is a note for the person."""

from dataclasses import dataclass, field

import duckdb

from dashboard.importing.drafting.profile import Column
from dashboard.importing.drafting.reading import Looked, Table
from dashboard.importing.drafting.roles import DATES, about
from dashboard.importing.drafting.states import FINISHED, state_of
from dashboard.importing.words import listed, literal, name, trimmed

NEEDED = ("ticket_id", "raw_status", "opened_at")
NOBODY = ("agent_id", "customer_id")
ENDS = ("closed_at", "resolved_at")
ENDED = ("closed", "resolved")
SEVERAL = r"(?i)<br\s*/?>|\n|;|\|"
"""What stands between several people in one cell. A comma may be part of one name."""
USELESS = 0.5
"""Where more than this share of the open rows has an end, the column says nothing about ends."""
BY_A_JOB = ("updated_at", *ENDS)
MANY_ROWS = 20
SAME_MINUTE = 1 / 3
"""People spread their work over hundreds of minutes: where so many moments share one, a program wrote them."""
TIME = r"(\d{1,2}:\d\d)(?::\d\d(?:[.,]\d+)?)?(\s?[ap]\.?m)?"
MIDNIGHT = r"0?0:00|12:00\s?a.*"
Note = tuple[str, dict[str, object]]


@dataclass
class Draft:
    """A source of tickets in the making. ``reads`` maps canonical columns to raw ones, ``times`` a column of days to
    the column of their times."""

    table: Table
    reads: dict[str, Column] = field(default_factory=dict)
    states: dict[str, str | None] = field(default_factory=dict)
    times: dict[str, str] = field(default_factory=dict)
    only_finished: set[str] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)

    @property
    def has_others(self) -> bool:
        """True where other files stand beside the tickets."""
        return any(key == "other_file" for key, _ in self.notes)

    @property
    def missing(self) -> list[str]:
        """Words for "no value" that stand where a date, an id or a person should."""
        strict = [self.reads[role] for role in (*DATES, "ticket_id", *NOBODY) if role in self.reads]
        shared = [column.missing for column in self.table.columns]
        met = {word for column in strict for word in column.missing}
        return sorted(met | {word for words in shared for word in words if sum(word in one for one in shared) > 1})

    @property
    def is_whole(self) -> bool:
        """True where nothing an import needs is missing."""
        return all(role in self.reads for role in NEEDED) and self.reads["opened_at"].order in ("iso", "dmy", "mdy")


def draft(looked: Looked) -> Draft | None:
    """The draft of the likeliest list of tickets; ``None`` where no file looks like one."""
    tables = [table for table in looked.tables if {"ticket_id", "opened_at"} <= table.roles.of.keys()]
    if not tables:
        return None
    best = max(tables, key=lambda table: (table.roles.weight, table.relation.read_count))
    made = Draft(best, dict(best.roles.of))
    _keys(made)
    _states(made)
    _dates(made)
    _times(made)
    _ends(looked.connection, made)
    _jobs(looked.connection, made)
    _undated(looked.connection, made)
    _several(looked.connection, made)
    others = [table for table in looked.tables if table is not best and table.layout.columns != best.layout.columns]
    made.notes += [("other_file", {"file": table.name}) for table in others]
    return made


def _keys(made: Draft) -> None:
    identity = made.reads["ticket_id"]
    if identity.different < identity.filled:
        facts = {"column": identity.name, "rows": identity.filled, "different": identity.different}
        made.notes.append(("id_repeats", facts))
    for role in NEEDED:
        if role not in made.reads:
            made.notes.append(("role_missing", {"role": role}))
    for role, others in made.table.roles.doubts.items():
        if others and role in made.reads:
            facts = {"role": role, "column": made.reads[role].name, "others": ", ".join(others)}
            made.notes.append(("role_doubt", facts))


def _states(made: Draft) -> None:
    status = made.reads.get("raw_status")
    for word, count in status.values if status else ():
        made.states[word] = state_of(word)
        if made.states[word] is None:
            made.notes.append(("status_unknown", {"status": word, "count": count}))


def _dates(made: Draft) -> None:
    """A column whose order nothing proves is not read; the opening is, and the import asks for its order."""
    for role in DATES:
        column = made.reads.get(role)
        if column and column.order in ("unknown", "both"):
            made.notes.append((f"order_{column.order}", {"column": column.name}))
            if role != "opened_at":
                del made.reads[role]


def _times(made: Draft) -> None:
    """Days and their times in two columns: of one name but for words like "date" and "time", or side by side."""
    columns = made.table.columns
    clocks = [column for column in columns if column.is_clock and column not in made.reads.values()]
    for column in (made.reads[role] for role in DATES if role in made.reads and made.reads[role].is_days):
        right = columns[columns.index(column) + 1 :][:1]
        near = [one for one in clocks if about(one.name) == about(column.name)]
        near = near or [one for one in clocks if one in right and not about(one.name)]
        if len(near) == 1:
            made.times[column.name] = near[0].name
            clocks.remove(near[0])
        elif clocks:
            others = ", ".join(one.name for one in clocks)
            made.notes.append(("time_elsewhere", {"column": column.name, "others": others}))


def _ends(connection: duckdb.DuckDBPyConnection, made: Draft) -> None:
    """An end that open rows have as well is no end: at best it counts where the status agrees."""
    finished = [word for word, state in made.states.items() if state in FINISHED]
    for role in ENDS:
        column, status = made.reads.get(role), made.reads.get("raw_status")
        if not column or not status or not finished:
            continue
        word, cell = _cell(status), _cell(column)
        filled, count = connection.execute(
            f"select count(*) filter (where {cell} is not null and {cell} not in ({listed([*column.missing, ''])})), "
            f"count(*) from {made.table.relation.relation} where {word} not in ({listed(finished)})"
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
    for role in NOBODY:
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
