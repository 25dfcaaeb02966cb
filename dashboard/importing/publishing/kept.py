"""What the current warehouse holds, as the next one takes it over: in the schema ``kept``, without secrets.

Data that were loaded under other rules are masked on the way, so that an older version leaks nothing into a newer one
and a text that comes again is known again.
"""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

import json
from collections.abc import Iterator

from dashboard.importing.rows.hiding import Hiding, hidable
from dashboard.importing.words import literal, name
from dashboard.store.tables import BOOKKEEPING, CANONICAL, warehouse

WRITTEN = {
    "rejected_rows": ("message", "cells"),
    "cell_warnings": ("cell",),
    "statuses": ("raw_status",),
    "told_statuses": ("raw_status",),
    "quality_checks": ("examples",),
    "imports": ("report",),
}
"""Bookkeeping that quotes the export."""
QUOTING: dict[str, tuple[str, ...]] = {"cells": (), "report": ("raw_status",)}
"""Columns of JSON → the keys under which they quote it; all of them where none is named."""


def open_kept(hiding: Hiding, is_current: bool) -> list[tuple[str, str]]:
    """One view per table of ``present``; ``is_current`` says that its texts were masked by the same rules.

    The tables and columns in which something had to be hidden.
    """
    hiding.connection.execute("create schema kept; create schema kept_masks;")
    changed = []
    for table, present in _present_tables(hiding).items():
        masked = [] if is_current else list(_masks(hiding, table, present))
        _create(hiding, table, masked)
        changed += [(table, column) for column in masked]
    return changed


def _present_tables(hiding: Hiding) -> dict[str, list[str]]:
    """What is taken over, with its columns in the present file; an older schema has fewer."""
    rows = hiding.connection.execute(
        "select table_name, list(column_name) from duckdb_columns() "
        "where database_name = 'present' and schema_name = 'main' group by table_name"
    ).fetchall()
    return {table: columns for table, columns in rows if table in CANONICAL or table in BOOKKEEPING}


def _masks(hiding: Hiding, table: str, present: list[str]) -> Iterator[str]:
    """The columns of which some cells are masked; how is learned on the way."""
    for column in hidable(warehouse.tables[table]) if table in CANONICAL else WRITTEN.get(table, ()):
        if column not in present:
            continue
        masks = _name(table, column)
        if column in QUOTING:
            found = _learn_json(hiding, table, column, masks)
        else:
            found = hiding.learn(f"present.{table}", column, masks)
        if found:
            yield column


def _learn_json(hiding: Hiding, table: str, column: str, masks: str) -> int:
    """Cells that are JSON: what is quoted in them is masked, not what holds them together."""
    rows = [
        (written, json.dumps(_masked(json.loads(written), hiding, QUOTING[column]), ensure_ascii=False))
        for some in hiding.candidates(f"present.{table}", column, hiding.masker.candidate_quoted)
        for written in some
    ]
    hiding.connection.execute(f"create or replace table {masks} (written text, masked text, kinds text[])")
    if rows:
        hiding.connection.executemany(f"insert into {masks} values (?, ?, [])", rows)
    return len(rows)


def _masked(told: object, hiding: Hiding, keys: tuple[str, ...], is_quoted: bool = False) -> object:
    if isinstance(told, dict):
        return {key: _masked(one, hiding, keys, not keys or key in keys) for key, one in told.items()}
    if isinstance(told, list):
        return [_masked(one, hiding, keys, is_quoted) for one in told]
    return hiding.masker.mask(told).text if is_quoted and isinstance(told, str) else told


def _create(hiding: Hiding, table: str, masked: list[str]) -> None:
    changes = ", ".join(f"coalesce({one}_masks.masked, row.{name(one)}) as {name(one)}" for one in masked)
    joins = "".join(
        f" left join {_name(table, one)} as {one}_masks on row.{name(one)} = {one}_masks.written" for one in masked
    )
    replaced = f" replace ({changes})" if masked else ""
    hiding.connection.execute(f"create view kept.{table} as select row.*{replaced} from present.{table} as row{joins}")


def _name(table: str, column: str) -> str:
    return f"kept_masks.{table}_{column}"


def count_kept(hiding: Hiding, changed: list[tuple[str, str]], stamp: str, except_for: str | None) -> None:
    """Say what was hidden in older data, per source; of the source at hand its own import tells."""
    for table, column in changed:
        if table in CANONICAL:
            hiding.connection.execute(
                "insert into warehouse.hidden_secrets (stamp, source, place, kind, secret_count) "
                f"select {literal(stamp)}, source, {literal(f'{table}.{column}')}, kind, count(*) from ("
                f"select row.source, unnest(masks.kinds) as kind from present.{table} as row "
                f"inner join {_name(table, column)} as masks on row.{name(column)} = masks.written "
                f"where row.source is distinct from {literal(except_for)}) group by source, kind"
            )
