"""What a header alone tells is told before any row is read."""

import json
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet as pq

from dashboard.errors import SourceError
from dashboard.importing import running
from dashboard.importing.files.raw_files import RawFile
from dashboard.importing.rows import headers
from dashboard.importing.sources import recognise
from dashboard.importing.sources.source import find, names
from tests.importing.support import HEAD, make_source, run, write
from tests.importing.test_spreadsheets import book

ROW = {"ticket_id": "1", "raw_status": "new", "opened_at": "2026-01-02 10:00", "subjekt": "x"}


def as_csv(folder: Path) -> Path:
    return write(folder / "tickets.csv", "\n".join(",".join(cells) for cells in (ROW, ROW.values())))


def as_json(folder: Path) -> Path:
    return write(folder / "tickets.json", json.dumps([ROW, ROW]))


def as_book(folder: Path) -> Path:
    folder.mkdir()
    return book(folder / "b.xlsx", tickets=[list(ROW), list(ROW.values())])


def as_parquet(folder: Path) -> Path:
    folder.mkdir()
    pq.write_table(pa.Table.from_pylist([ROW]), folder / "tickets.parquet")
    return folder / "tickets.parquet"


@pytest.fixture
def read_files(monkeypatch) -> list[str]:
    """The files of which rows were read."""
    files, read = [], running.read
    monkeypatch.setattr(
        running,
        "read",
        lambda connection, one, *others: (files.append(one.file.name), read(connection, one, *others))[1],
    )
    return files


@pytest.mark.parametrize("is_check", [False, True])
@pytest.mark.parametrize("make", [as_csv, as_parquet, as_json, as_book])
def test_a_column_that_no_table_has(tmp_path, read_files, make, is_check):
    """It is refused by its header, in the words of the mapping, whatever the form of the file."""
    assert _refused("canonical", make(tmp_path / "in"), tmp_path, is_check) == [
        ("error.select_column_unknown", "canonical/tickets.sql", "subjekt", "subject"),
    ]  # fmt: skip
    assert read_files == []


def test_a_select_that_needs_what_no_file_has(tmp_path, read_files):
    """A SELECT that cannot be run over these columns fails before they are read."""
    source = make_source(tmp_path / "source", tickets="select nothing from raw")
    file = write(tmp_path / "x.csv", "id,status,opened\n1,done,2026-01-02\n")
    assert [problem[0] for problem in _refused(source, file, tmp_path, False)] == ["error.select_failed"]
    assert read_files == []


def test_a_select_that_returns_another_type(tmp_path, read_files):
    """A moment that is none is known by its type."""
    source = make_source(
        tmp_path / "source", tickets="select id as ticket_id, status as opened_at, source_file, source_row from raw"
    )
    file = write(tmp_path / "x.csv", "id,status,opened\n1,done,2026-01-02\n")
    assert [problem[0] for problem in _refused(source, file, tmp_path, False)] == ["error.select_type"]
    assert read_files == []


def test_a_missing_column_beside_a_good_file(tmp_path, read_files):
    """An import is refused by it at once; a check reads on, and tells what is wrong with the rows as well."""
    write(tmp_path / "in" / "tickets.csv", f"{HEAD}\n1,new,01/02/2026\n")
    write(tmp_path / "in" / "feedback.csv", "feedback_id,score\n1,2\n")
    assert _refused("canonical", tmp_path / "in", tmp_path, False)[0][0] == "error.columns_missing"
    assert read_files == []
    found = [problem[0] for problem in _refused("canonical", tmp_path / "in", tmp_path, True)]
    assert found == ["error.columns_missing", "error.date_order_unknown"]
    assert read_files == ["tickets.csv"]


@pytest.mark.parametrize("name", names())
def test_a_source_with_the_columns_it_asks_for(tmp_path, name):
    """No source is refused by the headers that it describes itself: with all columns, the required ones, or no file."""
    source = find(name)
    for part in ("columns", "required"):
        matched = [
            recognise.Matched(RawFile(tmp_path, table), table, recognise.Layout(tuple(getattr(described, part))), {})
            for table, described in source.tables.items()
        ]
        assert headers.problem(source, matched) is None
    assert headers.problem(source, []) is None


def _refused(source, given: Path, tmp_path: Path, is_check: bool) -> list[tuple]:
    if is_check:
        problems = run(source, given, tmp_path / "data", publish=False).problems
    else:
        with pytest.raises(SourceError) as error:
            run(source, given, tmp_path / "data")
        problems = [error.value]
    return [(one.key, *(one.facts.get(fact) for fact in ("file", "column", "near"))) for one in problems]
