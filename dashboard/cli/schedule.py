"""The command that prints a nightly import, ready to copy: for systemd and for cron."""

from pathlib import Path

from dashboard import importing
from dashboard.cli.console import Command
from dashboard.importing import schedule
from dashboard.importing.schedule import LOG, UNIT, Schedule

FOLDER = "exports"


def schedule_(command: Command) -> int:
    """Print the service, the timer, the line for cron, and how to see that it worked."""
    wanted = _wanted(command)
    made = schedule.made(wanted)
    if command.speaker.as_json:
        command.speaker.json({"command": wanted.command, **made})
        return 0
    say, line = command.speaker.say, command.speaker.line
    say("cli.schedule.about", hours=schedule.LONGEST_HOURS)
    for name in ("service", "timer"):
        say("cli.schedule.file", file=f"/etc/systemd/system/{UNIT}.{name}")
        line(made[name])
    say("cli.schedule.switch_on")
    line(schedule.SWITCH_ON)
    say("cli.schedule.see")
    line(schedule.SEE)
    say("cli.schedule.cron", file=str(wanted.data_dir / LOG))
    line(made["cron"])
    return 0


def _wanted(command: Command) -> Schedule:
    """What was asked for; what was not follows from the last import."""
    chosen, data_dir = command.chosen, command.data_dir.resolve()
    kind, instance = importing.last_import(data_dir) or ("auto", None)
    source = chosen.source or kind
    return Schedule(
        data_dir,
        _place(source),
        tuple(chosen.paths or [str(data_dir / FOLDER)]),
        chosen.at.hour,
        chosen.at.minute,
        chosen.instance or (instance if source == kind else None),
        command.settings.time.zone,
    )


def _place(source: str) -> str:
    """A source that is a folder of one's own, from the root; the name of one that ships as it is."""
    return str(Path(source).absolute()) if Path(source).exists() and "/" in source else source
