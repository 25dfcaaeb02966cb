"""Who builds a warehouse at this moment: a note beside the import lock, so that the second one can be told."""

import contextlib
import getpass
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import Timeout

from dashboard import clock
from dashboard.store import versions

NOTE = "import.json"


@dataclass(frozen=True)
class Holder:
    """The user of this machine whose process holds the lock, and since when."""

    user: str
    since: datetime


@contextlib.contextmanager
def noted(data_dir: Path) -> Iterator[None]:
    """Say who holds the lock, within the block. Only whoever holds it may."""
    file = data_dir / NOTE
    half_written = file.with_name(f".{NOTE}.{os.getpid()}")
    half_written.write_text(json.dumps({"user": _user(), "since": clock.instant().isoformat()}), encoding="utf-8")
    half_written.replace(file)
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def holder(data_dir: Path) -> Holder | None:
    """Who holds the lock; ``None`` where nobody does. A killed import's note is not believed."""
    try:
        told = json.loads((data_dir / NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    try:
        with versions.import_lock(data_dir).acquire(timeout=0):
            return None
    except Timeout:
        return Holder(told["user"], datetime.fromisoformat(told["since"]))


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return str(os.getuid())
