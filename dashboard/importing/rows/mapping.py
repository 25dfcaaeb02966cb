"""The SELECTs of a source, run over its raw tables and laid out as canonical rows in the schema ``new``.

Beside the canonical columns a row has: ``source_file`` and ``source_row`` (null for a row made from
several), ``content`` (a hash of the row), ``broken`` (the rule it breaks) and ``outcome`` (used,
rejected, superseded or repeated).
"""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from functools import cache

import duckdb
import sqlalchemy as sa

from dashboard.errors import SourceError
from dashboard.importing.cells import html_text, number_cells
from dashboard.importing.rows import day_ends, scales
from dashboard.importing.rows.doubtful import NO_ID
from dashboard.importing.rows.hiding import Hiding, is_id
from dashboard.importing.rows.rules import WORDS, number_of_broken
from dashboard.importing.sources.source import Source
from dashboard.importing.words import few, folded, listed, literal, name
from dashboard.store.tables import CANONICAL, Moment

ORIGIN = ("source_file", "source_row")
MACROS = """
create macro typed.parse_number(cell) as {number};
create macro typed.parse_boolean(cell) as case
    when lower(trim(cell)) in ('true', 't', '1', 'yes', 'y', 'sim', 's', 'verdadeiro') then true
    when lower(trim(cell)) in ('false', 'f', '0', 'no', 'n', 'não', 'nao', 'falso') then false
end;
"""
ROUNDED_ID = r"^-?\d([.,]\d+)?[eE]\+\d+$"
"""``1.23E+05``: a spreadsheet shortened a long id, and many ids are the same now."""
FOLDED = (*WORDS, ("ticket_events", "kind"))
"""Columns whose words count without their capitals."""
DEFAULTS = {
    ("tickets", "number"): "coalesce({value}, ticket_id)",
    ("feedback", "feedback_id"): "coalesce({value}, ticket_id)",
    ("tickets", "first_response_at"): "case when {value} >= opened_at then {value} end",
}


def columns_of(table: str) -> list[str]:
    """The canonical columns that a SELECT may deliver."""
    return [column.name for column in CANONICAL[table].columns if column.name != "source"]


@dataclass(eq=False)
class Mapping:
    """Runs the SELECTs of one source."""

    connection: duckdb.DuckDBPyConnection
    source: Source
    hiding: Hiding | None = None
    zone: str = "UTC"
    until: datetime | None = None
    """Of an export; moments of a running helpdesk are moments, whatever they look like."""

    def run(self, known_tickets: str) -> None:
        """Fill ``new``; ``known_tickets`` is the SQL of the tickets this source already has in the warehouse."""
        self._make_macros()
        for table in ["tickets", *(one for one in CANONICAL if one != "tickets")]:
            self._table(table)
            if table == "tickets":
                self.connection.execute(
                    "create table main.known_tickets as "
                    f"select ticket_id from new.tickets where broken is null union {known_tickets}"
                )

    def rehearse(self) -> None:
        """Raise what ``run`` would raise for columns and their types; no row is looked at."""
        self._make_macros()
        for table, select in self.source.selects.items():
            with self._running(table):
                self._cells(table, self._returned(table, select))

    def _make_macros(self) -> None:
        self.connection.execute(MACROS.format(number=number_cells.number("cell", self.source.decimal)))
        self.connection.execute(html_text.MACROS)

    @contextmanager
    def _running(self, table: str) -> Iterator[None]:
        """Raw tables go by their names here, and a SELECT that fails is named."""
        self.connection.execute("set search_path = 'memory.typed,memory.main'")
        try:
            yield
        except duckdb.Error as error:
            problem = few(str(error).splitlines(), 2)
            raise SourceError("error.select_failed", file=f"{self.source.name}/{table}.sql", problem=problem) from error
        finally:
            self.connection.execute("set search_path = 'memory.main'")

    def _table(self, table: str) -> None:
        select = self.source.selects.get(table)
        if select is None:
            self._create_empty(table)
            return
        with self._running(table):
            self._create(table, select, self._returned(table, select))
        if table == "feedback":
            scales.refuse_others(self.connection)
        if table == "tickets" and self.until and "ticket_events" not in self.source.selects:
            day_ends.settle(self.connection, self.zone, self.until, ", ".join(columns_of(table)))
        self.hiding.rows(CANONICAL[table])

    def _returned(self, table: str, select: str) -> dict[str, str]:
        """Columns the SELECT returns and their types; unknown ones are refused."""
        described = self.connection.execute(f"describe select * from ({_bare(select)})").fetchall()
        returned = {row[0].lower(): row[1] for row in described}
        known = [*columns_of(table), *ORIGIN]
        for column in returned:
            if column not in known and column != "source":
                near = get_close_matches(column, known, 1, 0.4)
                raise SourceError(
                    "error.select_column_unknown",
                    file=f"{self.source.name}/{table}.sql", table=table, column=column,
                    near=near[0] if near else few(columns_of(table), 30),
                )  # fmt: skip
        for column in ORIGIN:
            if column not in returned:
                raise SourceError("error.select_without_origin", file=f"{self.source.name}/{table}.sql", column=column)
        return returned

    def _create(self, table: str, select: str, returned: dict[str, str]) -> None:
        cells = self._cells(table, returned)
        columns = ", ".join(columns_of(table))
        filled = ", ".join(
            f"{DEFAULTS[table, column].format(value=column)} as {column}" if (table, column) in DEFAULTS else column
            for column in columns_of(table)
        )
        self.connection.execute(
            f"""
            create table new.{table} as
            with selected as ({_bare(select)}),
            shaped as (
                select {", ".join(cells)}, {self._rounded(table, returned)} as rounded,
                    source_file, cast(source_row as bigint) as source_row
                from selected
            ),
            filled as (select {filled}, rounded, source_file, source_row from shaped),
            judged as (select *{self._scores(table)}, {number_of_broken(table)} as broken from filled)
            select {columns}, source_file, source_row, hash({columns}) as content, cast(broken as tinyint) as broken,
                case when broken is null then 'used' else 'rejected' end as outcome, rounded
            from judged
            """
        )
        self.connection.execute(
            "insert into main.raw_faults select source_file, source_row, rounded.field, 'id-rounded', rounded.cell, "
            f"null, false from new.{table} where rounded is not null"
        )
        self.connection.execute(f"alter table new.{table} drop column rounded")
        self._note_unreadable(table, select, returned)
        self._empty_unknown_words(table)
        if table == "tickets" and "first_response_at" in returned:
            self._note_early_response(select)

    def _cells(self, table: str, returned: dict[str, str]) -> list[str]:
        return [self._cell(table, column, returned) for column in CANONICAL[table].columns if column.name != "source"]

    def _cell(self, table: str, column: sa.Column, returned: dict[str, str]) -> str:
        """SQL: the SELECT's column in its canonical type."""
        kind = returned.get(column.name)
        if kind is None or kind == '"NULL"':
            return f"cast(null as {_sql_type(column)}) as {column.name}"
        if isinstance(column.type, type(Moment)):
            if kind != "TIMESTAMP WITH TIME ZONE":
                raise SourceError(
                    "error.select_type",
                    file=f"{self.source.name}/{table}.sql", column=column.name,
                    expected="timestamptz", came=kind.lower(),
                )  # fmt: skip
            return column.name
        if kind == "VARCHAR" and not isinstance(column.type, sa.Text):
            return f"{self._parsed(table, column)} as {column.name}"
        if kind == "VARCHAR" and is_id(column.name):
            is_none = f"{column.name} in ({listed(NO_ID)})"
            return f"case when not ({_is_rounded(column.name)} or {is_none}) then {column.name} end as {column.name}"
        if (table, column.name) in FOLDED:
            return f"lower(trim({column.name})) as {column.name}"
        return f"{self._translated(table, column.name)} as {column.name}"

    def _parsed(self, table: str, column: sa.Column) -> str:
        """SQL: the text cell as the number or yes/no it stands for; null where that is not certain."""
        if isinstance(column.type, sa.Boolean):
            return f"parse_boolean({column.name})"
        number = f"parse_number({column.name})"
        if not isinstance(column.type, sa.Double):
            number = f"try_cast({number} as bigint)"
        grouped = self._uncertain(table, column.name)
        return f"case when not regexp_matches({column.name}, {literal(grouped)}) then {number} end"

    @cache  # noqa: B019 - a mapping lives as long as its import
    def _uncertain(self, table: str, column: str) -> str:
        """The pattern of numbers of this column that could be a thousand times as much."""
        rows = f"({_bare(self.source.selects[table])})"
        return number_cells.uncertain(self.connection, rows, column, self.source.decimal)

    def _rounded(self, table: str, returned: dict[str, str]) -> str:
        """SQL: the first id of a row that a spreadsheet shortened, with its column."""
        ids = [one for one in columns_of(table) if is_id(one) and returned.get(one) == "VARCHAR"]
        cases = [f"when {_is_rounded(one)} then {{'field': {literal(one)}, 'cell': {one}}}" for one in ids]
        return f"case {' '.join(cases)} end" if cases else "cast(null as struct(field text, cell text))"

    def _translated(self, table: str, column: str) -> str:
        """SQL: the cell as text, through the source's maps where it has one for the column."""
        cast = f"cast({column} as {_sql_type(CANONICAL[table].columns[column])})"
        words = {"channel": self.source.channels, "priority": self.source.priorities}.get(column)
        if words:
            cases = " ".join(f"when {literal(folded(raw))} then {literal(said)}" for raw, said in words.items())
            return f"case lower({column}) {cases} else {column} end"
        return cast

    def _scores(self, table: str) -> str:
        """SQL: the values of a scale that mean "no answer" are no score; the row stands for the asking alone."""
        silent = [
            f"when scale = {literal(scale)} and raw_score in ({listed(said.no_answer)}) then null"
            for scale, said in self.source.scales.items()
            if said.no_answer
        ]
        if table != "feedback" or not silent:
            return ""
        return f" replace (case {' '.join(silent)} else raw_score end as raw_score)"

    def _note_unreadable(self, table: str, select: str, returned: dict[str, str]) -> None:
        """Text that should have been a number or yes/no: the cell is empty now, and said so."""
        for column in CANONICAL[table].columns:
            if returned.get(column.name) != "VARCHAR" or isinstance(column.type, sa.Text):
                continue
            rule = "boolean-unreadable" if isinstance(column.type, sa.Boolean) else "number-unreadable"
            self.connection.execute(
                f"insert into main.raw_faults select source_file, source_row, {literal(column.name)}, {literal(rule)}, "
                f"{column.name}, null, false from ({_bare(select)}) "
                f"where {column.name} is not null and {self._parsed(table, column)} is null"
            )

    def _empty_unknown_words(self, table: str) -> None:
        """A word that is none of the few a column may hold: the cell is empty now, and said so."""
        for (_, column), words in (item for item in WORDS.items() if item[0][0] == table):
            unknown = f"{column} is not null and {column} not in ({listed(words)})"
            noted = self.connection.execute(
                f"insert into main.raw_faults select source_file, source_row, {literal(column)}, 'word-unknown', "
                f"{column}, null, false from new.{table} where {unknown}"
            ).fetchone()[0]
            if noted:
                self.connection.execute(f"update new.{table} set {column} = null where {unknown}")

    def _note_early_response(self, select: str) -> None:
        """An answer before the opening is none."""
        self.connection.execute(
            "insert into main.raw_faults "
            "select source_file, source_row, 'first_response_at', 'response-before-opened', "
            f"cast(first_response_at as text), null, false from ({_bare(select)}) where first_response_at < opened_at"
        )

    def _create_empty(self, table: str) -> None:
        columns = (
            f"{column.name} {_sql_type(column)}" for column in CANONICAL[table].columns if column.name != "source"
        )
        self.connection.execute(
            f"create table new.{table} ({', '.join(columns)}, source_file text, source_row bigint, "
            "content ubigint, broken tinyint, outcome text)"
        )


def _bare(select: str) -> str:
    return select.strip().rstrip(";")


def _is_rounded(column: str) -> str:
    """SQL: true for an id that a spreadsheet shortened; never null."""
    may_be = f"(contains({column}, 'E+') or contains({column}, 'e+'))"
    return f"coalesce({may_be} and regexp_matches({column}, {literal(ROUNDED_ID)}), false)"


def _sql_type(column: sa.Column) -> str:
    return "timestamptz" if isinstance(column.type, type(Moment)) else str(column.type.compile())


def quoted_columns(table: str) -> str:
    """The canonical columns, quoted and separated by commas."""
    return ", ".join(name(column) for column in columns_of(table))
