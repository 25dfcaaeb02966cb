"""Spreadsheets: each sheet becomes a raw file of its own, ``book.xlsx/Sheet``, read by a worker with bounded memory."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

from dashboard.errors import SourceError
from dashboard.importing.files.raw_files import RawFile

LARGEST_BOOK = 2 * 1024**3
"""Bytes that the parts of a book may unpack to: a sheet of a million rows stays well below."""
MEMORY = 6 * 1024**3
"""Bytes of address space for the worker; a book that asks for more is refused."""
PATIENCE_SECONDS = 900
"""A sheet of a million rows takes a minute."""
OLD_MAGIC = b"\xd0\xcf\x11\xe0"
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
WORKER = Path(__file__).with_name("sheet_worker.py")


def is_book(archive: zipfile.ZipFile) -> bool:
    """True for a zip that is a spreadsheet (.xlsx, .xlsm, .xlsb, .ods)."""
    names = set(archive.namelist())
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        return archive.read("mimetype").strip() == OPEN_DOCUMENT
    return "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names)


def refuse_large(archive: zipfile.ZipFile, name: str) -> None:
    """Raise ``SourceError`` before anything is unpacked where a book promises more than it may hold."""
    if sum(part.file_size for part in archive.infolist()) > LARGEST_BOOK:
        raise SourceError("error.spreadsheet_large", file=name, limit=LARGEST_BOOK // 1024**3)


def sheets(file: RawFile, folder: Path) -> list[RawFile]:
    """The sheets that hold something, as raw files.

    Raises ``SourceError`` for a book that is broken, locked, too large, or empty.
    """
    folder.mkdir(parents=True)
    command = [sys.executable, "-P", str(WORKER), str(file.path), str(folder), str(MEMORY)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise SourceError("error.spreadsheet_slow", file=file.name, limit=PATIENCE_SECONDS // 60) from error
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        # Nothing was said: the worker ran out of memory and was ended.
        answer = {"problem": "memory"}
    problem = answer.get("problem")
    if problem == "memory":
        raise SourceError("error.spreadsheet_large", file=file.name, limit=MEMORY // 1024**3)
    if problem == "unclear":
        raise SourceError("error.spreadsheet_unclear", file=file.name)
    if problem == "locked":
        raise SourceError("error.archive_locked", file=file.name)
    if problem:
        raise SourceError("error.spreadsheet_broken", file=file.name, problem="".join(answer["words"]))
    if not answer["sheets"]:
        raise SourceError("error.file_empty", file=file.name)
    return [
        RawFile(Path(one["path"]), f"{file.name}/{one['name']}", "sheet", one["is_hidden"]) for one in answer["sheets"]
    ]
