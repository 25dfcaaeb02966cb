"""Records of a text file whose quotes cannot be trusted: each ends where it really ends, or is kept aside as it stands.

A quote that nobody doubled can swallow the rows behind it, and a second one makes the whole look like one good row.
So a record that breaks, or in which other rows stand, gives up its first line only; what follows is read anew.
"""

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TextIO

from dashboard.errors import SourceError
from dashboard.importing.cells.dates import YEAR_FIRST, YEAR_LAST
from dashboard.importing.files.layout import Layout

CHUNK_ROWS = 5000
MOST_REREAD = 4 * 1024**3
"""Characters read again because of broken quotes, beyond which the file is refused."""
SHAPE_ROWS = 50
"""First rows that show in which columns dates and numbers stand."""
KINDS = {"date": re.compile(f"{YEAR_FIRST}|{YEAR_LAST}"), "number": re.compile(r"-?\d+([.,]\d+)?$")}
DISTRUSTED = "\0"
"""Marks a line that is read again only to be kept aside: no text file holds this character."""
_BREAK = re.compile("\r\n|\r|\n")
Cells = list[str]


def kinds_of(rows: Sequence[Sequence[str]]) -> dict[int, str]:
    """The places of the columns in which only dates, or only numbers, stand, and which of the two."""
    kinds = {}
    for place, column in enumerate(zip(*rows, strict=True)):
        filled = [cell.strip() for cell in column if cell.strip()]
        for kind, pattern in KINDS.items():
            if filled and all(map(pattern.match, filled)):
                kinds[place] = kind
    return kinds


@dataclass(frozen=True)
class BrokenRow:
    """A record whose cells do not fit the header."""

    row: int
    problem: str
    cells: tuple[str, ...]


@dataclass
class Records:
    """Reads records in chunks; what breaks goes to ``broken``."""

    stream: TextIO
    layout: Layout
    name: str
    broken: list[BrokenRow]
    row: int = 0
    reread: int = 0
    has_distrusted: bool = False
    kinds: dict[int, str] | None = None
    _lines: list[str] = field(default_factory=list)
    _again: deque[str] = field(default_factory=deque)

    def chunks(self) -> Iterator[tuple[list[Cells], int]]:
        """Records, and how many stand before them."""
        is_over = False
        while not is_over:
            is_over = yield from self._until_break()

    def _until_break(self) -> Iterator:
        """Read to the end (then true), or to the first record that cannot be trusted."""
        reader = csv.reader(self._feed(), delimiter=self.layout.delimiter, strict=True)
        while True:
            self._lines.clear()
            before, problem = reader.line_num, ""
            chunk: list[Cells] = []
            try:
                chunk.extend(islice(reader, CHUNK_ROWS))
            except csv.Error as error:
                problem = str(error)
            whole = self._whole_count(chunk, reader.line_num - before)
            yield chunk[:whole], self.row
            self.row += whole
            if whole < len(chunk) or problem:
                self._break(whole, problem if whole == len(chunk) else "")
                return False
            if len(chunk) < CHUNK_ROWS:
                return True

    def _feed(self) -> Iterator[str]:
        """The lines, those to be read again first; kept until the records of a chunk are known to be whole."""
        keep = self._lines.append
        while True:
            while self._again:
                keep(line := self._again.popleft())
                yield line
            for line in self.stream:
                keep(line)
                yield line
                if self._again:
                    break
            else:
                return

    def _break(self, whole: int, problem: str) -> None:
        """The first line of the record behind the whole ones is broken; the lines after it are read again.

        So is its last line: the quote that ended it stands there.
        """
        reader = csv.reader(self._lines, delimiter=self.layout.delimiter)
        for _ in islice(reader, whole):
            pass
        start = reader.line_num
        if not problem:
            next(reader)
        if problem != "unexpected end of data":
            self._distrust_last(start, len(self._lines) if problem else reader.line_num)
        self.row += 1
        told = "quote" if problem in ("", "unexpected end of data") else problem
        self.broken.append(BrokenRow(self.row, told, (self._lines[start].strip(f"\r\n{DISTRUSTED}"),)))
        after = self._lines[start + 1 :]
        self.reread += sum(map(len, after))
        if self.reread > MOST_REREAD:
            raise SourceError("error.quotes_broken", file=self.name, row=self.row)
        self._again.extendleft(reversed(after))

    def _distrust_last(self, start: int, end: int) -> None:
        if end - start > 1:
            self._lines[end - 1] = DISTRUSTED + self._lines[end - 1]
            self.has_distrusted = True

    # ------------------------------------------------------------------ rows within a cell
    def _whole_count(self, chunk: list[Cells], lines: int) -> int:
        """How many of the first records hold no other record."""
        if self.kinds is None:
            self.learn(chunk[self.layout.header_row :])
        if not self.has_distrusted and (lines == len(chunk) or not self.kinds):
            return len(chunk)
        return next((place for place, cells in enumerate(chunk) if self._is_untrue(cells)), len(chunk))

    def _is_untrue(self, cells: Cells) -> bool:
        return bool(cells) and (cells[0].startswith(DISTRUSTED) or self.swallows(cells))

    def learn(self, first: list[Cells]) -> None:
        """Remember the columns in which only dates, or only numbers, stand."""
        width = len(self.layout.columns)
        self.kinds = kinds_of([cells for cells in first[:SHAPE_ROWS] if len(cells) == width])

    def swallows(self, cells: Cells) -> bool:
        """True where the lines of a cell are rows by themselves."""
        for place, cell in enumerate(cells):
            if "\n" not in cell and "\r" not in cell:
                continue
            first, *inner, last = (line.split(self.layout.delimiter) for line in _BREAK.split(cell))
            if any(map(self._is_row, inner)):
                return True
            if self._is_row(cells[:place] + first) and self._is_row(last + cells[place + 1 :]):
                return True
        return False

    def ends_like_a_row(self, cells: Cells) -> bool:
        """True where a row's last cell shows by its kind that it is the last: then no cell before it was split."""
        return len(self.layout.columns) - 1 in (self.kinds or {}) and bool(cells[-1].strip()) and self._is_row(cells)

    def _is_row(self, cells: Cells) -> bool:
        """True where as many cells as the header has are of the kind that stands in their columns."""
        if len(cells) != len(self.layout.columns):
            return False
        filled = {place: cell.strip() for place, cell in enumerate(cells) if place in self.kinds and cell.strip()}
        fitting = [self.kinds[place] for place, cell in filled.items() if KINDS[self.kinds[place]].match(cell)]
        return len(fitting) == len(filled) and ("date" in fitting or len(fitting) > 1)
