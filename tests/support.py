"""Small warehouses for tests: canonical rows in, facts built as an import builds them, a reader out."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import sqlalchemy as sa

from dashboard import settings as settings_file
from dashboard.importing import facts
from dashboard.settings import Settings
from dashboard.store import tables, versions
from dashboard.store.engine import Store

CAPABILITIES = {"messages", "status_history", "transfers", "feedback", "customers"}


def rows_of(file: Path) -> list[dict[str, str | None]]:
    """A CSV of a test folder; an empty cell is no value."""
    with file.open(encoding="utf-8", newline="") as opened:
        return [{name: cell or None for name, cell in row.items()} for row in csv.DictReader(opened)]


def make_warehouse(
    data_dir: Path,
    canonical: dict[str, list[dict]],
    statuses: dict[str, tuple[str, str | None]],
    exported_at: str,
    settings: Settings | None = None,
    capabilities: set[str] | dict[str, set[str]] | None = None,
    sources: tuple[str, ...] = ("helpdesk",),
) -> Store:
    """Publish a warehouse of these canonical rows under ``data_dir`` and open a reader on it.

    ``statuses`` maps raw status → (state, turn or None). Rows without a source belong to the first one.
    ``capabilities`` are those of all sources, or of each; ``None`` = all there are.
    """
    settings = settings or settings_file.load()
    stamp, path = versions.new_path(data_dir, settings.facts_hash)
    data_dir.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(f"duckdb:///{path}")
    tables.warehouse.create_all(engine)
    engine.dispose()
    has = CAPABILITIES if capabilities is None else capabilities
    with duckdb.connect(str(path)) as connection:
        connection.execute("set TimeZone='UTC'")
        for name, rows in canonical.items():
            insert(connection, name, [{"source": sources[0], **row} for row in rows])
        insert(
            connection,
            "sources",
            [_source(name, exported_at, has[name] if isinstance(has, dict) else has) for name in sources],
        )
        met = [
            {"source": source, "raw_status": raw, "state": state, "turn": turn}
            for source in sources
            for raw, (state, turn) in statuses.items()
        ]
        insert(connection, "statuses", met)
        facts.build(connection, settings)
        facts.check(connection)
        info = {"stamp": stamp, "schema_version": tables.SCHEMA_VERSION, "settings_hash": settings.facts_hash}
        info |= {"created_at": datetime.now(UTC), "is_demo": False, "zone": settings.time.zone}
        insert(connection, "warehouse_info", [info])
    before = versions.pointed_stamp(data_dir)
    versions.publish(data_dir, versions.Version(stamp, path), before, settings.imports.keep_warehouses)
    return Store(data_dir, settings, with_desk=False)


def facts_of(store: Store, table: str) -> list[dict]:
    """All rows of a fact table of the warehouse that the store has open."""
    with duckdb.connect(str(versions.current(store.data_dir).path), read_only=True) as connection:
        connection.execute("set TimeZone='UTC'")
        found = connection.execute(f"select * from {table}")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _source(name: str, exported_at: str, has: set[str]) -> dict:
    row = {"source": name, "kind": "canonical", "imported_at": exported_at, "exported_at": exported_at}
    row |= {"is_live": False, "is_demo": False, "has_responses": False, "has_words": False}
    return row | {f"has_{capability}": capability in has for capability in CAPABILITIES}


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict]) -> None:
    """These rows into a table, each with the columns that it names."""
    for row in rows:
        names, marks = ", ".join(row), ", ".join("?" for _ in row)
        connection.execute(f"insert into {table} ({names}) values ({marks})", list(row.values()))
