"""The books of an import in the new warehouse: its files, what was set aside, and the source with its moment."""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from dashboard.importing.report import FileReport
from dashboard.importing.rows.accounting import Accounting
from dashboard.importing.rows.hiding import Hiding
from dashboard.importing.sources.source import Source
from dashboard.importing.words import listed, literal
from dashboard.settings import Settings

MOMENTS = {
    "tickets": ("opened_at", "first_response_at", "resolved_at", "closed_at", "updated_at"),
    "ticket_events": ("occurred_at",),
    "feedback": ("asked_at", "given_at"),
}
"""Canonical table → the columns that show how far an export reaches."""

RENEWED = (
    " and (file, row_number) in "
    "(select (file, row_number) from main.renewed_rows inner join main.files_read using (raw_table))"
)
"""SQL: of a running helpdesk, the rows that were looked at again."""


@dataclass
class Books:
    """Writes what an import leaves behind; ``exported_at`` is the moment stated for the export, with its zone, if any.

    ``is_partial``: of a running helpdesk only the rows in ``renewed_rows`` were looked at.
    """

    connection: duckdb.DuckDBPyConnection
    stamp: str
    source: Source
    instance: str
    settings: Settings
    now: datetime
    is_demo: bool
    exported_at: datetime | None
    hiding: Hiding
    is_partial: bool = False

    def keep(self, accounting: Accounting, not_mapped: list[str]) -> list[FileReport]:
        """The files with their counts, the rejected rows and the warnings; older ones of the same files go."""
        files = accounting.files()
        names = listed([file.file for file in files] or [""])
        renewed = RENEWED if self.is_partial else ""
        for table in ("rejected_rows", "cell_warnings"):
            self.connection.execute(
                f"delete from warehouse.{table} where source = {literal(self.instance)} and file in ({names}){renewed}"
            )
        accounting.keep_rejects(self.stamp, self.instance, self.settings.language, self.hiding)
        self._write_hidden()
        self._write_files(files, not_mapped)
        return files

    def _write_files(self, files: list[FileReport], not_mapped: list[str]) -> None:
        mapped = [
            (one.file, one.raw_table, one.read, one.used, one.repeated, one.superseded, one.rejected) for one in files
        ]
        rows = mapped + [(name, "", 0, 0, 0, 0, 0) for name in not_mapped]
        self.connection.executemany(
            "insert into warehouse.import_files "
            "(stamp, source, file, raw_table, read_count, used_count, repeated_count, "
            f"superseded_count, rejected_count) values ({literal(self.stamp)}, {literal(self.instance)}, "
            "?, ?, ?, ?, ?, ?, ?)",
            rows,
        )

    def _write_hidden(self) -> None:
        """How many secrets were hidden where; what they were is nowhere."""
        rows = [(place, kind, count) for (place, kind), count in sorted(self.hiding.counts.items())]
        if rows:
            self.connection.executemany(
                "insert into warehouse.hidden_secrets (stamp, source, place, kind, secret_count) "
                f"values ({literal(self.stamp)}, {literal(self.instance)}, ?, ?, ?)",
                rows,
            )

    def write_source(self) -> datetime:
        """The source's row: what it is, what its data hold, and the moment they stand for."""
        mine = f"source = {literal(self.instance)}"
        # Without tickets no moment is in the data: the moment of the import is, each time anew.
        before = self.connection.execute(
            f"select exported_at from warehouse.sources where {mine} "
            f"and exists (select 1 from warehouse.tickets where {mine})"
        ).fetchone()
        exported_at = self._exported_at(before[0] if before else None)
        self.connection.execute(f"delete from warehouse.sources where {mine}")
        self.connection.execute(
            f"""
            insert into warehouse.sources by name
            select ? as source, ? as kind, cast(? as timestamptz) as imported_at, cast(? as timestamptz) as exported_at,
                ? as is_live, ? as is_demo, false as has_responses, false as has_words,
                exists (select 1 from warehouse.ticket_events where {mine} and kind = 'message') as has_messages,
                exists (select 1 from warehouse.ticket_events where {mine} and kind = 'status') as has_status_history,
                exists (
                    select 1 from warehouse.ticket_events
                    where {mine}
                    and (kind in ('transfer', 'assignment') or (kind = 'status' and department is not null))
                ) as has_transfers,
                exists (select 1 from warehouse.feedback where {mine}) as has_feedback,
                exists (select 1 from warehouse.customers where {mine})
                    or exists (select 1 from warehouse.contacts where {mine}) as has_customers
            """,
            [self.instance, self.source.name, self.now, exported_at, self.source.live, self.is_demo],
        )
        return exported_at

    def _exported_at(self, before: datetime | None) -> datetime:
        """As stated, else the latest moment of the data not after the clock; never back behind the last import."""
        if self.exported_at:
            return self.exported_at.astimezone(UTC)
        parts = [
            f"select max({column}) filter (where {column} <= $now and outcome <> 'rejected') as moment from new.{table}"
            for table, columns in MOMENTS.items()
            for column in columns
        ]
        latest = self.connection.execute(
            f"select max(moment) from ({' union all '.join(parts)})", {"now": self.now}
        ).fetchone()[0]
        return max(moment for moment in (latest, before) if moment) if latest or before else self.now
