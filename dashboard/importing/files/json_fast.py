"""JSON read by DuckDB, many times faster than record by record, where nothing can escape it: else ``None``.

Trusted are files in which every record is an object, no key is there twice, and every key means one thing. What is
found has the columns and cells that ``json_files`` would find, but for the order of the columns.
"""

# Identifiers are quoted by words.py; cells never enter the SQL.

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard.importing.files import json_envelopes, json_shapes
from dashboard.importing.files.json_envelopes import Span
from dashboard.importing.files.json_shapes import WRITTEN, Shape, Table, Unfit
from dashboard.importing.files.layout import unique
from dashboard.importing.files.survey import CHUNK, chunks
from dashboard.importing.words import literal, name

MEMORY_LIMIT = "1GB"
GROUP_ROWS = 20_480
"""Rows of a Parquet group, held in memory by each thread until it is written: some have kilobytes of text."""
FIRST_RECORDS = 5000
"""Looked at first: a map from ids is told by them, before millions of keys are learnt."""
LOOSE_COMMA = re.compile(rb",\s*[\]}]")
"""DuckDB reads over it; it is no JSON, and within a string no matter."""
LONGEST_GAP = 64
MOST_BRACKETS = 2000
"""Opened in one record: DuckDB learns by recursion, and some thousands of levels would end the process."""
LINES = "newline_delimited"
ARRAY = "array"
END = 4096
OPTIONS = (
    "records = 'true', map_inference_threshold = -1, field_appearance_threshold = 0, "
    "dateformat = '%d~', timestampformat = '%d~'"
)
"""Every key is learnt as a key, and no text as a moment."""


def tables(path: Path, has_lines: bool, folder: Path) -> list[tuple[str, Path]] | None:
    """The tables of a file of JSON lines, or of a document with one array: key (``""``: the file) and Parquet of each.

    The row of a record is its place in its table. ``None``, and no ``folder``, where Python has to read the file.
    """
    span = json_envelopes.lines(path) if has_lines else json_envelopes.find(path)
    if span is None:
        return None
    folder.mkdir(parents=True)
    config = {"memory_limit": MEMORY_LIMIT, "temp_directory": str(folder / "spill")}
    try:
        with duckdb.connect(config=config) as connection:
            connection.execute("set enable_progress_bar = false")
            plain = _plain(path, span, folder)
            return _Reading(connection, plain, LINES if has_lines else ARRAY, span.key, folder).run()
    except (duckdb.Error, Unfit):
        shutil.rmtree(folder)
        return None


def _plain(path: Path, span: Span, folder: Path) -> Path:
    """The records alone, under a name without signs that DuckDB takes for a pattern."""
    plain = folder / "records.json"
    if span.end - span.start == path.stat().st_size:
        plain.symlink_to(path.resolve())
        return plain
    with path.open("rb") as stream, plain.open("wb") as copy:
        stream.seek(span.start)
        left = span.end - span.start
        while left > 0 and (chunk := stream.read(min(left, CHUNK))):
            copy.write(chunk)
            left -= len(chunk)
    return plain


@dataclass
class _Reading:
    connection: duckdb.DuckDBPyConnection
    path: Path
    form: str
    title: str
    folder: Path

    def run(self) -> list[tuple[str, Path]]:
        file = f"{literal(str(self.path))}, format = {literal(self.form)}"
        self._count(file)
        if _may_be_loose(self.path):
            self._refuse_loose(file)
        self._learn(file, FIRST_RECORDS)
        found = self._learn(file, -1)
        rows = self._records(file, found)
        if any(one.kind == "records" for one in _all(found)):
            rows = self._stage(rows)
        return [
            self._write(table, number)
            for number, table in enumerate(json_shapes.tables(found, rows, self.title, self._has_empty), start=1)
        ]

    def _learn(self, file: str, records: int) -> Shape:
        described = self.connection.sql(f"from read_json({file}, sample_size = {records}, {OPTIONS})")
        return json_shapes.shape(described.columns, described.types)

    def _records(self, file: str, found: Shape) -> str:
        """SQL: the records; with their text, where it says more than what DuckDB makes of it."""
        columns = ", ".join(f"{name(key)}: {literal(one.sql_type)}" for key, one in found.inner.items())
        strict = f"read_json({file}, columns = {{{columns}}}, records = 'true')"
        if not found.has_numbers:
            return strict
        # json_transform says nothing of a key that is there twice; reading does.
        self.connection.execute(f"select count(columns(*)) from {strict}")
        structure = literal(json.dumps(found.structure, ensure_ascii=False))
        return (
            f"(select json as {WRITTEN}, json_transform(json, {structure}) as record "
            f"from (select cast(json as text) as json from read_json_objects({file})))"
        )

    def _stage(self, rows: str) -> str:
        """SQL: the same, kept, for several tables are made of it."""
        path = literal(str(self.folder / "staged.parquet"))
        self.connection.execute(f"copy (from {rows}) to {path} (format parquet, row_group_size {GROUP_ROWS})")
        return f"read_parquet({path})"

    def _has_empty(self, rows: str, sql: str) -> bool:
        return bool(self.connection.execute(f"select bool_or(len({sql}) = 0) from {rows}").fetchone()[0])

    def _write(self, table: Table, number: int) -> tuple[str, Path]:
        path = self.folder / f"table-{number}.parquet"
        listed = ", ".join(
            f"{sql} as {name(column)}"
            for sql, column in zip(table.cells.values(), unique(list(table.cells)), strict=True)
        )
        self.connection.execute(
            f"copy (select {listed} from {table.rows}) to {literal(str(path))} "
            f"(format parquet, compression zstd, row_group_size {GROUP_ROWS})"
        )
        return table.name, path

    def _count(self, file: str) -> None:
        """Raise ``Unfit`` where a line was passed over, a record is none, or may be nested too deeply for DuckDB."""
        opened = " + ".join(f"strlen(json) - strlen(replace(json, '{sign}', ''))" for sign in "[{")
        deep = f"case when strlen(json) > {2 * MOST_BRACKETS} then {opened} > {MOST_BRACKETS} else false end"
        count, is_unfit = self.connection.execute(
            f"select count(*), bool_or(json = 'null' or {deep}) "
            f"from (select cast(json as text) as json from read_json_objects({file}))"
        ).fetchone()
        if not count or is_unfit or (self.form == LINES and count != _line_count(self.path)):
            raise Unfit

    def _refuse_loose(self, file: str) -> None:
        pattern = literal(LOOSE_COMMA.pattern.decode())
        found = self.connection.execute(
            f"select cast(json as text) from read_json_objects({file}) where regexp_matches(json, {pattern})"
        )
        while some := found.fetchmany(1000):
            for (text,) in some:
                try:
                    json.loads(text)
                except (ValueError, RecursionError) as error:
                    raise Unfit from error


def _all(found: Shape):
    yield found
    for one in found.inner.values():
        yield from _all(one)


def _may_be_loose(path: Path) -> bool:
    before = b""
    for chunk in chunks(path):
        if LOOSE_COMMA.search(before + chunk[:LONGEST_GAP]) or LOOSE_COMMA.search(chunk):
            return True
        before = chunk[-LONGEST_GAP:]
    return False


def _line_count(path: Path) -> int:
    """Lines up to the last that is not blank."""
    total = sum(chunk.count(b"\n") for chunk in chunks(path))
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - END))
        end = stream.read()
    return total + 1 - end[len(end.rstrip()) :].count(b"\n")
