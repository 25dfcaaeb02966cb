"""Phones and e-mails of the contacts, understood once per distinct value; the facts join what is found here."""

from collections.abc import Iterator

import duckdb
import pyarrow as pa

from dashboard.privacy import marks
from dashboard.reach import emails, phones

_PHONES = pa.schema(
    {
        "cell": pa.string(),
        "place": pa.int32(),
        "kind": pa.string(),
        "area": pa.string(),
        "national": pa.string(),
        "extension": pa.string(),
        "reason": pa.string(),
        "repaired": pa.string(),
        "formatted": pa.string(),
    }
)
_EMAILS = pa.schema(dict.fromkeys(("cell", "verdict", "address", "reason", "suggestion"), pa.string()))


def understand(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill ``phone_numbers`` and ``email_addresses`` from the cells of ``contacts``."""
    cells = "select phone_1 from contacts union select phone_2 from contacts"
    _fill(
        connection, "phone_numbers", _PHONES, (row for cell in _distinct(connection, cells) for row in _numbers(cell))
    )
    cells = "select distinct email from contacts"
    _fill(connection, "email_addresses", _EMAILS, (_address(cell) for cell in _distinct(connection, cells)))


def _distinct(connection: duckdb.DuckDBPyConnection, cells: str) -> list[str]:
    return [cell for (cell,) in connection.execute(cells).fetchall() if cell and cell.strip()]


def _fill(connection: duckdb.DuckDBPyConnection, table: str, schema: pa.Schema, rows: Iterator[dict]) -> None:
    connection.register("understood_rows", pa.Table.from_pylist(list(rows), schema=schema))
    connection.execute(f"insert into {table} by name select * from understood_rows order by cell")
    connection.unregister("understood_rows")


def _numbers(cell: str) -> Iterator[dict]:
    if marks.is_pseudonym(cell):
        yield from _stand_ins(cell)
        return
    for place, number in enumerate(phones.understood(cell), start=1):
        yield {
            "cell": cell,
            "place": place,
            "kind": number.kind,
            "area": number.area or None,
            "national": number.national or None,
            "extension": number.extension or None,
            "reason": number.reason or None,
            "repaired": number.repaired or None,
            # What is shown is what can be dialled.
            "formatted": phones.formatted(phones.mended(number)) or None,
        }


def _stand_ins(cell: str) -> Iterator[dict]:
    """The numbers of somebody who is forgotten: their kinds are all that is left, and who shared one with whom."""
    for place, one in enumerate(cell.split(" / "), start=1):
        kind = marks.phone_kind(one)
        yield {"cell": cell, "place": place, "kind": kind, "national": one, "formatted": one}


def _address(cell: str) -> dict:
    if marks.is_pseudonym(cell):
        is_valid = "@" in cell
        reason = None if is_valid else emails.understood("x").reason or None
        return {"cell": cell, "verdict": "valid" if is_valid else "invalid", "address": cell, "reason": reason}
    found = emails.understood(cell)
    return {
        "cell": cell,
        "verdict": found.verdict,
        "address": found.address or None,
        "reason": found.reason or None,
        "suggestion": found.suggestion or None,
    }
