"""From the words typed to the exit code: 0 done, 1 refused and nothing changed, 2 not understood. Never a traceback."""

import argparse
import os
import sys
import traceback

from dashboard import importing, text
from dashboard import settings as settings_file
from dashboard.cli import arguments, asking, data, desk, drafting, imports, person, rights, schedule, serving, template
from dashboard.cli.console import Command, Speaker, data_dir_of, language_of
from dashboard.errors import DashboardError

DONE, REFUSED, MISUNDERSTOOD, INTERRUPTED = 0, 1, 2, 130
REPORTING = ("import", "check", "demo", "rebuild")
HANDLERS = {
    "serve": serving.serve,
    "import": imports.import_,
    "check": imports.check,
    "demo": imports.demo,
    "rebuild": imports.rebuild,
    "rejects": data.rejects,
    "versions": data.versions_,
    "rollback": data.rollback,
    "settings": data.settings_,
    "query": asking.query,
    "queries": asking.queries_,
    "desk": desk.desk_,
    "person": person.person_,
    "template": template.template,
    "new-source": drafting.new_source_,
    "schedule": schedule.schedule_,
}


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code."""
    words = sys.argv[1:] if argv is None else argv
    speaker = Speaker(language_of(words, dict(os.environ)))
    try:
        chosen = arguments.read(words, speaker.words)
    except arguments.UsageError as error:
        speaker.complain(str(error))
        return MISUNDERSTOOD
    speaker.as_json = getattr(chosen, "json", False)
    try:
        return _run(chosen, speaker)
    except KeyboardInterrupt:
        speaker.complain(speaker.words("cli.interrupted"))
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone: that is no failure of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        _refuse(error, chosen, speaker)
        if os.environ.get("DASHBOARD_DEBUG"):
            traceback.print_exc()
        return REFUSED


def _run(chosen: argparse.Namespace, speaker: Speaker) -> int:
    data_dir = data_dir_of(chosen.data)
    settings = settings_file.load(data_dir)
    command = Command(chosen, data_dir, settings, speaker)
    rights.allow(command)
    return HANDLERS[chosen.command](command)


def _refuse(error: Exception, chosen: argparse.Namespace, speaker: Speaker) -> None:
    """Say why, on standard error; to machines that wait for a report, on standard output as well."""
    sentence = _sentence(error, speaker)
    speaker.complain(sentence)
    if speaker.as_json and chosen.command in REPORTING:
        key = error.key if isinstance(error, DashboardError) else "error.unexpected"
        speaker.json({"published": False, "problems": [{"key": key, "message": sentence}]})


def _sentence(error: Exception, speaker: Speaker) -> str:
    """What a person reads of a failure, whatever it is."""
    return text.explain(importing.explained(error), speaker.language)
