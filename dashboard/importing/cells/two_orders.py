"""Two orders in one column of which one alone is proved: ``13/03/2026``, and ``03/08/2026`` for the eighth of March.

No single cell gives the second order away, but where its days fall does. Read in the proved order they lie months from
all that is certain, read in the other one right beside it.
"""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import duckdb

from dashboard.errors import SourceError
from dashboard.importing.words import literal

FEWEST_ODD = 4
LEAST_SHARE = 0.05
"""Of the days that could be read in both ways, so many must be odd: a few old tickets always are."""
MOST = 0.5
"""Of the days far from all that is certain, so many must come near in the other order: by chance every tenth does."""
NEAR = timedelta(days=15)
FAR = timedelta(days=31)
"""No day of a month that could be read in both ways (1 to 12) is farther than this from the month's certain ones."""
IN_SEQUENCE = timedelta(days=7)
SORTED = 0.9
"""Share of neighbouring certain days that must be close to each other for the rows to count as sorted by the column."""


@dataclass(frozen=True)
class Day:
    """A day where it stands first, or last, in a file: as it is read, and as the other order would read it (equal where
    it is certain, by proof or because day and month are the same number)."""

    file: str
    row: int
    cell: str
    read: date
    other: date
    is_proof: bool

    @property
    def is_certain(self) -> bool:
        return self.read == self.other


def refuse(connection: duckdb.DuckDBPyConnection, cells: str, pattern: str, column: str, order: str) -> None:
    """Look through ``cells`` (the different cells of a column; ``pattern`` takes one to its parts). Raises
    ``SourceError`` where many days make sense in the order that is not ``order`` alone."""
    days = list(_days(connection, cells, pattern, order))
    certain = sorted({day.read for day in days if day.is_certain})
    open_days = [day for day in days if not day.is_certain]
    proofs = sorted({day.read for day in days if day.is_proof})
    overall = [(day, _around(certain, day.read), _around(proofs, day.other)) for day in open_days]
    odd = max(_odd(overall), _odd(_in_sequence(days)), key=len)
    count, open_count = (len({day.read for day in some}) for some in (odd, open_days))
    if count >= max(FEWEST_ODD, LEAST_SHARE * open_count):
        proof = next(day for day in days if day.is_proof)
        raise SourceError(
            "error.date_order_doubtful",
            column=column, file=odd[0].file, row=odd[0].row, cell=odd[0].cell, count=count, days=open_count,
            proof_file=proof.file, proof_row=proof.row, proof_cell=proof.cell,
        )  # fmt: skip


def _odd(beside: list[tuple[Day, list[date], list[date]]]) -> list[Day]:
    """The days that fit in the other order alone; each comes with certain ones next to it as read, and with proofs next
    to it in the other order (a tenth of October proves nothing: bills may be due on the tenth of every month)."""
    far = [(day, others) for day, near, others in beside if near and all(abs(one - day.read) > FAR for one in near)]
    odd = [day for day, others in far if any(abs(one - day.other) <= NEAR for one in others)]
    return odd if len(odd) >= MOST * len(far) else []


def _days(connection: duckdb.DuckDBPyConnection, cells: str, pattern: str, order: str) -> Iterator[Day]:
    parts = ", ".join(
        f"try_cast(regexp_extract(cell, {literal(pattern)}, {place}) as integer) as {part}"
        for place, part in enumerate(("first", "second", "year"), start=1)
    )
    rows = connection.execute(
        f"""
        with days as (
            select source_file, {parts}, min(source_row) as first_row, arg_min(cell, source_row) as first_cell,
                max(source_row) as last_row, arg_max(cell, source_row) as last_cell
            from {cells} where regexp_matches(cell, {literal(pattern)}) group by all
        )
        select source_file, first_row, first_cell, first, second, year from days
        union select source_file, last_row, last_cell, first, second, year from days
        order by 1, 2
        """
    ).fetchall()
    for file, row, cell, first, second, year in rows:
        day, month = (first, second) if order == "dmy" else (second, first)
        read = _date(year, month, day)
        if read:
            yield Day(file, row, cell, read, _date(year, day, month) or read, is_proof=day > 12)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def _around(certain: list[date], day: date) -> list[date]:
    """The certain days before and after one."""
    place = bisect_left(certain, day)
    return certain[max(0, place - 1) : place + 1]


def _in_sequence(days: list[Day]) -> list[tuple[Day, list[date], list[date]]]:
    """The open days with the certain ones above and below, where the rows are sorted by the column."""
    certain = [place for place, day in enumerate(days) if day.is_certain]
    steps = [
        abs(days[one].read - days[following].read) <= IN_SEQUENCE
        for one, following in pairwise(certain)
        if days[one].file == days[following].file
    ]
    if not steps or sum(steps) < SORTED * len(steps):
        return []
    found = []
    for place, day in enumerate(days):
        at = bisect_left(certain, place)
        beside = [days[one] for one in certain[max(0, at - 1) : at + 1] if days[one].file == day.file]
        if not day.is_certain:
            found.append((day, [one.read for one in beside], [one.read for one in beside if one.is_proof]))
    return found
