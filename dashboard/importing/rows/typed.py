"""Raw tables as the SELECTs of a source see them: dates are moments, other cells text, missing values null."""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

import re
from dataclasses import dataclass, field

import duckdb

from dashboard.errors import DashboardError, SourceError
from dashboard.importing.cells import number_cells
from dashboard.importing.cells.dates import NO_DATE, DateColumn, Style, decide, gather, native, remember, survey
from dashboard.importing.rows import day_times, doubtful
from dashboard.importing.rows.doubtful import FORMULA_ERROR, Doubts, look, note_failed_dates, note_garbled
from dashboard.importing.rows.reading import RawRelation
from dashboard.importing.rows.sheet_doubts import note_merged, refuse_uncalculated
from dashboard.importing.sources.source import RawTable, Source
from dashboard.importing.words import literal, name, trimmed

NO_VALUE = rf"{NO_DATE}|^({FORMULA_ERROR}|{'|'.join(map(re.escape, (*doubtful.UNSET, *doubtful.NO_ID)))})$"
"""What stands in a column of dates and is none."""


@dataclass
class Typing:
    """Turns the raw relations of a source into typed tables; what it finds out is kept for the report.

    ``is_live``: the columns of a database have types, so that a few unreadable cells say nothing about the column.
    """

    connection: duckdb.DuckDBPyConnection
    source: Source
    zone: str
    date_order: str | None
    is_live: bool = False
    dates: list[DateColumn] = field(default_factory=list)
    problems: list[DashboardError] = field(default_factory=list)
    moments: dict[tuple[str, str], str] = field(default_factory=dict)
    doubts: dict[str, Doubts] = field(default_factory=dict)
    doubtful_numbers: dict[tuple[str, str], str] = field(default_factory=dict)

    def make(self, relations: list[RawRelation]) -> None:
        """One typed table per raw table of the source; empty where no file was delivered for it."""
        for table_name, table in self.source.tables.items():
            own = [
                day_times.joined(self.connection, relation, table.times, self.source.missing)
                for relation in relations
                if relation.matched.table == table_name
            ]
            if own:
                self._fill(table_name, table, own)
            else:
                make_empty(self.connection, table_name, table.columns, table.dates)

    def _fill(self, table_name: str, table: RawTable, relations: list[RawRelation]) -> None:
        styles: dict[str, Style] = {}
        for one in relations:
            try:
                self._look(one, table)
            except SourceError as problem:
                self.problems.append(problem)
        for column in table.dates:
            cells = self._cells(column, relations)
            if cells is None:
                continue
            gather(self.connection, cells, self._cleaned("written", True))
            try:
                styles[column] = decide(self.connection, column, self.date_order or table.date_order, self.zone)
                found = survey(self.connection, table_name, column, styles[column], not self.is_live)
            except DashboardError as problem:
                self.problems.append(problem)
                continue
            self.dates.append(found)
            table_of_moments = f"main.moments_{len(self.dates)}"
            if remember(self.connection, styles[column], table_of_moments):
                self.moments[table_name, column] = table_of_moments
            if found.unreadable_count:
                self._note_unreadable(column, column in table.needed, relations, styles[column])
        if not self.problems:
            self._create(table_name, table, relations, styles)

    def _look(self, one: RawRelation, table: RawTable) -> None:
        texts = [column for column, kind in one.types.items() if kind == "VARCHAR" and column != "source_file"]
        wanted = frozenset(column for column in texts if self._is_read(column))
        undated = [column for column in texts if column in wanted and column not in table.dates]
        if one.matched.file.form == "sheet":
            refuse_uncalculated(self.connection, one, sorted(wanted))
            note_merged(self.connection, one, sorted(wanted))
        note_failed_dates(self.connection, one.relation, [column for column in texts if column in table.dates])
        self.doubts[one.relation] = look(self.connection, one.relation, undated, wanted)
        for column in wanted.intersection(table.numbers):
            cell = self._cleaned(doubtful.cleaned(name(column), column, self.doubts[one.relation]))
            self.doubtful_numbers[one.relation, column] = number_cells.note_unreadable(
                self.connection, one.relation, column, cell, self.source.decimal
            )
        if one.may_be_garbled:
            note_garbled(self.connection, one.relation, undated)

    def _cells(self, column: str, relations: list[RawRelation]) -> str | None:
        """SQL: the column's text cells with their places; ``None`` where no file writes it as text."""
        parts = [
            f"select {name(column)} as written, source_file, source_row from {one.relation}"
            for one in relations
            if one.types.get(column) == "VARCHAR"
        ]
        return " union all ".join(parts) or None

    def _cleaned(self, cell: str, is_date: bool = False) -> str:
        """SQL: the cell without outer blanks; null where it is blank or a declared missing value."""
        cell = trimmed(doubtful.narrowed(doubtful.unwrapped(cell)) if is_date else cell)
        for missing in self.source.missing:
            cell = f"nullif({cell}, {literal(missing)})"
        return f"case when not regexp_matches({cell}, {literal(NO_VALUE)}) then {cell} end" if is_date else cell

    def _note_unreadable(self, column: str, is_needed: bool, relations: list[RawRelation], style: Style) -> None:
        for one in relations:
            if one.types.get(column) != "VARCHAR":
                continue
            cell = self._cleaned(name(column), True)
            self.connection.execute(
                f"insert into raw_faults select source_file, source_row, {literal(column)}, 'date-unreadable', {cell}, "
                f"{cells_as_json(one)}, {is_needed} from {one.relation} "
                f"where {cell} is not null and {style.parsed(cell)} is null"
            )

    def _create(self, table_name: str, table: RawTable, relations: list[RawRelation], styles: dict[str, Style]) -> None:
        parts = [self._select(one, table_name, styles) for one in relations]
        absent = [
            f"null::{'timestamptz' if column in table.dates else 'text'} as {name(column)}"
            for column in dict.fromkeys([*table.optional, *table.dates])
            if not any(column in one.types for one in relations)
        ]
        kind = "view" if all(one.matched.layout.is_parquet for one in relations) else "table"
        extra = "".join(f", {one}" for one in absent)
        self.connection.execute(
            f"create {kind} typed.{name(table_name)} as select *{extra} from ({' union all by name '.join(parts)})"
        )

    def _select(self, one: RawRelation, table_name: str, styles: dict[str, Style]) -> str:
        wanted = {column: kind for column, kind in one.types.items() if self._is_read(column)}
        columns = [self._column(one, column, kind, table_name, styles) for column, kind in wanted.items()]
        joins = "".join(
            f" left join {moments} on raw_row.{name(column)} = {moments}.written"
            for (table, column), moments in self.moments.items()
            if table == table_name and wanted.get(column) == "VARCHAR"
        )
        has_faults = self.connection.execute(
            "select count(*) from raw_faults where is_rejected and rule <> 'structure'"
        ).fetchone()[0]
        kept = (
            "(raw_row.source_file, raw_row.source_row) not in "
            "(select (source_file, source_row) from raw_faults where is_rejected)"
        )
        where = f" where {kept}" if has_faults else ""
        return f"select {', '.join(columns)} from {one.relation} as raw_row{joins}{where}"

    def _is_read(self, column: str) -> bool:
        return column in ("source_file", "source_row") or self.source.can_read(column)

    def _column(self, one: RawRelation, column: str, kind: str, table_name: str, styles: dict[str, Style]) -> str:
        cell = f"raw_row.{name(column)}"
        if column in ("source_file", "source_row"):
            return cell
        if column not in self.source.tables[table_name].dates:
            text = (
                self._cleaned(doubtful.cleaned(cell, column, self.doubts[one.relation]))
                if kind == "VARCHAR"
                else f"cast({cell} as text)"
            )
            pattern = self.doubtful_numbers.get((one.relation, column))
            if pattern:
                text = f"case when {number_cells.certain(text, self.source.decimal, pattern)} then {text} end"
            return f"{text} as {name(column)}"
        if kind != "VARCHAR":
            return f"{native(cell, kind, self.zone)} as {name(column)}"
        moments = self.moments.get((table_name, column))
        moment = f"{moments}.moment" if moments else styles[column].parsed(self._cleaned(cell, True))
        return f"{moment} as {name(column)}"


def make_empty(connection: duckdb.DuckDBPyConnection, table_name: str, columns: list[str], dates: list[str]) -> None:
    """A typed table without rows; columns whose names differ in case alone are one."""
    known = {column.lower(): column for column in reversed(columns)}
    kinds = [f"{name(column)} {'timestamptz' if column in dates else 'text'}" for column in reversed(known.values())]
    parts = ", ".join([*kinds, "source_file text", "source_row bigint"])
    connection.execute(f"create table typed.{name(table_name)} ({parts})")


def cells_as_json(one: RawRelation) -> str:
    """SQL: the original cells of a row, as JSON by column."""
    columns = [column for column in one.types if column not in ("source_file", "source_row")]
    pairs = ", ".join(f"{literal(column)}: {name(column)}" for column in columns)
    return f"cast(to_json({{{pairs}}}) as text)"
