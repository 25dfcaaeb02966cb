"""What the data say against themselves: every check of ``queries/quality`` is asked at each import and its answer kept.

A check is one SELECT over canonical tables and facts: per source how many were looked at, how many are odd, and a
few of them. Its header says how bad that is, how much of it is nothing to speak of, and which pages it touches.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import duckdb

from dashboard.errors import QueryError
from dashboard.settings import Settings
from dashboard.store.queries import ROOT

FOLDER = ROOT / "quality"
SEVERITIES = ("wrong", "doubtful", "note")
"""``wrong``: a number is not what it says; ``doubtful``: it may mislead; ``note``: good to know."""
_FIELD = re.compile(r"-- (purpose|severity|tolerance|touches): (.+)")


@dataclass(frozen=True)
class Check:
    """One question to the data. ``tolerance`` is the share of those looked at that may be odd without a word."""

    key: str
    purpose: str
    severity: str
    tolerance: float
    touches: tuple[str, ...]
    sql: str


@cache
def checks() -> tuple[Check, ...]:
    """All checks, by name. Raises ``QueryError`` where a header lacks something."""
    return tuple(parse(file.stem, file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.sql")))


def parse(key: str, content: str) -> Check:
    """A check's file. Raises ``QueryError`` naming the line at fault."""
    lines = content.splitlines()
    length = next((at for at, line in enumerate(lines) if not line.startswith("--")), len(lines))
    fields = {}
    for line in lines[:length]:
        found = _FIELD.fullmatch(line)
        if not found:
            raise QueryError("error.query_header", name=f"quality/{key}", line=line)
        fields[found[1]] = found[2]
    if len(fields) < 4 or fields["severity"] not in SEVERITIES:
        raise QueryError("error.query_header", name=f"quality/{key}", line=lines[0] if lines else "–")
    return Check(
        key, fields["purpose"], fields["severity"], float(fields["tolerance"]), tuple(fields["touches"].split()),
        "\n".join(lines[length:]),
    )  # fmt: skip


def measure(connection: duckdb.DuckDBPyConnection, settings: Settings, stamp: str, checked_at: datetime) -> None:
    """Ask every check of the finished facts and append the answers to ``quality_checks`` under this version."""
    percent = settings.imports.waiting_agent_last_percent
    connection.execute(f"set variable waiting_agent_last_percent = {percent}")
    connection.execute("delete from quality_checks where stamp = ?", [stamp])
    for one in checks():
        connection.execute(
            f"""
            insert into quality_checks by name
            select
                ? as stamp, ? as checked_at, source, ? as check_key, ? as severity, ? as touches,
                checked_count, found_count, array_to_string(examples, ' | ') as examples,
                found_count > cast(? as double) * checked_count as is_raised
            from ({one.sql})
            """,
            [stamp, checked_at, one.key, one.severity, " ".join(one.touches), one.tolerance],
        )
