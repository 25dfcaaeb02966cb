"""Commands that make a version: import, check, demo, rebuild."""

import os
import tempfile
from datetime import datetime
from pathlib import Path

from dashboard import clock, importing
from dashboard.cli import door, reporting, rights
from dashboard.cli.console import Command
from dashboard.errors import ImportRefused
from dashboard.importing import erasing
from dashboard.settings import Settings
from dashboard.store import versions


def import_(command: Command) -> int:
    """Import an export and publish it."""
    return _run(command, publish=True)


def check(command: Command) -> int:
    """Everything but publishing, and every problem listed."""
    return _run(command, publish=False)


def _run(command: Command, publish: bool) -> int:
    chosen, speaker = command.chosen, command.speaker
    _refuse_future(chosen.exported_at, command.settings)
    database = _database(command)
    if publish:
        _note(command, "data.import", source=chosen.source, name=chosen.instance)
    with speaker.progress() as progress:
        report = importing.run(
            chosen.source,
            [] if database else [Path(path) for path in chosen.paths],
            command.data_dir,
            command.settings,
            instance=chosen.instance,
            exported_at=chosen.exported_at,
            date_order=chosen.date_order,
            publish=publish,
            wait=not getattr(chosen, "no_wait", False),
            progress=progress,
            database=database,
        )
    if publish:
        _tidy_desk(command)
    reporting.show(report, command.settings, speaker)
    return 1 if report.problems else 0


def _note(command: Command, action: str, **about: object) -> None:
    """Who begins it, from which version; which one came of it, the next row and the versions say."""
    rights.noted(command, action, "warehouse", before=versions.pointer(command.data_dir), **about)


def _tidy_desk(command: Command) -> None:
    """What was recorded about what is no longer kept; while the dashboard runs, that waits for its next start."""
    if not door.running(command.data_dir, command.settings):
        erasing.tidy_desk(command.data_dir, command.settings)


def _database(command: Command) -> importing.Database | None:
    """The running helpdesk that was named in the place of a file, if one was."""
    login = importing.database_login(command.chosen.paths, command.data_dir, os.environ)
    return importing.Database(login, command.chosen.prefix, command.chosen.full) if login else None


def _refuse_future(exported_at: datetime | None, settings: Settings) -> None:
    """An export from the future would make every ticket look days older than it is."""
    if exported_at is None:
        return
    aware = exported_at if exported_at.tzinfo else exported_at.replace(tzinfo=settings.zone)
    if aware > clock.instant():
        raise ImportRefused("error.exported_in_future", moment=exported_at.isoformat())


def demo(command: Command) -> int:
    """Simulate the company and import the result; refused beside real data."""
    _note(command, "data.import", source="demo")
    with command.speaker.progress() as progress:
        report = make_demo(
            command.data_dir,
            command.settings,
            progress,
            tickets=command.chosen.tickets,
            seed=command.chosen.seed,
            as_of=command.chosen.as_of,
        )
    reporting.show(report, command.settings, command.speaker)
    return 0


def make_demo(
    data_dir: Path,
    settings: Settings,
    progress: importing.Progress,
    *,
    tickets: int | None = None,
    seed: int | None = None,
    as_of: datetime | None = None,
) -> importing.Report:
    """Write the demo's canonical export to a folder of its own and import it; what is not given has a default."""
    from dashboard import demo as simulation  # noqa: PLC0415 - numpy is loaded only where it is asked for

    importing.refuse_demo_beside_real(data_dir)
    moment = as_of or clock.now()
    aware = moment if moment.tzinfo else moment.replace(tzinfo=settings.zone)
    data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="demo-", dir=data_dir) as folder:
        size = simulation.DEFAULT_TICKETS if tickets is None else tickets
        start = simulation.DEFAULT_SEED if seed is None else seed
        simulation.write(Path(folder), size, start, aware, settings, lambda share, _: progress("simulating", share))
        return importing.run(
            "canonical", [Path(folder)], data_dir, settings, instance="demo", is_demo=True, progress=progress
        )


def rebuild(command: Command) -> int:
    """Facts anew from the data at hand."""
    _note(command, "data.rebuild")
    with command.speaker.progress() as progress:
        report = importing.rebuild(command.data_dir, command.settings, progress=progress)
    _tidy_desk(command)
    if command.speaker.as_json:
        command.speaker.json(report.to_dict())
    command.speaker.say("import.report.rebuilt", stamp=report.stamp)
    return 0
