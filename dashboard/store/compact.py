"""A database file written anew: what was deleted or changed stays readable in DuckDB's free pages and its log."""

import os
from pathlib import Path

import duckdb

from dashboard.errors import StoreError


def rewrite(file: Path) -> None:
    """Put a file with the same rows in its place, in one rename; nobody may have it open.

    Raises ``StoreError`` where that cannot be; the file is then as it was.
    """
    fresh = file.with_name(f".{file.name}.fresh")
    fresh.unlink(missing_ok=True)
    try:
        _copy(file, fresh)
        with fresh.open("rb+") as stream:
            os.fsync(stream.fileno())
        fresh.replace(file)
        # Its rows are in the file; left beside the new one they would be read as newer.
        file.with_name(f"{file.name}.wal").unlink(missing_ok=True)
    except (duckdb.Error, OSError) as error:
        problem = str(error).splitlines()[0]
        raise StoreError("error.rewrite_failed", file=str(file), problem=problem) from error
    finally:
        fresh.unlink(missing_ok=True)


def _copy(file: Path, fresh: Path) -> None:
    with duckdb.connect(
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    ) as connection:
        connection.execute(f"attach {quoted(file)} as old_file")
        connection.execute(f"attach {quoted(fresh)} as fresh_file")
        connection.execute("copy from database old_file to fresh_file")
        connection.execute("checkpoint fresh_file")


def quoted(path: Path) -> str:
    """A path as a literal of SQL."""
    return "'" + str(path).replace("'", "''") + "'"
