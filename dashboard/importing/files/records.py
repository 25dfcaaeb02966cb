"""The records of a text file, as Arrow batches of text: nothing is guessed, nothing is dropped without a word.

DuckDB reads a file, where counting shows that it overlooked nothing. Where rows are broken or quotes doubtful,
Python's reader takes over: it alone can say which record broke and go on after it.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

import duckdb
import pyarrow as pa

from dashboard.importing.files.layout import Layout
from dashboard.importing.files.quoted import Quoted
from dashboard.importing.files.quotes import BrokenRow, Records
from dashboard.importing.files.raw_files import RawFile
from dashboard.importing.files.survey import count, survey
from dashboard.importing.words import literal

LONGEST_LINE = 16 * 1024 * 1024
NEVER_WRITTEN = "\x01\x02"
"""Stands for "no value" where every cell, an empty one too, is text."""
FIRST_ROWS = 200


@dataclass
class TextReader:
    """Reads one file; ``broken`` fills while the batches are taken."""

    file: RawFile
    layout: Layout
    broken: list[BrokenRow] = field(default_factory=list)

    @property
    def schema(self) -> pa.Schema:
        return pa.schema([(name, pa.large_string()) for name in self.layout.columns] + [("source_row", pa.int64())])

    def is_simple(self) -> bool:
        """True for UTF-8 with one kind of line end, and more than one column."""
        seen = survey(self.file.path)
        is_utf8 = self.layout.encoding.startswith("utf-8")
        return is_utf8 and len(self.layout.columns) > 1 and not seen.has_lone_returns and seen.zero_line is None

    @property
    def simple_relation(self) -> str:
        """SQL: the rows of a simple file, read in parallel and without any guess; it fails at the first short row."""
        columns = ", ".join(f"{literal(one)}: 'VARCHAR'" for one in self.layout.columns)
        quote = literal('"' if survey(self.file.path).has_quotes else "")
        return (
            f"read_csv({literal(str(self.file.path))}, auto_detect = false, columns = {{{columns}}}, header = true, "
            f"skip = {self.layout.header_row - 1}, delim = {literal(self.layout.delimiter)}, quote = {quote}, "
            f"escape = {quote}, nullstr = {literal(NEVER_WRITTEN)}, strict_mode = true, comment = '', "
            f"max_line_size = {LONGEST_LINE})"
        )

    def is_complete(self, connection: duckdb.DuckDBPyConnection, table: str, rows: int) -> bool:
        """True where so many rows are all records below the header, and none of them has a cell too many."""
        seen = survey(self.file.path)
        if seen.has_quotes:
            return Quoted(connection, self.file, self.layout, table).is_true()
        lines = seen.lines + (not seen.ends_with_a_line)
        separators = count(self.file.path, self.layout.delimiter)
        return rows == lines - self.layout.header_row and separators == (len(self.layout.columns) - 1) * (rows + 1)

    def careful_batches(self) -> Iterator[pa.RecordBatch]:
        """The way that survives anything; broken records are kept aside in ``broken``."""
        self.broken.clear()
        with self.file.path.open(encoding=self.layout.encoding, newline="") as stream:
            records = Records(stream, self.layout, self.file.name, self.broken)
            for chunk, row in records.chunks():
                rows, numbers = self._whole(chunk, row, records)
                if rows:
                    cells = [pa.array(column, pa.large_string()) for column in zip(*rows, strict=True)]
                    yield pa.RecordBatch.from_arrays([*cells, pa.array(numbers, pa.int64())], schema=self.schema)

    def _whole(self, chunk: list[list[str]], row: int, records: Records) -> tuple[list[list[str]], list[int]]:
        """The rows of a chunk that fit the header; the header and blank lines fall away."""
        width, head = len(self.layout.columns), self.layout.header_row
        if row >= head and set(map(len, chunk)) <= {width} and not self.has_end_separator:
            return chunk, list(range(row + 1, row + 1 + len(chunk)))
        rows, numbers = [], []
        for number, cells in enumerate(chunk, start=row + 1):
            if number <= head or not cells:
                continue
            fitting = self._fitting(cells, records)
            if fitting is None:
                self.broken.append(BrokenRow(number, "", tuple(cells)))
                continue
            rows.append(fitting)
            numbers.append(number)
        return rows, numbers

    def _fitting(self, cells: list[str], records: Records) -> list[str] | None:
        """The cells where they fit the header; one more at the end counts as none where nothing can have moved."""
        width = len(self.layout.columns)
        if len(cells) == width and not self.has_end_separator:
            return cells
        if len(cells) > width and not any(cells[width:]):
            whole = cells[:width]
            return whole if self.has_end_separator or records.ends_like_a_row(whole) else None
        return None

    @cached_property
    def has_end_separator(self) -> bool:
        """True where each of the first rows ends with a separator that the header has not: no cell begins there.

        In a file where only some do, these have a cell too many.
        """
        width, head = len(self.layout.columns), self.layout.header_row
        with self.file.path.open(encoding=self.layout.encoding, newline="") as stream:
            reader = csv.reader(stream, delimiter=self.layout.delimiter)
            try:
                rows = [cells for cells in islice(reader, head, head + FIRST_ROWS) if cells]
            except csv.Error:
                return False
        return bool(rows) and all(len(cells) == width + 1 and not cells[-1] for cells in rows)
