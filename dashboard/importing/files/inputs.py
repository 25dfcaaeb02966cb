"""What was given on the command line, as plain files: folders walked, archives unpacked under names of our own.

Nothing of an archive decides where a file is written, so no path in it can lead outside; what it may
unpack to is bounded (``unpacking``).
"""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from dashboard.errors import SourceError
from dashboard.importing.files import json_files, spreadsheets
from dashboard.importing.files.raw_files import RawFile
from dashboard.importing.files.unpacking import DEEPEST, Workspace

NEVER_EMPTY = (".zip", ".gz")


def collect(given: list[Path | RawFile], workspace: Path) -> list[RawFile]:
    """Every file of the inputs, archives unpacked into ``workspace``; one given with a name of its own keeps it.

    Raises ``SourceError`` for an input that is not there, or an archive that is broken, locked or too large.
    """
    walked = [file for path in given for file in _walk(path)]
    room = Workspace(workspace, sum(file.size for file in walked))
    found = [file for one in walked for file in _opened(one, room, 0)]
    counts: dict[str, int] = {}
    unique = []
    for file in found:
        counts[file.name] = counts.get(file.name, 0) + 1
        suffix = f" ({counts[file.name]})" if counts[file.name] > 1 else ""
        unique.append(replace(file, name=file.name + suffix))
    return unique


def _walk(path: Path | RawFile) -> Iterator[RawFile]:
    if isinstance(path, RawFile):
        yield path
        return
    if not path.exists():
        raise SourceError("error.input_missing", path=str(path))
    if path.is_file():
        yield RawFile(path, path.name)
        return
    inside = sorted(
        one for one in path.rglob("*") if one.is_file() and not _is_hidden(one.relative_to(path).as_posix())
    )
    if not inside:
        raise SourceError("error.input_empty", path=str(path))
    for file in inside:
        yield RawFile(file, file.relative_to(path).as_posix())


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any((part.strip(".") and part.startswith(".")) or part == "__MACOSX" for part in parts) or name.endswith(
        "Thumbs.db"
    )


def _opened(file: RawFile, workspace: Workspace, depth: int) -> Iterator[RawFile]:
    with file.path.open("rb") as stream:
        magic = stream.read(4)
    if not magic and file.name.lower().endswith(NEVER_EMPTY):
        raise SourceError("error.file_empty", file=file.name)
    try:
        if magic.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            yield from _unzipped(file, workspace, depth)
        elif magic.startswith(b"\x1f\x8b"):
            yield from _gunzipped(file, workspace, depth)
        elif magic == spreadsheets.OLD_MAGIC:
            yield from spreadsheets.sheets(file, workspace.new_file())
        else:
            yield from _tables(file, workspace)
    except (zipfile.BadZipFile, EOFError, zlib.error, gzip.BadGzipFile, NotImplementedError) as error:
        raise SourceError("error.archive_broken", file=file.name, problem=str(error)) from error


def _tables(file: RawFile, workspace: Workspace) -> list[RawFile]:
    """The tables of a JSON file; any other file is one by itself."""
    found = json_files.tables(file, workspace.new_file()) if json_files.is_json(file) else []
    return found or [file]


def _refuse_depth(file: RawFile, depth: int) -> None:
    if depth >= DEEPEST:
        raise SourceError("error.archive_too_deep", file=file.name, deepest=DEEPEST)


def _unzipped(file: RawFile, workspace: Workspace, depth: int) -> Iterator[RawFile]:
    _refuse_depth(file, depth)
    with zipfile.ZipFile(file.path) as archive:
        if spreadsheets.is_book(archive):
            spreadsheets.refuse_large(archive, file.name)
            yield from spreadsheets.sheets(file, workspace.new_file())
            return
        members = [one for one in archive.infolist() if not one.is_dir() and not _is_hidden(one.filename)]
        if any(one.flag_bits & 1 for one in members):
            raise SourceError("error.archive_locked", file=file.name)
        workspace.admit(members, file.name)
        unpacked = [RawFile(workspace.unzip(archive, one, file.name), f"{file.name}/{one.filename}") for one in members]
    for inner in unpacked:
        yield from _opened(inner, workspace, depth + 1)


def _gunzipped(file: RawFile, workspace: Workspace, depth: int) -> Iterator[RawFile]:
    _refuse_depth(file, depth)
    inner = RawFile(workspace.gunzip(file.path, file.name), file.name.removesuffix(".gz"))
    yield from _opened(inner, workspace, depth + 1)
