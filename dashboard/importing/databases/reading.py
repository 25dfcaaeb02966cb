"""A running helpdesk's tables into raw files: all of them, or what changed since the last time."""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb
import sqlalchemy as sa
from pyarrow import parquet

from dashboard.errors import SourceError
from dashboard.importing.databases import known as knowing
from dashboard.importing.databases import plan
from dashboard.importing.databases.address import Login
from dashboard.importing.databases.changes import Changed, Changes, chunks
from dashboard.importing.databases.connecting import connected, server_time
from dashboard.importing.databases.known import Known
from dashboard.importing.databases.plan import Planned
from dashboard.importing.databases.remembering import Mark, Reading
from dashboard.importing.databases.renewing import register_rows
from dashboard.importing.databases.trees import Tree, trees
from dashboard.importing.databases.writing import TableFile
from dashboard.importing.files.layout import Layout
from dashboard.importing.files.raw_files import ROW, RawFile
from dashboard.importing.sources.recognise import Matched
from dashboard.importing.sources.source import Source
from dashboard.importing.words import literal
from dashboard.settings import Settings

Share = Callable[[float], None]


@dataclass(frozen=True)
class Wanted:
    """What the command asks for."""

    login: Login
    prefix: str | None = None
    is_full: bool = False


@dataclass(frozen=True)
class Extract:
    """What was read: raw files as an export would hold them, and what the next reading has to know."""

    matched: list[Matched]
    reading: Reading


def extract(wanted: Wanted, source: Source, known: Known, settings: Settings, folder: Path, share: Share) -> Extract:
    """Read the tables of a source into ``folder``. Raises ``SourceError``."""
    if source.database is None or wanted.login.dialect not in source.database.dialects:
        able = ", ".join(source.database.dialects) if source.database else "–"
        raise SourceError("error.database_dialect", source=source.name, dialect=wanted.login.dialect, known=able)
    folder.mkdir(parents=True, exist_ok=True)
    with connected(wanted.login, settings.databases) as server:
        read_at = server_time(server)
        plans = plan.planned(server, source, wanted.prefix)
        definition = knowing.definition(source, plans, wanted.login, settings)
        job = _Job(server, source, known, settings, folder, share, plans, read_at)
        job.run(is_full=wanted.is_full or not known.is_of(definition))
    gone = register_rows(known, job.matched, job.gone, job.is_full, [one.name for one in job.whole])
    return Extract(job.matched, Reading(read_at, job.is_full, definition, tuple(job.marks), gone))


@dataclass
class _Job:
    """One reading in one snapshot."""

    server: sa.Connection
    source: Source
    known: Known
    settings: Settings
    folder: Path
    share: Share
    plans: list[Planned]
    read_at: datetime
    is_full: bool = True
    gone: dict[str, set[int]] = field(default_factory=dict)
    whole: list[Planned] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    matched: list[Matched] = field(default_factory=list)

    def run(self, is_full: bool) -> None:
        """Read the tables that explain others first: where one of them changed, everything is read."""
        self.is_full = is_full
        grown = trees(self.plans)
        for tree in (one for one in grown if not one.shows_changes):
            self._whole(tree)
        for tree in (one for one in grown if one.shows_changes):
            if self.is_full:
                self._whole(tree)
            else:
                self._changed(tree)

    # ------------------------------------------------------------------ everything, or a part of it
    def _whole(self, tree: Tree) -> None:
        self.whole += tree.tables
        for one in tree.tables:
            total = self.server.execute(one.select(sa.func.count())).scalar_one()
            file = self._file(one)
            file.fill(self.server, lambda select: select, self._teller(total))
            self._close(file)

    def _changed(self, tree: Tree) -> None:
        zone = self.source.zone or self.settings.time.zone
        since = knowing.since(self.known.read_at(), self.settings)
        changed = Changes(self.known.memory, self.server, self.known, since, zone).of(tree)
        self.gone |= changed.gone
        read: dict[str, set[int]] = {tree.root.name: changed.roots}
        for one in tree.tables:
            file = self._file(one)
            wanted = read[one.live.of.table] if one.live.of else changed.roots
            column = one.parent if one.live.of else one.key
            for keys in chunks(wanted):
                file.fill(
                    self.server,
                    lambda select, keys=keys, column=column: select.where(column.in_(keys)),
                    self._teller(0),
                )
            self._close(file)
            read[one.name] = self._keys(file, one, changed)

    def _keys(self, file: TableFile, one: Planned, changed: Changed) -> set[int]:
        """The rows whose children belong to the reading: those read, and those that are gone but may have left some."""
        if not any(other.live.of and other.live.of.table == one.name for other in self.plans):
            return set()
        found = set(parquet.read_table(file.path, columns=[ROW]).column(0).to_pylist())
        return found | changed.gone[one.name] | (changed.roots if not one.live.of else set())

    # ------------------------------------------------------------------ one table
    def _file(self, one: Planned) -> TableFile:
        return TableFile(self.folder / f"{one.name}.parquet", one)

    def _close(self, file: TableFile) -> None:
        file.close()
        one = file.plan
        alike = Counter(other.table for other in self.plans)[one.table] > 1
        name = f"{one.table} ({one.name})" if alike else one.table
        layout = Layout(tuple(one.columns), header_row=0)
        self.matched.append(Matched(RawFile(file.path, name, "table"), one.name, layout, {}))
        mark = self._mark(file)
        self.marks.append(mark)
        if mark.fingerprint and not self.is_full and self.known.fingerprint(one.name) != mark.fingerprint:
            self.is_full = True

    def _mark(self, file: TableFile) -> Mark:
        one = file.plan
        highest = None
        if one.live.changed and one.is_ascending:
            highest = self.server.execute(one.select(sa.func.max(sa.column(one.live.changed)))).scalar_one()
        is_told = self.source.tables[one.name].lookup and not (one.live.changed or one.live.of)
        return Mark(one.name, highest, _fingerprint(self.known.memory, file.path) if is_told else None)

    def _teller(self, total: int) -> Callable[[int], None]:
        """Progress: tables done, and the share of the one being read."""
        done = len(self.matched)
        return lambda count: self.share((done + min(count / max(total, 1), 1.0)) / len(self.plans))


def _fingerprint(memory: duckdb.DuckDBPyConnection, path: Path) -> str:
    rows = f"select * exclude ({ROW}) from read_parquet({literal(str(path))})"
    sql = f"select count(*), bit_xor(hash(rows)) from ({rows}) as rows"
    return " ".join(str(one) for one in memory.execute(sql).fetchone())
