"""One export for all tests of the simulation, and DuckDB to look into it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from dashboard import demo, settings

AS_OF = datetime(2026, 11, 23, 14, 37, tzinfo=UTC)
TABLES = ("customers", "contacts", "agents", "tickets", "ticket_events", "feedback")


@dataclass
class Export:
    """A written export: its folder, what was planted, and a connection with a view per table."""

    folder: Path
    truth: demo.Truth
    db: duckdb.DuckDBPyConnection

    def rows(self, query: str) -> list[tuple]:
        """The rows of a query over the export's tables."""
        return self.db.execute(query).fetchall()

    def one(self, query: str):
        """The single value of a query."""
        return self.rows(query)[0][0]

    def ids(self, query: str) -> set[str]:
        """The first column as a set."""
        return {row[0] for row in self.rows(query)}

    def planted(self, rule: str) -> set[str]:
        """The ids that the account names for a rule."""
        return set(self.truth.planted[rule])


def make(folder: Path, tickets: int, seed: int = 5, as_of: datetime = AS_OF) -> Export:
    """Write an export and open it."""
    truth = demo.write(folder, tickets, seed, as_of, settings.load())
    db = duckdb.connect()
    db.execute("set TimeZone = 'UTC'")
    for table in TABLES:
        db.execute(f"create view {table} as select * from '{folder / table}.parquet'")
    return Export(folder, truth, db)


@pytest.fixture(scope="session")
def export(tmp_path_factory) -> Export:
    """The default export of 20,000 tickets."""
    return make(tmp_path_factory.mktemp("demo"), demo.DEFAULT_TICKETS)
