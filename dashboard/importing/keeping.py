"""Questions about the data at hand that only an import asks: what was set aside, and whether they are real."""

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard.errors import ImportRefused, StoreError
from dashboard.store import versions


@dataclass(frozen=True)
class RejectedRow:
    """A row kept aside, with its original cells by column."""

    source: str
    file: str
    row: int
    field: str | None
    rule: str
    message: str | None
    cells: dict[str, str | None]


def _ask(data_dir: Path, sql: str, values: list) -> list[tuple]:
    version = versions.current(data_dir)
    if version is None:
        raise StoreError("error.no_data")
    try:
        with duckdb.connect(str(version.path), read_only=True) as connection:
            return connection.execute(sql, values).fetchall()
    except duckdb.Error as error:
        raise StoreError("error.warehouse_unreadable", file=str(version.path)) from error


def rejected(data_dir: Path, source: str | None = None) -> list[RejectedRow]:
    """The rejected rows in the current data, of one source or of all."""
    rows = _ask(
        data_dir,
        "select source, file, row_number, field, rule, message, cells from rejected_rows "
        "where $1 is null or source = $1 order by source, file, row_number, field",
        [source],
    )
    return [RejectedRow(*row[:6], cells=json.loads(row[6]) if row[6] else {}) for row in rows]


def last_import(data_dir: Path) -> tuple[str, str] | None:
    """Kind and name of the source that was imported last, demos aside; ``None`` where there is none to be seen."""
    sql = "select kind, source from sources where not coalesce(is_demo, false) order by imported_at desc limit 1"
    try:
        rows = _ask(data_dir, sql, [])
    except StoreError:
        return None
    return rows[0] if rows else None


def refuse_demo_beside_real(data_dir: Path) -> None:
    """Raise ``ImportRefused`` where the current data are real, before any demo is simulated."""
    if versions.pointed_stamp(data_dir) is None:
        return
    real = _ask(data_dir, "select source from sources where not coalesce(is_demo, false) order by 1", [])
    if real:
        raise ImportRefused("error.demo_beside_real", sources=", ".join(row[0] for row in real))
