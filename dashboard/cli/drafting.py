"""The command that writes a first source folder out of an export that no source knows."""

from pathlib import Path

from dashboard import text
from dashboard.cli.console import Command
from dashboard.importing.drafting import NewSource, new_source


def new_source_(command: Command) -> int:
    """Look at the files, write the folder, and say what was decided and what was not."""
    folder = Path(command.chosen.folder)
    made = new_source(folder, [Path(path) for path in command.chosen.paths], command.speaker.words)
    if command.speaker.as_json:
        command.speaker.json(_told(made, command))
        return 0
    _say(made, folder, command)
    return 0


def _notes(made: NewSource, command: Command) -> list[str]:
    words = command.speaker.words
    unread = [text.explain(error, command.speaker.language) for _, error in made.unread]
    return [*unread, *(words(f"drafting.note.{key}", **facts) for key, facts in made.draft.notes)]


def _told(made: NewSource, command: Command) -> dict[str, object]:
    return {
        "files": [str(file) for file in made.files],
        "columns": {role: column.name for role, column in made.draft.reads.items()},
        "times": made.draft.times,
        "dates": {one.name: one.order for one in made.draft.reads.values() if one.is_date},
        "statuses": made.draft.states,
        "missing": made.draft.missing,
        "unread": made.draft.unread,
        "todo": _notes(made, command),
        "loads": made.draft.is_whole,
    }


def _say(made: NewSource, folder: Path, command: Command) -> None:
    speaker = command.speaker
    heads = [speaker.words(f"drafting.{key}") for key in ("role", "column", "shown")]
    rows = [(role, _named(column, made), _shown(column, speaker.words)) for role, column in made.draft.reads.items()]
    speaker.table(speaker.words("drafting.title", file=made.draft.table.name), heads, rows)
    states = [(word, state or "TODO") for word, state in made.draft.states.items()]
    if states:
        speaker.table("", [speaker.words("drafting.status"), speaker.words("import.report.state")], states)
    if made.draft.unread:
        speaker.say("drafting.unread", columns=", ".join(made.draft.unread))
    notes = _notes(made, command)
    if notes:
        speaker.say("drafting.todo", count=len(notes))
    for note in notes:
        speaker.line(f"- {note}")
    speaker.say("drafting.written" if made.draft.is_whole else "drafting.unfinished", folder=str(folder))


def _shown(column, words) -> str:
    if column.is_date:
        return words(f"drafting.order.{column.order}")
    return ", ".join(value[:30] for value, _ in column.values[:3])


def _named(column, made: NewSource) -> str:
    time = made.draft.times.get(column.name)
    return f"{column.name} + {time}" if time else column.name
