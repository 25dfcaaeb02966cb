"""Whether DuckDB read a file with quotes as it stands: each byte is a cell's, a separator, a line end or a quote.

Where that holds, no cell was trimmed and no row left out or read twice; what is left is a quote that swallowed rows,
and only cells that hold a line end can have done so.
"""

# Identifiers are quoted by words.py; cells never enter the SQL.

import csv
import re
from dataclasses import dataclass
from itertools import chain, islice

import duckdb

from dashboard.importing.files.layout import Layout
from dashboard.importing.files.quotes import SHAPE_ROWS, Records
from dashboard.importing.files.raw_files import RawFile
from dashboard.importing.files.survey import chunks, count, survey
from dashboard.importing.words import literal, name

BATCH = 5000
_GAP = re.compile(rb'"+(?=[ \t]+")')
"""Quotes, and behind blanks another one."""


@dataclass(frozen=True)
class Quoted:
    """A file with quotes, and the table that DuckDB made of it."""

    connection: duckdb.DuckDBPyConnection
    file: RawFile
    layout: Layout
    table: str

    def is_true(self) -> bool:
        """True where the table is what Python's reader would have made of the file, without one broken record."""
        return self._adds_up() and not self._reopens() and not self._swallows()

    def _adds_up(self) -> bool:
        head = self._head()
        if head is None:
            return False
        rows, written, quotes, separators = self._counted()
        # Within a cell a quote is written twice, and the file's quotes are counted apart.
        quote_count = count(self.file.path, '"') - head.count(b'"')
        separator_count = count(self.file.path, self.layout.delimiter) - head.count(self.layout.delimiter.encode())
        end = 2 if head.endswith(b"\r\n") else 1
        ends = end * (rows - (not survey(self.file.path).ends_with_a_line))
        if separator_count != separators + (len(self.layout.columns) - 1) * rows:
            return False
        return self.file.size == len(head) + written - quotes - separators + ends + quote_count + separator_count

    def _counted(self) -> tuple[int, int, int, int]:
        """Rows, bytes of all cells, and of these the quotes and the separators."""
        cells = [name(one) for one in self.layout.columns]
        written = " + ".join(f"strlen({one})" for one in cells)
        quotes, separators = (
            " + ".join(
                f"if(contains({one}, {sign}), strlen({one}) - strlen(replace({one}, {sign}, '')), 0)" for one in cells
            )
            for sign in (literal('"'), literal(self.layout.delimiter))
        )
        sums = ", ".join(f"coalesce(sum({one}), 0)" for one in (written, quotes, separators))
        return self.connection.execute(f"select count(*), {sums} from {self.table}").fetchone()

    def _head(self) -> bytes | None:
        """What stands before the first row; ``None`` where the header itself is broken."""
        with self.file.path.open("rb") as stream:
            lines = list(islice(stream, self.layout.header_row))
        try:
            list(csv.reader([lines[-1].decode(self.layout.encoding)], delimiter=self.layout.delimiter, strict=True))
        except csv.Error:
            return None
        return b"".join(lines)

    def _reopens(self) -> bool:
        """True where a cell may go on in quotes after it was closed (``"a" "b"``): DuckDB reads over it."""
        left = b""
        for chunk in chain(chunks(self.file.path), [b"\n"]):
            lines, _, left = (left + chunk).rpartition(b"\n")
            has_gap = b'" ' in lines or b'"\t' in lines
            if has_gap and any(map(self._is_odd, _GAP.finditer(lines))):
                return True
        return False

    def _is_odd(self, gap: re.Match[bytes]) -> bool:
        """Quotes that open a cell are one and pairs, those within it pairs alone."""
        place = gap.start()
        opens = place == 0 or gap.string[place - 1 : place] in (b"\n", b"\r", self.layout.delimiter.encode())
        return len(gap[0]) % 2 != opens

    def _swallows(self) -> bool:
        """True where the lines of a cell may be rows by themselves; a cell without as many separators holds none."""
        cells = [name(one) for one in self.layout.columns]
        listed, fewest = ", ".join(cells), len(cells) - 1
        sign = literal(self.layout.delimiter)
        many = " or ".join(
            f"(contains({one}, chr(10)) and strlen({one}) - strlen(replace({one}, {sign}, '')) >= {fewest})"
            for one in cells
        )
        records = Records(None, self.layout, self.file.name, [])
        first = f"select {listed} from {self.table} order by rowid limit {SHAPE_ROWS}"
        records.learn(self.connection.execute(first).fetchall())
        if not records.kinds:
            return False
        found = self.connection.execute(f"select {listed} from {self.table} where {many}")
        while some := found.fetchmany(BATCH):
            if any(records.swallows(list(row)) for row in some):
                return True
        return False
