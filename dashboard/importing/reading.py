"""Raw files into DuckDB: every cell as text, every row with its file and its number."""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

import json
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from dashboard.errors import SourceError
from dashboard.importing.layout import Layout
from dashboard.importing.recognise import Matched
from dashboard.importing.records import BrokenRow, TextReader
from dashboard.importing.words import literal, name

SCHEMAS = """
create schema raw; create schema typed; create schema new;
create table raw_faults(
    source_file text, source_row bigint, field text, rule text, cell text, cells text, is_rejected boolean
);
"""
FLOATING = ("DOUBLE", "FLOAT")


@dataclass(frozen=True)
class RawRelation:
    """A raw file inside DuckDB: ``relation`` has its columns, ``source_file`` and ``source_row``."""

    matched: Matched
    relation: str
    read_count: int
    types: dict[str, str]


def read(connection: duckdb.DuckDBPyConnection, matched: Matched, number: int) -> RawRelation:
    """Read one raw file. Broken records go to ``raw_faults`` (rule ``structure``).

    Raises ``SourceError`` where the file cannot be read at all.
    """
    relation = f"raw.file_{number}"
    if matched.layout.is_parquet:
        _view_parquet(connection, matched, relation)
        broken_count = 0
    else:
        broken_count = _load_text(connection, matched, relation)
    count = connection.execute(f"select count(*) from {relation}").fetchone()[0]
    types = {row[0]: row[1] for row in connection.execute(f"describe {relation}").fetchall()}
    return RawRelation(matched, relation, count + broken_count, types)


def _load_text(connection: duckdb.DuckDBPyConnection, matched: Matched, relation: str) -> int:
    layout = Layout(matched.columns, matched.layout.encoding, matched.layout.delimiter, matched.layout.header_row)
    reader = TextReader(matched.file, layout)
    if not (reader.is_plain() and _try_plain(connection, reader, relation)):
        try:
            _store(connection, reader, reader.careful_batches(), relation)
        except UnicodeDecodeError as error:
            raise SourceError(
                "error.encoding_broken", file=matched.file.name, encoding=layout.encoding, row=error.start
            ) from error
    blank = " and ".join(f"trim({name(column)}) = ''" for column in layout.columns)
    connection.execute(f"delete from {relation} where {blank}")
    connection.executemany(
        "insert into raw_faults values (?, ?, null, 'structure', ?, ?, true)",
        [_fault(matched.file.name, layout, row) for row in reader.broken],
    ) if reader.broken else None
    connection.execute(f"alter table {relation} add column source_file text default {literal(matched.file.name)}")
    return len(reader.broken)


def _try_plain(connection: duckdb.DuckDBPyConnection, reader: TextReader, relation: str) -> bool:
    try:
        _store(connection, reader, reader.plain_batches(), relation)
    except (pa.ArrowInvalid, duckdb.Error):
        return False
    return True


def _store(connection: duckdb.DuckDBPyConnection, reader: TextReader, batches, relation: str) -> None:
    stream = pa.RecordBatchReader.from_batches(reader.schema, batches)
    connection.register("incoming", stream)
    try:
        connection.execute(f"create or replace table {relation} as select * from incoming")
    finally:
        connection.unregister("incoming")


def _fault(file: str, layout: Layout, row: BrokenRow) -> tuple:
    """What is kept of a broken record: how many cells came, and all of them."""
    named = [*layout.columns, *(f"column_{at}" for at in range(len(layout.columns) + 1, len(row.cells) + 1))]
    came = row.problem or f"{len(row.cells)} / {len(layout.columns)}"
    return file, row.row, came, json.dumps(dict(zip(named, row.cells, strict=False)), ensure_ascii=False)


def _view_parquet(connection: duckdb.DuckDBPyConnection, matched: Matched, relation: str) -> None:
    """A view, not a copy: millions of rows are then read only where they are used."""
    path = literal(str(matched.file.path))
    described = connection.execute(f"describe select * from read_parquet({path})").fetchall()
    columns = (
        f"{_as_text(row[0], row[1])} as {name(said)}" for row, said in zip(described, matched.columns, strict=True)
    )
    connection.execute(
        f"create view {relation} as select {', '.join(columns)}, file_row_number + 2 as source_row, "
        f"{literal(matched.file.name)} as source_file from read_parquet({path}, file_row_number = true)"
    )


def _as_text(column: str, kind: str) -> str:
    """Text, but for times; a whole number kept as floating point (an id, often) loses its ``.0``."""
    quoted = name(column)
    if kind == "VARCHAR" or kind.startswith("TIMESTAMP") or kind == "DATE":
        return quoted
    if kind in FLOATING:
        is_whole = f"{quoted} = floor({quoted}) and abs({quoted}) < 9007199254740992"
        return f"case when {is_whole} then cast(cast({quoted} as bigint) as text) else cast({quoted} as text) end"
    return f"cast({quoted} as text)"
