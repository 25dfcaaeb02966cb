"""Reads one spreadsheet in a process of its own: a book made to burst takes this process down, not the dashboard.

Run by path, not as a module: it needs nothing of the package, so it starts quickly. It writes one Parquet file per
sheet that holds something, every cell as text, and says on standard output where they are.
"""

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pyarrow as pa
import python_calamine as calamine
from pyarrow import parquet

try:
    import resource
except ImportError:  # Windows has no such limit
    resource = None

BATCH_ROWS = 5000
LARGEST_EXACT = 2**53


def main(book: str, folder: str, memory_bytes: str) -> int:
    """The sheets of ``book`` as Parquet in ``folder``; at most ``memory_bytes`` are taken."""
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (int(memory_bytes), int(memory_bytes)))
    try:
        answer = {"sheets": list(_sheets(book, Path(folder)))}
    except calamine.PasswordError:
        answer = {"problem": "locked"}
    except MemoryError:
        answer = {"problem": "memory"}
    except Exception as error:  # calamine has a class of its own for each way a book can be broken
        answer = {"problem": "broken", "words": str(error).splitlines()[:1]}
    sys.stdout.write(json.dumps(answer))
    return 0


def _sheets(book: str, folder: Path) -> Iterator[dict[str, str]]:
    opened = calamine.load_workbook(book)
    for number, about in enumerate(opened.sheets_metadata, start=1):
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = opened.get_sheet_by_name(about.name)
        if sheet.width and sheet.height:
            path = folder / f"sheet-{number}.parquet"
            _write(sheet, path)
            yield {"name": about.name, "path": str(path)}


def _write(sheet: calamine.CalamineSheet, path: Path) -> None:
    names = [f"c{place}" for place in range(1, sheet.width + 1)]
    schema = pa.schema([(name, pa.string()) for name in names] + [("source_row", pa.int64())])
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for first, rows in _batches(sheet):
            columns = [pa.array([text(cell) for cell in column], pa.string()) for column in zip(*rows, strict=True)]
            numbers = pa.array(range(first, first + len(rows)), pa.int64())
            writer.write_batch(pa.RecordBatch.from_arrays([*columns, numbers], schema=schema))


def _batches(sheet: calamine.CalamineSheet) -> Iterator[tuple[int, list[list]]]:
    """Rows with the sheet's own number of the first of them."""
    rows: list[list] = []
    first = 1
    for row in sheet.iter_rows():
        rows.append(row)
        if len(rows) == BATCH_ROWS:
            yield first, rows
            first, rows = first + len(rows), []
    if rows:
        yield first, rows


def text(cell: object) -> str:
    """A cell as text: moments as ISO, whole numbers without ``.0`` (ids, often)."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < LARGEST_EXACT else repr(cell)
    if isinstance(cell, datetime):
        # A sheet keeps a moment as a fraction of a day: what is below a millisecond is noise.
        rounded = cell + timedelta(microseconds=500)
        return rounded.replace(microsecond=rounded.microsecond // 1000 * 1000).isoformat(" ")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return "" if cell is None else str(cell)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
