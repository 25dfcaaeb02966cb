"""A query test is a folder: small canonical CSVs, questions, expected rows; the same on DuckDB and PostgreSQL.

``case.toml`` holds ``says`` (the sentence that must hold), ``exported_at``, optionally ``[settings]`` (laid over
the defaults), ``[statuses]`` (raw status → state, or "state/turn"), ``lacks`` (capabilities the source does not
bring), and one ``[[ask]]`` per question: ``query``, ``params``, ``expected`` (a CSV). Of the expected CSV only the
columns named are compared, in row order. Moments without a zone are local to the company. The CSV of
a table of the desk (``ticket_marks.csv``) is what people recorded: it makes a desk beside the warehouse.
"""

import csv
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import sqlalchemy as sa

from dashboard import settings as settings_file
from dashboard.settings import Settings
from dashboard.store import desk, tables
from dashboard.store.engine import Store
from tests.support import CAPABILITIES, insert, make_warehouse, rows_of

ROOT = Path(__file__).parent / "cases"
STATUSES = {
    "Novo": "new",
    "Em análise": "in_analysis",
    "Em andamento": "in_progress",
    "Aguardando cliente": "waiting_customer",
    "Aguardando terceiro": "on_hold",
    "Resolvido": "resolved",
    "Fechado": "closed",
    "Spam": "spam",
    "Excluído": "deleted",
    "Teste": "test",
}
"""The statuses every folder may use without saying so; any other is unknown."""


def folders() -> list[str]:
    """The names of all cases."""
    return sorted(file.parent.name for file in ROOT.glob("*/case.toml"))


def case_of(name: str) -> dict[str, Any]:
    """What ``case.toml`` says."""
    return tomllib.loads((ROOT / name / "case.toml").read_text(encoding="utf-8"))


def warehouse_of(name: str, data_dir: Path) -> Store:
    """The folder's warehouse, built and opened, and its desk where it brings one."""
    case = case_of(name)
    settings = _settings(case.get("settings", {}))
    sources = tuple(case.get("sources", ["helpdesk"]))
    canonical = {
        table.name: [_moments(row, table, settings) for row in rows_of(file)]
        for table in (*tables.CANONICAL.values(), tables.record_history, tables.ways_brought)
        if (file := ROOT / name / f"{table.name}.csv").exists()
    }
    recorded = {
        table.name: [{**_first_source(table, sources), **_moments(row, table, settings)} for row in rows_of(file)]
        for table in tables.desk.sorted_tables
        if (file := ROOT / name / f"{table.name}.csv").exists()
    }
    if recorded:
        _make_desk(data_dir, recorded)
    return make_warehouse(
        data_dir,
        canonical,
        _statuses(case, canonical),
        _aware(case["exported_at"], settings),
        settings,
        CAPABILITIES - set(case.get("lacks", [])),
        sources,
    )


def _first_source(table: sa.Table, sources: tuple[str, ...]) -> dict[str, str]:
    return {"source": sources[0]} if "source" in table.columns else {}


def _make_desk(data_dir: Path, recorded: dict[str, list[dict]]) -> None:
    """The desk as the app makes it, with these rows."""
    data_dir.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(f"duckdb:///{data_dir / desk.FILE}")
    desk.migrate(engine)
    engine.dispose()
    with duckdb.connect(str(data_dir / desk.FILE)) as connection:
        for table, rows in recorded.items():
            insert(connection, table, rows)


def _settings(above: dict) -> Settings:
    defaults = tomllib.loads(settings_file.DEFAULTS_FILE.read_text(encoding="utf-8"))
    return Settings.model_validate(settings_file._merged(defaults, above))


def _statuses(case: dict, canonical: dict[str, list[dict]]) -> dict[str, tuple[str, str | None]]:
    known = {**STATUSES, **case.get("statuses", {})}
    met = {row.get("raw_status") for rows in canonical.values() for row in rows} - {None}
    said = {raw: known.get(raw, "unknown").split("/") for raw in met}
    return {raw: (parts[0], parts[1] if len(parts) > 1 else None) for raw, parts in said.items()}


def _moments(row: dict, table: sa.Table, settings: Settings) -> dict:
    times = {column.name for column in table.columns if isinstance(column.type, tables.DateTime)}
    return {name: _aware(cell, settings) if name in times and cell else cell for name, cell in row.items()}


def _aware(cell: str, settings: Settings) -> str:
    moment = datetime.fromisoformat(cell)
    return (moment if moment.tzinfo else moment.replace(tzinfo=settings.zone)).astimezone(UTC).isoformat()


def expected_rows(name: str, file: str) -> tuple[list[str], list[list[str]]]:
    """Columns and cells of an expected CSV, as written."""
    with (ROOT / name / file).open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    return rows[0], rows[1:]


def shown(frame: pd.DataFrame, columns: list[str], settings: Settings) -> list[list[str]]:
    """A result as the expected CSVs write it: local moments, plain numbers, nothing for a missing value."""
    return [[_cell(row[column], settings) for column in columns] for row in frame.to_dict("records")]


def _cell(value: Any, settings: Settings) -> str:
    if value is None or (not isinstance(value, list) and pd.isna(value)):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, datetime):
        return value.astimezone(settings.zone).strftime("%Y-%m-%d %H:%M" + (":%S" if value.second else ""))
    return value.isoformat() if isinstance(value, date) else str(value)
