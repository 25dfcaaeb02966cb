"""What a sheet shows that its rows alone do not: formulas that nobody calculated, and cells merged with others."""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

import duckdb

from dashboard.errors import SourceError
from dashboard.importing.files.raw_files import MERGED, ROW
from dashboard.importing.files.sheet_marks import UNCALCULATED
from dashboard.importing.rows.reading import RawRelation
from dashboard.importing.words import literal, name

RULES = {"down": "merged-down", "across": "merged-across"}


def refuse_uncalculated(connection: duckdb.DuckDBPyConnection, one: RawRelation, columns: list[str]) -> None:
    """Raise ``SourceError`` where a formula without its result stands in a column that is read."""
    for column in columns:
        cell, count = connection.execute(
            f"select arg_min({name(column)}, source_row), count(*) from {one.relation} "
            f"where starts_with({name(column)}, {literal(UNCALCULATED)}) "
            "and (source_file, source_row) not in (select (source_file, source_row) from raw_faults where is_rejected)"
        ).fetchone()
        if count:
            place, _, formula = cell.removeprefix(UNCALCULATED).strip().partition(" ")
            raise SourceError(
                "error.formula_uncalculated",
                file=one.matched.file.name, column=column, cell=place, formula=formula, count=count,
            )  # fmt: skip


def note_merged(connection: duckdb.DuckDBPyConnection, one: RawRelation, columns: list[str]) -> None:
    """Tell of the cells that took the value of the one above, and of those that another covers."""
    matched = one.matched
    path = literal(str(matched.file.path))
    if MERGED not in (row[0] for row in connection.execute(f"describe from read_parquet({path})").fetchall()):
        return
    places = {f"c{place}": column for place, column in enumerate(matched.columns, start=1) if column in columns}
    for kind, rule in RULES.items():
        for place, column in places.items():
            connection.execute(
                f"insert into raw_faults select {literal(matched.file.name)}, raw.source_row, {literal(column)}, "
                f"{literal(rule)}, raw.{name(column)}, null, false from {one.relation} as raw "
                f"inner join read_parquet({path}) as sheet on raw.source_row = sheet.{ROW} "
                f"where list_contains(string_split(sheet.{MERGED}, ' '), {literal(f'{kind}:{place}')})"
            )
