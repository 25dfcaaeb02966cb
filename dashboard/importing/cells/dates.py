"""How the dates of one column are written, decided over all its rows: never row by row, never by a guess.

``29/2/2016`` can only be day first, and then the whole column is. A column whose rows prove nothing, or
prove both, is refused with the way to state its order.
"""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

from dataclasses import dataclass

import duckdb

from dashboard.errors import SourceError
from dashboard.importing.cells import two_orders
from dashboard.importing.words import literal

YEAR_FIRST = r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}([T ].*)?$"
YEAR_LAST = r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})([T ,].*)?$"
OFFSET = r"\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}(:?\d{2})?)$"
HALVES = r"(?i)\d\s*[ap]\.?\s?m\.?$"
MONTHS = (
    "jan", "feb|fev", "mar", "apr|abr", "may|mai", "jun", "jul", "aug|ago", "sep|set", "oct|out", "nov", "dec|dez",
)  # fmt: skip
NAMED = rf"(?i)^\d{{1,2}}[/ .-](de )?({'|'.join(MONTHS)})[a-zç]*[./ -]+(de )?(\d{{4}}|\d{{2}})([T ,].*)?$"
"""A month by its name, in English or Portuguese: ``12/Mar/24 9:41 AM``. It proves its own order."""
NO_DATE = (
    "^0000-00-00|^00/00/0000|^(1899-12-3[01]|3[01]/12/1899|12/3[01]/1899|1900-01-0[01]|0?[01]/0?1/1900|0?1/0?0/1900"
    "|1970-01-01|0?1/0?1/1970|1969-12-31|31/12/1969|12/31/1969)"
)
"""No date, as databases write it, and the zero of spreadsheets and of computers' clocks."""
MOSTLY = 0.5
PLAUSIBLE = "^(1[89]|2[01]|99)[0-9][0-9]-"
"""A year that lost its first digits is none; 9999 stands for "never"."""


@dataclass(frozen=True)
class Style:
    """How a column writes its moments; ``order`` is iso, dmy, mdy or native (typed in the file)."""

    order: str
    zone: str
    has_offsets: bool = False
    has_halves: bool = False
    has_names: bool = False

    def parsed(self, cell: str) -> str:
        """SQL: the cell as timestamptz, null where it is no moment."""
        text = self._year_first(cell)
        naive = f"timezone({literal(self.zone)}, {self._timestamp(text)})"
        if not self.has_offsets:
            return naive
        full = rf"regexp_replace({text}, '^(\S+\s\d{{1,2}}:\d{{2}})\s*(Z|[+-]|UTC|GMT)', '\1:00\2')"
        close = rf"regexp_replace({full}, '\s+([+-]\d{{2}}(:?\d{{2}})?)$', '\1')"
        written = f"regexp_replace({close}, 'GMT$', 'UTC')"
        aware = f"case when {written} ~ '{PLAUSIBLE}.*' then try_cast({written} as timestamptz) end"
        return f"case when regexp_matches({cell}, {literal(OFFSET)}) then {aware} else {naive} end"

    def _year_first(self, cell: str) -> str:
        places = {"dmy": r"\3-\2-\1\4", "mdy": r"\3-\1-\2\4"}
        text = rf"regexp_replace({cell}, '(\d)[Tt](\d)', '\1 \2')"
        if self.has_names:
            text = _numbered(text)
        if self.order in places:
            text = f"regexp_replace({text}, {literal(YEAR_LAST)}, {literal(places[self.order])})"
        if self.order in places or self.has_names:
            text = rf"regexp_replace({text}, '^(\d\d-\d{{1,2}}-)', '20\1')"
            text = rf"regexp_replace({text}, '^([\d-]+),\s*', '\1 ')"
        return rf"regexp_replace({text}, '^(\d{{4}})[/.](\d{{1,2}})[/.]', '\1-\2-')"

    def _timestamp(self, text: str) -> str:
        plain = f"case when {text} ~ '{PLAUSIBLE}.*' then try_cast(replace({text}, ',', '.') as timestamp) end"
        if not self.has_halves:
            return plain
        formats = "['%Y-%m-%d %I:%M %p', '%Y-%m-%d %I:%M:%S %p']"
        halved = rf"regexp_replace(replace({text}, '.', ''), '(?i)\s*([ap])\s?m$', ' \1m')"
        return f"coalesce({plain}, try_strptime(upper({halved}), {formats}))"


def _numbered(text: str) -> str:
    """SQL: a month's name replaced by its number, the year put first."""
    for number, names in enumerate(MONTHS, start=1):
        pattern = rf"(?i)^(\d{{1,2}})[/ .-](?:de )?(?:{names})[a-zç]*[./ -]+(?:de )?(\d{{4}}|\d{{2}})"
        text = rf"regexp_replace({text}, {literal(pattern)}, '\2-{number}-\1')"
    return text


CELLS = "distinct_cells"
"""A temporary table of the column's different cells: written (as in the file), cell (null = no value), cell_count,
and the place where each stands first."""


def gather(connection: duckdb.DuckDBPyConnection, select: str, cleaned: str) -> None:
    """Fill ``distinct_cells`` from a SELECT of written, source_file, source_row; ``cleaned`` is SQL over the first."""
    connection.execute(
        f"create or replace temp table {CELLS} as select *, {cleaned} as cell from ("
        "select written, count(*) as cell_count, min(source_row) as source_row, "
        f"arg_min(source_file, source_row) as source_file from ({select}) where written <> '' group by written)"
    )


def remember(connection: duckdb.DuckDBPyConnection, style: Style, table: str) -> bool:
    """Keep what each written cell stands for as ``table`` (written, moment), where few cells repeat often.

    False where nearly every cell is different: then reading it row by row is cheaper.
    """
    different, filled = connection.execute(f"select count(*), coalesce(sum(cell_count), 0) from {CELLS}").fetchone()
    if different * 2 > filled:
        return False
    connection.execute(f"create table {table} as select written, {style.parsed('cell')} as moment from {CELLS}")
    return True


def decide(connection: duckdb.DuckDBPyConnection, column: str, declared: str | None, zone: str) -> Style:
    """The style of the cells gathered. Raises ``SourceError`` where its order is unproved or proved both ways."""
    year_last, offsets, halves, names = connection.execute(
        f"select count(*) filter (where {_matches(YEAR_LAST)}), count(*) filter (where {_matches(OFFSET)}), "
        f"count(*) filter (where {_matches(HALVES)}), count(*) filter (where {_matches(NAMED)}) from {CELLS}"
    ).fetchone()
    order = "iso"
    _refuse_day_before_month(connection, column)
    if year_last:
        if not declared:
            _refuse_year_as_day(connection, column)
        order = declared or _proved_order(connection, column)
        if not declared:
            _refuse_half_converted(connection, column)
            two_orders.refuse(connection, CELLS, YEAR_LAST, column, order)
    return Style(order, zone, bool(offsets), bool(halves), bool(names))


def _refuse_day_before_month(connection: duckdb.DuckDBPyConnection, column: str) -> None:
    """``2026-25-01``: where the day comes before the month once, it may in every cell that could be read either way."""
    pattern = literal(r"^\d{4}[-/.](\d{1,2})[-/.](\d{1,2})")
    place = connection.execute(
        "select arg_min({'file': source_file, 'row': source_row, 'cell': cell}, source_row) "
        f"from {CELLS} where {_matches(YEAR_FIRST)} "
        f"and try_cast(regexp_extract(cell, {pattern}, 1) as integer) between 13 and 31 "
        f"and try_cast(regexp_extract(cell, {pattern}, 2) as integer) between 1 and 12"
    ).fetchone()[0]
    if place:
        raise SourceError("error.date_day_before_month", column=column, **place)


def _refuse_year_as_day(connection: duckdb.DuckDBPyConnection, column: str) -> None:
    """``26/01/05``: where the last of two digits changes more often than the first, the first is the year."""
    parts = [f"regexp_extract(cell, {literal(YEAR_LAST)}, {place})" for place in (1, 3)]
    first, last, place = connection.execute(
        f"select count(distinct {parts[0]}), count(distinct {parts[1]}), "
        "arg_min({'file': source_file, 'row': source_row, 'cell': cell}, source_row) "
        f"from {CELLS} where {_matches(YEAR_LAST)} and length({parts[1]}) = 2"
    ).fetchone()
    if last > first:
        raise SourceError("error.date_order_unknown", column=column, **place)


def _refuse_half_converted(connection: duckdb.DuckDBPyConnection, column: str) -> None:
    """A spreadsheet of another language takes ``02/01`` for the first of February and leaves ``13/01`` as text.

    Then no date that it made has a day beyond 12, and no text could be read in both orders.
    """
    parts = [f"try_cast(regexp_extract(cell, {literal(YEAR_LAST)}, {place}) as integer)" for place in (1, 2)]
    day = "try_cast(regexp_extract(cell, '^\\d{4}[-/.]\\d{1,2}[-/.](\\d{1,2})', 1) as integer)"
    made, late, either, place = connection.execute(
        f"select count(*) filter (where {_matches(YEAR_FIRST)}), "
        f"count(*) filter (where {_matches(YEAR_FIRST)} and {day} > 12), "
        f"count(*) filter (where {_matches(YEAR_LAST)} and {parts[0]} <= 12 and {parts[1]} <= 12), "
        "arg_min({'file': source_file, 'row': source_row, 'cell': cell}, source_row) "
        f"filter (where {_matches(YEAR_LAST)}) from {CELLS}"
    ).fetchone()
    if made and not late and not either:
        raise SourceError("error.dates_half_converted", column=column, **place)


def _matches(pattern: str) -> str:
    return f"regexp_matches(cell, {literal(pattern)})"


def _proved_order(connection: duckdb.DuckDBPyConnection, column: str) -> str:
    pattern = literal(YEAR_LAST)
    day_first, month_first, either = connection.execute(
        f"""
        with parts as (
            select cell, source_file, source_row,
                try_cast(regexp_extract(cell, {pattern}, 1) as integer) as first_part,
                try_cast(regexp_extract(cell, {pattern}, 2) as integer) as second_part
            from {CELLS} where {_matches(YEAR_LAST)}
        ), told as (select *, {{'file': source_file, 'row': source_row, 'cell': cell}} as place from parts)
        select
            arg_min(place, source_row) filter (where first_part between 13 and 31 and second_part <= 12),
            arg_min(place, source_row) filter (where second_part between 13 and 31 and first_part <= 12),
            arg_min(place, source_row) filter (where first_part <> second_part)
        from told
        """
    ).fetchone()
    if day_first and month_first:
        raise SourceError(
            "error.date_order_both",
            column=column, file=day_first["file"],
            day_row=day_first["row"], day_cell=day_first["cell"],
            month_row=month_first["row"], month_cell=month_first["cell"],
        )  # fmt: skip
    if not day_first and not month_first and either:
        raise SourceError("error.date_order_unknown", column=column, **either)
    return "mdy" if month_first else "dmy"


@dataclass(frozen=True)
class DateColumn:
    """What was found in a date column, for the report."""

    table: str
    column: str
    order: str
    has_offsets: bool
    first: str | None
    last: str | None
    unreadable_count: int


def survey(
    connection: duckdb.DuckDBPyConnection, table: str, column: str, style: Style, is_strict: bool = True
) -> DateColumn:
    """Read the cells gathered. Raises ``SourceError`` where most of them cannot be read, unless not ``is_strict``."""
    first, last, filled, read = connection.execute(
        f"select min(moment), max(moment), coalesce(sum(cell_count), 0)::bigint, "
        f"coalesce(sum(cell_count) filter (where moment is not null), 0)::bigint "
        f"from (select cell_count, {style.parsed('cell')} as moment from {CELLS} where cell is not null)"
    ).fetchone()
    if is_strict and read < filled * MOSTLY:
        file, row, cell = connection.execute(
            f"select source_file, source_row, cell from {CELLS} "
            f"where cell is not null and {style.parsed('cell')} is null order by source_row limit 1"
        ).fetchone()
        raise SourceError(
            "error.column_unreadable",
            file=file, column=column, row=row, cell=cell[:60], unreadable=filled - read, filled=filled,
        )  # fmt: skip
    return DateColumn(table, column, style.order, style.has_offsets, _iso(first), _iso(last), filled - read)


def _iso(moment: object) -> str | None:
    return moment.isoformat() if moment is not None else None


def native(cell: str, kind: str, zone: str) -> str:
    """SQL: a cell that a Parquet file already holds as a time."""
    return cell if "TIME ZONE" in kind else f"timezone({literal(zone)}, cast({cell} as timestamp))"
