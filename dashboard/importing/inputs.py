"""What was given on the command line, as plain files: folders walked, archives unpacked under names of our own.

Nothing of an archive decides where a file is written, so no path in it can lead outside; what it may
unpack to is bounded by its size.
"""

import gzip
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from dashboard.errors import SourceError
from dashboard.importing import json_files, spreadsheets
from dashboard.importing.raw_files import RawFile

SMALLEST_LIMIT = 2 * 1024**3
GROWTH_LIMIT = 200
DEEPEST = 3
CHUNK = 1024 * 1024
NEVER_EMPTY = (".zip", ".gz")


def collect(given: list[Path], workspace: Path) -> list[RawFile]:
    """Every file of the inputs, archives unpacked into ``workspace``.

    Raises ``SourceError`` for an input that is not there, or an archive that is broken, locked or too large.
    """
    found = [file for path in given for file in _walk(path, workspace)]
    counts: dict[str, int] = {}
    unique = []
    for file in found:
        counts[file.name] = counts.get(file.name, 0) + 1
        suffix = f" ({counts[file.name]})" if counts[file.name] > 1 else ""
        unique.append(replace(file, name=file.name + suffix))
    return unique


def _walk(path: Path, workspace: Path) -> Iterator[RawFile]:
    if not path.exists():
        raise SourceError("error.input_missing", path=str(path))
    if path.is_file():
        yield from _opened(RawFile(path, path.name), workspace, 0)
        return
    inside = sorted(
        one for one in path.rglob("*") if one.is_file() and not _is_hidden(one.relative_to(path).as_posix())
    )
    if not inside:
        raise SourceError("error.input_empty", path=str(path))
    for file in inside:
        yield from _opened(RawFile(file, file.relative_to(path).as_posix()), workspace, 0)


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any((part.strip(".") and part.startswith(".")) or part == "__MACOSX" for part in parts) or name.endswith(
        "Thumbs.db"
    )


def _opened(file: RawFile, workspace: Path, depth: int) -> Iterator[RawFile]:
    with file.path.open("rb") as stream:
        magic = stream.read(4)
    if not magic and file.name.lower().endswith(NEVER_EMPTY):
        raise SourceError("error.file_empty", file=file.name)
    try:
        if magic.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            yield from _unzipped(file, workspace, depth)
        elif magic.startswith(b"\x1f\x8b"):
            yield from _opened(_gunzipped(file, workspace), workspace, depth + 1)
        elif magic == spreadsheets.OLD_MAGIC:
            yield from spreadsheets.sheets(file, _new_file(workspace))
        else:
            yield from _tables(file, workspace)
    except (zipfile.BadZipFile, EOFError, zlib.error, gzip.BadGzipFile, NotImplementedError) as error:
        raise SourceError("error.archive_broken", file=file.name, problem=str(error)) from error


def _tables(file: RawFile, workspace: Path) -> list[RawFile]:
    """The tables of a JSON file; any other file is one by itself."""
    found = json_files.tables(file, _new_file(workspace)) if json_files.is_json(file) else []
    return found or [file]


def _unzipped(file: RawFile, workspace: Path, depth: int) -> Iterator[RawFile]:
    if depth >= DEEPEST:
        raise SourceError("error.archive_too_deep", file=file.name, deepest=DEEPEST)
    with zipfile.ZipFile(file.path) as archive:
        if spreadsheets.is_book(archive):
            spreadsheets.refuse_large(archive, file.name)
            yield from spreadsheets.sheets(file, _new_file(workspace))
            return
        members = [one for one in archive.infolist() if not one.is_dir() and not _is_hidden(one.filename)]
        if any(one.flag_bits & 1 for one in members):
            raise SourceError("error.archive_locked", file=file.name)
        room = max(SMALLEST_LIMIT, GROWTH_LIMIT * file.size)
        unpacked = []
        for member in members:
            target = _new_file(workspace)
            with archive.open(member) as stream:
                room -= _copy(stream, target, room, file.name)
            unpacked.append(RawFile(target, f"{file.name}/{member.filename}"))
    for inner in unpacked:
        yield from _opened(inner, workspace, depth + 1)


def _gunzipped(file: RawFile, workspace: Path) -> RawFile:
    target = _new_file(workspace)
    with gzip.open(file.path) as stream:
        _copy(stream, target, max(SMALLEST_LIMIT, GROWTH_LIMIT * file.size), file.name)
    return RawFile(target, file.name.removesuffix(".gz"))


def _copy(stream: BinaryIO, target: Path, room: int, name: str) -> int:
    """Copy at most ``room`` bytes; the number copied."""
    copied = 0
    with target.open("wb") as out:
        while chunk := stream.read(CHUNK):
            copied += len(chunk)
            if copied > room or shutil.disk_usage(target.parent).free < 2 * CHUNK:
                raise SourceError("error.archive_too_large", file=name, limit=room // 1024**3)
            out.write(chunk)
    return copied


def _new_file(workspace: Path) -> Path:
    workspace.mkdir(parents=True, exist_ok=True)
    return workspace / f"file-{len(list(workspace.iterdir())) + 1}"
