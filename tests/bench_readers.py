"""Rows per second of each reader beside DuckDB's bare ``read_csv``, and the peak memory of a large import.

Part of ``make bench``; ``python -m tests.bench_readers --rows 300000 --gigabytes 1``. Files are kept under ``.bench/``.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from dashboard import importing, settings
from dashboard.importing.files import inputs, layout
from dashboard.importing.rows.reading import SCHEMAS, read
from dashboard.importing.sources.recognise import Matched

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".bench" / "readers"
ROWS, SHEET_ROWS = 300_000, 60_000
AIM_READ, AIM_WHOLE = 3, 6
ROW_BYTES = 190
_ROWS = """
select
    i as ticket_id, ['new', 'in_progress', 'closed'][cast(1 + i % 3 as bigint)] as raw_status,
    strftime(timestamp '2024-01-01' + to_minutes(2 * i), '%Y-%m-%d %H:%M:%S') as opened_at,
    if(i % 3 = 2, strftime(timestamp '2024-01-03' + to_minutes(2 * i), '%Y-%m-%d %H:%M:%S'), null) as closed_at,
    'Ticket ' || i || ' ' || repeat('palavras ', 10) as subject, 'c' || i % 20000 as customer_id,
    'Suporte ' || i % 5 as department, 'email' as channel, 'a' || i % 30 as agent_id
from range({rows}) as made(i)
"""


def make(rows: int) -> dict[str, Path]:
    """The same rows as CSV (plain and quoted), Parquet, JSON lines, JSON, and fewer of them as a sheet."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    files = {
        kind: FOLDER / f"tickets-{rows}-{kind}" for kind in ("plain.csv", "quoted.csv", "parquet", "jsonl", "json")
    }
    select = _ROWS.format(rows=rows)
    options = {
        "plain.csv": "format csv", "quoted.csv": "format csv, force_quote *", "parquet": "format parquet",
        "jsonl": "format json", "json": "format json, array true",
    }  # fmt: skip
    with duckdb.connect() as connection:
        for kind, file in files.items():
            if not file.exists():
                connection.execute(f"copy ({select}) to '{file}' ({options[kind]})")
        files["xlsx"] = FOLDER / f"tickets-{SHEET_ROWS}.xlsx"
        if not files["xlsx"].exists():
            _make_sheet(connection, files["xlsx"])
    return files


def _make_sheet(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    import xlsxwriter

    found = connection.execute(_ROWS.format(rows=SHEET_ROWS))
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as made:
        sheet = made.add_worksheet("tickets")
        sheet.write_row(0, 0, [column[0] for column in found.description])
        for place, row in enumerate(found.fetchall(), start=1):
            sheet.write_row(place, 0, row)


def seconds(work: Callable[[], object]) -> float:
    """How long it took."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def bare(file: Path) -> float:
    """DuckDB alone, every cell as text, into a table."""
    with duckdb.connect() as connection:
        return seconds(
            lambda: connection.execute(f"create table t as select * from read_csv('{file}', all_varchar = true)")
        )


def reading(file: Path) -> float:
    """Our reader: from the file to a relation every cell of which has been looked at."""
    with TemporaryDirectory(dir=FOLDER) as folder, duckdb.connect() as connection:
        connection.execute(SCHEMAS)
        return seconds(lambda: _read(connection, file, Path(folder) / "unpacked"))


def _read(connection: duckdb.DuckDBPyConnection, file: Path, workspace: Path) -> None:
    raw = inputs.collect([file], workspace)[0]
    way = next(one for one in layout.layouts(raw) if len(one.columns) > 1)
    relation = read(connection, Matched(raw, "tickets", way, {}), 0).relation
    connection.execute(f"select count(*), {', '.join(f'max(length({one}))' for one in way.columns)} from {relation}")


def whole(file: Path) -> float:
    """A whole import with facts."""
    with TemporaryDirectory(dir=FOLDER) as folder:
        return seconds(lambda: importing.run("canonical", [file], Path(folder), settings.load()))


def measured(rows: int) -> list[dict[str, object]]:
    """One line per reader; the sheet is compared with as many rows of bare CSV."""
    files = make(rows)
    base = bare(files["plain.csv"]) / rows
    lines = []
    for kind, file in files.items():
        count = SHEET_ROWS if kind == "xlsx" else rows
        read_seconds, whole_seconds = reading(file), whole(file)
        lines.append(
            {
                "reader": kind, "rows": count, "rows_per_second": round(count / read_seconds),
                "read_times_bare": round(read_seconds / count / base, 1),
                "whole_times_bare": round(whole_seconds / count / base, 1),
            }
        )  # fmt: skip
    return lines


def large(gigabytes: float) -> dict[str, object]:
    """Import one CSV of that size in a process of its own: seconds, and the peak of its memory."""
    rows = int(gigabytes * 1024**3 / ROW_BYTES)
    file = FOLDER / f"large-{rows}.csv"
    FOLDER.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        with duckdb.connect() as connection:
            connection.execute(f"copy ({_ROWS.format(rows=rows)}) to '{file}' (format csv)")
    words = [sys.executable, "-m", "tests.bench_readers", "--import-only", str(file)]
    taken = seconds(lambda: subprocess.run(words, check=True, cwd=ROOT))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    size = file.stat().st_size
    file.unlink()
    return {"gigabytes": round(size / 1024**3, 2), "rows": rows, "seconds": round(taken), "peak_mb": round(peak / 1024)}


def main() -> None:
    """Print the figures as JSON lines."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=ROWS)
    arguments.add_argument("--gigabytes", type=float, default=0, help="also import one CSV of this size (aim: 5)")
    arguments.add_argument("--import-only", type=Path)
    chosen = arguments.parse_args()
    if chosen.import_only:
        whole(chosen.import_only)
        return
    for line in measured(chosen.rows):
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
    if chosen.gigabytes:
        sys.stdout.write(json.dumps(large(chosen.gigabytes)) + "\n")


if __name__ == "__main__":
    main()
