"""The command line follows the roles' table, and what it does stands in the audit, whether the app runs or not."""

import argparse
import getpass
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard import settings as settings_file
from dashboard.cli import door, main, rights
from dashboard.cli.arguments import COMMANDS
from dashboard.cli.console import Command, Speaker
from dashboard.errors import NotAllowed, StoreError
from dashboard.store import desk, tables
from tests import desks
from tests.access import matrix
from tests.running import Server

Run = Callable[..., tuple[int, str, str]]
USER = getpass.getuser()


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a desk, in which commands are asked whether they may, and nothing else happens."""
    return desks.make(tmp_path_factory.mktemp("asked"))


@pytest.fixture
def stopped(tmp_path: Path) -> Path:
    """A folder with a desk that nobody holds."""
    return desks.make(tmp_path / "data")


@pytest.fixture
def served(stopped: Path) -> Iterator[Path]:
    """The same, with the app running on it."""
    with Server(stopped):
        yield stopped


@pytest.fixture(params=["stopped", "served"])
def data(request: pytest.FixtureRequest) -> Path:
    """A folder with a desk, held by nobody or by the app."""
    return request.getfixturevalue(request.param)


def acts(data_dir: Path) -> list[tuple[str, str, str, str]]:
    """(who, in which role, what, about what) of every row that this test added to the audit."""
    with door.desk_holder(data_dir, settings_file.load(data_dir)) as holder:
        rows = holder.desk_table("audit").to_pylist()
    known = {row["audit_id"] for row in desks.AUDIT}
    return [tuple(row[one] for one in ("actor", "role", "action", "subject")) for row in rows
            if row["audit_id"] not in known]  # fmt: skip


def command(data_dir: Path, words: str) -> Command:
    """A command as it is when it is asked whether it may."""
    name, *action = words.split("_")
    chosen = argparse.Namespace(command=name, **({"action": action[0]} if action else {}))
    return Command(chosen, data_dir, settings_file.load(data_dir), Speaker("en"))


def test_the_table_knows_every_command() -> None:
    """A new command is a new row."""
    assert {row.split("_")[0] for row in matrix.rows(matrix.COMMANDS)} == set(COMMANDS)
    assert {need.split()[0] for need in rights.NEEDS} <= set(COMMANDS)


@pytest.mark.parametrize(("words", "role", "may"), matrix.cells(matrix.COMMANDS))
def test_who_may_run_which_command(asked: Path, monkeypatch, words: str, role: str, may: bool) -> None:
    """Were the command line of that role; a refusal stands in the audit."""
    monkeypatch.setattr(rights, "COMMAND_LINE", role)
    before = acts(asked)
    if may:
        rights.allow(command(asked, words))
        assert acts(asked) == before
    else:
        with pytest.raises(NotAllowed):
            rights.allow(command(asked, words))
        assert acts(asked) == [*before, (USER, role, "access.refused", "")]


def test_what_is_refused_is_not_done(stopped: Path, monkeypatch, capsys, tmp_path: Path) -> None:
    """The command ends with 1 and one sentence, and writes nothing."""
    monkeypatch.setattr(rights, "COMMAND_LINE", "staff")
    assert main(["--data", str(stopped), "--language", "en", "desk", "export", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == "Your role does not permit this.\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "noted"),
    [
        (("query", "desk/acts"), ("export.query", "desk/acts")),
        (("query", "queue/now"), ("export.query", "queue/now")),
        (("rejects",), ("export.rejects", "")),
        (("desk", "export", "{out}"), ("export.desk", "desk")),
        (("desk", "backup", "{out}"), ("export.backup", "desk")),
        (("rebuild",), ("data.rebuild", "warehouse")),
    ],
)
def test_what_a_command_does_stands_in_the_audit(data: Path, tmp_path: Path, words, noted) -> None:
    """The account of the machine, as administrator, with the running app and without."""
    assert main(["--data", str(data), *(word.format(out=tmp_path / "out") for word in words)]) == 0
    assert acts(data) == [(USER, "administrator", *noted)]


def test_an_export_that_cannot_be_noted_does_not_happen(stopped: Path, tmp_path: Path, monkeypatch) -> None:
    """While another holds the desk and no app answers, nothing leaves; the patience has an end."""
    monkeypatch.setattr(rights, "PATIENCE_SECONDS", 0.2)
    (stopped / desk.FILE).write_bytes(b"no desk" * 1000)
    with pytest.raises(StoreError):
        rights.noted(command(stopped, "rejects"), "export.rejects", "")
    assert main(["--data", str(stopped), "rejects", "--output", str(tmp_path / "out.csv")]) == 1
    assert not (tmp_path / "out.csv").exists()


def test_commands_at_the_same_moment_wait_for_each_other(stopped: Path) -> None:
    """Whoever finds the desk held tries again; every row is there in the end."""
    holding = (
        f"import duckdb, time; c = duckdb.connect({str(stopped / desk.FILE)!r}); print(1, flush=True); time.sleep(1)"
    )
    with subprocess.Popen([sys.executable, "-c", holding], stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        rights.noted(command(stopped, "rejects"), "export.rejects", "a")
        assert other.poll() is not None
    assert [act[3] for act in acts(stopped)] == ["a"]


def test_without_a_desk_nothing_is_made(tmp_path: Path) -> None:
    """Before the dashboard was first started there is no desk, and a command makes none."""
    rights.noted(command(tmp_path, "rejects"), "export.rejects", "")
    assert not (tmp_path / desk.FILE).exists()


def test_the_door_notes_for_commands_alone(served: Path) -> None:
    """What is done on screen cannot be claimed through the socket, nor another role."""
    app = door.running(served, settings_file.load(served))
    for action in ("session.opened", "cases.concluded", "data.map", "export.csv;x", ""):
        with pytest.raises(NotAllowed):
            app.note(rights.actor(), action, "", {})
    assert acts(served) == []


@pytest.mark.parametrize("name", tables.KEPT_APART)
def test_denuncias_do_not_reach_the_command_line(data: Path, name: str, tmp_path: Path, capsys) -> None:
    """An administrator sees none on the pages, and none here."""
    assert main(["--data", str(data), "desk", "export", str(tmp_path / "out")]) == 0
    assert not (tmp_path / "out" / f"{name}.csv").exists()
    assert main(["--data", str(data), "query", "desk/denunciation_state"]) == 1
