"""The process of a job (``dashboard/jobs``): ``python -m dashboard.importing.worker DATA_DIR``.

It checks, imports or rebuilds as the job's folder says, writes down how far it is and what came of it, and ends with
the server that started it. Told to end, it leaves as from any failure: nothing half, nothing of its own left behind.
"""

import contextlib
import os
import signal
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path
from typing import Any

from filelock import FileLock

from dashboard import settings as settings_file
from dashboard.errors import DashboardError, ImportRefused, SourceError, told
from dashboard.importing.failures import explained
from dashboard.importing.files.raw_files import RawFile
from dashboard.importing.rebuilding import rebuild
from dashboard.importing.report import Report
from dashboard.importing.rows.hiding_faults import hide_facts
from dashboard.importing.running import run
from dashboard.importing.sources import source
from dashboard.jobs import state, uploads
from dashboard.jobs.state import Asked
from dashboard.secrets import Masker
from dashboard.settings import Settings

NICENESS = 5
"""The pages come first; on a busy machine more would starve the import."""
FIRST_TO_GO = "500"
"""Where memory runs out, the system ends this process and not the server (Linux, 0 to 1000)."""
TELL_EVERY_SECONDS = 0.2


def main(data_dir: Path) -> None:
    """Do what the folder asks; whatever comes of it is written there."""
    folder = state.folder_of(data_dir)
    _make_way()
    with FileLock(folder / state.ALIVE):
        asked = state.look(data_dir).asked
        (folder / state.WORK).mkdir(mode=0o700, exist_ok=True)
        tempfile.tempdir = str(folder / state.WORK)  # a check builds its draft there
        settings = None
        try:
            settings = settings_file.load(data_dir)
            report = _worked(asked, data_dir, settings, _Teller(folder))
            problems = list(report.problems)
        except Exception as error:
            if not isinstance(error, DashboardError):
                traceback.print_exc()
            report, problems = None, [explained(error)]
        if asked.kind != "check":
            state.drop_files(folder)  # before it is told: who reads "published" finds no upload any more
        _end(folder, settings, report, problems)


def _worked(asked: Asked, data_dir: Path, settings: Settings, tell: "_Teller") -> Report:
    if asked.kind == "rebuild":
        return rebuild(data_dir, settings, progress=tell)
    if asked.source not in ("auto", *source.names()):
        # On the command line a source may be a folder; from a page it never names a place on the disk.
        raise SourceError("error.source_unknown", source=asked.source, near="auto")
    if asked.exported_at and asked.exported_at > asked.started_at:
        raise ImportRefused("error.exported_in_future", moment=asked.exported_at.isoformat())
    files = uploads.stored(state.folder_of(data_dir), asked.files)
    return run(
        asked.source,
        [RawFile(path, name) for path, name in files],
        data_dir,
        settings,
        instance=asked.instance,
        exported_at=asked.exported_at,
        date_order=asked.date_order,
        publish=asked.kind == "import",
        progress=tell,
    )


def _end(folder: Path, settings: Settings | None, report: Report | None, problems: list[DashboardError]) -> None:
    """What came of it, without secrets: others read it, too."""
    masker = Masker(settings.secrets) if settings else None
    for problem in problems:
        if masker:
            hide_facts(masker, problem)
    kept: dict[str, Any] = {"problems": [told(problem) for problem in problems]}
    if report:
        kept["report"] = {**report.to_dict(), "problems": []}
    state.end(folder, "refused" if problems else "done", **kept)


class _Teller:
    """Writes down how far it is, a few times a second at most."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / state.PROGRESS
        self.step = ""
        self.next_at = 0.0

    def __call__(self, step: str, share: float) -> None:
        now = time.monotonic()
        if step != self.step or now >= self.next_at:
            self.step, self.next_at = step, now + TELL_EVERY_SECONDS
            state.write(self.file, {"step": step, "share": min(max(share, 0.0), 1.0)})


def _make_way() -> None:
    """Before anything is loaded or opened: step back behind the server, and follow it to its end."""
    os.nice(NICENESS)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    threading.Thread(target=_end_with_server, name="server", daemon=True).start()


def _end_with_server() -> None:
    """The pipe ends when the server does, however it ends: then so do we, with all that we started."""
    while os.read(0, 1024):
        pass
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
