"""Imports of real databases: a login as the command line makes it, canonical tables as they are compared."""

from pathlib import Path

from dashboard import importing
from dashboard.importing import Report
from dashboard.settings import Settings
from dashboard.store.tables import CANONICAL
from tests.importing.live import whmcs
from tests.importing.support import ask, settings


def read(
    address: str, data_dir: Path, source: str | Path = "whmcs", password: str = whmcs.PASSWORD, **options
) -> Report:
    """Import a database; ``is_full`` reads everything."""
    login = importing.database_login([address], data_dir, {"DASHBOARD_DATABASE_PASSWORD": password})
    database = importing.Database(login, options.pop("prefix", None), options.pop("is_full", False))
    known: Settings = options.pop("settings", settings())
    return importing.run(source, [], data_dir, known, database=database, **options)


def canonical(data_dir: Path) -> dict[str, list[tuple]]:
    """Every canonical table of the current version, in a fixed order."""
    return {table: ask(data_dir, f"select * from {table} order by all") for table in CANONICAL}


def reads(report: Report) -> dict[str, int]:
    """Rows read by raw table."""
    return {one.raw_table: one.read for one in report.files}
