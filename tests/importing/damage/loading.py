"""What an import loads and what it tells, without the facts: they follow from what was loaded."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from dashboard.importing.publishing.warehouse import Draft, _create
from dashboard.importing.report import Report
from dashboard.importing.rows.reading import SCHEMAS
from dashboard.importing.running import Import
from dashboard.settings import Settings
from dashboard.store.tables import BOOKKEEPING, CANONICAL, warehouse
from tests.importing.damage.truth import KEYS, MOMENTS, Row
from tests.importing.support import NOW

NEEDED = (*CANONICAL, *BOOKKEEPING)


@dataclass
class Loaded:
    """The rows of the canonical tables as text, the emptied or doubted cells, and the rows set aside."""

    report: Report
    tables: dict[str, list[Row]]
    warnings: list[tuple[str, int, str, str]]
    rejected: list[tuple[str, int, str, str]]


class _Finished(Exception):
    """Ends an import where its facts would begin."""


@dataclass
class _Paper(Draft):
    """A draft in memory, read before it is gone."""

    loaded: Loaded | None = None
    tables: dict[str, list[Row]] = field(default_factory=dict)

    @contextlib.contextmanager
    def workshop(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with duckdb.connect() as connection:
            connection.execute("set TimeZone = 'UTC'; attach ':memory:' as warehouse")
            for table in NEEDED:
                connection.execute(_create(warehouse.tables[table]))
            connection.execute(SCHEMAS)
            connection.execute("set search_path = 'memory.main'")
            yield connection
            self.tables = {table: _rows(connection, table) for table in KEYS}
            ask = connection.execute
            self.warnings = ask("select file, row_number, field, rule from warehouse.cell_warnings").fetchall()
            self.rejected = ask(
                "select file, row_number, rule, coalesce(cells, '') || ' ' || message from warehouse.rejected_rows"
            ).fetchall()


def load(source: str | Path, given: list[Path], folder: Path, settings: Settings, **options) -> Loaded:
    """Read, map and account for an export. Raises ``DashboardError`` where it is refused."""
    folder.mkdir(parents=True, exist_ok=True)
    paper = _Paper(folder, folder, settings, "20261123T120000Z", folder / "w.duckdb", None, None)
    job = Import(source, given, settings, paper, lambda step, share: None, NOW, **options)
    job._finish = lambda: job.report
    return Loaded(job.run(), paper.tables, paper.warnings, paper.rejected)


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> list[Row]:
    columns = [column.name for column in CANONICAL[table].columns if column.name != "source"]
    shown = [f"strftime({one}, '%Y-%m-%d %H:%M:%S.%g')" if one in MOMENTS else f"{one}::text" for one in columns]
    found = connection.execute(f"select {', '.join(shown)} from warehouse.{table}").fetchall()
    return [dict(zip(columns, row, strict=True)) for row in found]
