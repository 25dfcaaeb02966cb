"""What the warehouse remembers of the readings before: marks, the keys of all rows, and what each row became."""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb

from dashboard.importing.databases.address import Login
from dashboard.importing.databases.plan import Planned
from dashboard.importing.facts import fingerprint
from dashboard.importing.sources.source import Source
from dashboard.settings import Settings

TABLES = ("read_marks", "read_rows", "read_origins")


@dataclass(frozen=True)
class Known:
    """The readings before of one instance; without any, or under another definition, everything is read."""

    memory: duckdb.DuckDBPyConnection
    instance: str

    @property
    def is_there(self) -> bool:
        """True where there is a current version, of a schema that remembers readings."""
        sql = "select count(*) from duckdb_tables() where database_name = 'present' and table_name = any(?)"
        return self.memory.execute(sql, [list(TABLES)]).fetchone()[0] == len(TABLES)

    def is_of(self, definition: str) -> bool:
        """True where the last reading asked the same of the same server."""
        return self.is_there and self._ask("select distinct definition from present.read_marks where source = ?") == [
            (definition,)
        ]

    def read_at(self) -> datetime:
        """The moment of the last reading."""
        return self._ask("select max(read_at) from present.read_marks where source = ?")[0][0]

    def mark(self, raw_table: str, before: datetime) -> int | None:
        """The highest number read by then; where no reading is that old, by the first one known."""
        rows = self._ask(
            "select coalesce(arg_max(mark, read_at) filter (where read_at <= ?), arg_min(mark, read_at)) "
            "from present.read_marks where raw_table = ? and source = ?",
            before, raw_table,
        )  # fmt: skip
        return rows[0][0]

    def fingerprint(self, raw_table: str) -> str | None:
        """That of the last reading of a table that explains others."""
        sql = "select arg_max(fingerprint, read_at) from present.read_marks where raw_table = ? and source = ?"
        return self._ask(sql, raw_table)[0][0]

    def _ask(self, sql: str, *values: object) -> list[tuple]:
        """The instance is the last parameter."""
        return self.memory.execute(sql, [*values, self.instance]).fetchall()


def definition(source: Source, plans: list[Planned], login: Login, settings: Settings) -> str:
    """A fingerprint of everything that decides what is read and what becomes of it."""
    asked = {one.name: [one.table, str(one.live), sorted(one.columns), sorted(one.kinds.items())] for one in plans}
    told = [source.model_dump_json(exclude={"folder"}), source.selects, source.status_select, asked, login.place]
    whole = json.dumps([*told, fingerprint(settings)], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def since(read_at: datetime, settings: Settings) -> datetime:
    """From when on changes are read again: before the last reading by the overlap."""
    return read_at - timedelta(days=settings.databases.overlap_days)
