"""Commands about the data at hand: rejected rows, versions, the way back, the settings in force."""

import csv
import json
import sys
from contextlib import ExitStack
from pathlib import Path

from dashboard import importing, text
from dashboard.cli import rights
from dashboard.cli.console import Command, Speaker
from dashboard.errors import StoreError
from dashboard.importing.rows.rejects import reason
from dashboard.settings import Settings
from dashboard.store import versions
from dashboard.text.cells import guarded


def rejects(command: Command) -> int:
    """The rejected rows as CSV: file, row, field, rule, message, then the original cells."""
    rows = importing.rejected(command.data_dir, command.chosen.source)
    rights.noted(command, "export.rejects", command.chosen.source or "", rows=len(rows))
    cells = list(dict.fromkeys(column for row in rows for column in row.cells))
    with ExitStack() as stack:
        out = sys.stdout
        if command.chosen.output:
            out = stack.enter_context(Path(command.chosen.output).open("w", encoding="utf-8-sig", newline=""))
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["source", "file", "row", "field", "rule", "message", *(guarded(cell) for cell in cells)])
        for row in rows:
            why = reason(row.rule, row.message, command.speaker.language)
            told = [row.source, row.file, str(row.row), row.field or "", row.rule, why]
            writer.writerow([guarded(cell) for cell in [*told, *(row.cells.get(cell) or "" for cell in cells)]])
    if command.chosen.output:
        command.speaker.say("cli.rejects.written", count=len(rows), file=command.chosen.output)
    return 0


def versions_(command: Command) -> int:
    """The kept versions, newest first."""
    kept = [(version, _facts(version.path)) for version in versions.kept(command.data_dir)]
    if command.speaker.as_json:
        command.speaker.json(
            [
                {
                    "stamp": version.stamp,
                    "published_at": version.published_at,
                    "is_current": version.is_current,
                    "is_demo": facts.is_demo if facts else None,
                    "is_readable": facts is not None,
                    "size_bytes": version.path.stat().st_size,
                }
                for version, facts in kept
            ]
        )
    elif not kept:
        command.speaker.say("error.no_data")
    else:
        _show_versions(kept, command.settings, command.speaker)
    return 0


def _facts(path: Path) -> versions.Facts | None:
    try:
        return versions.read_facts(path)
    except StoreError:
        return None


def _show_versions(kept: list, settings: Settings, speaker: Speaker) -> None:
    columns = [speaker.words(f"cli.versions.{key}") for key in ("stamp", "published_at", "note")]
    rows = []
    for version, facts in kept:
        notes = [
            speaker.words("cli.versions.current") if version.is_current else "",
            speaker.words("cli.versions.damaged") if facts is None else "",
            speaker.words("cli.versions.demo") if facts and facts.is_demo else "",
        ]
        when = text.moment(version.published_at, settings.zone, speaker.language)
        rows.append([version.stamp, when, ", ".join(note for note in notes if note)])
    speaker.table("", columns, rows)


def rollback(command: Command) -> int:
    """Back to the version named, else to the one before."""
    before = versions.pointer(command.data_dir)
    version = versions.rollback(command.data_dir, command.chosen.stamp)
    rights.noted(command, "data.rollback", "warehouse", before=before, stamp=version.stamp)
    if command.speaker.as_json:
        command.speaker.json({"stamp": version.stamp})
    command.speaker.say("cli.rolled_back", stamp=version.stamp)
    return 0


def settings_(command: Command) -> int:
    """Where the settings are, and every value in force."""
    file = (command.data_dir / "settings.toml").resolve()
    values = command.settings.model_dump(mode="json", by_alias=True)
    if command.speaker.as_json:
        command.speaker.json({"file": str(file), "exists": file.exists(), "settings": values})
        return 0
    command.speaker.say("cli.settings.file" if file.exists() else "cli.settings.no_file", file=str(file))
    for key, value in _flat(values):
        command.speaker.line(f"{key} = {json.dumps(value, ensure_ascii=False)}")
    return 0


def _flat(values: dict, prefix: str = "") -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for key, value in values.items():
        found += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(f"{prefix}{key}", value)]
    return found
