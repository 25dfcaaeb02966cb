"""What every raw status stands for: the company's settings first, then the source, else it is unknown and said so."""

from collections.abc import Iterator

import duckdb

from dashboard.errors import SourceError
from dashboard.importing.source import Source, StatusMeaning, find
from dashboard.importing.words import folded
from dashboard.settings import Settings

MET = """
select distinct source, raw_status from warehouse.tickets where raw_status is not null
union
select distinct source, raw_status from warehouse.ticket_events where raw_status is not null
order by 1, 2
"""


def fill(connection: duckdb.DuckDBPyConnection, settings: Settings, imported: dict[str, Source]) -> None:
    """Write ``statuses`` for every status of every source in the new warehouse.

    ``imported`` are the sources at hand; of the others the folder is looked up by its name, and where it
    is gone the meaning known so far is kept.
    """
    known = {(row[0], row[1]): StatusMeaning(state=row[2], turn=row[3]) for row in _known(connection)}
    kinds = dict(connection.execute("select source, kind from warehouse.sources").fetchall())
    sources = {name: imported.get(name) or _found(kind) for name, kind in kinds.items()}
    met = connection.execute(MET).fetchall()
    connection.execute("delete from warehouse.statuses")
    rows = []
    for name, raw_status in met:
        own = _own(settings, name, kinds.get(name, name), raw_status)
        source = sources.get(name)
        meaning = own or (source.meaning(raw_status) if source else known.get((name, raw_status)))
        meaning = meaning or StatusMeaning(state="unknown")
        rows.append((name, raw_status, meaning.state, meaning.turn))
    if rows:
        connection.executemany(
            "insert into warehouse.statuses (source, raw_status, state, turn) values (?, ?, ?, ?)", rows
        )


def _known(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple]:
    yield from connection.execute("select source, raw_status, state, turn from warehouse.statuses").fetchall()


def _found(kind: str | None) -> Source | None:
    try:
        return find(kind) if kind else None
    except SourceError:
        return None


def _own(settings: Settings, instance: str, kind: str, raw_status: str) -> StatusMeaning | None:
    """What the company's settings say of a status, for the instance or else for the kind of source."""
    for name in (instance, kind):
        for raw, state in settings.statuses.get(name, {}).items():
            if folded(raw) == folded(raw_status):
                return StatusMeaning(state=state)
    return None
