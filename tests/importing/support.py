"""Tiny exports for the importer's tests: text in, a published version out, asked with plain SQL."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from dashboard import importing
from dashboard import settings as settings_file
from dashboard.importing import Report
from dashboard.settings import Settings
from dashboard.store import versions

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SHARED = Path(__file__).parents[3] / "shared" / "exports"
HEAD = "ticket_id,raw_status,opened_at"
SOURCE = """
name = "helpdesk"
zone = "America/Sao_Paulo"
missing = ["?"]

[tables.raw]
required = ["id", "status", "opened"]
optional = ["closed", "updated", "subject", "score"]
dates = ["opened", "closed", "updated"]
needed = ["opened"]

[statuses]
open = "in_progress"
done = "closed"
"""
SELECT = """
select id as ticket_id, status as raw_status, opened as opened_at, closed as closed_at, updated as updated_at, subject,
    source_file, source_row
from raw
"""

needs_exports = pytest.mark.skipif(not SHARED.exists(), reason="../shared/exports is not here")


def settings(data_dir: Path | None = None) -> Settings:
    return settings_file.load(data_dir)


def write(file: Path, content: str | bytes) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def make_source(folder: Path, description: str = SOURCE, **selects: str) -> Path:
    """A source's folder; ``selects`` are its SELECTs by canonical table."""
    write(folder / "source.toml", description)
    for table, select in {"tickets": SELECT, **selects}.items():
        write(folder / f"{table}.sql", select)
    return folder


def run(source: str | Path, given: Path | list[Path], data_dir: Path, **options) -> Report:
    options.setdefault("now", NOW)
    paths = given if isinstance(given, list) else [given]
    return importing.run(source, paths, data_dir, options.pop("settings", settings()), **options)


def ask(data_dir: Path, sql: str) -> list[tuple]:
    """Rows of the current version."""
    with duckdb.connect(str(versions.current(data_dir).path), read_only=True) as connection:
        connection.execute("set TimeZone='UTC'")
        return connection.execute(sql).fetchall()


def tickets(data_dir: Path, columns: str = "ticket_id, raw_status") -> list[tuple]:
    return ask(data_dir, f"select {columns} from tickets order by ticket_id")


def totals(report: Report) -> dict[str, int]:
    return {name: report.total(name) for name in ("read", "used", "repeated", "superseded", "rejected")}
