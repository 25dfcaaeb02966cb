"""Raw files into DuckDB: every cell as text, every row with its file and its number."""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

import json
from dataclasses import dataclass

import duckdb
import pyarrow as pa
from pyarrow import parquet

from dashboard.errors import SourceError
from dashboard.importing.layout import Layout
from dashboard.importing.raw_files import FAULT, ROW
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


def read(
    connection: duckdb.DuckDBPyConnection, matched: Matched, number: int, footer: str | None = None
) -> RawRelation:
    """Read one raw file. Broken records go to ``raw_faults`` (rule ``structure``), rows that are no more than the
    ``footer`` (a pattern) as well (rule ``footer``).

    Raises ``SourceError`` where the file cannot be read at all.
    """
    relation = f"raw.file_{number}"
    broken_count = 0
    if matched.file.form:
        broken_count = _view_converted(connection, matched, relation)
    elif matched.layout.is_parquet:
        _view_parquet(connection, matched, relation)
    else:
        broken_count = _load_text(connection, matched, relation)
    count = connection.execute(f"select count(*) from {relation}").fetchone()[0]
    if footer:
        _set_footer_aside(connection, matched, relation, footer)
    types = {row[0]: row[1] for row in connection.execute(f"describe {relation}").fetchall()}
    return RawRelation(matched, relation, count + broken_count, types)


def _set_footer_aside(connection: duckdb.DuckDBPyConnection, matched: Matched, relation: str, footer: str) -> None:
    """A footer is a row of one cell; where its other cells are not even written, it was taken for a broken record."""
    first, *others = (name(column) for column in matched.columns)
    alone = " and ".join(f"coalesce(trim({one}), '') = ''" for one in others) or "true"
    is_footer = f"regexp_full_match(trim({first}), {literal(footer)}, 'i')"
    cells = f"to_json({{{literal(matched.columns[0])}: {first}}})"
    connection.execute(
        f"insert into raw_faults select source_file, source_row, null, 'footer', {first}, {cells}, true "
        f"from {relation} where {is_footer} and {alone}"
    )
    said = f"trim(json_extract_string(cells, {literal(json_path(matched.columns[0]))}))"
    connection.execute(
        f"update raw_faults set rule = 'footer', cell = {said} where rule = 'structure' and cell like '1 / %' "
        f"and source_file = {literal(matched.file.name)} and regexp_full_match({said}, {literal(footer)}, 'i')"
    )


def json_path(column: str) -> str:
    """Where a cell stands in the JSON of a row's cells."""
    escaped = column.replace('"', '\\"')
    return f'$."{escaped}"'


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


def _view_converted(connection: duckdb.DuckDBPyConnection, matched: Matched, relation: str) -> int:
    """A view on a sheet or on JSON, with the rows of the original; how many records could not be read."""
    path = literal(str(matched.file.path))
    stored = parquet.read_schema(matched.file.path).names
    columns = [f"{name(kept)} as {name(said)}" for kept, said in zip(stored, matched.columns, strict=False)]
    filled = " or ".join(f"trim({name(kept)}) <> ''" for kept in stored if kept not in (FAULT, ROW)) or "true"
    file = literal(matched.file.name)
    where = f"{ROW} > {matched.layout.header_row} and ({filled})"
    connection.execute(
        f"create view {relation} as select {', '.join(columns)}, {ROW}, {file} as source_file "
        f"from read_parquet({path}) where {where}"
    )
    if FAULT not in stored:
        return 0
    return connection.execute(
        f"insert into raw_faults select {file}, {ROW}, null, 'structure', 'JSON', to_json({{'json': {FAULT}}}), true "
        f"from read_parquet({path}) where {FAULT} is not null"
    ).fetchone()[0]


def _as_text(column: str, kind: str) -> str:
    """Text, but for times; a whole number kept as floating point (an id, often) loses its ``.0``."""
    quoted = name(column)
    if kind == "VARCHAR" or kind.startswith("TIMESTAMP") or kind == "DATE":
        return quoted
    if kind in FLOATING:
        is_whole = f"{quoted} = floor({quoted}) and abs({quoted}) < 9007199254740992"
        return f"case when {is_whole} then cast(cast({quoted} as bigint) as text) else cast({quoted} as text) end"
    return f"cast({quoted} as text)"
