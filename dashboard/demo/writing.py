"""From numbers to the export: DuckDB joins the texts and names and writes one Parquet file per table."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from dashboard.demo import columns
from dashboard.demo.endings import Ratings
from dashboard.demo.events import Story
from dashboard.demo.outcome import Present
from dashboard.demo.tickets import Tickets

SQL = Path(__file__).with_name("sql")
TABLES = ("customers", "contacts", "agents", "tickets", "ticket_events", "feedback")
MEMORY_LIMIT = "2GB"


@dataclass
class Export:
    """All that is written."""

    story: Story
    events: dict[str, np.ndarray]
    present: Present
    ratings: Ratings


def ids(tickets: Tickets) -> np.ndarray:
    """The number of each ticket: in order of opening, from 1."""
    numbers = np.empty(len(tickets), dtype=np.int64)
    numbers[np.argsort(tickets.opened, kind="stable")] = np.arange(1, len(tickets) + 1)
    return numbers


def write(folder: Path, export: Export, progress: Callable[[float], None]) -> None:
    """Write all tables and ``export.toml`` into the folder; takes the events out of the export as it goes."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "autoinstall_known_extensions": False}) as db:
        db.execute("set TimeZone = 'UTC'")
        _load(db, export)
        for name in ("people", "contact_lines", "ticket_names"):
            db.execute((SQL / f"{name}.sql").read_text(encoding="utf-8"))
        for place, table in enumerate(TABLES):
            query = (SQL / f"{table}.sql").read_text(encoding="utf-8")
            target = str(folder / f"{table}.parquet").replace("'", "''")
            db.execute(f"copy ({query}) to '{target}' (format parquet, compression zstd)")
            progress((place + 1) / len(TABLES))
    said = export.story.scene.as_of.isoformat()
    (folder / "export.toml").write_text(f'exported_at = {said}\nsource = "demo"\nis_demo = true\n', encoding="utf-8")


def _load(db: duckdb.DuckDBPyConnection, export: Export) -> None:
    """Hand the columns over. Events become a table of DuckDB's own: it must know that they are many."""
    scene, numbers = export.story.scene, ids(export.story.tickets)
    for name, table in columns.lists(scene.texts).items():
        db.register(name, table)
    db.register("raw_customers", columns.customers(scene.people))
    db.register("raw_contacts", columns.contacts(scene.people))
    db.register("raw_agents", columns.agents(scene.agents))
    db.register("raw_tickets", columns.tickets(export.story, export.present, numbers))
    db.register("raw_feedback", columns.feedback(export.ratings))
    db.register("arrow_events", columns.events(export.events))
    db.execute("create temp table raw_events as select * from arrow_events")
    db.unregister("arrow_events")
    export.events.clear()
