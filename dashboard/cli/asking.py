"""Commands that ask: any query file, as table, CSV or JSON: the same numbers as the pages."""

import contextlib
import csv
import sys
from datetime import datetime
from typing import TextIO

import pandas as pd

from dashboard import importing, text
from dashboard.cli import door, rights
from dashboard.cli.arguments import UsageError
from dashboard.cli.console import Command, plain
from dashboard.errors import StoreError
from dashboard.store import queries
from dashboard.store.engine import Store
from dashboard.text.cells import guarded


def query(command: Command) -> int:
    """One query file with its parameters."""
    try:
        params = _params(command.chosen.param)
    except UsageError as error:
        command.speaker.complain(command.speaker.words("cli.usage.param", given=str(error)))
        return 2
    file = queries.load_open(command.chosen.name)
    with contextlib.suppress(StoreError):  # a damaged file is told by the store, which serves an older one
        if importing.needs_rebuild(command.data_dir, command.settings):
            command.speaker.complain(command.speaker.words("cli.facts_outdated"))
    store = Store(command.data_dir, command.settings, with_desk=False)
    try:
        # What joins the desk is asked of whoever holds it.
        app = door.running(command.data_dir, command.settings) if file.desk else None
        frame = (app or store).arrow(file.name, params).to_pandas(integer_object_nulls=True)
        if store.problem:
            command.speaker.complain(text.explain(store.problem, command.speaker.language))
        version = store.info.stamp
    finally:
        store.close()
    rights.noted(command, "export.query", file.name, rows=len(frame), version=version)
    writers = {"csv": _write_csv, "json": _write_json, "table": _write_table}
    writers[command.chosen.format](frame, command)
    return 0


def _params(given: list[str]) -> dict[str, str | list[str]]:
    """name=value pairs; a name given more than once becomes a list."""
    params: dict[str, str | list[str]] = {}
    for pair in given:
        name, sign, value = pair.partition("=")
        if not sign:
            raise UsageError(pair)
        before = params.get(name)
        params[name] = value if before is None else [*([before] if isinstance(before, str) else before), value]
    return params


def _records(frame: pd.DataFrame) -> list[list[object]]:
    columns = [frame[column].astype(object).where(frame[column].notna(), None).tolist() for column in frame.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def _write_csv(frame: pd.DataFrame, _command: Command) -> None:
    write_csv(frame, sys.stdout)


def write_csv(frame: pd.DataFrame, out: TextIO) -> None:
    """The rows as CSV, safe to open as a spreadsheet."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(frame.columns)
    for record in _records(frame):
        writer.writerow(["" if cell is None else guarded(_csv_cell(cell)) for cell in record])


def _csv_cell(cell: object) -> str:
    if isinstance(cell, (int, float, str)):
        return str(cell).lower() if isinstance(cell, bool) else str(cell)
    return str(plain(cell))


def _write_json(frame: pd.DataFrame, command: Command) -> None:
    command.speaker.json([dict(zip(frame.columns, record, strict=True)) for record in _records(frame)])


def _write_table(frame: pd.DataFrame, command: Command) -> None:
    numeric = [place for place, kind in enumerate(frame.dtypes) if pd.api.types.is_numeric_dtype(kind)]
    rows = [[_shown(cell, command) for cell in record] for record in _records(frame)]
    command.speaker.table("", list(frame.columns), rows, numeric)
    if not rows:
        command.speaker.say("cli.query.empty")


def _shown(cell: object, command: Command) -> object:
    if isinstance(cell, datetime):
        return text.moment(cell, command.settings.zone, command.speaker.language)
    return text.number(cell, command.speaker.language, 2) if isinstance(cell, float) else cell


def queries_(command: Command) -> int:
    """Every query file with its purpose, parameters and columns."""
    files = [queries.load(name) for name in queries.names()]
    if command.speaker.as_json:
        command.speaker.json(
            [
                {
                    "name": file.name,
                    "purpose": file.purpose,
                    "grain": file.grain,
                    "params": [vars(param) for param in file.params],
                    "columns": [vars(column) for column in file.columns],
                }
                for file in files
            ]
        )
        return 0
    for file in files:
        command.speaker.line(f"{file.name}\n  {file.purpose}")
        for key, parts in (("params", file.params), ("columns", file.columns)):
            if parts:
                command.speaker.line(
                    f"  {command.speaker.words(f'cli.queries.{key}')}: {', '.join(part.name for part in parts)}"
                )
    return 0
