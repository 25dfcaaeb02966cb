"""Starting the job's process, watching it to its end whatever that is, and ending it before.

The process is a child that ends by itself when this one does: it holds the other end of a pipe.
"""

import contextlib
import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout

from dashboard.errors import ActionRefused, Term
from dashboard.jobs import state, uploads
from dashboard.jobs.state import Asked, Standing
from dashboard.store import versions

log = logging.getLogger(__name__)
ROOT = Path(__file__).parents[2]
WORKER = "dashboard.importing.worker"
GRACE_SECONDS = 5
"""How long a process that was told to end may tidy up before it is killed."""
Files = Sequence[tuple[str, BinaryIO]]
Ended = Callable[[Standing], None]

_lock = threading.RLock()
_running: dict[Path, subprocess.Popen] = {}
_told_to_end: dict[subprocess.Popen, str] = {}
"""Process → how its end is called."""


def launch(data_dir: Path, asked: Asked, files: Files = (), ended: Ended | None = None) -> None:
    """Start the job; ``files`` are uploaded now, without any it works on those of the check before.

    Raises ``ActionRefused`` naming who started what and when, where one runs already or waits for a decision.
    """
    folder = state.folder_of(data_dir)
    with _lock:
        goes_on = not files and asked.kind != "rebuild"
        refuse_second(data_dir, ZoneInfo("UTC"), goes_on)
        _make_room(folder, keeps_files=goes_on)
        try:
            if files:
                uploads.store(folder, files)
            state.begin(folder, asked)
            process = _start(data_dir, folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        _running[data_dir] = process
    about = (data_dir, asked.job_id, process, ended)
    threading.Thread(target=_watch, args=about, name="job", daemon=True).start()


def refuse_second(data_dir: Path, zone: ZoneInfo, goes_on: bool = False) -> None:
    """Raise ``ActionRefused`` where a job is in the way of another: it runs, or its files wait for a decision.

    ``goes_on``: the other one is the decision.
    """
    standing = state.look(data_dir)
    if standing and (standing.is_running or (standing.awaits_decision and not goes_on)):
        raise ActionRefused(
            "error.job_running" if standing.is_running else "error.upload_waits",
            actor=Term("actor", standing.asked.actor),
            since=f"{standing.asked.started_at.astimezone(zone):%H:%M}",
        )


def _make_room(folder: Path, keeps_files: bool) -> None:
    """A folder for this user alone; empty, but for the files of the check that goes on."""
    if not keeps_files:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)


def _start(data_dir: Path, folder: Path) -> subprocess.Popen:
    with (folder / state.LOG).open("ab") as out:
        return subprocess.Popen(
            [sys.executable, "-m", WORKER, str(data_dir)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )


def _watch(data_dir: Path, job_id: str, process: subprocess.Popen, ended: Ended | None) -> None:
    """Wait for the end; of a process that left no word it is written down what is known."""
    code = process.wait()
    _kill(process)  # whatever the process started of its own
    with contextlib.suppress(OSError):
        process.stdin.close()
    with _lock:
        standing = _closed(data_dir, job_id, process, code)
    try:
        if ended and standing:
            ended(standing)
    except Exception:
        log.exception("what came of job %s could not be recorded", job_id)
    with _lock:
        _told_to_end.pop(process, None)
        if _running.get(data_dir) is process:
            del _running[data_dir]


def _closed(data_dir: Path, job_id: str, process: subprocess.Popen, code: int) -> Standing | None:
    """The job at its end, without its files unless somebody is to decide; ``None`` where another has begun already."""
    folder, standing = state.folder_of(data_dir), state.look(data_dir)
    if standing is None or standing.asked.job_id != job_id:
        return None
    state.end(folder, _told_to_end.get(process, "failed"), code=code, has_moved=_has_moved(data_dir, standing))
    standing = state.look(data_dir)
    if standing.ending != "failed":
        (folder / state.LOG).unlink(missing_ok=True)
    if not (standing.asked.kind == "check" and standing.ending in ("done", "refused")):
        state.drop_files(folder)
    return state.look(data_dir)


def _has_moved(data_dir: Path, standing: Standing) -> bool:
    """True where other data are in use than when it began: perhaps it ended a moment too late."""
    return standing.asked.before != versions.pointer(data_dir)


def abandon(data_dir: Path, job_id: str) -> None:
    """End the running job of that id and wait until it has; the data stay as they are. Else nothing happens."""
    with _lock:
        process, standing = _running.get(data_dir), state.look(data_dir)
        if process is None or standing is None or standing.asked.job_id != job_id:
            return
    _make_end(process, "abandoned")


def halt(data_dir: Path) -> None:
    """End whatever runs: the server stops."""
    process = _running.get(data_dir)
    if process:
        _make_end(process, "interrupted")


def _make_end(process: subprocess.Popen, ending: str) -> None:
    _told_to_end[process] = ending
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        _kill(process)
        process.wait()


def discard(data_dir: Path, job_id: str | None = None) -> None:
    """Forget the job and its files; one that runs is left alone, and so is another than the one named."""
    with _lock:
        standing = state.look(data_dir)
        if standing and (standing.is_running or (job_id and standing.asked.job_id != job_id)):
            return
        shutil.rmtree(state.folder_of(data_dir), ignore_errors=True)


def recover(data_dir: Path) -> None:
    """At a start: what a killed server left. Uploaded files go; that a job was interrupted is kept, to be told."""
    folder = state.folder_of(data_dir)
    if data_dir in _running or not folder.is_dir():
        return
    # The process itself ends with its server; a moment may pass until it has.
    with contextlib.suppress(Timeout), FileLock(folder / state.ALIVE, timeout=GRACE_SECONDS):
        standing = state.look(data_dir)
        if standing is None or standing.awaits_decision:
            shutil.rmtree(folder, ignore_errors=True)
            return
        state.end(folder, "interrupted", has_moved=_has_moved(data_dir, standing))
        state.drop_files(folder)


def _kill(process: subprocess.Popen) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
