"""The files of an unknown export, each read in the way in which it looks most like a table."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from dashboard.errors import SourceError
from dashboard.importing.drafting.profile import Column, profile
from dashboard.importing.drafting.roles import Roles, assign
from dashboard.importing.files import inputs
from dashboard.importing.files.layout import Layout, layouts
from dashboard.importing.files.raw_files import RawFile
from dashboard.importing.rows.reading import SCHEMAS, RawRelation, read
from dashboard.importing.sources.recognise import Matched, sample

MEMORY_LIMIT = "2GB"


@dataclass
class Table:
    """A raw file with what its columns show."""

    relation: RawRelation
    columns: list[Column]
    roles: Roles

    @property
    def name(self) -> str:
        return self.relation.matched.file.name

    @property
    def layout(self) -> Layout:
        return self.relation.matched.layout


@dataclass
class Looked:
    """What was found: tables, and files that could not be read."""

    connection: duckdb.DuckDBPyConnection
    tables: list[Table] = field(default_factory=list)
    unread: list[tuple[str, SourceError]] = field(default_factory=list)


@contextmanager
def looked_at(given: list[Path]) -> Iterator[Looked]:
    """Every file of the inputs, read whole. Raises ``SourceError`` where an input cannot be opened at all."""
    with tempfile.TemporaryDirectory(prefix="dashboard-") as folder, duckdb.connect(config=_config(folder)) as opened:
        opened.execute("set TimeZone = 'UTC'")
        opened.execute(SCHEMAS)
        found = Looked(opened)
        for number, file in enumerate(inputs.collect(given, Path(folder) / "unpacked")):
            try:
                _look(found, file, number)
            except SourceError as error:
                found.unread.append((file.name, error))
        yield found


def _config(folder: str) -> dict[str, object]:
    return {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": folder,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }


def _look(found: Looked, file: RawFile, number: int) -> None:
    ways = layouts(file)
    if not ways:
        return
    layout = max(ways, key=lambda way: _likeness(file, way))
    if len(layout.columns) < 2:
        return
    relation = read(found.connection, Matched(file, f"file_{number}", layout, {}), number)
    columns = profile(found.connection, relation)
    found.tables.append(Table(relation, columns, assign(columns)))


def _likeness(file: RawFile, layout: Layout) -> tuple[float, int]:
    """A header names its columns, each differently, and the rows below have as many cells."""
    named = [column for column in layout.columns if not column.startswith("column_")]
    rows = sample(file, layout)
    width = len(layout.columns)
    fitting = sum(len(row) >= width for row in rows) / len(rows) if rows else 1
    return (len(named) * fitting, -layout.header_row)
