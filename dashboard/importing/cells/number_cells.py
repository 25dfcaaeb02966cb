"""How numbers are written: what a cell stands for, and where it could as well be a thousand times as much."""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

import duckdb

from dashboard.importing.words import literal

GROUPED = {
    ".": r"^-?\d{1,3}(\.\d{3})+$",
    ",": r"^-?\d{1,3}(,\d{3})+$",
}
"""A whole number with the decimal sign between its thousands: read as a fraction it would be a thousandth."""
OTHER_DECIMALS = {".": r",(\d{1,2}|\d{4,})$", ",": r"^[^,]*\.(\d{1,2}|\d{4,})$"}
"""Proves that a column uses the other decimal sign: then what looks like thousands may be a fraction."""


def number(cell: str, decimal: str) -> str:
    """SQL: the number that a text stands for, null where it is none."""
    if decimal == ".":
        plain = rf"case when {cell} ~ '^-?\d{{1,3}}(,\d{{3}})+(\.\d+)?$' then replace({cell}, ',', '') else {cell} end"
    else:
        fraction = rf"{cell} ~ '^-?\d+\.\d{{1,2}}$'"
        plain = f"case when {fraction} then {cell} else replace(replace({cell}, '.', ''), ',', '.') end"
    return f"case when isfinite(try_cast({plain} as double)) then try_cast({plain} as double) end"


def uncertain(connection: duckdb.DuckDBPyConnection, rows: str, column: str, decimal: str) -> str:
    """The pattern of numbers of a column that could be a thousand times as much; ``rows`` is a relation or a query."""
    other = literal(OTHER_DECIMALS[decimal])
    is_mixed = connection.execute(
        f"select coalesce(bool_or(regexp_matches({column}, {other})), false) from {rows}"
    ).fetchone()[0]
    return "|".join(GROUPED.values()) if is_mixed else GROUPED[decimal]


def certain(cell: str, decimal: str, pattern: str) -> str:
    """SQL: true where a text is a number beyond doubt; ``pattern`` is that of the doubtful ones."""
    return f"{number(cell, decimal)} is not null and not regexp_matches({cell}, {literal(pattern)})"


def note_unreadable(connection: duckdb.DuckDBPyConnection, relation: str, column: str, cell: str, decimal: str) -> str:
    """Tell of the cells of a raw column that are no number beyond doubt (``cell`` is SQL of the column without what is
    no value); returns the pattern of the doubtful ones."""
    pattern = uncertain(connection, relation, cell, decimal)
    connection.execute(
        f"insert into raw_faults select source_file, source_row, {literal(column)}, 'number-unreadable', {cell}, "
        f"null, false from {relation} where {cell} is not null and not ({certain(cell, decimal, pattern)})"
    )
    return pattern
