"""What is asked of the server: which columns of which tables there are, and each as text of the raw table."""

import re
from dataclasses import dataclass

import sqlalchemy as sa

from dashboard.errors import SourceError
from dashboard.importing.sources.live_tables import PREFIX, LiveTable
from dashboard.importing.sources.source import RawTable, Source
from dashboard.importing.words import few, folded

COLUMNS = {
    "mysql": "select column_name, data_type from information_schema.columns "
    "where table_schema = database() and table_name = :table order by ordinal_position",
    "postgresql": "select column_name, data_type from information_schema.columns "
    "where table_schema = any(current_schemas(false)) and table_name = :table order by ordinal_position",
}
WHOLE = ("int", "bigint", "integer", "smallint", "mediumint", "tinyint")
BINARY = ("blob", "binary")
PLAIN = re.compile(r"\w+")


@dataclass(frozen=True)
class Planned:
    """One raw table as it will be read: ``columns`` maps the raw table's names to SQL of the server."""

    name: str
    live: LiveTable
    table: str
    columns: dict[str, sa.ColumnElement]
    kinds: dict[str, str]

    @property
    def is_numbered(self) -> bool:
        """True where the key is one whole number: then it is the row's number in every report."""
        return len(self.live.key) == 1 and self.kinds.get(folded(self.live.key[0]), "") in WHOLE

    @property
    def key(self) -> sa.ColumnElement:
        return sa.column(self.live.key[0])

    @property
    def parent(self) -> sa.ColumnElement | None:
        return sa.column(self.live.of.column) if self.live.of else None

    @property
    def is_ascending(self) -> bool:
        """True where what tells changes is a number that only grows, no time."""
        return self.kinds.get(folded(self.live.changed or ""), "") in WHOLE

    def select(self, *columns: sa.ColumnElement) -> sa.Select:
        """A SELECT of these columns, under the source's own condition."""
        select = sa.select(*columns).select_from(sa.table(self.table))
        return select.where(sa.literal_column(f"({self.live.where})")) if self.live.where else select


def planned(connection: sa.Connection, source: Source, prefix: str | None) -> list[Planned]:
    """The tables to read, parents before their children; a table that may be missing and is, is left out.

    Raises ``SourceError`` naming what the login cannot see.
    """
    before = source.database.prefix if prefix is None else prefix
    found = {}
    for name in _in_order(source):
        one = _planned(connection, name, source.tables[name], before)
        if one:
            _check_parent(one, found)
            found[name] = one
    return list(found.values())


def _check_parent(one: Planned, found: dict[str, Planned]) -> None:
    """A table cannot belong to one that is not there, or whose rows have no number."""
    if not one.live.of:
        return
    parent = found.get(one.live.of.table)
    if parent is None:
        raise SourceError("error.database_table_missing", table=one.live.of.table, raw_table=one.name)
    if not parent.is_numbered:
        key = ", ".join(parent.live.key)
        kind = parent.kinds.get(folded(parent.live.key[0]), "–")
        raise SourceError("error.database_key", table=parent.table, key=key, kind=kind)


def _in_order(source: Source) -> list[str]:
    """Parents first."""
    left = [name for name, table in source.tables.items() if table.database]
    ordered: list[str] = []
    while left:
        ready = [one for one in left if not (of := source.tables[one].database.of) or of.table in ordered]
        if not ready:
            file, setting = str(source.folder / "source.toml"), f"tables.{left[0]}.database.of"
            raise SourceError("error.source_invalid", file=file, setting=setting, problem="a circle of parents")
        ordered += ready
        left = [one for one in left if one not in ready]
    return ordered


def _planned(connection: sa.Connection, name: str, raw: RawTable, prefix: str) -> Planned | None:
    table = raw.database.table.replace(PREFIX, prefix)
    told = connection.execute(sa.text(COLUMNS[connection.dialect.name]), {"table": table}).fetchall()
    kinds = {folded(str(column)): str(kind).lower() for column, kind in told}
    live = _as_written(raw, prefix, {folded(str(column)): str(column) for column, _ in told})
    if not kinds:
        if live.optional:
            return None
        raise SourceError("error.database_table_missing", table=table, raw_table=name)
    _refuse_missing(table, live, raw, kinds)
    wanted = dict.fromkeys([*raw.required, *raw.optional, *raw.dates])
    columns = {one: _as_text(connection, live, one, kinds) for one in wanted if _is_there(live, one, kinds)}
    return Planned(name, live, table, columns, kinds)


def _as_written(raw: RawTable, prefix: str, written: dict[str, str]) -> LiveTable:
    """The table's part of the source with its prefix, and each column as the server writes it."""
    live = raw.database

    def real(column: str) -> str:
        return written.get(folded(column), column)

    named = dict.fromkeys([*raw.required, *raw.optional, *raw.dates])
    told = {**{one: one for one in named}, **live.columns}
    update = {
        "key": [real(one) for one in live.key],
        "changed": live.changed and real(live.changed),
        "of": live.of and live.of.model_copy(update={"column": real(live.of.column)}),
        "where": live.where and live.where.replace(PREFIX, prefix),
        "columns": {one: real(said.replace(PREFIX, prefix)) for one, said in told.items()},
    }
    return live.model_copy(update=update)


def _is_there(live: LiveTable, raw_column: str, kinds: dict[str, str]) -> bool:
    said = live.columns[raw_column]
    # A name that is there is a column, a single word that is not is missing, anything else is SQL.
    return folded(said) in kinds or (said != raw_column and not PLAIN.fullmatch(said))


def _refuse_missing(table: str, live: LiveTable, raw: RawTable, kinds: dict[str, str]) -> None:
    own = [*live.key, *([live.changed] if live.changed else []), *([live.of.column] if live.of else [])]
    missing = [one for one in own if folded(one) not in kinds]
    missing += [live.columns[one] for one in raw.required if not _is_there(live, one, kinds)]
    if missing:
        told = {"table": table, "missing": ", ".join(dict.fromkeys(missing)), "found": few(sorted(kinds))}
        raise SourceError("error.database_columns_missing", **told)
    numbered = len(live.key) == 1 and kinds[folded(live.key[0])] in WHOLE
    if (live.changed or live.of) and not (numbered and (not live.of or kinds[folded(live.of.column)] in WHOLE)):
        raise SourceError("error.database_key", table=table, key=", ".join(own), kind=kinds[folded(live.key[0])])


def _as_text(connection: sa.Connection, live: LiveTable, raw_column: str, kinds: dict[str, str]) -> sa.ColumnElement:
    """SQL: the column as text, so that a date that is none arrives as it is written."""
    said = live.columns[raw_column]
    kind = kinds.get(folded(said), "")
    column = sa.column(said) if kind else sa.literal_column(f"({said})")
    if connection.dialect.name != "mysql":
        return sa.cast(column, sa.Text)
    if kind == "timestamp":
        # The server hands these over in the session's zone, which is UTC.
        return sa.func.concat(sa.cast(column, sa.Text), "+00:00")
    if kind == "bit":
        return sa.cast(column + 0, sa.Text)
    if kind.endswith(BINARY):
        return sa.literal_column(f"convert({connection.dialect.identifier_preparer.quote(said)} using utf8mb4)")
    return sa.cast(column, sa.Text)
