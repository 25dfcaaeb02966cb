"""The two stores behind one engine: the desk, opened for writing, and the current warehouse, read-only beside it.

A new warehouse is attached under a name of its own while queries on the old one still run; the last two
stay attached. What cannot be attached is reported (``Store.problem``) and the old data go on being served.
"""

import itertools
import logging
import threading
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

from dashboard import clock
from dashboard.errors import DashboardError, QueryError, StoreError
from dashboard.settings import Settings
from dashboard.store import desk, queries, tables, versions
from dashboard.store.info import Info
from dashboard.store.params import bound
from dashboard.store.tables import SCHEMA_VERSION

log = logging.getLogger(__name__)
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
        self._attached: list[str] = []
        self._desk_for_reading: str | None = None
        self._with_desk = with_desk
        self._info: Info | None = None
        self._lock = threading.RLock()
        self._home = ""
        self._engine = self._open(with_desk)
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
    def transaction(self) -> Iterator[sa.Connection]:
        """One transaction on the desk: everything in it is kept, or nothing."""
        with self._engine.begin() as connection:
            yield connection
        with self._lock:
            self.desk_acts += 1

    def back_up_desk(self, target: Path) -> None:
        """Copy the desk into a new file, also while it is written to. Raises ``StoreError`` where that cannot be."""
        self._open_desk_for_reading()
        with self._engine.connect() as connection:
            name = self._desk_for_reading or self._home
            desk.back_up(connection.connection.driver_connection, name, target)

    # ------------------------------------------------------------------ inside
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
        with self._engine.connect() as connection:
            native = connection.connection.driver_connection
            limit = threading.Timer(self.settings.query.timeout_seconds, native.interrupt)
            limit.start()
            try:
                return connection.execute(sa.text(sql), values).cursor.to_arrow_table()
            finally:
                limit.cancel()

    def _failure(self, name: str, error: Exception) -> StoreError | QueryError:
        cause = getattr(error, "orig", error)
        # The first line alone: what follows repeats the parameters, and those may name a customer.
        log.error("query %s failed: %s", name, str(cause).splitlines()[0])
        if isinstance(cause, duckdb.InterruptException):
            return StoreError("error.query_timeout", name=name, seconds=self.settings.query.timeout_seconds)
        return StoreError("error.query_failed", name=name)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
