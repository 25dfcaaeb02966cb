"""Secrets out of what is set aside and said: rejected rows with their cells, emptied cells, and the facts of errors."""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

import json
from collections import Counter
from functools import partial

import pyarrow as pa

from dashboard.errors import DashboardError
from dashboard.importing.rows.hiding import ANNOUNCED, Hiding, is_id
from dashboard.importing.rows.rules import RAW_CODES
from dashboard.importing.words import listed, literal, name
from dashboard.secrets import Masker
from dashboard.store.tables import CANONICAL

NAMES = ("file", "files", "path", "folder", "source", "instance", "stamp")
"""Facts of errors that are named by whoever runs the import."""
PLACE = "rejected_rows.cells"
_FAULTS = pa.schema({"row_key": pa.int64(), "cell": pa.string(), "cells": pa.string()})


def hide_faults(hiding: Hiding) -> None:
    """Mask ``main.faults``; what identifies the row or reaches its customer stays, so that it can be found again."""
    _collect_known(hiding)
    changed = []
    for row_key, rule, cell, cells, known in _candidates(hiding):
        counts: Counter[str] = Counter()
        mask = partial(_masked, hiding.masker, set(known or ()), counts)
        told = None if cell is None else mask(cell)
        counts.clear()
        changed.append({"row_key": row_key, "cell": told, "cells": cells and _masked_cells(cells, mask)})
        if rule in RAW_CODES:  # such a row never became canonical rows: nothing of it is counted yet
            hiding.counts.update({(PLACE, kind): count for kind, count in counts.items()})
    if changed:
        _write(hiding, changed)


def _collect_known(hiding: Hiding) -> None:
    """Per rejected row, its ids and its contact data as they were understood."""
    parts = [
        f"select source_file, source_row, {name(column.name)} as cell from new.{table} where outcome = 'rejected'"
        for table, described in CANONICAL.items()
        for column in described.columns
        if is_id(column.name) or column.name in ANNOUNCED
    ]
    hiding.connection.execute(
        "create or replace table main.known_cells as select source_file, source_row, list(distinct cell) as cells "
        f"from ({' union all '.join(parts)}) where cell is not null group by source_file, source_row"
    )


def _candidates(hiding: Hiding) -> list[tuple]:
    pattern = literal(hiding.masker.candidate_quoted)
    # In JSON a line break is two characters; a rule that looks for blanks must see one.
    text = "coalesce(fault.cell, '') || ' ' || regexp_replace(coalesce(fault.cells, ''), '\\\\[nrt]', ' ', 'g')"
    return hiding.connection.execute(
        "select fault.rowid, fault.rule, fault.cell, fault.cells, known.cells from main.faults as fault "
        "left join main.known_cells as known "
        "on fault.source_file = known.source_file and fault.source_row = known.source_row "
        f"where (fault.is_rejected or fault.rule in ({listed(RAW_CODES)}) or fault.cell is not null) "
        f"and regexp_matches({text}, {pattern})"
    ).fetchall()


def _masked(masker: Masker, known: set[str], counts: Counter[str], cell: str) -> str:
    masked = masker.mask_announced(cell) if cell.strip() in known else masker.mask(cell)
    counts.update(masked.counts)
    return masked.text


def _masked_cells(cells: str, mask) -> str:
    told = {column: mask(cell) if isinstance(cell, str) else cell for column, cell in json.loads(cells).items()}
    return json.dumps(told, ensure_ascii=False)


def _write(hiding: Hiding, changed: list[dict]) -> None:
    hiding.connection.register("changed_faults", pa.Table.from_pylist(changed, schema=_FAULTS))
    hiding.connection.execute(
        "update main.faults as fault set cell = changed.cell, cells = changed.cells "
        "from changed_faults as changed where fault.rowid = changed.row_key"
    )
    hiding.connection.unregister("changed_faults")


def hide_facts(masker: Masker, problem: DashboardError) -> None:
    """Mask the facts of an error: a message quotes cells and headers, and goes to screens and logs."""
    for key, fact in problem.facts.items():
        if isinstance(fact, str) and key not in NAMES:
            problem.facts[key] = masker.mask(fact).text
    problem.args = (problem.key, problem.facts)
