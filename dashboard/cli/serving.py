"""The command that serves: data first (a demo where there are none, facts anew where outdated), then the pages."""

from datetime import timedelta
from pathlib import Path

from dashboard import clock, importing, text
from dashboard.cli.console import Command, Speaker
from dashboard.cli.imports import make_demo
from dashboard.errors import StoreError
from dashboard.importing import erasing, forgetting
from dashboard.settings import Settings
from dashboard.store import versions


def serve(command: Command) -> int:
    """Serve until stopped."""
    from dashboard.server import prepare  # noqa: PLC0415 - Streamlit takes a second to load
    from dashboard.server import serve as serve_pages  # noqa: PLC0415

    host = getattr(command.chosen, "host", None) or command.settings.server.host
    port = getattr(command.chosen, "port", None) or command.settings.server.port
    prepare(command.data_dir, host)
    _prepare(command.data_dir, command.settings, command.speaker)
    command.speaker.say("cli.serving", address=f"http://{host}:{port}")
    serve_pages(command.data_dir, command.settings, host, port)
    return 0


def _prepare(data_dir: Path, settings: Settings, speaker: Speaker) -> None:
    """Make data that can be served; a damaged current version is left to the app, which serves an older one."""
    try:
        # What a crash interrupted comes first: nobody may see the person meanwhile.
        if erasing.carry_out(data_dir, settings):
            speaker.say("cli.person.finished")
        if versions.pointed_stamp(data_dir) is None:
            _make_demo(data_dir, settings, speaker)
            return
        version = versions.current(data_dir)
        facts = versions.read_facts(version.path)
    except StoreError as error:
        speaker.complain(text.explain(error, speaker.language))
        return
    oldest = clock.instant() - timedelta(hours=settings.imports.demo_max_age_hours)
    if facts.is_demo and version.published_at < oldest:
        _make_demo(data_dir, settings, speaker)
    elif importing.needs_rebuild(data_dir, settings) or forgetting.is_due(data_dir, settings, clock.instant()):
        speaker.say("cli.rebuilding")
        with speaker.progress() as progress:
            importing.rebuild(data_dir, settings, progress=progress)
    erasing.tidy_desk(data_dir, settings)


def _make_demo(data_dir: Path, settings: Settings, speaker: Speaker) -> None:
    speaker.say("cli.making_demo")
    with speaker.progress() as progress:
        make_demo(data_dir, settings, progress)
