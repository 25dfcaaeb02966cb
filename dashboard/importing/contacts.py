"""Phones and e-mails of the contacts, understood once per distinct value; the facts join what is found here."""

from collections.abc import Iterator

import duckdb
import pyarrow as pa

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


def _address(cell: str) -> dict:
    found = emails.understood(cell)
    return {
        "cell": cell,
        "verdict": found.verdict,
        "address": found.address or None,
        "reason": found.reason or None,
        "suggestion": found.suggestion or None,
    }
