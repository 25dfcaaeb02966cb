"""Nothing gets lost on the way: every raw row is used, repeated, superseded or rejected, and the sum is asserted."""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

from dataclasses import dataclass

import duckdb

from dashboard import text
from dashboard.errors import SourceError
from dashboard.importing.report import FileReport
from dashboard.importing.rows.hiding import Hiding
from dashboard.importing.rows.hiding_faults import hide_faults
from dashboard.importing.rows.reading import RawRelation
from dashboard.importing.rows.rules import RULES
from dashboard.importing.rows.typed import cells_as_json
from dashboard.importing.sources.source import Source
from dashboard.importing.words import literal
from dashboard.store.tables import CANONICAL

RANKS = {"used": 1, "rejected": 2, "superseded": 3, "repeated": 4}
"""A raw row that gave several canonical rows counts as the first of these that holds."""
TABLES = ["tickets", *(one for one in CANONICAL if one != "tickets")]


@dataclass
class Accounting:
    """The books of one import."""

    connection: duckdb.DuckDBPyConnection
    source: Source
    relations: list[RawRelation]

    def outcomes(self) -> None:
        """One row per raw row in ``row_outcomes``; call it once the outcomes in ``new`` are final."""
        rank = "case outcome " + " ".join(f"when '{one}' then {rank}" for one, rank in RANKS.items()) + " end"
        filled = [table for table in TABLES if self._has_rows(table)]
        parts = [
            f"select source_file, source_row, {rank} as rank from new.{table} where source_row is not null"
            for table in filled
        ]
        parts.append("select source_file, source_row, 2 as rank from raw_faults where is_rejected")
        self.connection.execute(
            "create or replace table main.row_outcomes as "
            "select source_file, source_row, cast(min(rank) as tinyint) as rank "
            f"from ({' union all '.join(parts)}) group by source_file, source_row"
        )
        for one in self.relations:
            if self.source.tables[one.matched.table].lookup:
                self._account_lookup(one)

    def _account_lookup(self, one: RawRelation) -> None:
        """What only explains other rows says something new where one of these does."""
        self.connection.execute(
            "insert into main.row_outcomes select source_file, source_row, "
            f"(select if(min(rank) = {RANKS['used']}, {RANKS['used']}, {RANKS['repeated']}) from main.row_outcomes) "
            f"from {one.relation} where source_row not in "
            f"(select source_row from main.row_outcomes where source_file = {literal(one.matched.file.name)})"
        )

    def files(self) -> list[FileReport]:
        """The counts of each file. Raises ``SourceError`` where a row is unaccounted for."""
        counted: dict[tuple[str, int], int] = {
            (row[0], row[1]): row[2]
            for row in self.connection.execute(
                "select source_file, rank, count(*) from main.row_outcomes group by all"
            ).fetchall()
        }
        reports = []
        for one in self.relations:
            file = one.matched.file.name
            counts = {outcome: counted.get((file, rank), 0) for outcome, rank in RANKS.items()}
            if sum(counts.values()) != one.read_count:
                raise self._unaccounted(one, sum(counts.values()))
            reports.append(FileReport(file, one.matched.table, one.read_count, **counts))
        return reports

    def _has_rows(self, table: str) -> bool:
        return bool(self.connection.execute(f"select 1 from new.{table} limit 1").fetchone())

    def _unaccounted(self, one: RawRelation, accounted: int) -> SourceError:
        file = one.matched.file.name
        lost = self.connection.execute(
            f"select min(source_row) from {one.relation} where source_row not in "
            "(select source_row from main.row_outcomes where source_file = ?)",
            [file],
        ).fetchone()[0]
        return SourceError(
            "error.rows_unaccounted",
            source=self.source.name, file=file, table=one.matched.table, row=lost or "–",
            read=one.read_count, accounted=accounted,
        )  # fmt: skip

    # ------------------------------------------------------------------ what was set aside
    def keep_rejects(self, stamp: str, instance: str, language: str, hiding: Hiding) -> None:
        """Write ``rejected_rows`` and ``cell_warnings`` of the new warehouse, without secrets."""
        known = f"{literal(stamp)}, {literal(instance)}"
        self._collect_faults()
        hide_faults(hiding)
        message = "case rule " + " ".join(
            f"when {literal(rule)} then {literal(text.say(f'import.rule.{rule}', language, cell='{cell}'))}"
            for rule in self._rules()
        )
        message = (
            f"replace({message} else rule end, '{{cell}}', coalesce(left(cell, 80), ''))" if self._rules() else "rule"
        )
        self.connection.execute(
            f"insert into warehouse.rejected_rows (stamp, source, file, row_number, field, rule, message, cells) "
            f"select {known}, source_file, source_row, field, rule, {message}, cells from main.faults "
            "where is_rejected "
            "order by source_file, source_row"
        )
        self.connection.execute(
            f"insert into warehouse.cell_warnings (stamp, source, file, row_number, field, rule, cell) "
            f"select {known}, source_file, source_row, field, rule, left(cell, 200) from main.faults "
            "where not is_rejected "
            "order by source_file, source_row"
        )

    def _rules(self) -> list[str]:
        rows = self.connection.execute("select distinct rule from main.faults where is_rejected").fetchall()
        return [row[0] for row in rows]

    def _collect_faults(self) -> None:
        """All faults, one rejection per raw row; a broken rule in a row that was used all the same is a warning."""
        self.connection.execute(
            "create or replace table main.broken_rules as "
            "select null::text as source_file, null::bigint as source_row, "
            "null::text as field, null::text as rule, null::text as cell, 0 as place where false"
        )
        for place, table in enumerate(TABLES):
            for number, rule in enumerate(RULES[table]):
                self.connection.execute(
                    f"insert into main.broken_rules select source_file, source_row, {literal(rule.field)}, "
                    f"{literal(rule.code)}, {rule.cell}, {place} from new.{table} where broken = {number}"
                )
        self.connection.execute(
            """
            create or replace table main.faults as
            with first_broken as (
                select * from main.broken_rules
                qualify row_number() over (partition by source_file, source_row order by place) = 1
            )
            select broken.source_file, broken.source_row, field, rule, cell, null::text as cells,
                coalesce(outcomes.rank = 2, false) as is_rejected
            from first_broken as broken
            left join main.row_outcomes as outcomes
                on broken.source_file = outcomes.source_file and broken.source_row = outcomes.source_row
            union all
            select source_file, source_row, field, rule, cell, cells, is_rejected from raw_faults
            qualify not is_rejected
                or row_number() over (partition by source_file, source_row, is_rejected order by field) = 1
            """
        )
        # A row of ten thousand cells takes gigabytes as JSON: only files with such a row are read once more.
        bare = self.connection.execute(
            "select distinct source_file from main.faults where cells is null and is_rejected"
        )
        files = {row[0] for row in bare.fetchall()}
        for one in (one for one in self.relations if one.matched.file.name in files):
            self.connection.execute(
                f"update main.faults as fault set cells = {cells_as_json(one)} from {one.relation} as raw "
                "where fault.cells is null and fault.is_rejected and fault.source_file = raw.source_file "
                "and fault.source_row = raw.source_row"
            )
