"""Uploaded files on disk: under numbers, readable by this user alone; their names are kept apart as data."""

import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from dashboard.errors import ActionRefused
from dashboard.jobs import state

LONGEST_NAME = 150
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
MEGABYTE = 1024**2
SPARE_BYTES = 64 * MEGABYTE
"""What must stay free on the disk."""


def name_of(given: str) -> str:
    """A file's name as it may be shown: the last part of any path in it, without signs that cannot be seen."""
    last = _UNSEEN.sub("", given.replace("\\", "/")).rstrip("/").rsplit("/", 1)[-1].strip()
    stem, dot, ending = last.rpartition(".")
    too_long = len(last) > LONGEST_NAME
    shown = f"{stem[: LONGEST_NAME - 12]}…{dot}{ending[:10]}" if too_long else last
    return shown if shown.strip(". ") else "?"


def refuse_large(sizes: Iterable[int], limit_mb: int) -> None:
    """Raise ``ActionRefused`` where the files together are larger than the setting allows."""
    size = sum(sizes)
    if size > limit_mb * MEGABYTE:
        raise ActionRefused("error.upload_large", size=-(-size // MEGABYTE), limit=limit_mb)


def store(folder: Path, files: Sequence[tuple[str, BinaryIO]]) -> None:
    """Write the files down, in the order given. Raises ``ActionRefused`` where the disk has no room for them."""
    place = folder / state.FILES
    place.mkdir(mode=0o700)
    for number, (name, stream) in enumerate(files, start=1):
        size = stream.seek(0, 2)
        stream.seek(0)
        if shutil.disk_usage(place).free < size + SPARE_BYTES:
            raise ActionRefused("error.upload_no_room", file=name_of(name), folder=str(folder.parent))
        with (place / _number(number)).open("xb") as out:
            shutil.copyfileobj(stream, out, MEGABYTE)


def stored(folder: Path, names: Sequence[str]) -> list[tuple[Path, str]]:
    """Where each file is, and what it is called."""
    return [(folder / state.FILES / _number(number), name) for number, name in enumerate(names, start=1)]


def _number(number: int) -> str:
    return f"{number:06d}"
