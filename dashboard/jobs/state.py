"""The folder of the one job: what was asked, how far it is, what came of it, and the uploaded files while they live.

Each fact is a small JSON file, replaced in one step: whoever reads sees the old or the new one and nothing between.
"""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

FOLDER = "upload"
KINDS = ("check", "import", "rebuild")
ASKED, PROGRESS, OUTCOME, FILES, WORK, ALIVE, LOG = (
    "asked.json", "progress.json", "outcome.json", "files", "work", "alive.lock", "worker.log",
)  # fmt: skip
Kind = Literal["check", "import", "rebuild"]
ENDINGS = ("done", "refused", "failed", "abandoned", "interrupted")
"""``refused``: a reason in words; ``failed``: the process died; ``interrupted``: the dashboard stopped meanwhile."""


@dataclass(frozen=True)
class Asked:
    """What is to be done, and for whom. ``files`` are names as they were uploaded: to be shown, never a path."""

    job_id: str
    kind: Kind
    actor: str
    role: str
    started_at: datetime
    files: tuple[str, ...] = ()
    source: str = "auto"
    instance: str | None = None
    exported_at: datetime | None = None
    date_order: str | None = None
    before: str | None = None
    """The version of the data in use when it began."""


@dataclass(frozen=True)
class Progress:
    """The step at hand, and the share of it that is done."""

    step: str = ""
    share: float = 0.0


@dataclass(frozen=True)
class Standing:
    """How the job stands. ``ending`` is empty while it runs; ``told`` is what it left: a report, problems, a stamp."""

    asked: Asked
    progress: Progress = Progress()
    ending: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)
    has_files: bool = False

    @property
    def is_running(self) -> bool:
        """True until it has ended in any way."""
        return not self.ending

    @property
    def awaits_decision(self) -> bool:
        """True after a check: its files wait for "import" or "discard"."""
        return self.asked.kind == "check" and not self.is_running and self.has_files


def folder_of(data_dir: Path) -> Path:
    """Where the job of a data folder lives."""
    return data_dir / FOLDER


def look(data_dir: Path) -> Standing | None:
    """How the job stands; ``None`` where there is none. A few small files are read, nothing is changed."""
    folder = folder_of(data_dir)
    told = read(folder / ASKED)
    if told is None:
        return None
    outcome = read(folder / OUTCOME) or {}
    return Standing(
        _asked(told),
        Progress(**(read(folder / PROGRESS) or {})),
        outcome.get("ending", ""),
        outcome,
        has_files=(folder / FILES).is_dir(),
    )


def begin(folder: Path, asked: Asked) -> None:
    """Write down what is asked; what an earlier job left is gone, but the files."""
    for name in (OUTCOME, PROGRESS):
        (folder / name).unlink(missing_ok=True)
    write(folder / ASKED, asdict(asked))


def end(folder: Path, ending: str, **told: Any) -> None:
    """Write down what came of it, unless that is known already."""
    if not (folder / OUTCOME).exists():
        write(folder / OUTCOME, {"ending": ending, **told})


def drop_files(folder: Path) -> None:
    """Take away what was uploaded, and whatever was unpacked from it."""
    for name in (FILES, WORK):
        shutil.rmtree(folder / name, ignore_errors=True)


def read(file: Path) -> dict[str, Any] | None:
    """A fact; ``None`` where it is not there, or cannot be understood."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def write(file: Path, fact: Mapping[str, Any]) -> None:
    """Put a fact in its place in one step."""
    half_written = file.with_name(f".{file.name}.{os.getpid()}")
    half_written.write_text(json.dumps(fact, ensure_ascii=False, default=_plain), encoding="utf-8")
    half_written.replace(file)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _asked(told: dict[str, Any]) -> Asked:
    moments = {name: datetime.fromisoformat(told[name]) for name in ("started_at", "exported_at") if told[name]}
    return Asked(**{**told, **moments, "files": tuple(told["files"])})
