"""The command about what people recorded: a copy of the desk, and its rows as CSV, also while the app runs."""

from pathlib import Path

import pyarrow as pa

from dashboard import clock
from dashboard.cli import door, rights
from dashboard.cli.asking import write_csv
from dashboard.cli.console import Command
from dashboard.errors import ActionRefused, StoreError
from dashboard.store import copies, desk, tables

EXPORTED = tuple(name for name in tables.desk.tables if name not in (tables.desk_info.name, *tables.KEPT_APART))
"""The tables with what people recorded, but what is kept apart."""


def desk_(command: Command) -> int:
    """Back up or export the desk."""
    file = command.data_dir / desk.FILE
    if not file.exists():
        # A mistyped folder must not pass for an empty desk.
        raise StoreError("error.desk_missing", file=str(file))
    return {"backup": _backup, "export": _export}[command.chosen.action](command, Path(command.chosen.target))


def _backup(command: Command, target: Path) -> int:
    rights.noted(command, "export.backup", "desk")
    with door.desk_holder(command.data_dir, command.settings) as holder:
        holder.back_up_desk(target.absolute())
    copies.note(command.data_dir, "backup", target, clock.instant())
    if command.speaker.as_json:
        command.speaker.json({"file": str(target.absolute())})
    command.speaker.say("cli.desk.backed_up", file=str(target))
    command.speaker.say("cli.desk.kept_apart", file=str(command.data_dir / desk.FILE))
    return 0


def _export(command: Command, folder: Path) -> int:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ActionRefused("error.export_taken", folder=str(folder))
    with door.desk_holder(command.data_dir, command.settings) as holder:
        rows = {name: holder.desk_table(name) for name in EXPORTED}
    counts = {name: table.num_rows for name, table in rows.items()}
    rights.noted(command, "export.desk", "desk", rows=sum(counts.values()))
    _write(rows, folder)
    copies.note(command.data_dir, "export", folder, clock.instant())
    if command.speaker.as_json:
        command.speaker.json({"folder": str(folder.absolute()), "rows": counts})
    for name, count in counts.items():
        command.speaker.say("cli.desk.exported", count=count, file=str(folder / f"{name}.csv"))
    command.speaker.say("cli.desk.kept_apart", file=str(command.data_dir / desk.FILE))
    return 0


def _write(rows: dict[str, pa.Table], folder: Path) -> None:
    """One CSV per table; all of them or none."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: folder / f"{name}.csv" for name in rows}
    try:
        for name, file in files.items():
            with file.open("x", encoding="utf-8", newline="") as out:
                write_csv(rows[name].to_pandas(integer_object_nulls=True), out)
    except BaseException:
        for file in files.values():
            file.unlink(missing_ok=True)
        raise
