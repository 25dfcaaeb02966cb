"""Which rows of a table are gone, new or moved since the last reading, by their keys alone.

The server adds up its keys block by block; only the keys of blocks whose sums differ from those remembered are fetched.
So a table of millions costs one pass over an index and a few thousand numbers.
"""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

from collections.abc import Iterator

import duckdb
import pyarrow as pa
import sqlalchemy as sa

from dashboard.importing.databases.plan import Planned

BLOCK = 10_000
MIX = 8191
"""A prime: two sums of squares modulo it hardly ever agree by chance where the keys differ."""
ADDED = f"""
select row_number // {BLOCK} as block, count(*), sum(row_number), sum(row_number % {MIX} * (row_number % {MIX})),
    sum(row_number % {MIX} * (coalesce(parent, 0) % {MIX}))
from present.read_rows where source = ? and raw_table = ? group by block
"""
SERVER = "create or replace temp table server_rows (row_number bigint, parent bigint)"
REMEMBERED = f"""
create or replace temp table remembered_rows as
select row_number, parent from present.read_rows
where source = ? and raw_table = ? and row_number // {BLOCK} in (select unnest(?::bigint[]))
"""
GONE = "select row_number, parent from remembered_rows anti join server_rows using (row_number)"
TOUCHED = """
select server.row_number, server.parent, remembered.parent as parent_before
from server_rows as server left join remembered_rows as remembered using (row_number)
where remembered.row_number is null or server.parent is distinct from remembered.parent
"""
BATCH_ROWS = 100_000


def compare(
    memory: duckdb.DuckDBPyConnection, server: sa.Connection, plan: Planned, instance: str
) -> tuple[list[tuple], list[tuple]]:
    """(gone, touched): (key, parent) of rows that are gone, (key, parent, parent before) of new and moved ones."""
    blocks = _differing(memory, server, plan, instance)
    memory.execute(SERVER)
    for keys in _fetched(server, plan, blocks):
        memory.register("fetched_rows", keys)
        memory.execute("insert into server_rows select * from fetched_rows")
        memory.unregister("fetched_rows")
    memory.execute(REMEMBERED, [instance, plan.name, blocks])
    return memory.execute(GONE).fetchall(), memory.execute(TOUCHED).fetchall()


def _differing(memory: duckdb.DuckDBPyConnection, server: sa.Connection, plan: Planned, instance: str) -> list[int]:
    remembered = {row[0]: row[1:] for row in memory.execute(ADDED, [instance, plan.name]).fetchall()}
    key, parent = plan.key, plan.parent
    mixed = sa.func.mod(sa.func.coalesce(parent, 0), MIX) if parent is not None else sa.literal_column("0")
    # Whole numbers divided as such: a decimal division costs more than all the sums.
    divided = "div" if server.dialect.name == "mysql" else "/"
    block = key.op(divided)(sa.literal_column(str(BLOCK))).label("block")
    own = sa.func.mod(key, MIX)
    sums = (sa.func.count(), sa.func.sum(key), sa.func.sum(own * own), sa.func.sum(own * mixed))
    found = {
        int(row[0]): tuple(int(one) for one in row[1:])
        for row in server.execute(plan.select(block, *sums).group_by(sa.literal_column("block")))
    }
    return sorted(one for one in remembered.keys() | found.keys() if remembered.get(one) != found.get(one))


def _fetched(server: sa.Connection, plan: Planned, blocks: list[int]) -> Iterator[pa.Table]:
    for first, last in _ranges(blocks):
        parent = plan.parent if plan.parent is not None else sa.null()
        select = plan.select(plan.key, parent.label("parent_key")).where(
            plan.key.between(first * BLOCK, last * BLOCK + BLOCK - 1)
        )
        result = server.execution_options(stream_results=True, max_row_buffer=BATCH_ROWS).execute(select)
        while rows := result.fetchmany(BATCH_ROWS):
            yield keys_table(rows)


def keys_table(rows: list) -> pa.Table:
    """Keys and parents as Arrow."""
    keys, parents = zip(*rows, strict=True)
    return pa.table({"row_number": pa.array(keys, pa.int64()), "parent": pa.array(parents, pa.int64())})


def _ranges(blocks: list[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring blocks together, as (first, last)."""
    start = before = None
    for block in blocks:
        if before is not None and block == before + 1:
            before = block
            continue
        if before is not None:
            yield start, before
        start = before = block
    if before is not None:
        yield start, before
