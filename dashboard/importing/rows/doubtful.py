"""Cells that are not what they seem, found in one pass over a raw relation: each kind costs more only where it occurs.

A failed formula is no value, nor is ``NULL``, and a column of ``7001.0`` holds whole numbers that went through a
spreadsheet or a frame. What cannot be put right, such as accents spoilt long before, is loaded as it stands, and said
so.
"""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

from dataclasses import dataclass

import duckdb

from dashboard.importing.files.encodings import GARBLED
from dashboard.importing.words import listed, literal, name

FORMULA_ERROR = (
    r"\s*#(REF!|N/A|N/D|VALUE!|VALOR!|NAME\?|NOME\?|DIV/0!|NUM!|NÚM!|NULL!|NULO!|SPILL!|CALC!|FIELD!|BLOCKED!|"
    r"CONNECT!|UNKNOWN!|BUSY!|GETTING_DATA)\s*"
)
WHOLE = r"-?\d+([.,]00?)?"
POINTED = (".0", ",0", ".00", ",00")
POINT = r"[.,]00?$"
WRAPPED = r"^\s*=\"(.*)\"\s*$"
"""``="00123"``: written so that a spreadsheet keeps the zeros."""
UNSET = ("NULL", "null", r"\N", "NaT", "<NA>")
"""What databases and frames write for a cell without a value; spelt otherwise it may be a word or a name."""
NO_ID = ("NaN", "nan", "None")
"""The same where an id is expected, or a date. Of a number it is told, and elsewhere it may be a word."""


@dataclass(frozen=True)
class Doubts:
    """Columns of a relation that need a second look."""

    formula_errors: frozenset[str] = frozenset()
    floating: frozenset[str] = frozenset()
    wrapped: frozenset[str] = frozenset()
    unset: frozenset[str] = frozenset()


def look(connection: duckdb.DuckDBPyConnection, relation: str, columns: list[str], wanted: frozenset[str]) -> Doubts:
    """What the text columns of a raw relation show; failed formulas go to ``raw_faults`` as warnings.

    ``wanted`` are the columns that something is made of: only of these a word is said.
    """
    if not columns:
        return Doubts()
    asked = ", ".join(
        f"coalesce(bool_or(starts_with({name(one)}, '#')), false), "
        f"coalesce(bool_or({' or '.join(f'suffix({name(one)}, {literal(end)})' for end in POINTED)}), false), "
        f"coalesce(bool_or(starts_with({name(one)}, '=\"')), false), "
        f"coalesce(bool_or({name(one)} in ({listed(UNSET)})), false)"
        for one in columns
    )
    answers = connection.execute(f"select {asked} from {relation}").fetchone()
    marked, pointed, wrapped, unset = (
        [one for one, shown in zip(columns, answers[kind::4], strict=True) if shown] for kind in range(4)
    )
    return Doubts(
        frozenset(one for one in marked if _note_errors(connection, relation, one, one in wanted)),
        frozenset(one for one in pointed if _is_floating(connection, relation, one)),
        frozenset(wrapped),
        frozenset(unset),
    )


def cleaned(cell: str, column: str, doubts: Doubts) -> str:
    """SQL: the cell, without what is known not to be part of it."""
    if column in doubts.wrapped:
        cell = unwrapped(cell)
    if column in doubts.unset:
        cell = f"case when {cell} not in ({listed(UNSET)}) then {cell} end"
    if column in doubts.formula_errors:
        cell = f"case when not regexp_full_match({cell}, {literal(FORMULA_ERROR)}) then {cell} end"
    return f"regexp_replace({cell}, '{POINT}', '')" if column in doubts.floating else cell


def unwrapped(cell: str) -> str:
    """SQL: the text inside ``="…"``, else the cell."""
    return f"regexp_replace({cell}, {literal(WRAPPED)}, '\\1')"


def narrowed(cell: str) -> str:
    """SQL: the cell with plain blanks, which before AM and PM often are of another kind."""
    return f"regexp_replace({cell}, '[\u00a0\u2009\u202f]', ' ', 'g')"


def note_failed_dates(connection: duckdb.DuckDBPyConnection, relation: str, columns: list[str]) -> None:
    """Tell of the failed formulas in columns of dates: they are no dates that could not be read."""
    for column in columns:
        failed = f"regexp_full_match({name(column)}, {literal(FORMULA_ERROR)})"
        _note(connection, relation, column, "formula-error", f"starts_with(ltrim({name(column)}), '#') and {failed}")


def note_garbled(connection: duckdb.DuckDBPyConnection, relation: str, columns: list[str]) -> None:
    """Tell of the cells whose accents were spoilt; they stay as they are."""
    for column in columns:
        _note(connection, relation, column, "text-garbled", f"regexp_matches({name(column)}, {literal(GARBLED)})")


def _note_errors(connection: duckdb.DuckDBPyConnection, relation: str, column: str, is_told: bool) -> bool:
    failed = f"regexp_full_match({name(column)}, {literal(FORMULA_ERROR)})"
    if is_told:
        return _note(connection, relation, column, "formula-error", failed) > 0
    return connection.execute(f"select bool_or({failed}) from {relation}").fetchone()[0]


def _note(connection: duckdb.DuckDBPyConnection, relation: str, column: str, rule: str, condition: str) -> int:
    return connection.execute(
        f"insert into raw_faults select source_file, source_row, {literal(column)}, {literal(rule)}, "
        f"{name(column)}, null, false from {relation} where {condition}"
    ).fetchone()[0]


def _is_floating(connection: duckdb.DuckDBPyConnection, relation: str, column: str) -> bool:
    return connection.execute(
        f"select bool_and(regexp_full_match({name(column)}, {literal(WHOLE)})) from {relation} "
        f"where {name(column)} not in ('', {listed((*UNSET, *NO_ID))})"
    ).fetchone()[0]
