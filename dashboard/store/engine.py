"""The two stores behind one engine: the desk, opened for writing, and the current warehouse, read-only beside it.

A new warehouse is attached under a name of its own while queries on the old one still run; the last two
stay attached. What cannot be attached is reported (``Store.problem``) and the old data go on being served.
"""

import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from dashboard import clock, faults
from dashboard.errors import DashboardError, QueryError, StoreError
from dashboard.settings import Settings
from dashboard.store import desk, queries, tables, versions
from dashboard.store.gate import Gate
from dashboard.store.info import Info
from dashboard.store.params import bound
from dashboard.store.tables import SCHEMA_VERSION

_readers = itertools.count()

SESSION = (
    "set TimeZone='UTC'",
    "set integer_division=true",
    "set default_null_order='nulls_last_on_asc_first_on_desc'",
)
"""What makes DuckDB and PostgreSQL agree on the same SQL."""


class Store:
    """Asks query files of the current warehouse; the one app process also writes the desk.

    ``with_desk=False`` is a reader (command line, tests): it can run beside the app and locks nothing, but that
    the first query that joins the desk opens it read-only, where no app holds it.
    """

    def __init__(self, data_dir: Path, settings: Settings, with_desk: bool) -> None:
        self.data_dir = data_dir
        self.settings = settings
        self.problem: DashboardError | None = None
        self.desk_acts = 0
        """How many acts this process has committed; part of the cache key of what joins the desk."""
        self.gate = Gate(settings.limits)
        self._attached: list[str] = []
        self._desk_for_reading: str | None = None
        self._with_desk = with_desk
        self._info: Info | None = None
        self._lock = threading.RLock()
        self._home = ""
        self._is_open = threading.Event()
        self._is_open.set()
        self._opened = self._open(with_desk)
        self._home = self._scalar("select current_database()")
        if with_desk:
            desk.migrate(self._engine)
        else:
            tables.desk.create_all(self._engine)  # empty: what joins a desk that is not there finds no rows
        self.refresh()

    # ------------------------------------------------------------------ which data
    @property
    def info(self) -> Info:
        """What the current warehouse is. Raises ``StoreError`` while there is none."""
        if self._info is None:
            raise self.problem or StoreError("error.no_data")
        return self._info

    @property
    def stamp(self) -> str | None:
        """Version of the data being served; part of every cache key."""
        return self._info.stamp if self._info else None

    @property
    def as_of(self) -> datetime:
        """What "now" means: the real clock for a live source, else the newest export's moment."""
        return clock.now() if self.info.is_live else self.info.exported_at

    def refresh(self) -> bool:
        """Attach the warehouse that the pointer names, if it is another one; True where the data changed."""
        with self._lock:
            try:
                version = versions.current(self.data_dir)
                if version is None or version.stamp == self.stamp:
                    self.problem = None
                    return False
                self._attach(version)
                self.problem = None
                return True
            except StoreError as error:
                self.problem = error
                return self._info is None and self._attach_newest_whole()

    def is_readable(self) -> bool:
        """True where the version that the pointer names is the one served, and can be read now."""
        self.refresh()
        if self._info is None or self.problem:
            return False
        try:
            return self._scalar("select count(*) from warehouse_info") == 1
        except (DBAPIError, duckdb.Error):
            return False

    def close(self) -> None:
        """Release the desk and every file."""
        self._engine.dispose()

    # ------------------------------------------------------------------ asking
    def frame(self, name: str, params: dict[str, Any] | None = None) -> pd.DataFrame:
        """The rows of a query file; parameters left out or ``None`` take their defaults.

        Raises ``QueryError`` for an unknown name or parameter, ``StoreError`` where it fails or takes too long.
        """
        return self.arrow(name, params).to_pandas()

    def arrow(self, name: str, params: dict[str, Any] | None = None) -> pa.Table:
        """The same rows as an Arrow table."""
        query = queries.load(name)
        values = bound(query, params or {}, self.info, self.as_of, self.settings)
        if query.desk:
            self._open_desk_for_reading()
        return self._run(name, query.sql(values), values)

    def desk_table(self, name: str) -> pa.Table:
        """All rows of a table of the desk, oldest first. Raises ``QueryError`` for one that is kept apart."""
        if name in tables.KEPT_APART:
            raise QueryError("error.desk_table_apart", name=name)
        self._open_desk_for_reading()
        table = tables.desk.tables[name]
        moments = [column for column in table.columns if column.name in ("happened_at", "recorded_at")]
        return self._run(name, str(sa.select(table).order_by(*moments, *table.columns)), {})

    def sql(self, name: str, params: dict[str, Any] | None = None) -> str:
        """The SQL of a query file as it is run with these parameters."""
        query = queries.load(name)
        return query.sql(bound(query, params or {}, self.info, self.as_of, self.settings))

    @contextmanager
    def transaction(self, *, is_act: bool = True) -> Iterator[sa.Connection]:
        """One transaction on the desk: everything in it is kept, or nothing.

        ``is_act=False`` for what no page shows: answers that join the desk stay remembered.
        """
        with self._engine.begin() as connection:
            yield connection
        if is_act:
            with self._lock:
                self.desk_acts += 1

    def back_up_desk(self, target: Path) -> None:
        """Copy the desk into a new file, also while it is written to. Raises ``StoreError`` where that cannot be."""
        self._open_desk_for_reading()
        with self._engine.connect() as connection:
            name = self._desk_for_reading or self._home
            desk.back_up(connection.connection.driver_connection, name, target)

    @contextmanager
    def desk_released(self) -> Iterator[None]:
        """Within the block nobody has the desk open, and it may be written anew; questions wait until it is over.

        Raises ``StoreError`` where somebody goes on using it for longer than a query may take.
        """
        self._is_open.clear()
        try:
            end = time.monotonic() + self.settings.query.timeout_seconds
            while self._opened.pool.checkedout() and time.monotonic() < end:
                time.sleep(0.01)
            if self._opened.pool.checkedout():
                raise StoreError("error.desk_busy", seconds=self.settings.query.timeout_seconds)
            self._opened.dispose()
            try:
                yield
            finally:
                self._reopen()
        finally:
            self._is_open.set()

    # ------------------------------------------------------------------ inside
    @property
    def _engine(self) -> sa.Engine:
        """The engine, once the desk is not being written anew."""
        self._is_open.wait()
        return self._opened

    def _reopen(self) -> None:
        with self._lock:
            self._attached, self._info, self._home = [], None, ""
            self._opened = self._open(self._with_desk)
            self._is_open.set()
            self._home = self._scalar("select current_database()")
            self.desk_acts += 1
            self.refresh()

    def _open(self, with_desk: bool) -> sa.Engine:
        self.data_dir.mkdir(parents=True, exist_ok=True)
        url = f"duckdb:///{self.data_dir / desk.FILE}" if with_desk else f"duckdb:///:memory:reader_{next(_readers)}"
        config = {
            "memory_limit": self.settings.query.memory_limit,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        if self.settings.query.threads:
            config["threads"] = self.settings.query.threads
        # What people record names customers, their numbers and addresses: no log and no error repeats it.
        engine = sa.create_engine(
            url,
            poolclass=QueuePool,
            pool_size=8,
            max_overflow=24,
            hide_parameters=True,
            connect_args={"config": config},
        )
        sa.event.listen(engine, "connect", lambda connection, _: [connection.execute(line) for line in SESSION])
        sa.event.listen(engine, "checkout", lambda connection, *_: self._set_path(connection))
        try:
            engine.connect().close()
        except (DBAPIError, duckdb.Error) as error:
            raise desk.explain(error, self.data_dir / desk.FILE) from error
        return engine

    def _set_path(self, connection: Any) -> None:
        rooms = [self._attached[-1] if self._attached else None, self._desk_for_reading, self._home]
        path = ",".join(f"{room}.main" for room in rooms if room)
        if path:
            connection.execute(f"set search_path='{path}'")

    def _open_desk_for_reading(self) -> None:
        """A reader's way to the desk: read-only, at the first question that needs it."""
        file = self.data_dir / desk.FILE
        with self._lock:
            if self._with_desk or self._desk_for_reading or not file.exists():
                return
            try:
                self._scalar(f"attach '{_quoted(file)}' as desk_read (read_only)")
            except (DBAPIError, duckdb.Error) as error:
                raise desk.explain(error, file) from error
            self._desk_for_reading = "desk_read"

    def _attach(self, version: versions.Version) -> None:
        facts = versions.read_facts(version.path)
        if facts.schema_version != SCHEMA_VERSION:
            raise StoreError(
                "error.schema_version", file=version.path.name, found=facts.schema_version, expected=SCHEMA_VERSION
            )
        alias = "warehouse_" + version.stamp.replace("-", "_")
        known = list(self._attached)
        try:
            if alias not in known:
                self._scalar(f"attach '{_quoted(version.path)}' as {alias} (read_only)")
            self._attached = [*(one for one in known if one != alias), alias]
            self._info = Info.read(version.stamp, facts.is_demo, self._rows)
        except (DBAPIError, duckdb.Error) as error:
            self._attached = known
            raise StoreError("error.warehouse_unreadable", file=str(version.path)) from error
        for old in self._attached[:-2]:
            self._scalar(f"detach {old}")
        self._attached = self._attached[-2:]

    def _attach_newest_whole(self) -> bool:
        """At a start with a broken current file: serve the newest kept one that can be read."""
        for version in versions.kept(self.data_dir):
            try:
                self._attach(version)
                return True
            except StoreError:
                continue
        return False

    def _rows(self, name: str) -> pd.DataFrame:
        return self._run(name, queries.load(name).sql({}), {}).to_pandas()

    def _scalar(self, statement: str) -> Any:
        with self._engine.connect() as connection:
            result = connection.exec_driver_sql(statement)
            value = result.scalar() if result.returns_rows else None
            connection.commit()
            return value

    def _run(self, name: str, sql: str, values: dict[str, Any]) -> Any:
        """Run it and hand over an Arrow table; once more where its warehouse was detached meanwhile."""
        try:
            return self._timed(sql, values)
        except (DBAPIError, duckdb.Error) as error:
            if not isinstance(getattr(error, "orig", error), duckdb.CatalogException):
                raise self._failure(name, error) from error
        try:
            return self._timed(sql, values)
        except (DBAPIError, duckdb.Error) as error:
            raise self._failure(name, error) from error

    def _timed(self, sql: str, values: dict[str, Any]) -> Any:
        with self.gate.turn(), self._engine.connect() as connection:
            native = connection.connection.driver_connection
            limit = threading.Timer(self.settings.query.timeout_seconds, native.interrupt)
            limit.start()
            try:
                return connection.execute(sa.text(sql), values).cursor.to_arrow_table()
            finally:
                limit.cancel()

    def _failure(self, name: str, error: Exception) -> StoreError | QueryError:
        cause = getattr(error, "orig", error)
        # DuckDB's own words repeat what it was given, and that may name a customer: kind and place alone.
        reference = faults.noted(cause, f"query {name}")
        if isinstance(cause, duckdb.InterruptException):
            return StoreError("error.query_timeout", name=name, seconds=self.settings.query.timeout_seconds)
        if isinstance(cause, duckdb.OutOfMemoryException):
            return StoreError("error.query_memory", name=name, limit=self.settings.query.memory_limit)
        return StoreError("error.query_failed", name=name, reference=reference)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
