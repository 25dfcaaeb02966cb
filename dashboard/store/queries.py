"""Query files: one question each, with a header that says what comes in and what comes out.

The header is checked on loading. Two marks in the SQL keep one definition in one place:
``/* filter */`` stands where the page's filter goes; the loader puts in the conditions of the filters that
are set, so what is not filtered does not stand in the SQL (``/* filter spells */`` qualifies the columns,
``/* filter: departments agents */`` names some of the filters). ``/* part now */`` puts in the CTEs of
``queries/parts/now.sql``: what "now" is, and flows that end in the middle of a day. ``-- desk:`` names the tables
of the desk that are joined: only such a query needs the desk.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.errors import QueryError
from dashboard.store import tables

ROOT = Path(__file__).parents[2] / "queries"
NOT_READ = ("sources", "warehouse", "quality", "parts")
"""Folders that build the warehouse and question it at each import, or are parts of questions."""

TYPES = {"text", "bigint", "integer", "boolean", "date", "timestamptz", "double", "text[]", "bigint[]"}
FILTER_COLUMNS = {
    "sources": "source",
    "departments": "department",
    "channels": "channel",
    "levels": "support_level",
    "agents": "agent_id",
    "customers": "customer_id",
}
_PARAM = re.compile(r"-- param (\w+) ([\w\[\]]+): (.+)")
_COLUMN = re.compile(r"-- column (\w+) ([\w\[\]]+)(?: \[([^\]]+)\])?: (.+)")
_FIELD = re.compile(r"-- (purpose|metric|grain|filter|desk): (.+)")
_FILTER = re.compile(r"/\* filter(?: (\w+))?(?:: ([\w ]+))? \*/")
_PART = re.compile(r"/\* part (\w+) \*/")
_USED = re.compile(r"(?<![:\w]):([a-z_]\w*)")


@dataclass(frozen=True)
class Param:
    """A parameter of a query: its name, SQL type and meaning."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True)
class Column:
    """A column that a query returns: name, SQL type, unit (may be empty) and meaning."""

    name: str
    kind: str
    unit: str
    meaning: str


@dataclass(frozen=True)
class QueryFile:
    """A checked query file. ``text`` is the SQL below the header, filters not yet put in."""

    name: str
    purpose: str
    grain: str
    metrics: tuple[str, ...]
    filters: tuple[str, ...]
    params: tuple[Param, ...]
    columns: tuple[Column, ...]
    text: str
    desk: tuple[str, ...] = ()
    """The tables of the desk that it joins."""

    @property
    def is_kept_apart(self) -> bool:
        """True where it joins what nobody may take out of the app."""
        return any(table in tables.KEPT_APART for table in self.desk)

    def sql(self, given: Mapping[str, Any]) -> str:
        """The SQL to run: the conditions of the filters that are set in ``given`` put in."""
        return _filtered(self.text, self.filters, given)


def names() -> list[str]:
    """All questions that can be asked, as ``subject/what``."""
    files = (path.relative_to(ROOT) for path in ROOT.rglob("*.sql"))
    return sorted(path.with_suffix("").as_posix() for path in files if path.parts[0] not in NOT_READ)


@cache
def load(name: str) -> QueryFile:
    """The query file of that name. Raises ``QueryError`` with a suggestion where there is none."""
    if name not in names():
        near = get_close_matches(name, names(), 3, 0.5)
        raise QueryError("error.query_unknown", name=name, near=", ".join(near) or "–")
    return parse(name, (ROOT / f"{name}.sql").read_text(encoding="utf-8"))


def load_open(name: str) -> QueryFile:
    """The same for whoever asks from outside the app. Raises ``QueryError`` also where it joins what is kept apart."""
    query = load(name)
    if query.is_kept_apart:
        raise QueryError("error.query_apart", name=name)
    return query


def parse(name: str, content: str) -> QueryFile:
    """Split and check a query file. Raises ``QueryError`` naming the line or the parameter at fault."""
    lines = content.splitlines()
    length = next((at for at, line in enumerate(lines) if not line.startswith("--")), len(lines))
    fields: dict[str, str] = {}
    params, columns = [], []
    for line in lines[:length]:
        if found := _FIELD.fullmatch(line):
            fields[found[1]] = found[2]
        elif found := _PARAM.fullmatch(line):
            params.append(Param(found[1], found[2], found[3]))
        elif found := _COLUMN.fullmatch(line):
            columns.append(Column(found[1], found[2], found[3] or "", found[4]))
        else:
            raise QueryError("error.query_header", name=name, line=line)
    text = with_parts("\n".join(lines[length:]).strip())
    filters = tuple(fields.get("filter", "").split())
    params += [Param(one, "text[]", f"only these {one}") for one in filters]
    desk = tuple(fields.get("desk", "").split())
    _check(name, fields, params, columns, _filtered(text, filters, None))
    joined = {table for table in tables.desk.tables if re.search(rf"\b(?:from|join) {table}\b", text)}
    if joined != set(desk):
        raise QueryError("error.query_desk", name=name, tables=", ".join(sorted(joined ^ set(desk))))
    metrics = tuple(key.strip() for key in fields.get("metric", "").split(",") if key.strip())
    return QueryFile(
        name, fields["purpose"], fields["grain"], metrics, filters, tuple(params), tuple(columns), text, desk
    )


def with_parts(text: str) -> str:
    """The SQL with the parts that it names put in."""
    while found := _PART.search(text):
        part = (ROOT / "parts" / f"{found[1]}.sql").read_text(encoding="utf-8").split("\n\n", 1)[1].strip()
        text = text.replace(found[0], part)
    return text


def _filtered(text: str, filters: tuple[str, ...], given: Mapping[str, Any] | None) -> str:
    return _FILTER.sub(lambda found: _conditions(found[1], (found[2] or " ".join(filters)).split(), given), text)


def _check(name: str, fields: dict, params: list[Param], columns: list[Column], text: str) -> None:
    for needed in ("purpose", "grain"):
        if needed not in fields:
            raise QueryError("error.query_header", name=name, line=f"-- {needed}: …")
    for part in [*params, *columns]:
        if part.kind not in TYPES:
            raise QueryError("error.query_header", name=name, line=f"{part.name} {part.kind}")
    declared = {param.name for param in params}
    used = set(_USED.findall(text))
    if declared != used:
        odd = ", ".join(sorted(declared ^ used))
        raise QueryError("error.query_params", name=name, params=odd)


def _conditions(prefix: str | None, filters: list[str], given: Mapping[str, Any] | None) -> str:
    """``and department = any(…)`` for each filter set; for all of them where ``given`` is ``None``."""
    qualified = f"{prefix}." if prefix else ""
    chosen = [name for name in filters if given is None or given.get(name)]
    return " ".join(f"and {qualified}{FILTER_COLUMNS[name]} = any(cast(:{name} as text[]))" for name in chosen)
