"""What the other files of this room share: which columns hold texts or persons, and pseudonyms as SQL."""

# Identifiers come from tables.py; cells never enter the SQL.

from dataclasses import dataclass
from datetime import datetime

import duckdb

from dashboard.importing.words import literal
from dashboard.privacy import marks
from dashboard.privacy.ledger import Ledger
from dashboard.settings import Privacy

PERSONAL: dict[str, tuple[str, ...]] = {
    "tickets": ("subject", "service"),
    "ticket_events": ("body", "attachment_names", "author_email"),
    "feedback": ("comment",),
    "customers": ("name",),
    "contacts": ("name", "email", "phone_1", "phone_2"),
}
"""Canonical table → the columns that may be dropped; all others of a row say whether it is the same row."""
OF_CUSTOMERS = ("customers", "contacts", "tickets", "feedback")
OF_CONTACTS = ("contacts", "tickets")
"""Canonical tables that name a customer, and a contact."""
FINISHED = ("resolved", "closed", "merged", "spam", "deleted", "monitoring", "test")
"""States in which nobody waits for a ticket any more."""


@dataclass(frozen=True)
class Terms:
    """Where things are dropped, for how long they are kept, who asked to be erased, and when this is."""

    connection: duckdb.DuckDBPyConnection
    privacy: Privacy
    ledger: Ledger
    now: datetime

    def cutoff(self, years: int) -> datetime | None:
        """What lies before is no longer kept; ``None``: everything is."""
        if not years:
            return None
        try:
            return self.now.replace(year=self.now.year - years)
        except ValueError:  # the 29th of February
            return self.now.replace(year=self.now.year - years, day=28)

    def pseudonym(self, kind: str, expression: str, source: str) -> str:
        """SQL: the pseudonym of an id; of a pseudonym, itself."""
        told = f"{literal(self.ledger.salt + kind)} || ':' || {source} || ':' || {expression}"
        new = f"{literal(marks.PREFIX)} || left(sha256({told}), {marks.LENGTH})"
        return f"if(starts_with({expression}, {literal(marks.PREFIX)}), {expression}, {new})"

    def print_of_id(self, kind: str, expression: str, source: str) -> str:
        """SQL: what ``prints.of_id`` says of an id."""
        return f"sha256({literal(self.ledger.salt + kind)} || ':' || {source} || ':' || {expression})"


def hashed(salt: str, expression: str, before: str = "") -> str:
    """SQL: what stands for a name or a part of one, the same for the same within one run: its salt is thrown away."""
    told = f"sha256({literal(salt)} || lower(trim({expression})))"
    new = f"{literal(marks.PREFIX + before)} || left({told}, {marks.LENGTH})"
    return f"if(starts_with({expression}, {literal(marks.PREFIX)}), {expression}, {new})"


def has_table(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> bool:
    """True where the schema has such a table or view: an older warehouse may not."""
    found = "select 1 from information_schema.tables where table_schema = ? and table_name = ? limit 1"
    return connection.execute(found, [schema, table]).fetchone() is not None
