"""Rows read from a database into a copy of what is known: what the source says now is so, whatever was known before.

The rows that were read again, and those that are gone, take what they had become with them; nothing of it is compared
by time. So reading what changed leaves the same as reading everything.
"""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

from dataclasses import dataclass

from dashboard.importing.publishing.merging import APPEND_KEY, CHILDREN, Merging
from dashboard.store.tables import KEYS


@dataclass
class LiveMerging(Merging):
    """Merges a reading; with ``is_full`` nothing of the same source stays that was not read."""

    is_full: bool = False

    def _merge(self, table: str) -> None:
        self._view_old(table)
        if self.is_full:
            self._insert_new(table, "outcome = 'used'")
        elif table == "ticket_events":
            self._merge_events()
        else:
            self._merge_keyed(table)
        # What comes again as it was is repeated: that is said in the report, and changes nothing.
        self.connection.execute(
            f"update new.{table} set outcome = 'repeated' "
            "where outcome = 'used' and content in (select content from old)"
        )

    def _merge_keyed(self, table: str) -> None:
        key = KEYS[table][0]
        kept = f"{key} not in (select {key} from new.{table} where outcome = 'used' and {key} is not null) and " + (
            f"{key} not in (select canonical_id from main.replaced_ids where canonical_table = '{table}')"
        )
        self._insert_old(table, f"{kept} and {_of_left_tickets()}" if table in CHILDREN else kept)
        self._insert_new(table, "outcome = 'used'")

    def _merge_events(self) -> None:
        if self.source.merge.get("ticket_events") == "append":
            self.connection.execute(
                f"update new.ticket_events set outcome = 'repeated' where outcome = 'used' "
                f"and hash({APPEND_KEY}) in (select hash({APPEND_KEY}) from old)"
            )
            self._insert_old("ticket_events", _of_left_tickets())
        else:
            self._insert_old(
                "ticket_events",
                "ticket_id not in (select canonical_id from main.replaced_ids where canonical_table = 'tickets') "
                "and ticket_id not in (select ticket_id from new.tickets where ticket_id is not null) "
                "and ticket_id not in (select ticket_id from new.ticket_events where outcome = 'used')",
            )
        self._insert_new("ticket_events", "outcome = 'used'")

    def _mark_deleted(self) -> None:
        """What is gone has left already."""


def _of_left_tickets() -> str:
    """SQL: rows of no ticket, or of one that is still there."""
    return (
        "coalesce(ticket_id not in (select canonical_id from main.replaced_ids where canonical_table = 'tickets') "
        "or ticket_id in (select ticket_id from new.tickets where outcome in ('used', 'repeated')), true)"
    )
