"""Rows that an export holds more than once: the newest counts, an equal one is repeated, an older one superseded.

Where nothing says which of two is newer, the later row of the last file counts, and the other one is warned about.
"""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

import duckdb

from dashboard.importing.rows.mapping import columns_of
from dashboard.importing.words import literal
from dashboard.store.tables import CANONICAL, KEYS


def settle(connection: duckdb.DuckDBPyConnection) -> None:
    """Decide the duplicates within the export, table by table."""
    for table in CANONICAL:
        if table == "ticket_events":
            _repeat_equal_events(connection)
        else:
            _keep_newest(connection, table)


def _keep_newest(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Newest = later updated_at where the table has it, else the later row of the last file."""
    key, named = ", ".join(KEYS[table]), KEYS[table][-1]
    moment = "updated_at" if "updated_at" in columns_of(table) else "null"
    connection.execute(
        f"""
        create or replace temp table ranked as
        select
            rowid as row_key,
            case
                when row_number() over newest_first = 1 then 'used'
                when content = first_value(content) over newest_first then 'repeated' else 'superseded'
            end as outcome,
            {moment} is not distinct from first_value({moment}) over newest_first as is_as_new
        from new.{table}
        where outcome = 'used' and ({key}) in (
            select ({key}) from new.{table} where outcome = 'used' group by {key} having count(*) > 1
        )
        window newest_first as (partition by {key} order by {moment} desc nulls last, source_file desc, source_row desc)
        """
    )
    connection.execute(
        f"""
        update new.{table} as row set outcome = ranked.outcome
        from ranked
        where row.rowid = ranked.row_key and ranked.outcome <> 'used'
        """
    )
    connection.execute(
        f"""
        insert into main.raw_faults
        select row.source_file, row.source_row, {literal(named)}, 'id-twice', row.{named}, null, false
        from new.{table} as row
        inner join ranked on row.rowid = ranked.row_key
        where ranked.outcome = 'superseded' and ranked.is_as_new and row.source_row is not null
        """
    )


def _repeat_equal_events(connection: duckdb.DuckDBPyConnection) -> None:
    """An event has no key that can be newer: only an equal one is a duplicate."""
    connection.execute(
        """
        update new.ticket_events as row set outcome = 'repeated'
        from (
            select rowid as row_key, row_number() over (partition by content order by source_file, source_row) as place
            from new.ticket_events
            where outcome = 'used' and content in (
                select content from new.ticket_events where outcome = 'used' group by content having count(*) > 1
            )
        ) as ranked
        where row.rowid = ranked.row_key and ranked.place > 1
        """
    )
