"""Secrets come from files or the environment alone, and the packages are looked at for known weaknesses."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import settings as settings_file
from dashboard.cli import arguments
from tests import audit

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"secret|passw|token|api.?key|private.?key|credential|cookie", re.IGNORECASE)
LISTS_OF_WORDS = ("secrets", "conduct", "reasons", "words", "duplicates", "incidents", "ombudsman", "texts")
"""Sections that hold words to look for in tickets, not secrets of our own."""


def keys(table: dict, path: str = "") -> Iterator[str]:
    for name, value in table.items():
        yield f"{path}{name}"
        if isinstance(value, dict):
            yield from keys(value, f"{path}{name}.")


def test_no_setting_is_a_secret() -> None:
    """settings.toml is copied, shown by a command and kept: nothing in it is to be kept from anybody."""
    shipped = tomllib.loads(settings_file.DEFAULTS_FILE.read_text(encoding="utf-8"))
    ours = {name: value for name, value in shipped.items() if name not in LISTS_OF_WORDS}
    assert len(ours) > 10
    assert not [key for key in keys(ours) if NAMED.search(key)]


def test_no_argument_takes_a_secret() -> None:
    """What stands on a command line is seen by everybody who lists the processes."""
    parser = arguments._parser(lambda key, **_: key)
    commands = next(action for action in parser._actions if action.dest == "command").choices
    actions = [action for each in (parser, *commands.values()) for action in each._actions]
    options = [one for action in actions for one in action.option_strings]
    assert "--host" in options
    assert not [one for one in options if NAMED.search(one)]


@pytest.mark.parametrize("name", [".streamlit/config.toml", "Makefile", "pyproject.toml"])
def test_no_file_of_the_repository_holds_one(name: str) -> None:
    """No value is given to a name like that; the place for secrets is kept out of the repository."""
    assert not re.search(rf"(?im)^\s*\w*({NAMED.pattern})\w*\s*=\s*[\"']?\w", (ROOT / name).read_text(encoding="utf-8"))
    assert ".streamlit/secrets.toml" in (ROOT / ".gitignore").read_text(encoding="utf-8")


def test_a_running_server_shows_none(tmp_path: Path) -> None:
    """The list of processes shows a folder and a port."""
    from tests.running import Server

    with Server(tmp_path) as server:
        shown = Path(f"/proc/{server.process_id}/cmdline")
        if not shown.exists():
            pytest.skip("no /proc on this system")
        assert not NAMED.search(shown.read_text().replace(str(tmp_path), ""))


@pytest.mark.parametrize(
    ("code", "told", "passes"),
    [
        (0, "No known vulnerabilities found", True),
        (1, "Found 2 known vulnerabilities in 1 package", False),
        (1, "ERROR: ServiceError: Max retries exceeded with url", True),
        (1, "requests.exceptions.ConnectionError: Failed to establish a new connection", True),
        (1, "Found 1 known vulnerability in 1 package\nretry: timed out", False),
        (2, "usage: pip-audit [-h]", False),
    ],
)
def test_a_weakness_fails_and_no_network_does_not(code: int, told: str, passes: bool) -> None:
    """A gate that could not look says so; one that found something, or broke, is red."""
    exit_code, sentence = audit.verdict(code, told)
    assert (exit_code == 0) == passes
    assert ("not run" in sentence) == (passes and code != 0)
