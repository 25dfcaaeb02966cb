"""Files made to burst the importer: each is refused in words, in bounded time and memory."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from dashboard.importing.files import inputs, unpacking
from tests.attacks import bombs
from tests.running import ROOT

SECONDS = 10
"""Of the processor, other processes of the reading included: a clock on the wall would measure what else runs."""
MOST_BYTES = 3 * bombs.GIGABYTE
"""Of address space, most of it libraries: what one file takes is far less."""
READER = """
import json, os, resource, sys, tempfile
from pathlib import Path
most = int(sys.argv[1])
from dashboard.errors import DashboardError
from dashboard.importing.files import inputs, layout, spreadsheets
resource.setrlimit(resource.RLIMIT_AS, (most, most))
spreadsheets.MEMORY = most
for file in map(Path, sys.argv[2:]):
    before = sum(os.times()[:4])
    with tempfile.TemporaryDirectory(dir=file.parent) as workspace:
        try:
            for found in inputs.collect([file], Path(workspace)):
                layout.layouts(found)
            key = ""
        except DashboardError as error:
            key = error.key
        unpacked = sum(one.stat().st_size for one in Path(workspace).rglob("*") if one.is_file())
    print(json.dumps([file.name, key, sum(os.times()[:4]) - before, unpacked]), flush=True)
"""
FILES: dict[str, tuple[Callable[[Path], None], str]] = {
    "zeros.csv.gz": (bombs.zeros_gz, "error.archive_bomb"),
    "zeros.zip": (bombs.zeros_zip, "error.archive_bomb"),
    "lying.zip": (partial(bombs.zeros_zip, promised=1000), "error.archive_broken"),
    "many.zip": (partial(bombs.many, count=unpacking.MOST_FILES + 1), "error.archive_many_files"),
    "line.csv": (partial(bombs.line, start=b"ticket_id,raw_status,opened_at\nt1,"), "error.line_long"),
    "line.json": (partial(bombs.line, start=b'[{"ticket_id": "'), "error.line_long"),
    "line.jsonl": (partial(bombs.line, start=b'{"ticket_id": "'), "error.line_long"),
    "deep_lists.json": (partial(bombs.deep, opening="[", closing="]"), "error.json_broken"),
    "deep_objects.json": (partial(bombs.deep, opening='{"a":', closing="}"), "error.json_broken"),
    "laughs_in_strings.xlsx": (partial(bombs.laughing_book, part="xl/sharedStrings.xml"), "error.spreadsheet_broken"),
    "laughs_in_workbook.xlsx": (partial(bombs.laughing_book, part="xl/workbook.xml"), "error.spreadsheet_broken"),
    "laughs_in_sheet.xlsx": (
        partial(bombs.laughing_book, part="xl/worksheets/sheet1.xml"), "error.spreadsheet_broken"
    ),
    "wide.xlsx": (bombs.wide_book, "error.spreadsheet_large"),
}  # fmt: skip


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, float, int]]:
    """File → error key, seconds, bytes unpacked; all read by one process with little memory."""
    folder = tmp_path_factory.mktemp("bombs")
    files = []
    for name, (make, _) in FILES.items():
        make(folder / name)
        files.append(folder / name)
    bombs.nested(folder / "nested.zip", folder / "zeros.zip")
    files.append(folder / "nested.zip")
    command = [sys.executable, "-c", READER, str(MOST_BYTES), *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    for file in files:
        file.unlink()
    return {name: tuple(told) for name, *told in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("name", [*FILES, "nested.zip"])
def test_a_bomb_is_refused_in_words_and_in_time(outcomes: dict, name: str) -> None:
    """With its own reason, within seconds, and without filling the disk."""
    key, seconds, unpacked = outcomes[name]
    assert key == (FILES[name][1] if name in FILES else "error.archive_bomb")
    assert seconds < SECONDS
    assert unpacked < 2 * unpacking.UNSUSPECTED


@pytest.mark.parametrize(
    "name", ["../../evil.csv", "/etc/evil.csv", "x\\..\\..\\evil.csv", "C:\\evil.csv", "a/../b.csv"]
)
def test_no_name_in_an_archive_leads_outside(tmp_path: Path, name: str) -> None:
    """Members are written under names of our own; theirs are only shown."""
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr(name, "a,b\n1,2\n")
    workspace = tmp_path / "a" / "b" / "workspace"
    found = inputs.collect([tmp_path / "export.zip"], workspace)
    assert [one.path.parent for one in found] == [workspace]
    written = {one.relative_to(tmp_path).as_posix() for one in tmp_path.rglob("*") if one.is_file()}
    assert written == {"export.zip", "a/b/workspace/file-1"}


def test_a_table_that_shrinks_well_is_no_bomb(tmp_path: Path) -> None:
    """300 MB of one row again and again are suspicious; 20 MB of it, and any real table, are read."""
    row = b"t1,closed,2026-01-01T00:00:00Z\n"
    with zipfile.ZipFile(tmp_path / "export.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tickets.csv", b"ticket_id,raw_status,opened_at\n" + row * 600_000)
    (found,) = inputs.collect([tmp_path / "export.zip"], tmp_path / "workspace")
    assert found.size > 18_000_000
