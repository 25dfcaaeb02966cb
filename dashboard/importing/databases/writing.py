"""Rows from the server into one Parquet file per raw table, batch by batch: memory does not grow with the table."""

import html
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import sqlalchemy as sa
from pyarrow import parquet

from dashboard.importing.databases.plan import Planned
from dashboard.importing.files.raw_files import PARENT, ROW

BATCH_ROWS = 20_000
Told = Callable[[int], None]


class TableFile:
    """The file of one raw table while it is filled; the last columns are the parent's key and the row's number."""

    def __init__(self, path: Path, plan: Planned) -> None:
        self.path = path
        self.plan = plan
        self.count = 0
        names = [*((one, pa.string()) for one in plan.columns), (PARENT, pa.int64()), (ROW, pa.int64())]
        self._schema = pa.schema(names)
        self._html = [at for at, one in enumerate(plan.columns) if one in plan.live.html]
        self._writer = parquet.ParquetWriter(path, self._schema, compression="zstd", compression_level=1)

    def fill(self, connection: sa.Connection, narrowed: Callable[[sa.Select], sa.Select], tell: Told) -> None:
        """Add the rows of the table that are left after ``narrowed``."""
        select = self.plan.select(
            *(one.label(f"c{at}") for at, one in enumerate(self.plan.columns.values())),
            (self.plan.parent if self.plan.parent is not None else sa.null()).label("parent_key"),
            (self.plan.key if self.plan.is_numbered else sa.null()).label("row_key"),
        )
        for rows in _batches(connection, narrowed(select)):
            self._writer.write_batch(self._batch(rows))
            self.count += len(rows)
            tell(self.count)

    def close(self) -> None:
        self._writer.close()

    def _batch(self, rows: list) -> pa.RecordBatch:
        columns = list(zip(*rows, strict=True))
        for at in self._html:
            columns[at] = [html.unescape(cell) if cell and "&" in cell else cell for cell in columns[at]]
        if not self.plan.is_numbered:
            columns[-1] = range(self.count + 1, self.count + len(rows) + 1)
        arrays = [pa.array(cells, type=one.type) for cells, one in zip(columns, self._schema, strict=True)]
        return pa.record_batch(arrays, schema=self._schema)


def _batches(connection: sa.Connection, select: sa.Select) -> Iterator[list]:
    result = connection.execution_options(stream_results=True, max_row_buffer=BATCH_ROWS).execute(select)
    while rows := result.fetchmany(BATCH_ROWS):
        yield rows
