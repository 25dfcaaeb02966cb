"""The records of a text file, as Arrow batches of text: nothing is guessed, nothing is dropped without a word.

A file without any quote is read by Arrow in parallel. Where quotes or broken rows occur, Python's reader
takes over: it alone can say which record broke and go on after it.
"""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from dashboard.errors import SourceError
from dashboard.importing.layout import Layout
from dashboard.importing.raw_files import RawFile

CHUNK_ROWS = 5000
CHUNK_BYTES = 16 * 1024 * 1024
MOST_OPEN_QUOTES = 50


@dataclass(frozen=True)
class BrokenRow:
    """A record whose cells do not fit the header."""

    row: int
    problem: str
    cells: tuple[str, ...]


@dataclass
class TextReader:
    """Reads one file; ``broken`` fills while the batches are taken."""

    file: RawFile
    layout: Layout
    broken: list[BrokenRow] = field(default_factory=list)

    @property
    def schema(self) -> pa.Schema:
        return pa.schema([(name, pa.large_string()) for name in self.layout.columns] + [("source_row", pa.int64())])

    def is_plain(self) -> bool:
        """True where a line is a record: UTF-8 without any quote, and more than one column."""
        if not self.layout.encoding.startswith("utf-8") or len(self.layout.columns) < 2:
            return False
        with self.file.path.open("rb") as stream:
            return not any(b'"' in chunk for chunk in iter(lambda: stream.read(CHUNK_BYTES), b""))

    def plain_batches(self) -> Iterator[pa.RecordBatch]:
        """The fast way for plain files; raises ``pa.ArrowInvalid`` at the first odd row."""
        names = list(self.layout.columns)
        stream = arrow_csv.open_csv(
            self.file.path,
            read_options=arrow_csv.ReadOptions(
                column_names=names, skip_rows=self.layout.header_row, block_size=CHUNK_BYTES
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self.layout.delimiter, quote_char=False, ignore_empty_lines=False
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False
            ),
        )
        row = self.layout.header_row
        for batch in stream:
            numbers = pa.array(np.arange(row + 1, row + 1 + len(batch), dtype=np.int64))
            yield pa.RecordBatch.from_arrays([*batch.columns, numbers], schema=self.schema)
            row += len(batch)

    def careful_batches(self) -> Iterator[pa.RecordBatch]:
        """The way that survives anything; broken records are kept aside in ``broken``."""
        self.broken.clear()
        for rows, numbers in self._chunks():
            if rows:
                cells = [pa.array(column, pa.large_string()) for column in zip(*rows, strict=True)]
                yield pa.RecordBatch.from_arrays([*cells, pa.array(numbers, pa.int64())], schema=self.schema)

    def _chunks(self) -> Iterator[tuple[list[list[str]], list[int]]]:
        """Chunks of whole rows with their numbers; begins anew behind a quote that never closes."""
        line, row, restarts = 0, 0, 0
        while line is not None:
            line, row = yield from self._pass(line, row)
            restarts += 1
            if line is not None and restarts > MOST_OPEN_QUOTES:
                raise SourceError("error.quotes_broken", file=self.file.name, row=row)

    def _pass(self, line: int, row: int) -> Iterator:
        """Read from a physical line on to the end; returns where to begin anew, ``None`` at the end."""
        with self.file.path.open(encoding=self.layout.encoding, newline="") as stream:
            deque(islice(stream, line), maxlen=0)
            reader = csv.reader(stream, delimiter=self.layout.delimiter, strict=True)
            while True:
                chunk: list[list[str]] = []
                before, problem = reader.line_num, ""
                try:
                    chunk.extend(islice(reader, CHUNK_ROWS))
                except csv.Error as error:
                    problem = str(error)
                yield self._whole(chunk, row)
                row += len(chunk)
                if problem == "unexpected end of data":
                    start = self._start_of_record(line + before, len(chunk))
                    self._note_open_quote(start, row + 1)
                    return start + 1, row + 1
                if problem:
                    row += 1
                    self.broken.append(BrokenRow(row, problem, ()))
                elif len(chunk) < CHUNK_ROWS:
                    return None, row

    def _whole(self, chunk: list[list[str]], row: int) -> tuple[list[list[str]], list[int]]:
        """The rows of a chunk that fit the header; the header and blank lines fall away."""
        width, head = len(self.layout.columns), self.layout.header_row
        if row >= head and set(map(len, chunk)) <= {width}:
            return chunk, list(range(row + 1, row + 1 + len(chunk)))
        rows, numbers = [], []
        for number, cells in enumerate(chunk, start=row + 1):
            if number <= head or not cells:
                continue
            if len(cells) > width and not any(cells[width:]):
                del cells[width:]
            if len(cells) != width:
                self.broken.append(BrokenRow(number, "", tuple(cells)))
                continue
            rows.append(cells)
            numbers.append(number)
        return rows, numbers

    def _start_of_record(self, line: int, whole_records: int) -> int:
        with self.file.path.open(encoding=self.layout.encoding, newline="") as stream:
            deque(islice(stream, line), maxlen=0)
            reader = csv.reader(stream, delimiter=self.layout.delimiter, strict=True)
            deque(islice(reader, whole_records), maxlen=0)
            return line + reader.line_num

    def _note_open_quote(self, line: int, row: int) -> None:
        with self.file.path.open(encoding=self.layout.encoding, newline="") as stream:
            text = next(islice(stream, line, None), "")
        self.broken.append(BrokenRow(row, "quote", (text.rstrip("\r\n"),)))
