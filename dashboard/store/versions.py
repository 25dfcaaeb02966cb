"""Which warehouse is current: one new file per import, a small pointer file, and the way back.

A warehouse file never changes once published. ``current.json`` names the current one and is replaced in
one rename, so a reader sees the old or the new version and nothing between.
"""

import contextlib
import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from filelock import FileLock

from dashboard import clock, whole_file
from dashboard.errors import StoreError
from dashboard.store.tables import SCHEMA_VERSION

POINTER = "current.json"
_NAME = re.compile(r"warehouse-(\d{8}T\d{12}Z(?:-[0-9a-f]{12})?)\.duckdb")


@dataclass(frozen=True)
class Version:
    """One published warehouse: its stamp, file, and whether it is the current one."""

    stamp: str
    path: Path
    is_current: bool = False

    @property
    def published_at(self) -> datetime:
        """The moment in the stamp, UTC."""
        return datetime.strptime(self.stamp[:22], "%Y%m%dT%H%M%S%fZ").replace(tzinfo=UTC)


@dataclass(frozen=True)
class Facts:
    """What a warehouse file says of itself."""

    stamp: str
    schema_version: int
    settings_hash: str
    is_demo: bool


def new_path(data_dir: Path, settings_hash: str) -> tuple[str, Path]:
    """A stamp never used before (UTC time and the settings' hash) and the file that goes with it."""
    stamp = f"{clock.instant():%Y%m%dT%H%M%S%f}Z-{settings_hash}"
    return stamp, data_dir / f"warehouse-{stamp}.duckdb"


def import_lock(data_dir: Path) -> FileLock:
    """The lock under which a warehouse is built: one import at a time, across processes."""
    data_dir.mkdir(parents=True, exist_ok=True)
    return FileLock(data_dir / "import.lock")


def pointed_stamp(data_dir: Path) -> str | None:
    """The stamp in the pointer file, whether or not its file is there; ``None`` before the first import."""
    try:
        stamp = json.loads((data_dir / POINTER).read_text(encoding="utf-8"))["stamp"]
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise StoreError("error.pointer_unreadable", file=str(data_dir / POINTER)) from error
    if not isinstance(stamp, str):
        raise StoreError("error.pointer_unreadable", file=str(data_dir / POINTER))
    return stamp


def pointer(data_dir: Path) -> str | None:
    """What ``publish`` compares: the stamp in the pointer file, or its content as it stands where it is damaged."""
    try:
        return pointed_stamp(data_dir)
    except StoreError:
        return (data_dir / POINTER).read_text(encoding="utf-8", errors="surrogateescape")


def kept(data_dir: Path) -> list[Version]:
    """The published warehouses still on disk, newest first."""
    current_stamp = _stamp_if_whole(data_dir)
    named = ((_NAME.fullmatch(path.name), path) for path in data_dir.glob("warehouse-*.duckdb"))
    found = [Version(match[1], path, match[1] == current_stamp) for match, path in named if match]
    return sorted(found, key=lambda version: version.stamp, reverse=True)


def current(data_dir: Path) -> Version | None:
    """The version the pointer names; ``None`` before the first import.

    Raises ``StoreError`` where the pointer names a file that is gone.
    """
    stamp = pointed_stamp(data_dir)
    if stamp is None:
        return None
    version = Version(stamp, data_dir / f"warehouse-{stamp}.duckdb", is_current=True)
    if not version.path.exists():
        raise StoreError("error.warehouse_missing", file=str(version.path))
    return version


def read_facts(path: Path) -> Facts:
    """What the file says of itself. Raises ``StoreError`` where it is no warehouse or is damaged."""
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            row = connection.execute(
                "select stamp, schema_version, settings_hash, is_demo from warehouse_info"
            ).fetchone()
    except duckdb.Error as error:
        raise StoreError("error.warehouse_unreadable", file=str(path)) from error
    if row is None:
        raise StoreError("error.warehouse_unreadable", file=str(path))
    return Facts(*row)


@dataclass(frozen=True)
class Origin:
    """What made a version: the imports under its stamp as (kind, source), and how many tickets it holds."""

    imports: tuple[tuple[str, str], ...]
    ticket_count: int
    is_demo: bool
    can_be_used: bool


def read_origin(version: Version) -> Origin:
    """What the file says of its making. Raises ``StoreError`` where it is damaged."""
    facts = read_facts(version.path)
    try:
        with duckdb.connect(str(version.path), read_only=True) as connection:
            made = connection.execute("select kind, source from imports where stamp = ?", [version.stamp]).fetchall()
            count = connection.execute("select count(*) from tickets").fetchone()[0]
    except duckdb.Error as error:
        raise StoreError("error.warehouse_unreadable", file=str(version.path)) from error
    return Origin(tuple(made), count, facts.is_demo, facts.schema_version == SCHEMA_VERSION)


def newest_readable(found: list[Version]) -> Version | None:
    """The first of these versions (newest first) whose file can be read."""
    for version in found:
        with contextlib.suppress(StoreError):
            read_facts(version.path)
            return version
    return None


def publish(data_dir: Path, version: Version, expected: str | None, keep: int) -> None:
    """Make a finished file the current one, unless ``pointer`` has moved from ``expected`` meanwhile.

    Older files beyond the ``keep`` newest are deleted; the current one and its forerunner never are.
    """
    if pointer(data_dir) != expected:
        raise StoreError("error.pointer_moved")
    _point(data_dir, version.stamp)
    spared = {version.stamp, expected}
    for old in kept(data_dir)[keep:]:
        if old.stamp not in spared:
            old.path.unlink(missing_ok=True)


def rollback(data_dir: Path, stamp: str | None = None) -> Version:
    """Point at an older version: the one named, else the newest readable one before the current one.

    A damaged pointer names nothing, so every kept version counts as older.
    """
    with import_lock(data_dir):
        version = _wanted(data_dir, stamp)
        facts = read_facts(version.path)
        if facts.schema_version != SCHEMA_VERSION:
            raise StoreError(
                "error.schema_version", file=version.path.name, found=facts.schema_version, expected=SCHEMA_VERSION
            )
        _point(data_dir, version.stamp)
        return replace(version, is_current=True)


def _wanted(data_dir: Path, stamp: str | None) -> Version:
    found = kept(data_dir)
    if stamp:
        fitting = [version for version in found if version.stamp == stamp]
    else:
        here = _stamp_if_whole(data_dir)
        fitting = [version for version in found if here is None or version.stamp < here]
    if not fitting:
        known = ", ".join(version.stamp for version in found)
        raise StoreError("error.version_unknown" if stamp else "error.version_oldest", stamp=stamp, known=known or "–")
    return newest_readable(fitting) or fitting[0]


def _stamp_if_whole(data_dir: Path) -> str | None:
    try:
        return pointed_stamp(data_dir)
    except StoreError:
        return None


def _point(data_dir: Path, stamp: str) -> None:
    whole_file.write(data_dir / POINTER, json.dumps({"stamp": stamp}).encode())
