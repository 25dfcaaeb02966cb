"""What this reading leaves for the next one, in the new warehouse."""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

from dataclasses import dataclass
from datetime import datetime

import duckdb

from dashboard.importing.databases.known import TABLES, since
from dashboard.settings import Settings
from dashboard.store.tables import KEYS

ORIGINATED = tuple(table for table, key in KEYS.items() if len(key) == 1)
"""Canonical tables whose rows have an id: events go with their ticket."""


@dataclass(frozen=True)
class Mark:
    """Up to where one table was read."""

    raw_table: str
    highest: int | None
    fingerprint: str | None


@dataclass(frozen=True)
class Reading:
    """One reading of a database; ``rows_read`` and ``renewed_rows`` in memory name its rows."""

    read_at: datetime
    is_full: bool
    definition: str
    marks: tuple[Mark, ...]
    gone: tuple[tuple[str, int], ...]
    """Raw table → rows that were deleted at the source since the reading before."""


def remember(memory: duckdb.DuckDBPyConnection, instance: str, reading: Reading, settings: Settings) -> None:
    """Write marks, keys and origins; call it when the outcomes in ``new`` are final."""
    _forget_renewed(memory, instance, reading)
    memory.execute(
        "insert into warehouse.read_rows by name select ? as source, raw_table, row_number, parent from main.rows_read",
        [instance],
    )
    for table in ORIGINATED:
        memory.execute(
            f"insert into warehouse.read_origins by name select distinct ? as source, files_read.raw_table, "
            f"source_row as row_number, '{table}' as canonical_table, {KEYS[table][0]} as canonical_id "
            f"from new.{table} inner join main.files_read on source_file = files_read.file "
            "where outcome in ('used', 'repeated') and source_row is not null",
            [instance],
        )
    _mark(memory, instance, reading, settings)


def forget(memory: duckdb.DuckDBPyConnection, instance: str) -> None:
    """After an import of files nothing is known of the database any more: the next reading is a full one."""
    for table in TABLES:
        memory.execute(f"delete from warehouse.{table} where source = ?", [instance])


def _forget_renewed(memory: duckdb.DuckDBPyConnection, instance: str, reading: Reading) -> None:
    if reading.is_full:
        forget(memory, instance)
        return
    for table in ("read_rows", "read_origins"):
        memory.execute(
            f"delete from warehouse.{table} where source = ? and (raw_table, row_number) in "
            "(select (raw_table, row_number) from main.renewed_rows)",
            [instance],
        )


def _mark(memory: duckdb.DuckDBPyConnection, instance: str, reading: Reading, settings: Settings) -> None:
    """Marks older than the overlap are no longer asked for, but for the newest of them."""
    memory.executemany(
        "insert into warehouse.read_marks (source, raw_table, read_at, mark, fingerprint, definition) "
        "values (?, ?, ?, ?, ?, ?)",
        [
            (instance, one.raw_table, reading.read_at, one.highest, one.fingerprint, reading.definition)
            for one in reading.marks
        ],
    )
    memory.execute(
        "delete from warehouse.read_marks where source = $mine and read_at < "
        "(select max(read_at) from warehouse.read_marks where source = $mine and read_at <= $since)",
        {"mine": instance, "since": since(reading.read_at, settings)},
    )
