"""The parts of the report, read from what an import left behind."""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

from collections import Counter

import duckdb

from dashboard.importing.cells.dates import DateColumn
from dashboard.importing.report import DateReport, RuleReport, StatusReport
from dashboard.importing.rows.rules import RULES
from dashboard.secrets import KINDS

EXAMPLES = 3


def dates(found: list[DateColumn]) -> tuple[DateReport, ...]:
    """How each date column was read."""
    return tuple(
        DateReport(one.table, one.column, one.order, one.has_offsets, one.first, one.last, one.unreadable_count)
        for one in found
    )


def rules(connection: duckdb.DuckDBPyConnection, table: str, stamp: str) -> tuple[RuleReport, ...]:
    """Rows per rule in ``rejected_rows`` or ``cell_warnings`` of this import, the most frequent first."""
    rows = connection.execute(
        "select rule, count(*), "
        f"list({{'file': file, 'row': row_number, 'field': field}} order by file, row_number)[:{EXAMPLES}] "
        f"from warehouse.{table} where stamp = ? group by rule order by 2 desc, 1",
        [stamp],
    ).fetchall()
    return tuple(
        RuleReport(row[0], row[1], tuple((one["file"], one["row"], one["field"]) for one in row[2])) for row in rows
    )


def reasons(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    """Why no row of the table was usable, before any books are kept: codes and counts."""
    codes = {number: rule.code for number, rule in enumerate(RULES[table])}
    broken = connection.execute(
        f"select broken, count(*) from new.{table} where broken is not null group by 1"
    ).fetchall()
    raw = connection.execute("select rule, count(*) from raw_faults where is_rejected group by 1").fetchall()
    told = [(codes[number], count) for number, count in broken] + raw
    return ", ".join(f"{code} ({count})" for code, count in sorted(told, key=lambda one: -one[1])) or "–"


def hidden_secrets(counts: Counter[tuple[str, str]]) -> tuple[tuple[str, int], ...]:
    """Kind → how many secrets were hidden in this import, wherever they stood."""
    sums = {kind: sum(count for (_, one), count in counts.items() if one == kind) for kind in KINDS}
    return tuple((kind, count) for kind, count in sums.items() if count)


def tickets_by_state(connection: duckdb.DuckDBPyConnection, instance: str) -> tuple[tuple[str, int], ...]:
    """State → tickets of this source in the warehouse."""
    return tuple(
        connection.execute(
            "select state, count(*) from ticket_facts where source = ? group by state order by 2 desc, 1", [instance]
        ).fetchall()
    )


def unknown_statuses(connection: duckdb.DuckDBPyConnection, instance: str) -> tuple[StatusReport, ...]:
    """Statuses that nothing maps; their tickets count as open."""
    rows = connection.execute(
        "select raw_status, coalesce(ticket_count, 0) from statuses "
        "where source = ? and state = 'unknown' order by 2 desc, 1",
        [instance],
    ).fetchall()
    return tuple(StatusReport(*row) for row in rows)


def doubtful_statuses(connection: duckdb.DuckDBPyConnection, instance: str, percent: float) -> tuple[StatusReport, ...]:
    """Statuses taken for waiting on the customer in which an agent spoke last less often than ``percent``."""
    rows = connection.execute(
        "select raw_status, ticket_count, agent_spoke_last_count, spoken_count from statuses "
        "where source = ? and state = 'waiting_customer' and spoken_count > 0 "
        "and agent_spoke_last_count * 100 < spoken_count * ? order by 2 desc, 1",
        [instance, percent],
    ).fetchall()
    return tuple(StatusReport(*row) for row in rows)
