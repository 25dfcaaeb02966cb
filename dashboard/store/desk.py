"""The desk file: what people record in the dashboard, appended row by row."""

import contextlib
from pathlib import Path

import duckdb
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
        elif found < tables.DESK_VERSION:
            connection.execute(tables.desk_info.update().values(schema_version=tables.DESK_VERSION))
    with engine.connect() as connection:
        # A schema change left in the write-ahead log at a crash can make the file unopenable.
        connection.exec_driver_sql("checkpoint")


def explain(error: Exception, file: Path) -> StoreError:
    """Why the desk could not be opened: held by another process, or damaged."""
    if "lock" in str(error).lower():
        return StoreError("error.desk_locked", file=str(file))
    return StoreError("error.desk_unreadable", file=str(file), problem=str(error).splitlines()[0])


def back_up(connection: duckdb.DuckDBPyConnection, name: str, target: Path) -> None:
    """Copy the desk, attached to the connection as ``name``, into a new file; whole or not at all.

    What is kept apart stays out: its tables are there, empty, so that the copy can take the desk's place. Copying all
    and deleting would not do: deleted rows can still be read in the file.

    Raises ``StoreError`` where the file is there already or its folder is not.
    """
    if target.exists():
        raise StoreError("error.backup_taken", file=str(target))
    if not target.parent.is_dir():
        raise StoreError("error.backup_folder", folder=str(target.parent))
    half_written = target.with_name(f".{target.name}.part")
    half_written.unlink(missing_ok=True)
    try:
        connection.execute(f"attach '{str(half_written).replace(chr(39), chr(39) * 2)}' as desk_copy")
        try:
            _copy(connection, name)
        finally:
            connection.execute("detach desk_copy")
        half_written.rename(target)
    except (duckdb.Error, OSError) as error:
        raise StoreError("error.backup_failed", file=str(target), problem=str(error).splitlines()[0]) from error
    finally:
        with contextlib.suppress(OSError):
            half_written.unlink(missing_ok=True)


def _copy(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Every table into ``desk_copy``, as all of them stood at one moment."""
    connection.execute(f"copy from database {name} to desk_copy (schema)")
    connection.execute("begin")
    try:
        found = "select table_name from duckdb_tables() where database_name = ? and not internal"
        for (table,) in connection.execute(found, [name]).fetchall():
            if table not in tables.KEPT_APART:
                copying = f"insert into desk_copy.{table} select * from {name}.{table}"  # noqa: S608 (our own names)
                connection.execute(copying)
        connection.execute("commit")
    except duckdb.Error:
        connection.execute("rollback")
        raise
