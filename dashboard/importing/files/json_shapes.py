"""What the records of a JSON file look like, learnt by DuckDB over all of them, and the SQL that makes tables of it.

Whatever a column of text could say in two ways (a number that loses digits, a key that means two things) is
``Unfit``, or raises an error while it is read: then Python reads the file, record by record.
"""

# Identifiers and keys are quoted by words.py; cells never enter the SQL.

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from dashboard.importing.words import folded, literal, name

DEEPEST = 20
MOST_COLUMNS = 2000
"""A column for each of thousands of keys is no table: such a map is refused."""
KEYS = ("id", "key", "number")
PARENT = "parent_id"
WRITTEN = "written"
"""The text of a record, kept where numbers are taken from it as they stand there."""
_RENAMED = re.compile(r"(.*)_\d+$|C\d+$", re.DOTALL)
"""How DuckDB renames a key that is another's but for its case, and an empty one."""
_SIGNS = re.compile(r"([\\.+*?()|\[\]{}^$])")
Kind = Literal["text", "number", "mixed", "hollow", "object", "records"]


class Unfit(Exception):
    """The file has to be read record by record."""


@dataclass(frozen=True)
class Shape:
    """What stands under a key in all records: ``hollow`` is a list nothing of which is known, ``mixed`` anything."""

    kind: Kind
    inner: dict[str, "Shape"] = field(default_factory=dict)

    @property
    def has_numbers(self) -> bool:
        """True where a number with a fraction, or a very large one, occurs."""
        return self.kind == "number" or any(one.has_numbers for one in self.inner.values())

    @property
    def structure(self) -> object:
        """The shape as ``json_transform`` takes it."""
        if self.kind in ("object", "records"):
            inner = {key: one.structure for key, one in self.inner.items()}
            return [inner] if self.kind == "records" else inner
        return "JSON" if self.kind == "mixed" else "VARCHAR"

    @property
    def sql_type(self) -> str:
        """The shape as a type of DuckDB: every cell is text."""
        if self.kind in ("object", "records"):
            inner = ", ".join(f"{name(key)} {one.sql_type}" for key, one in self.inner.items())
            return f"STRUCT({inner}){'[]' if self.kind == 'records' else ''}"
        return "JSON" if self.kind == "mixed" else "VARCHAR"


@dataclass(frozen=True)
class Table:
    """A table in the making: SQL for its rows, and for each of its cells."""

    name: str
    rows: str
    cells: dict[str, str]


def shape(columns: list[str], types: list) -> Shape:
    """The shape of records whose columns DuckDB has described. Raises ``Unfit``."""
    _refuse_renamed(columns)
    return Shape("object", {key: _shape(kind, 1) for key, kind in zip(columns, types, strict=True)})


def _refuse_renamed(columns: list[str]) -> None:
    known = {folded(column) for column in columns}
    for column in columns:
        found = _RENAMED.match(column)
        if found and (found[1] is None or folded(found[1]) in known):
            raise Unfit
    if len(columns) > MOST_COLUMNS:
        raise Unfit


def _shape(kind, depth: int) -> Shape:
    if str(kind) == "JSON":
        return Shape("mixed")
    if kind.id == "struct" and depth < DEEPEST:
        return Shape("object", {key: _shape(one, depth + 1) for key, one in kind.children})
    if kind.id == "list":
        return _list_shape(kind, depth)
    if kind.id in ("struct", "map"):
        raise Unfit
    return Shape("number" if kind.id in ("double", "float") else "text")


def _list_shape(kind, depth: int) -> Shape:
    inside = kind.children[0][1]
    if str(inside) == "JSON":
        return Shape("hollow")
    if inside.id == "struct":
        return Shape("records", _shape(inside, min(depth, DEEPEST - 1)).inner)
    while inside.id == "list":
        inside = inside.children[0][1]
    if inside.id in ("struct", "map", "double", "float") or str(inside) == "JSON":
        raise Unfit
    return Shape("text")


def tables(found: Shape, rows: str, title: str, has_empty) -> Iterator[Table]:
    """The table of the records ``rows``, and those inside them; ``has_empty`` tells whether a list is ever empty.

    Raises ``Unfit`` where two keys would give one column.
    """
    whole = "record" if found.has_numbers else ""
    yield from _tables(found, rows, title, "", lambda key: _at(whole, key), has_empty)


def _tables(found: Shape, rows: str, title: str, parent: str, at, has_empty) -> Iterator[Table]:
    cells: dict[str, str] = {PARENT: parent} if parent else {}
    inside: list[tuple[str, str, Shape]] = []
    for path, sql, one in _leaves(found, "", at):
        if one.kind == "records":
            inside.append((path, sql, one))
            if not has_empty(rows, sql):
                continue
            cell = f"case when len({sql}) = 0 then '[]' end"
        else:
            cell = _cell(one, path, sql)
        if path in cells and not (path == PARENT and parent):
            raise Unfit
        cells[path] = f"coalesce({cell}, {parent})" if path in cells else cell
    if len(cells) > MOST_COLUMNS:
        raise Unfit
    yield Table(title, rows, cells)
    own = ", ".join(cells[key] for key in KEYS if key in cells)
    for path, sql, one in inside:
        kept = f", {WRITTEN}" if one.has_numbers else ""
        items = f"(select coalesce({own + ', ' if own else ''}'') as owner, unnest({sql}) as item{kept} from {rows})"
        owner = "case when item is null then error('a list with gaps') else owner end"
        below = f"{title}.{path}".removeprefix(".")
        yield from _tables(one, items, below, owner, lambda key: _at("item", key), has_empty)


def _leaves(found: Shape, prefix: str, at) -> Iterator[tuple[str, str, Shape]]:
    """Path, SQL and shape of everything in an object that is no object itself."""
    for key, one in found.inner.items():
        path, sql = f"{prefix}{key}", at(key)
        if one.kind == "object":
            yield from _leaves(one, f"{path}.", lambda inner, sql=sql: _at(sql, inner))
        else:
            yield path, sql, one


def _at(whole: str, key: str) -> str:
    return f"struct_extract({whole}, {literal(key)})" if whole else name(key)


def _cell(found: Shape, path: str, sql: str) -> str:
    if found.kind == "mixed":
        return (
            f"case json_type({sql}) when 'OBJECT' then if(cast({sql} as text) = '{{}}', null, error('an object')) "
            f"when 'ARRAY' then if(cast({sql} as text) = '[]', '[]', error('a list')) "
            f"when 'DOUBLE' then error('a number') else json_extract_string({sql}, '$') end"
        )
    if found.kind == "hollow":
        return f"if({sql} = '[]' or {sql} is null, {sql}, error('a list'))"
    if found.kind == "number":
        return _number(path.rpartition(".")[2], sql)
    return sql


def _number(key: str, sql: str) -> str:
    """A number with every digit that was written: DuckDB keeps whole ones, but no zeros at the end of others."""
    quoted = _SIGNS.sub(r"\\\1", json.dumps(key, ensure_ascii=False))
    pattern = literal(rf"{quoted}\s*:\s*(-?\d[-+.\deE]*)")
    written = f"list_distinct(regexp_extract_all({WRITTEN}, {pattern}, 1))"
    return (
        f"case when {sql} is null or regexp_full_match({sql}, '-?\\d+') then {sql} "
        f"when len({written}) = 1 and try_cast({written}[1] as double) = try_cast({sql} as double) then {written}[1] "
        f"when list_contains({written}, {sql}) then {sql} else error('a number') end"
    )
