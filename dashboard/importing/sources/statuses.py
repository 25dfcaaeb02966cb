"""What every raw status stands for: the company's settings first, then the source, then the helpdesk's own table of
statuses where the source reads it, else it is unknown and said so."""

from collections.abc import Iterator

import duckdb
from pydantic import ValidationError

from dashboard.errors import SourceError
from dashboard.importing.sources.source import Source, StatusMeaning, find
from dashboard.importing.words import few, folded
from dashboard.settings import Settings

MET = """
select distinct source, raw_status from warehouse.tickets where raw_status is not null
union
select distinct source, raw_status from warehouse.ticket_events where raw_status is not null
order by 1, 2
"""


def learn(connection: duckdb.DuckDBPyConnection, source: Source, instance: str) -> None:
    """Keep what the helpdesk's own table of statuses says of those that were met; call it after the merging.

    Raises ``SourceError`` where ``statuses.sql`` fails or names a state that does not exist.
    """
    if source.status_select is None:
        return
    file = f"{source.name}/statuses.sql"
    connection.execute("set search_path = 'memory.typed,memory.main'")
    try:
        told = connection.sql(source.status_select.strip().rstrip(";"))
        names = [column.lower() for column in told.columns]
        rows = [dict(zip(names, row, strict=True)) for row in told.fetchall()]
        meanings = [(row["raw_status"], StatusMeaning(state=row["state"], turn=row.get("turn"))) for row in rows]
    except (duckdb.Error, KeyError, ValidationError) as error:
        raise SourceError("error.select_failed", file=file, problem=few(str(error).splitlines(), 2)) from error
    finally:
        connection.execute("set search_path = 'memory.main'")
    if meanings:
        _keep_told(connection, instance, {folded(raw): meaning for raw, meaning in meanings if raw})


def _keep_told(connection: duckdb.DuckDBPyConnection, instance: str, meanings: dict[str, StatusMeaning]) -> None:
    met = [raw for source, raw in connection.execute(MET).fetchall() if source == instance]
    connection.execute("delete from warehouse.told_statuses where source = ?", [instance])
    found = ((raw, meanings.get(folded(raw))) for raw in met)
    rows = [(instance, raw, meaning.state, meaning.turn) for raw, meaning in found if meaning]
    if rows:
        connection.executemany("insert into warehouse.told_statuses values (?, ?, ?, ?)", rows)


def fill(connection: duckdb.DuckDBPyConnection, settings: Settings, imported: dict[str, Source]) -> None:
    """Write ``statuses`` for every status of every source in the new warehouse.

    ``imported`` are the sources at hand; of the others the folder is looked up by its name, and where it
    is gone the meaning known so far is kept.
    """
    known = {(row[0], row[1]): StatusMeaning(state=row[2], turn=row[3]) for row in _known(connection)}
    kinds = dict(connection.execute("select source, kind from warehouse.sources").fetchall())
    sources = {name: imported.get(name) or _found(kind) for name, kind in kinds.items()}
    told = {(row[0], row[1]): StatusMeaning(state=row[2], turn=row[3]) for row in _known(connection, "told_statuses")}
    met = connection.execute(MET).fetchall()
    connection.execute("delete from warehouse.statuses")
    rows = []
    for name, raw_status in met:
        own = _own(settings, name, kinds.get(name, name), raw_status)
        source = sources.get(name)
        meaning = own or (source.meaning(raw_status) if source else known.get((name, raw_status)))
        if meaning is None or (meaning.state == "unknown" and not own):
            meaning = told.get((name, raw_status), StatusMeaning(state="unknown"))
        rows.append((name, raw_status, meaning.state, meaning.turn))
    if rows:
        connection.executemany(
            "insert into warehouse.statuses (source, raw_status, state, turn) values (?, ?, ?, ?)", rows
        )


def _known(connection: duckdb.DuckDBPyConnection, table: str = "statuses") -> Iterator[tuple]:
    yield from connection.execute(f"select source, raw_status, state, turn from warehouse.{table}").fetchall()


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
