"""Raw files into DuckDB: every cell as text, every row with its file and its number."""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

import json
from dataclasses import dataclass

import duckdb
import pyarrow as pa
from pyarrow import parquet

from dashboard.errors import SourceError
from dashboard.importing.files import sixteens
from dashboard.importing.files.layout import Layout
from dashboard.importing.files.quotes import SHAPE_ROWS, BrokenRow
from dashboard.importing.files.raw_files import FAULT, MERGED, ROW
from dashboard.importing.files.records import TextReader
from dashboard.importing.files.survey import survey
from dashboard.importing.sources.recognise import Matched
from dashboard.importing.words import BLANKS, folded, literal, name

SCHEMAS = """
create schema raw; create schema typed; create schema new;
create table raw_faults(
    source_file text, source_row bigint, field text, rule text, cell text, cells text, is_rejected boolean
);
"""
LAST_ROWS = 3
ABOUT_THE_FILE = r"(?i)^\s*((grand |sub)?totals?|soma|sum|generated|exported|created by|gerado|exportado|emitido)\b"
"""How a last row begins that is no row of the table; at least half of its cells are empty, too."""
FLOATING = ("DOUBLE", "FLOAT")


@dataclass(frozen=True)
class RawRelation:
    """A raw file inside DuckDB: ``relation`` has its columns, ``source_file`` and ``source_row``."""

    matched: Matched
    relation: str
    read_count: int
    types: dict[str, str]
    may_be_garbled: bool = False


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
    _set_headers_aside(connection, matched, relation)
    _set_totals_aside(connection, matched, relation)
    types = {row[0]: row[1] for row in connection.execute(f"describe {relation}").fetchall()}
    return RawRelation(matched, relation, count + broken_count, types, _may_be_garbled(matched))


def _may_be_garbled(matched: Matched) -> bool:
    if matched.file.form or matched.layout.is_parquet:
        return False
    return survey(matched.file.path).may_be_garbled or not matched.layout.encoding.startswith("utf-8")


def _doubt_the_end(connection: duckdb.DuckDBPyConnection, matched: Matched, relation: str) -> None:
    """A file that was cut off may end within its last cell, and only the missing line end shows it.

    Where all cells of the column are equally long (moments, often), one that is as long as they are is whole.
    """
    if survey(matched.file.path).ends_with_a_line:
        return
    column = name(matched.columns[-1])
    connection.execute(
        f"insert into raw_faults select source_file, source_row, {literal(matched.columns[-1])}, 'end-missing', "
        f"{column}, null, false from {relation} where {column} <> '' "
        f"and source_row = (select max(source_row) from {relation}) and (select count(distinct length({column})) > 1 "
        f"or count(*) = 1 from {relation} where {column} <> '')"
    )


def _set_headers_aside(connection: duckdb.DuckDBPyConnection, matched: Matched, relation: str) -> None:
    """Files that were put together hold their header again."""
    if not matched.layout.columns:
        return
    pairs = zip(matched.layout.columns, matched.columns, strict=True)
    words = [(name(said), literal(folded(written))) for written, said in pairs if not written.startswith("column_")]
    same = " and ".join(f"lower(trim(cast({column} as text), {literal(BLANKS)})) = {word}" for column, word in words)
    _set_aside(connection, matched, relation, same or "false", "header")


def _set_totals_aside(connection: duckdb.DuckDBPyConnection, matched: Matched, relation: str) -> None:
    """The last rows may say something about the file: a total, or who made it and when."""
    first, *others = (f"cast({name(column)} as text)" for column in matched.columns)
    empty = f"len(list_filter([{', '.join(others)}], lambda cell: coalesce(trim(cell), '') = ''))" if others else "0"
    said = f"regexp_matches({first}, {literal(ABOUT_THE_FILE)}) and 2 * {empty} >= {len(others)}"
    last = connection.execute(f"select coalesce(max(source_row), 0) from {relation}").fetchone()[0]
    # As a number of its own it is compared first; else the pattern is tried on every row of the file.
    _set_aside(connection, matched, relation, f"source_row > {last - LAST_ROWS} and {said}", "footer")


def _set_aside(connection: duckdb.DuckDBPyConnection, matched: Matched, relation: str, where: str, rule: str) -> None:
    pairs = ", ".join(f"{literal(column)}: {name(column)}" for column in matched.columns)
    connection.execute(
        f"insert into raw_faults select source_file, source_row, null, {literal(rule)}, {name(matched.columns[0])}, "
        f"cast(to_json({{{pairs}}}) as text), true from {relation} where {where}"
    )


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
    if not (reader.is_simple() and _try_simple(connection, reader, relation)):
        _load_carefully(connection, reader, relation)
    _doubt_the_end(connection, matched, relation)
    return len(reader.broken)


def _try_simple(connection: duckdb.DuckDBPyConnection, reader: TextReader, relation: str) -> bool:
    """DuckDB's own reader, trusted where nothing can have escaped it; false where the careful way must be gone."""
    table = relation.replace("file_", "rows_")
    try:
        count = connection.execute(f"create or replace table {table} as from {reader.simple_relation}").fetchone()[0]
    except duckdb.Error:
        return False
    columns = [name(one) for one in reader.layout.columns]
    if not reader.is_complete(connection, table, count):
        connection.execute(f"drop table {table}")
        return False
    blank = " and ".join(f"trim({one}) = ''" for one in columns)
    has_blank = connection.execute(f"select 1 from {table} where {blank} limit 1").fetchone()
    connection.execute(
        f"create view {relation} as select {', '.join(columns)}, rowid + {reader.layout.header_row + 1} as source_row, "
        f"{literal(reader.file.name)} as source_file from {table}{f' where not ({blank})' if has_blank else ''}"
    )
    return True


def _load_carefully(connection: duckdb.DuckDBPyConnection, reader: TextReader, relation: str) -> None:
    file, layout = reader.file, reader.layout
    try:
        _store(connection, reader, reader.careful_batches(), relation)
    except UnicodeDecodeError as error:
        raise SourceError("error.encoding_broken", file=file.name, encoding=layout.encoding, row=error.start) from error
    _complete(connection, reader, relation)
    blank = " and ".join(f"trim({name(column)}) = ''" for column in layout.columns)
    connection.execute(f"delete from {relation} where {blank}")
    if reader.broken:
        connection.executemany(
            "insert into raw_faults values (?, ?, null, 'structure', ?, ?, true)",
            [_fault(file.name, layout, row) for row in reader.broken],
        )
    connection.execute(f"alter table {relation} add column source_file text default {literal(file.name)}")


def _complete(connection: duckdb.DuckDBPyConnection, reader: TextReader, relation: str) -> None:
    """Give the rows that Excel wrote short their empty cells back."""
    width = len(reader.layout.columns)
    blocks = sixteens.blocks(reader.broken, width) if survey(reader.file.path).ends_with_a_line else []
    whole = f"select count(*) from {relation} where (source_row - 1) // {sixteens.BLOCK} in (select unnest(?))"
    # The header is a row with all its cells, too.
    has_header = (reader.layout.header_row - 1) // sixteens.BLOCK in blocks
    if not blocks or has_header or connection.execute(whole, [blocks]).fetchone()[0]:
        return
    known = connection.execute(f"select * exclude (source_row) from {relation} limit {SHAPE_ROWS}").fetchall()
    if not sixteens.are_alike(reader.broken, known):
        return
    rows = [(*row.cells, *[""] * (width - len(row.cells)), row.row) for row in reader.broken]
    cells = [pa.array(column, kind) for column, kind in zip(zip(*rows, strict=True), reader.schema.types, strict=True)]
    connection.register("filled", pa.Table.from_arrays(cells, schema=reader.schema))
    connection.execute(f"insert into {relation} select * from filled")
    connection.unregister("filled")
    reader.broken.clear()


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
    """A view on a sheet, JSON or a database's table, with the rows of the original; how many could not be read."""
    path = literal(str(matched.file.path))
    stored = parquet.read_schema(matched.file.path).names
    columns = [f"{name(kept)} as {name(said)}" for kept, said in zip(stored, matched.columns, strict=False)]
    filled = " or ".join(f"trim({name(kept)}) <> ''" for kept in stored if kept not in (FAULT, MERGED, ROW)) or "true"
    file = literal(matched.file.name)
    where = "true" if matched.file.form == "table" else f"{ROW} > {matched.layout.header_row} and ({filled})"
    row = ROW if ROW in stored else f"file_row_number + 1 as {ROW}"
    connection.execute(
        f"create view {relation} as select {', '.join(columns)}, {row}, {file} as source_file "
        f"from read_parquet({path}, file_row_number = {str(ROW not in stored).lower()}) where {where}"
    )
    if FAULT not in stored:
        return 0
    return connection.execute(
        f"insert into raw_faults select {file}, {ROW}, null, 'structure', 'JSON', to_json({{'json': {FAULT}}}), true "
        f"from read_parquet({path}) where {FAULT} is not null"
    ).fetchone()[0]


def _as_text(column: str, kind: str) -> str:
    """Text, but for times; a whole number kept as floating point or decimal (an id, often) loses its ``.0``."""
    quoted = name(column)
    if kind == "VARCHAR" or kind.startswith("TIMESTAMP") or kind == "DATE":
        return quoted
    if kind in FLOATING:
        is_whole = f"{quoted} = floor({quoted}) and abs({quoted}) < 9007199254740992"
        return f"case when {is_whole} then cast(cast({quoted} as bigint) as text) else cast({quoted} as text) end"
    if kind.startswith("DECIMAL"):
        return f"regexp_replace(cast({quoted} as text), '\\.0+$', '')"
    return f"cast({quoted} as text)"
