"""One import's rows into a copy of what the warehouse already knows.

The newer row wins (later ``updated_at``, else the later import); a table declared ``complete`` replaces its
tickets' rows, one declared ``append`` adds to them. What another source delivered is carried along unchanged.
"""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

from dataclasses import dataclass

import duckdb

from dashboard.importing.rows.mapping import columns_of, quoted_columns
from dashboard.importing.sources.source import Source
from dashboard.importing.words import listed, literal
from dashboard.store.tables import BOOKKEEPING, CANONICAL, KEYS

CHILDREN = ("ticket_events", "feedback", "targets")
APPEND_KEY = "ticket_id, occurred_at, kind, author, md5(body), raw_status, department"


@dataclass
class Merging:
    """Fills the canonical tables of the new ``warehouse`` from ``new`` and from ``kept``, the current one."""

    connection: duckdb.DuckDBPyConnection
    source: Source
    instance: str
    has_present: bool
    dropped_sources: tuple[str, ...] = ()

    def run(self) -> None:
        """Merge every canonical table; the outcomes in ``new`` are final afterwards."""
        self._carry_bookkeeping()
        self.connection.execute("create or replace temp table older_tickets (ticket_id text)")
        for table in ["tickets", *(one for one in CANONICAL if one != "tickets")]:
            self._carry_others(table)
            if self._knows(table):
                self._merge(table)
            else:
                if table in CHILDREN and self._knows("tickets"):
                    self._supersede_children_of_older_tickets(table)
                self._insert_new(table, "outcome = 'used'")
        if self.source.full:
            self._mark_deleted()

    # ------------------------------------------------------------------ what is carried along
    def _carry_bookkeeping(self) -> None:
        if self.has_present:
            for table in BOOKKEEPING:
                self._carry(table, f"source not in ({listed(('', *self.dropped_sources))})")

    def _carry_others(self, table: str) -> None:
        if self.has_present:
            self._carry(table, f"source not in ({listed((self.instance, *self.dropped_sources))})")

    def _carry(self, table: str, where: str) -> None:
        shared = shared_columns(self.connection, table)
        if shared:
            self.connection.execute(
                f"insert into warehouse.{table} ({shared}) select {shared} from kept.{table} where {where}"
            )

    def _knows(self, table: str) -> bool:
        """True where the present warehouse has rows of this source in the table."""
        if not self.has_present or self.instance in self.dropped_sources:
            return False
        return bool(
            self.connection.execute(
                f"select 1 from kept.{table} where source = {literal(self.instance)} limit 1"
            ).fetchone()
        )

    # ------------------------------------------------------------------ the merge itself
    def _view_old(self, table: str) -> None:
        columns = quoted_columns(table)
        shared = shared_columns(self.connection, table)
        self.connection.execute(
            f"create or replace temp view old as select {columns}, hash({columns}) as content from "
            f"(select * from warehouse.{table} where false union all by name "
            f"select {shared} from kept.{table} where source = {literal(self.instance)})"
        )

    def _merge(self, table: str) -> None:
        self._view_old(table)
        if table in CHILDREN:
            self._supersede_children_of_older_tickets(table)
        mode = self.source.merge.get(table, "complete" if table == "ticket_events" else "keyed")
        if mode == "complete":
            self._replace_tickets(table)
        elif table == "ticket_events":
            self._append_events()
        else:
            self._merge_by_key(table)

    def _supersede_children_of_older_tickets(self, table: str) -> None:
        """An older export of a ticket brings older events: they change nothing either."""
        self.connection.execute(
            f"update new.{table} set outcome = 'superseded' where outcome = 'used' "
            "and ticket_id in (select ticket_id from older_tickets)"
        )

    def _merge_by_key(self, table: str) -> None:
        key = ", ".join(KEYS[table])
        has_update = "updated_at" in columns_of(table)
        if has_update:
            self._mark("superseded", table, key, "old.updated_at > row.updated_at")
        if table == "tickets":
            self.connection.execute(
                "insert into older_tickets select row.ticket_id from new.tickets as row, old "
                "where row.outcome = 'superseded' "
                "and row.ticket_id = old.ticket_id and old.updated_at > row.updated_at"
            )
        self._mark("repeated", table, key, "old.content = row.content")
        self._insert_old(table, f"({key}) not in (select ({key}) from new.{table} where outcome = 'used')")
        self._insert_new(table, "outcome = 'used'")

    def _mark(self, outcome: str, table: str, key: str, condition: str) -> None:
        same_key = " and ".join(f"row.{column} = old.{column}" for column in key.split(", "))
        self.connection.execute(
            f"update new.{table} as row set outcome = '{outcome}' from old "
            f"where row.outcome = 'used' and {same_key} and {condition}"
        )

    def _replace_tickets(self, table: str) -> None:
        self.connection.execute(
            "create or replace temp table replaced as "
            f"select distinct ticket_id from new.{table} where outcome = 'used'"
        )
        self.connection.execute(
            f"update new.{table} set outcome = 'repeated' "
            "where outcome = 'used' and content in (select content from old)"
        )
        self._insert_old(
            table,
            "coalesce(ticket_id not in (select ticket_id from replaced where ticket_id is not null), true) "
            f"or content in (select content from new.{table} where outcome = 'repeated')",
        )
        self._insert_new(table, "outcome = 'used'")

    def _append_events(self) -> None:
        self.connection.execute(
            f"update new.ticket_events set outcome = 'repeated' where outcome = 'used' "
            f"and hash({APPEND_KEY}) in (select hash({APPEND_KEY}) from old)"
        )
        self._insert_old("ticket_events", "true")
        self._insert_new("ticket_events", "outcome = 'used'")

    def _insert_old(self, table: str, where: str) -> None:
        columns = quoted_columns(table)
        self.connection.execute(
            f"insert into warehouse.{table} (source, {columns}) "
            f"select {literal(self.instance)}, {columns} from old where {where}"
        )

    def _insert_new(self, table: str, where: str) -> None:
        columns = quoted_columns(table)
        self.connection.execute(
            f"insert into warehouse.{table} (source, {columns}) "
            f"select {literal(self.instance)}, {columns} from new.{table} where {where}"
        )

    def _mark_deleted(self) -> None:
        self.connection.execute(
            f"update warehouse.tickets set raw_status = 'deleted' where source = {literal(self.instance)} "
            "and ticket_id not in (select ticket_id from new.tickets where outcome <> 'rejected')"
        )


def shared_columns(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    """The columns that the present file's table has in common with ours: an older schema has fewer."""
    rows = connection.execute(
        "select ours.column_name from duckdb_columns() as ours inner join duckdb_columns() as theirs "
        "on theirs.database_name = 'present' and theirs.schema_name = 'main' and theirs.table_name = ours.table_name "
        "and theirs.column_name = ours.column_name "
        "where ours.database_name = 'warehouse' and ours.schema_name = 'main' and ours.table_name = ? "
        "order by ours.column_index",
        [table],
    ).fetchall()
    return ", ".join(f'"{row[0]}"' for row in rows)
