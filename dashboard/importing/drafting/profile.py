"""What the cells of a column show by themselves: how full, how different, dates in which order, which values."""

from dataclasses import dataclass

import duckdb

from dashboard.importing.cells.dates import NAMED, YEAR_FIRST, YEAR_LAST
from dashboard.importing.rows.day_times import NO_TIME
from dashboard.importing.rows.reading import RawRelation
from dashboard.importing.words import listed, literal, name, trimmed

MISSING = ("?", "-", "--", "n/a", "na", "null", "(null)", "none", "nan", "\\n", "#n/d", "#n/a")
"""Words for "no value", in small letters."""
CLOCK = r"(?i)^((1899-12-3[01]|1900-01-0[01])[ T])?\d{1,2}(:\d\d){1,2}(\.\d+)?( ?[ap]\.?m\.?)?$|^\d{1,2} ?h( ?\d\d)?$"
"""A time of the day by itself."""
TIMED = r"[ T]\d{1,2}:\d\d"
MOST_VALUES = 60
MOSTLY = 0.8


@dataclass(frozen=True)
class Column:
    """Facts about one column; ``missing`` are the words for "no value" met in it."""

    name: str
    is_moment: bool
    filled: int
    rows: int
    different: int
    year_first: int
    year_last: int
    day_first: int
    month_first: int
    timed: int
    clocks: int
    length: float
    missing: tuple[str, ...]
    values: tuple[tuple[str, int], ...]

    @property
    def is_date(self) -> bool:
        return self.is_moment or (self.filled > 0 and self.year_first + self.year_last >= MOSTLY * self.filled)

    @property
    def is_days(self) -> bool:
        """Dates of which no time is known."""
        return self.is_date and not self.timed

    @property
    def is_clock(self) -> bool:
        """Times of the day, whose day stands elsewhere."""
        return self.filled > 0 and self.clocks >= MOSTLY * self.filled

    @property
    def order(self) -> str:
        """iso, dmy, mdy; ``both`` or ``unknown`` where the cells do not decide."""
        if self.is_moment or not self.year_last:
            return "iso"
        if self.day_first and self.month_first:
            return "both"
        if not self.day_first and not self.month_first:
            return "unknown"
        return "dmy" if self.day_first else "mdy"

    @property
    def is_unique(self) -> bool:
        return self.filled == self.rows > 0 and self.different == self.filled


def profile(connection: duckdb.DuckDBPyConnection, relation: RawRelation) -> list[Column]:
    """The columns of a raw file, in their order."""
    return [
        _column(connection, relation.relation, column, kind)
        for column, kind in relation.types.items()
        if column not in ("source_file", "source_row")
    ]


def _column(connection: duckdb.DuckDBPyConnection, relation: str, column: str, kind: str) -> Column:
    is_moment = kind.startswith(("TIMESTAMP", "DATE"))
    connection.execute(
        f"create or replace temp table drafted as "
        f"select cell, count(*) as n from (select {trimmed(f'cast({name(column)} as text)')} as cell from {relation}) "
        "group by cell"
    )
    rows = connection.execute("select coalesce(sum(n), 0)::bigint from drafted").fetchone()[0]
    missing = connection.execute(f"select cell from drafted where lower(cell) in ({listed(MISSING)}) order by n desc")
    words = tuple(row[0] for row in missing.fetchall())
    connection.execute(f"delete from drafted where cell is null or lower(cell) in ({listed(MISSING)})")
    last = f"regexp_matches(cell, {literal(YEAR_LAST)})"
    first_part, second_part = (
        f"try_cast(regexp_extract(cell, {literal(YEAR_LAST)}, {place}) as integer)" for place in (1, 2)
    )
    sums = connection.execute(
        f"""
        select coalesce(sum(n), 0)::bigint, count(*),
            coalesce(sum(n) filter (where regexp_matches(cell, {literal(YEAR_FIRST)})
                or regexp_matches(cell, {literal(NAMED)})), 0)::bigint,
            coalesce(sum(n) filter (where {last}), 0)::bigint,
            count(*) filter (where {last} and {first_part} between 13 and 31 and {second_part} <= 12),
            count(*) filter (where {last} and {second_part} between 13 and 31 and {first_part} <= 12),
            coalesce(sum(n) filter (where regexp_matches(cell, {literal(TIMED)})
                and not regexp_matches(cell, {literal(NO_TIME)})), 0)::bigint,
            coalesce(sum(n) filter (where regexp_matches(cell, {literal(CLOCK)})), 0)::bigint,
            coalesce(avg(length(cell)), 0)
        from drafted
        """
    ).fetchone()
    values = connection.execute(f"select cell, n from drafted order by n desc, cell limit {MOST_VALUES}").fetchall()
    filled, different, *evidence, length = sums
    return Column(column, is_moment, filled, rows, different, *evidence, length, words, tuple(values))
