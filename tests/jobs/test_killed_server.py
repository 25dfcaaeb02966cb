"""A server that is killed or stopped in the middle of an import: nothing half, nothing left, and it is told."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import importing, jobs
from dashboard.jobs import state
from dashboard.store import versions
from tests.jobs.support import left_over, until
from tests.running import ROOT

SERVER = """
import sys, time
from pathlib import Path
from dashboard import jobs, settings
from dashboard.actions import imports
from dashboard.actions.imports import Wishes
from dashboard.store.engine import Store
from tests.jobs.support import ANA, ended, given

folder = Path(sys.argv[1])
store = Store(folder, settings.load(), with_desk=True)
imports.upload(store, ANA, given(), Wishes())
standing = ended(folder)
if sys.argv[2] == "import":
    imports.go_on(store, ANA, "import", standing.asked.job_id, Wishes())
    print(jobs.running._running[folder].pid, flush=True)
else:
    print(0, flush=True)
time.sleep(600)
"""
"""What the app does in its process, without its pages."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path.resolve()


def server(folder: Path, kind: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", SERVER, str(folder), kind], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def is_alive(pid: int) -> bool:
    """A process that runs; one that has ended and that nobody has asked about does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def held(folder: Path) -> Iterator[None]:
    """The import lock, so that an import is in its middle for as long as the test wants."""
    with versions.import_lock(folder):
        yield


def killed_in_the_middle(folder: Path) -> int:
    process = server(folder, "import")
    pid = int(process.stdout.readline())
    until(lambda: (standing := jobs.look(folder)) and standing.progress.step == "waiting")
    assert is_alive(pid)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return pid


@pytest.mark.usefixtures("held")
def test_the_job_ends_with_its_server(folder: Path) -> None:
    """Killed as by a power failure: the process of the import is gone soon after, and so are the files at the start."""
    pid = killed_in_the_middle(folder)
    until(lambda: not is_alive(pid))
    jobs.recover(folder)
    standing = jobs.look(folder)
    assert (standing.ending, standing.told["has_moved"], standing.has_files) == ("interrupted", False, False)
    assert versions.pointer(folder) is None
    assert not (state.folder_of(folder) / state.WORK).exists()


def test_what_a_killed_import_built_is_swept_at_the_start(folder: Path) -> None:
    """A draft without a living import is nobody's; one of a living import stays."""
    draft = folder / "import-20260301T000000000000Z"
    draft.mkdir()
    with versions.import_lock(folder):
        importing.sweep(folder)
        assert draft.exists()
    importing.sweep(folder)
    assert not draft.exists()


def test_files_that_waited_for_a_decision_are_gone_after_a_restart(folder: Path) -> None:
    """Nobody knows of them any more."""
    process = server(folder, "check")
    assert process.stdout.readline() == "0\n"
    assert jobs.look(folder).awaits_decision
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    jobs.recover(folder)
    assert jobs.look(folder) is None
    assert left_over(folder) == []
