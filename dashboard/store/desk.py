"""The desk file: what people record in the dashboard, appended row by row."""

from pathlib import Path

import sqlalchemy as sa

from dashboard.errors import StoreError
from dashboard.store import tables

FILE = "desk.duckdb"


def migrate(engine: sa.Engine) -> None:
    """Make the desk's tables where they are missing; refuse a desk newer than this code."""
    with engine.begin() as connection:
        tables.desk.create_all(connection, checkfirst=True)
        found = connection.execute(sa.select(tables.desk_info.c.schema_version)).scalar()
        if found is None:
            connection.execute(tables.desk_info.insert().values(schema_version=tables.DESK_VERSION))
        elif found > tables.DESK_VERSION:
            raise StoreError("error.desk_schema", file=FILE, found=found, expected=tables.DESK_VERSION)
    with engine.connect() as connection:
        # A schema change left in the write-ahead log at a crash can make the file unopenable.
        connection.exec_driver_sql("checkpoint")


def explain(error: Exception, file: Path) -> StoreError:
    """Why the desk could not be opened: held by another process, or damaged."""
    if "lock" in str(error).lower():
        return StoreError("error.desk_locked", file=str(file))
    return StoreError("error.desk_unreadable", file=str(file), problem=str(error).splitlines()[0])
