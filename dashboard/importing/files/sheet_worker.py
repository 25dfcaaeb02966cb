"""Reads one spreadsheet in a process of its own: a book made to burst takes this process down, not the dashboard.

Run by path, not as a module: it needs nothing of the package, so it starts quickly. It writes one Parquet file per
sheet that holds something, every cell as text, and says on standard output where they are.

Rows, columns and cells count as the sheet shows them: a hidden row or column is data like any other. The value of
cells merged downward stands in each of their rows, and ``source_merged`` names them.
"""

import importlib.util
import json
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import python_calamine as calamine
from pyarrow import parquet

try:
    import resource
except ImportError:  # Windows has no such limit
    resource = None

BATCH_ROWS = 5000
LARGEST_EXACT = 2**53
LARGEST_SURE = 10**15
"""Excel keeps 15 digits: a longer number that ends with 0 may have had another digit there."""


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
    except _Unclear:
        answer = {"problem": "unclear"}
    except Exception as error:  # calamine has a class of its own for each way a book can be broken
        answer = {"problem": "broken", "words": str(error).splitlines()[:1]}
    sys.stdout.write(json.dumps(answer))
    return 0


def _sibling(name: str) -> Any:
    """A file beside this one: its folder is not on the path, for the names in there are those of other modules, too."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class _Unclear(Exception):
    """A book whose cells cannot be told apart."""


def _sheets(book: str, folder: Path) -> Iterator[dict[str, str | bool]]:
    opened = calamine.load_workbook(book)
    marks = _marks(book)
    for number, about in enumerate(opened.sheets_metadata, start=1):
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = _Sheet(opened.get_sheet_by_name(about.name), marks.get(about.name, {}))
        if sheet.width:
            path = folder / f"sheet-{number}.parquet"
            _write(sheet, path)
            is_hidden = about.visible != calamine.SheetVisibleEnum.Visible
            yield {"name": about.name, "path": str(path), "is_hidden": is_hidden}


def _marks(book: str) -> dict[str, dict[int, dict[int, str]]]:
    """Sheet → row → column → what stands in a cell that calamine takes for empty."""
    if _sibling("sheet_unclear").is_unclear(Path(book)):
        raise _Unclear
    if not zipfile.is_zipfile(book):
        return {}
    with zipfile.ZipFile(book) as archive:
        return dict(_sibling("sheet_marks").excel_marks(archive))


class _Sheet:
    """The rows of a sheet from its first, the columns from the first that holds something."""

    def __init__(self, sheet: calamine.CalamineSheet, marks: dict[int, dict[int, str]]) -> None:
        self._sheet, self._marks = sheet, marks
        marked = [column for cells in marks.values() for column in cells]
        has_values = bool(sheet.width and sheet.height)
        first, end = (sheet.start[1], sheet.start[1] + sheet.width) if has_values else (sys.maxsize, 0)
        self.left = min([first, *marked])
        self.width = max([end, *(column + 1 for column in marked)]) - self.left if has_values or marked else 0
        self._before = [""] * (first - self.left) if has_values else []
        self.merged = defaultdict(list)
        for (top, start), (bottom, stop) in sheet.merged_cell_ranges or []:
            self.merged[top].append((start - self.left, bottom, stop - self.left))

    def rows(self) -> Iterator[tuple[list, str | None]]:
        """Each row, and which of its cells are merged with others: ``down:c1`` took the value from above,
        ``across:c2`` is covered by the cell to its left."""
        if not (self._marks or self.merged):
            yield from ((self._before + row, None) for row in self._sheet.iter_rows())
            return
        below: dict[int, tuple[int, int, object]] = {}
        for number, row in enumerate(self._padded()):
            for column, text in self._marks.get(number, {}).items():
                row[column - self.left] = text
            told = []
            is_own = any(cell != "" for cell in row)
            for column, (bottom, stop, value) in list(below.items()):
                if number > bottom:
                    del below[column]
                elif is_own:
                    row[column] = value
                    told += [f"down:c{column + 1}", *(f"across:c{one + 1}" for one in range(column + 1, stop + 1))]
            for start, bottom, last in self.merged.get(number, ()):
                stop = min(last, self.width - 1)
                if 0 <= start < self.width and row[start] != "":
                    told += [f"across:c{one + 1}" for one in range(start + 1, stop + 1)]
                    if bottom > number:
                        below[start] = (bottom, stop, row[start])
            yield row, " ".join(told) or None

    def _padded(self) -> Iterator[list]:
        count = 0
        for cells in self._sheet.iter_rows():
            row = self._before + cells
            yield row + [""] * (self.width - len(row))
            count += 1
        for _ in range(count, max(self._marks, default=-1) + 1):
            yield [""] * self.width


def _write(sheet: _Sheet, path: Path) -> None:
    names = [f"c{place}" for place in range(1, sheet.width + 1)]
    merged = [("source_merged", pa.string())] if sheet.merged else []
    schema = pa.schema([*((name, pa.string()) for name in names), ("source_row", pa.int64()), *merged])
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for first, batch in _batches(sheet):
            rows, told = zip(*batch, strict=True)
            columns = [pa.array([text(cell) for cell in column], pa.string()) for column in zip(*rows, strict=True)]
            numbers = pa.array(range(first, first + len(rows)), pa.int64())
            notes = [pa.array(told, pa.string())] if merged else []
            writer.write_batch(pa.RecordBatch.from_arrays([*columns, numbers, *notes], schema=schema))


def _batches(sheet: _Sheet) -> Iterator[tuple[int, list[tuple[list, str | None]]]]:
    """Rows with the sheet's own number of the first of them."""
    rows: list[tuple[list, str | None]] = []
    first = 1
    for row in sheet.rows():
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
        return _number(cell)
    if isinstance(cell, datetime):
        # A sheet keeps a moment as a fraction of a day: what is below a millisecond is noise.
        rounded = cell + timedelta(microseconds=500)
        return rounded.replace(microsecond=rounded.microsecond // 1000 * 1000).isoformat(" ")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return _duration(cell) if isinstance(cell, timedelta) else str(cell)


def _number(cell: float) -> str:
    if not cell.is_integer() or abs(cell) >= LARGEST_EXACT:
        return repr(cell)
    whole = int(cell)
    return str(whole) if abs(whole) < LARGEST_SURE or whole % 10 else f"{cell:.14e}"


def _duration(cell: timedelta) -> str:
    """Hours beyond a day as a sheet shows them: ``26:00:00``."""
    minutes, seconds = divmod(round(abs(cell).total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{'-' if cell < timedelta() else ''}{hours}:{minutes:02}:{seconds:02}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
