"""The command that writes empty canonical files, with a description of every column."""

import csv
from pathlib import Path

from dashboard.cli.console import Command, Speaker
from dashboard.errors import ActionRefused
from dashboard.store.tables import CANONICAL, REQUIRED

DESCRIPTION = "COLUMNS.md"


def template(command: Command) -> int:
    """Write one CSV with its header per canonical table; a file that is there is never overwritten."""
    folder = Path(command.chosen.folder)
    folder.mkdir(parents=True, exist_ok=True)
    taken = [name for name in (*(f"{table}.csv" for table in CANONICAL), DESCRIPTION) if (folder / name).exists()]
    if taken:
        raise ActionRefused("error.template_taken", folder=str(folder), files=", ".join(taken))
    for name, table in CANONICAL.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerow([column.name for column in table.columns if column.name != "source"])
    (folder / DESCRIPTION).write_text(_description(command.speaker), encoding="utf-8")
    command.speaker.say("cli.template.written", folder=str(folder), file=DESCRIPTION)
    return 0


def _description(speaker: Speaker) -> str:
    heads = [speaker.words(f"cli.template.{key}") for key in ("column", "type", "needed", "meaning")]
    parts = [f"# {speaker.words('cli.template.title')}\n\n{speaker.words('cli.template.about')}\n"]
    for name, table in CANONICAL.items():
        parts.append(f"\n## {name}.csv\n\n{table.comment}\n\n| {' | '.join(heads)} |\n|{'---|' * len(heads)}\n")
        for column in table.columns:
            if column.name != "source":
                needed = speaker.words("cli.template.yes") if column.name in REQUIRED[name] else ""
                parts.append(f"| `{column.name}` | {_type(column)} | {needed} | {column.comment} |\n")
    return "".join(parts)


def _type(column) -> str:
    names = {
        "DateTime": "timestamptz",
        "BigInteger": "bigint",
        "Boolean": "boolean",
        "Text": "text",
        "Double": "double",
    }
    return names.get(type(column.type).__name__, str(column.type).lower())
