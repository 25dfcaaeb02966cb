"""The copies of the desk that were made, with their paths and dates: what an erasure cannot reach must be listed."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

FILE = "copies.json"


@dataclass(frozen=True)
class Copy:
    """A backup or an export of the desk, or what was handed over about one person."""

    kind: str
    path: str
    made_at: str


def note(data_dir: Path, kind: str, path: Path, moment: datetime) -> None:
    """Remember that a copy was made."""
    made = [*known(data_dir), Copy(kind, str(path.absolute()), moment.isoformat(timespec="seconds"))]
    half_written = data_dir / f".{FILE}.{os.getpid()}"
    half_written.write_text(json.dumps([asdict(one) for one in made], ensure_ascii=False, indent=1), encoding="utf-8")
    half_written.replace(data_dir / FILE)


def known(data_dir: Path) -> list[Copy]:
    """Every copy that was made; of a damaged list, none."""
    try:
        return [Copy(**one) for one in json.loads((data_dir / FILE).read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return []


def still_there(data_dir: Path) -> list[Copy]:
    """Those that are still where they were made."""
    return [one for one in known(data_dir) if Path(one.path).exists()]
