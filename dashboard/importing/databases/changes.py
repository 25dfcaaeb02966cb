"""Which roots of a tree changed: their own rows, or any row that belongs to them; and what is gone at the source."""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from zoneinfo import ZoneInfo

import duckdb
import sqlalchemy as sa

from dashboard.importing.databases.comparing import compare
from dashboard.importing.databases.known import Known
from dashboard.importing.databases.plan import Planned
from dashboard.importing.databases.trees import Tree

CHUNK = 5_000
"""Keys in one ``in (…)``."""
LOCAL = ("datetime", "timestamp without time zone")
"""Kinds of column that hold the helpdesk's local time."""


@dataclass(frozen=True)
class Changed:
    """``roots`` are the keys of the changed rows of a tree's root; ``gone``: table → keys that are no more."""

    roots: set[int]
    gone: dict[str, set[int]]


@dataclass
class Changes:
    """Finds them. ``since`` is the moment from which on changes are read again; ``zone`` that of local times."""

    memory: duckdb.DuckDBPyConnection
    server: sa.Connection
    known: Known
    since: datetime
    zone: str
    _touched: dict[str, set[int]] = field(default_factory=dict)

    def of(self, tree: Tree) -> Changed:
        """The changed roots of a tree: children first, each hands its parents up."""
        gone: dict[str, set[int]] = {}
        self._touched = {one.name: set() for one in tree.tables}
        for plan in reversed(tree.tables):
            gone[plan.name] = self._by_keys(plan)
            self._by_time(plan)
            self._parents_of_touched(plan)
        return Changed(self._touched[tree.root.name], gone)

    def _by_keys(self, plan: Planned) -> set[int]:
        gone, touched = compare(self.memory, self.server, plan, self.known.instance)
        self._touch(plan, (row[0] for row in gone), (row[1] for row in gone))
        self._touch(plan, (row[0] for row in touched), (one for row in touched for one in row[1:]))
        return {row[0] for row in gone}

    def _by_time(self, plan: Planned) -> None:
        if plan.live.changed is None:
            return
        parent = plan.parent if plan.parent is not None else sa.null()
        select = plan.select(plan.key, parent.label("parent_key")).where(self._is_changed(plan))
        result = self.server.execution_options(stream_results=True).execute(select)
        while rows := result.fetchmany(CHUNK):
            self._touch(plan, (row[0] for row in rows), (row[1] for row in rows))

    def _is_changed(self, plan: Planned) -> sa.ColumnElement:
        column = sa.column(plan.live.changed)
        if plan.is_ascending:
            return column > (self.known.mark(plan.name, self.since) or 0)
        kind = plan.kinds[plan.live.changed.casefold()]
        if kind == "date":
            return column >= self.since.astimezone(ZoneInfo(self.zone)).date()
        if kind in LOCAL:
            return column >= self.since.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        is_naive = self.server.dialect.name == "mysql"  # its ``timestamp`` is told in the session's zone, UTC
        return column >= (self.since.astimezone(UTC).replace(tzinfo=None) if is_naive else self.since)

    def _touch(self, plan: Planned, keys: Iterable[int], parents: Iterable[int | None]) -> None:
        self._touched[plan.name].update(keys)
        if plan.live.of:
            self._touched[plan.live.of.table].update(one for one in parents if one is not None)

    def _parents_of_touched(self, plan: Planned) -> None:
        """Rows that a child of theirs touched hand it on to their own parents."""
        if not plan.live.of:
            return
        for keys in chunks(self._touched[plan.name]):
            found = self.server.execute(plan.select(plan.parent).where(plan.key.in_(keys)).distinct()).scalars()
            self._touch(plan, (), found)


def chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    """Keys in order, some at a time."""
    left = iter(sorted(keys))
    while some := list(islice(left, CHUNK)):
        yield some
