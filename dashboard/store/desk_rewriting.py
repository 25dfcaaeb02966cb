"""The desk's file written anew without what is forgotten: the one time that its rows change.

The desk is appended to and never changed, and DuckDB keeps old bytes in a file's free pages. So the whole desk is
copied into memory, changed there, and written as a new file that takes the old one's place in one rename. Nobody may
have it open meanwhile.
"""

# Identifiers are column names and paths of our own; cells never enter the SQL.
# ruff: noqa: S608

import json
import os
from pathlib import Path

import duckdb

from dashboard import clock
from dashboard.privacy.ledger import Ledger
from dashboard.store import compact, desk
from dashboard.store.desk_forgetting import Forgetting, Scope

ACTOR, ROLE = "dashboard", "system"
"""Who writes the audit row of what age alone dropped."""


def forget(data_dir: Path, ledger: Ledger, about: dict | None = None) -> int:
    """Take it out of the desk of this folder; the number of rows that changed.

    ``about`` are the columns of the audit row. Without changes the file is left alone, unless an erasure is recorded.
    """
    file = data_dir / desk.FILE
    if not file.exists():
        return 0
    scope = Scope.read(data_dir)
    fresh = file.with_name(f".{file.name}.fresh")
    fresh.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"attach {compact.quoted(file)} as old_desk")
        connection.execute("copy from database old_desk to memory; use memory")
        changed = Forgetting(connection, scope, ledger).run()
        if not changed and not about:
            return 0
        _audit(connection, changed, about or {"actor": ACTOR, "role": ROLE, "action": "privacy.retention"})
        connection.execute(f"attach {compact.quoted(fresh)} as fresh_desk")
        connection.execute("copy from database memory to fresh_desk; checkpoint fresh_desk; detach fresh_desk")
    _replace(file, fresh)
    return changed


def _replace(file: Path, fresh: Path) -> None:
    with fresh.open("rb+") as stream:
        os.fsync(stream.fileno())
    # Its rows are in the new file; beside that one they would be read as newer.
    file.with_name(f"{file.name}.wal").unlink(missing_ok=True)
    fresh.replace(file)


def _audit(connection: duckdb.DuckDBPyConnection, changed: int, about: dict) -> None:
    row = {
        "audit_id": f"privacy-{clock.instant():%Y%m%dT%H%M%S%f}",
        "happened_at": clock.instant(),
        "subject": "desk",
        "before": "{}",
        "after": json.dumps({"rows": changed}),
        **about,
    }
    known = connection.execute("select 1 from audit where audit_id = ?", [row["audit_id"]]).fetchone()
    if not known:
        names = ", ".join(f'"{name}"' for name in row)
        holders = ", ".join("?" for _ in row)
        connection.execute(f"insert into audit ({names}) values ({holders})", list(row.values()))
