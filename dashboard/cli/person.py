"""Commands for one person's rights: all that is held about them, and their erasure."""

import sys
from pathlib import Path

from dashboard import clock
from dashboard.actions import privacy
from dashboard.cli import door, rights
from dashboard.cli.console import Command
from dashboard.errors import ActionRefused
from dashboard.importing import erasing
from dashboard.privacy import ledger as ledgers
from dashboard.reports import person as report
from dashboard.store import copies, persons
from dashboard.store.persons import Person


def person_(command: Command) -> int:
    """Export, erase, finish what was interrupted, or show the record."""
    actions = {"export": _export, "erase": _erase, "finish": _finish, "record": _record}
    return actions[command.chosen.action](command)


def _meant(command: Command) -> Person:
    if not command.chosen.customer:
        raise ActionRefused("error.person_missing")
    return persons.one(command.data_dir, command.chosen.customer)


def _export(command: Command) -> int:
    person = _meant(command)
    if not command.chosen.to:
        raise ActionRefused("error.person_target")
    target = Path(command.chosen.to)
    if target.exists():
        raise ActionRefused("error.person_target_taken", file=str(target))
    with door.desk_holder(command.data_dir, command.settings) as holder:
        found = report.held(command.data_dir, holder, person)
    rows = sum(len(frame) for frame in found.rows.values())
    rights.noted(command, "privacy.export", privacy.subject_of(person), rows=rows)
    with target.open("xb") as out:
        out.write(report.packed(found, command.speaker.language, clock.instant()))
    target.chmod(0o600)
    copies.note(command.data_dir, "person", target, clock.instant())
    if command.speaker.as_json:
        command.speaker.json({"file": str(target.absolute()), "rows": rows})
    command.speaker.say("cli.person.exported", count=rows, file=str(target))
    return 0


def _erase(command: Command) -> int:
    if door.running(command.data_dir, command.settings):
        raise ActionRefused("error.erasure_running")
    if not command.chosen.request:
        raise ActionRefused("error.erasure_request")
    person = _meant(command)
    _confirm(command, person)
    request = erasing.Request(person, command.chosen.reason, command.chosen.request)
    erasing.begin(command.data_dir, rights.actor(), request)
    return _finish(command)


def _confirm(command: Command, person: Person) -> None:
    """Name what will go, and have the key typed; ``--yes`` stands for that."""
    told = erasing.preview(command.data_dir, person)
    speaker = command.speaker
    speaker.complain(speaker.words("cli.person.will_go", person=person.name or person.person_id, code=person.key))
    for what, count in told.items():
        if count:
            speaker.complain(f"- {speaker.words(f'cli.person.part.{what}', count=count)}")
    speaker.complain(speaker.words("cli.person.no_way_back"))
    if command.chosen.yes:
        return
    if not sys.stdin.isatty():
        raise ActionRefused("error.erasure_unconfirmed")
    speaker.complain(speaker.words("cli.person.type_key", code=person.key))
    if input().strip() != person.key:
        raise ActionRefused("error.erasure_unconfirmed")


def _finish(command: Command) -> int:
    if door.running(command.data_dir, command.settings):
        raise ActionRefused("error.erasure_running")
    done = erasing.carry_out(command.data_dir, command.settings)
    left = copies.still_there(command.data_dir)
    if command.speaker.as_json:
        entries = [{"erasure": one.erasure_id, "counts": one.counts, "finished_at": one.finished_at} for one in done]
        command.speaker.json({"erased": entries, "destroy": [vars(one) for one in left]})
    command.speaker.say("cli.person.erased", count=len(done))
    if left:
        command.speaker.say("cli.person.destroy")
        for one in left:
            command.speaker.say("cli.person.copy", made=one.made_at, path=one.path)
    command.speaker.say("cli.person.held")
    return 0


def _record(command: Command) -> int:
    """The erasures, without anybody's data."""
    entries = ledgers.read(command.data_dir).entries
    if command.speaker.as_json:
        hidden = {"prints"}
        command.speaker.json([{k: v for k, v in vars(one).items() if k not in hidden} for one in entries])
        return 0
    columns = [
        command.speaker.words(f"cli.person.column.{name}")
        for name in ("requested", "done", "actor", "reason", "counts")
    ]
    rows = [
        [
            one.requested_on,
            one.finished_at or "–",
            one.actor,
            one.reason,
            ", ".join(f"{k} {v}" for k, v in one.counts.items()),
        ]
        for one in entries
    ]
    command.speaker.table("", columns, rows)
    return 0
