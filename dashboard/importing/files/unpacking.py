"""What archives may unpack to: bounded for each of them, for all of an import together, and by the disk.

A bomb is told by what its archive says of itself, before anything is written, or by how fast it grows.
"""

import gzip
import shutil
import zipfile
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from dashboard.errors import SourceError

GIGABYTE = 1024**3
SMALLEST_TOTAL = 2 * GIGABYTE
"""Bytes that all archives of an import may unpack to, however small they are."""
UNSUSPECTED = 256 * 1024**2
"""Bytes below which an archive's growth is not looked at."""
GROWTH_LIMIT = 200
"""How many times its own size an archive may unpack to: tables shrink to a tenth or a fiftieth."""
MOST_FILES = 10_000
DEEPEST = 3
CHUNK = 1024 * 1024


@dataclass
class Workspace:
    """Where archives are unpacked, under names of our own, and how much room is left there."""

    folder: Path
    given_bytes: int
    files: int = 0
    _numbers: count = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.room = self.most = max(SMALLEST_TOTAL, GROWTH_LIMIT * self.given_bytes)

    def new_file(self) -> Path:
        """A path that nothing of the export decided."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / f"file-{next(self._numbers)}"

    def admit(self, members: list[zipfile.ZipInfo], name: str) -> None:
        """Raise ``SourceError`` where the archive itself says that it holds too much or too many."""
        self.files += len(members)
        if self.files > MOST_FILES:
            raise SourceError("error.archive_many_files", file=name, found=self.files, limit=MOST_FILES)
        promised = sum(one.file_size for one in members)
        self._refuse_growth(promised, sum(one.compress_size for one in members), name)
        if promised > self.room:
            raise self._too_large(name)

    def unzip(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Path:
        """One member as a file. What it unpacks to is what ``admit`` was told: more is a damaged archive."""
        target = self.new_file()
        with archive.open(member) as stream, target.open("wb") as out:
            while chunk := stream.read(CHUNK):
                self._take(len(chunk), name)
                out.write(chunk)
        return target

    def gunzip(self, path: Path, name: str) -> Path:
        """What a gz holds, as a file; it says nothing of its size, so its growth is watched."""
        target, written = self.new_file(), 0
        with path.open("rb") as packed, gzip.open(packed) as stream, target.open("wb") as out:
            while chunk := stream.read(CHUNK):
                written += len(chunk)
                self._refuse_growth(written, packed.tell(), name)
                self._take(len(chunk), name)
                out.write(chunk)
        return target

    def _take(self, size: int, name: str) -> None:
        self.room -= size
        if self.room < 0 or shutil.disk_usage(self.folder).free < 2 * CHUNK:
            raise self._too_large(name)

    def _refuse_growth(self, unpacked: int, packed: int, name: str) -> None:
        if unpacked > max(UNSUSPECTED, GROWTH_LIMIT * packed):
            raise SourceError("error.archive_bomb", file=name, times=GROWTH_LIMIT)

    def _too_large(self, name: str) -> SourceError:
        return SourceError("error.archive_too_large", file=name, limit=self.most // GIGABYTE)
