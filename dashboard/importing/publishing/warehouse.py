"""The new warehouse file while it is being made: in a folder of its own, until the moment it is published.

Whatever happens before that moment, the current data are untouched; a folder left over by a killed import
is removed by the next one.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb
import sqlalchemy as sa
from duckdb_sqlalchemy import Dialect
from filelock import Timeout

from dashboard.errors import ImportRefused, StoreError
from dashboard.importing.facts import build, check, fingerprint
from dashboard.importing.forgetting import Forgotten, Terms, settle
from dashboard.importing.publishing.holding import noted
from dashboard.importing.rows.reading import SCHEMAS
from dashboard.importing.words import literal
from dashboard.privacy import ledger as ledgers
from dashboard.privacy.ledger import Ledger
from dashboard.settings import Settings
from dashboard.store import compact, versions
from dashboard.store.tables import SCHEMA_VERSION, warehouse

MEMORY_LIMIT = "2500MB"
LEFTOVERS = "import-"
SILENT = "set enable_progress_bar = false"
"""DuckDB's own bar would stand in the JSON that a machine reads."""


@dataclass
class Draft:
    """A warehouse in the making, and the version it starts from."""

    data_dir: Path
    folder: Path
    settings: Settings
    stamp: str
    path: Path
    parent: versions.Version | None
    pointer: str | None
    damage: StoreError | None = None
    """Why the current data could not be read, where ``parent`` stands in for them."""
    forgotten: Forgotten = field(default_factory=Forgotten)
    """What was dropped while the facts were built."""
    ledger: Ledger = field(init=False)

    def __post_init__(self) -> None:
        self.ledger = ledgers.read(self.data_dir)

    def terms(self, connection: duckdb.DuckDBPyConnection, now: datetime) -> Terms:
        """What is no longer kept, for whoever drops it."""
        return Terms(connection, self.settings.privacy, self.ledger, now)

    @property
    def file(self) -> Path:
        return self.folder / "warehouse.duckdb"

    @property
    def is_parent_current(self) -> bool:
        """True where the version it starts from was made under the same settings and rules."""
        return bool(self.parent) and versions.read_facts(self.parent.path).settings_hash == fingerprint(self.settings)

    @contextlib.contextmanager
    def workshop(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection with ``warehouse`` (new, empty) and ``present`` (read-only, where there is one) attached."""
        with duckdb.connect(config=self._config()) as connection:
            connection.execute("set TimeZone = 'UTC'")
            connection.execute(SILENT)
            connection.execute(f"attach {literal(str(self.file))} as warehouse")
            if self.parent:
                connection.execute(f"attach {literal(str(self.parent.path))} as present (read_only)")
            for table in warehouse.sorted_tables:
                connection.execute(_create(table))
            connection.execute(SCHEMAS)
            connection.execute("set search_path = 'memory.main'")
            yield connection
            connection.execute("checkpoint warehouse")
            connection.execute("detach warehouse")

    def finish(self, now: datetime) -> duckdb.DuckDBPyConnection:
        """Build and check the facts, without what is no longer kept; the open connection is handed back."""
        connection = duckdb.connect(str(self.file), config=self._config())
        try:
            connection.execute(SILENT)
            build(connection, self.settings)
            self.forgotten = settle(self.terms(connection, now))
            if self.forgotten.is_anything:
                build(connection, self.settings)
            check(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def sign(self, connection: duckdb.DuckDBPyConnection, created_at: datetime, is_demo: bool) -> None:
        """Say in the file what it is; a file without this is no warehouse."""
        parent_stamp = self.parent.stamp if self.parent else None
        connection.execute("delete from warehouse_info")
        connection.execute(
            "insert into warehouse_info "
            "(stamp, schema_version, settings_hash, created_at, parent_stamp, is_demo, zone) "
            "values (?, ?, ?, ?, ?, ?, ?)",
            [
                self.stamp, SCHEMA_VERSION, fingerprint(self.settings), created_at, parent_stamp, is_demo,
                self.settings.time.zone,
            ],
        )  # fmt: skip

    def publish(self) -> None:
        """Make the finished file the current data, in one step; on failure nothing of it remains."""
        if self.forgotten.is_anything:
            # What was dropped can still be read in the file's free pages.
            compact.rewrite(self.file)
            self.ledger.keep()
        with self.file.open("rb+") as stream:
            os.fsync(stream.fileno())
        self.file.rename(self.path)
        try:
            version = versions.Version(self.stamp, self.path)
            versions.publish(self.data_dir, version, self.pointer, self.settings.imports.keep_warehouses)
        except BaseException:
            if versions.pointer(self.data_dir) != self.stamp:
                self.path.unlink(missing_ok=True)
            raise

    def _config(self) -> dict:
        threads = {"threads": self.settings.query.threads} if self.settings.query.threads else {}
        return {
            "memory_limit": MEMORY_LIMIT,
            "temp_directory": str(self.folder / "spill"),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            **threads,
        }


def _create(table: sa.Table) -> str:
    statement = str(sa.schema.CreateTable(table).compile(dialect=Dialect())).strip()
    return statement.replace(f"CREATE TABLE {table.name}", f"CREATE TABLE warehouse.main.{table.name}", 1)


@contextlib.contextmanager
def draft(data_dir: Path, settings: Settings, for_publishing: bool, wait: bool, on_wait) -> Iterator[Draft]:
    """A draft under the import lock, in a folder that is gone afterwards. A mere check takes no lock.

    Raises ``ImportRefused`` where another import runs and ``wait`` is false.
    """
    with contextlib.ExitStack() as stack:
        if for_publishing:
            stack.enter_context(_lock(data_dir, wait, on_wait))
            _remove_leftovers(data_dir)
        stamp, path = versions.new_path(data_dir, fingerprint(settings))
        folder = data_dir / f"{LEFTOVERS}{stamp}" if for_publishing else Path(tempfile.mkdtemp(prefix="dashboard-"))
        folder.mkdir(exist_ok=True)
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        pointer = versions.pointer(data_dir)
        parent, damage = _parent(data_dir)
        yield Draft(data_dir, folder, settings, stamp, path, parent, pointer, damage)


def _parent(data_dir: Path) -> tuple[versions.Version | None, StoreError | None]:
    """The version to start from, and why it is not the current one: then it is the newest that can be read.

    Raises ``ImportRefused`` where it is newer than this program.
    """
    damage = None
    try:
        version = versions.current(data_dir)
        facts = versions.read_facts(version.path) if version else None
    except StoreError as error:
        damage = error
        version = versions.newest_readable(versions.kept(data_dir))
        facts = versions.read_facts(version.path) if version else None
    if facts and facts.schema_version > SCHEMA_VERSION:
        raise ImportRefused("error.schema_newer", found=facts.schema_version, expected=SCHEMA_VERSION)
    return version, damage


@contextlib.contextmanager
def _lock(data_dir: Path, wait: bool, on_wait) -> Iterator[None]:
    lock = versions.import_lock(data_dir)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        if not wait:
            raise ImportRefused("error.import_running", folder=str(data_dir)) from error
        on_wait()
        lock.acquire()
    try:
        with noted(data_dir):
            yield
    finally:
        lock.release()


def sweep(data_dir: Path) -> None:
    """Remove what a killed import left; nothing while one runs. The next import would do it as well."""
    with contextlib.suppress(Timeout), versions.import_lock(data_dir).acquire(timeout=0):
        _remove_leftovers(data_dir)


def _remove_leftovers(data_dir: Path) -> None:
    for folder in data_dir.glob(f"{LEFTOVERS}*"):
        if folder.is_dir():
            shutil.rmtree(folder, ignore_errors=True)
