"""Rows set aside quote the export: their cells grow old as texts do, and those that name the erased go at once."""

import json

from dashboard.importing.forgetting.terms import Terms
from dashboard.importing.words import literal
from dashboard.privacy.scrubbing import Finder


def drop_rejected(terms: Terms) -> int:
    """Empty the cells that are no longer kept; the row, its file, its rule and its count stay."""
    count = _old(terms)
    return count + (_of_erased(terms) if terms.ledger.entries else 0)


def _old(terms: Terms) -> int:
    cutoff = terms.cutoff(terms.privacy.texts_years)
    if cutoff is None:
        return 0
    before = literal(f"{cutoff:%Y%m%dT%H%M%S%f}Z")
    (rows,) = terms.connection.execute(
        f"update rejected_rows set cells = null, message = null where stamp < {before} and cells is not null"
    ).fetchone()
    (cells,) = terms.connection.execute(
        f"update cell_warnings set cell = null where stamp < {before} and cell is not null"
    ).fetchone()
    return rows + cells


def _of_erased(terms: Terms) -> int:
    finder = Finder(terms.ledger)
    rows = terms.connection.execute("select rowid, source, cells from rejected_rows where cells is not null").fetchall()
    named = [key for key, source, cells in rows if any(finder.names(source, cell) for cell in _strings(cells))]
    for key in named:
        terms.connection.execute("update rejected_rows set cells = null, message = null where rowid = ?", [key])
    return len(named)


def _strings(cells: str) -> list[str]:
    told = json.loads(cells)
    values = told.values() if isinstance(told, dict) else told if isinstance(told, list) else [told]
    return [str(value) for value in values if value]
