"""One person's data from the command line: the file that is handed over, and the erasure."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dashboard import settings as settings_file
from dashboard.cli import main
from dashboard.importing import erasing
from dashboard.store import copies, tables
from dashboard.store.engine import Store
from tests.privacy.test_erasing import EMAIL, NAME, clear_bytes, conclude, data_dir, erase, export, numbers  # noqa: F401

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> Run:  # noqa: F811
    """``run(*words)`` gives exit code, standard output and standard error."""
    monkeypatch.setenv("DASHBOARD_LANGUAGE", "en")

    def command(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["--data", str(data_dir), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def handed_over(run: Run, target: Path, wanted: str) -> dict[str, bytes]:
    code, _, err = run("person", "export", wanted, "--to", str(target))
    assert code == 0, err
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_file_holds_all_that_is_theirs_and_nothing_else(run: Run, data_dir: Path, tmp_path: Path):  # noqa: F811
    """Record, contacts, tickets, messages, ratings, what was recorded; no row of another customer, no colleague."""
    files = handed_over(run, tmp_path / "z.zip", EMAIL)
    told = json.loads(files["data.json"])
    rows = told["rows"]
    assert {"customers", "contacts", "tickets", "ticket_events", "feedback", "ticket_facts", "cases"} <= rows.keys()
    assert {one["ticket_id"] for one in rows["tickets"]} == {"1", "2"}
    assert {one["note"] for one in rows["ticket_marks"]} == {"ligar para ela"}
    assert {one["protocol"] for one in rows["case_events"]} == {"2026-1", "2026-2"}
    assert len(told["versions"]) == 2
    assert b"Rui Prado" not in b"".join(files.values())
    assert b"Ana" not in b"".join(files.values())
    events = list(csv.DictReader(io.StringIO(files["ticket_events.csv"].decode("utf-8-sig"))))
    assert len(events) == len(rows["ticket_events"]) == 4
    with duckdb.connect(str(data_dir / "desk.duckdb"), read_only=True) as desk:
        audit = desk.execute("select action, subject from audit where action = 'privacy.export'").fetchall()
    assert audit == [("privacy.export", "customer helpdesk/c1")]


def test_cells_are_neither_markup_nor_formulas(run: Run, data_dir: Path, tmp_path: Path):  # noqa: F811
    """What a customer wrote is shown as written."""
    store = Store(data_dir, settings_file.load(), with_desk=True)
    with store.transaction() as desk:
        row = {
            "act_id": "e",
            "source": "helpdesk",
            "ticket_id": "1",
            "kind": "note",
            "note": "=1+1<script>alert(1)</script>",
        }
        desk.execute(tables.ticket_marks.insert(), [row])
    store.close()
    files = handed_over(run, tmp_path / "z.zip", "c1")
    assert b"<script" not in files["index.html"]
    assert "'=1+1" in files["ticket_marks.csv"].decode("utf-8-sig")


def test_erased_from_the_command_line(run: Run, data_dir: Path, tmp_path: Path):  # noqa: F811
    """It names what goes, needs its confirmation, lists the copies to destroy, and leaves a record without her data."""
    conclude(data_dir)
    assert run("desk", "backup", str(tmp_path / "backup.duckdb"))[0] == 0
    words = ("person", "erase", "c1", "--reason", "Art. 18", "--request", "2026-03-01")
    code, _, err = run(*words)
    assert code == 1
    assert "2 tickets" in err
    assert "1 older version" in err
    assert not erasing.is_begun(data_dir)
    code, out, err = run(*words, "--yes")
    assert code == 0, err
    assert "backup.duckdb" in out
    assert clear_bytes(data_dir) == set()
    assert [one.kind for one in copies.still_there(data_dir)] == ["backup"]
    (entry,) = json.loads(run("person", "record", "--json")[1])
    assert entry["requested_on"] == "2026-03-01"
    assert entry["finished_at"]
    assert NAME not in json.dumps(entry)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("erase", "c1", "--reason", "x"), "--request"),
        (("erase", "nobody", "--reason", "x", "--request", "2026-03-01", "--yes"), "Nobody"),
        (("erase", "c1", "--request", "2026-03-01", "--yes"), "why"),
        (("export", "c1"), "--to"),
        (("export",), "id"),
    ],
)
def test_what_is_missing_is_said(run: Run, data_dir: Path, words: tuple[str, ...], said: str):  # noqa: F811
    """Nothing is begun by halves."""
    code, _, err = run("person", *words)
    assert code == 1
    assert said in err
    assert not erasing.is_begun(data_dir)


def test_the_app_releases_its_desk_for_it(data_dir: Path):  # noqa: F811
    """With the store open: questions go on afterwards, on the data without the person, and the desk can be written."""
    conclude(data_dir)
    store = Store(data_dir, settings_file.load(), with_desk=True)
    before = store.frame("overview/counts")
    with store.desk_released():
        erase(data_dir)
    assert clear_bytes(data_dir) == set()
    assert store.frame("overview/counts").equals(before)
    assert store.frame("ticket/timeline", {"source": "helpdesk", "ticket_id": "1"})["words"].notna().any()
    with store.transaction() as desk:
        desk.execute(tables.audit.insert(), [{"audit_id": "after", "action": "x"}])
    assert "after" in store.desk_table("audit")["audit_id"].to_pylist()
    store.close()
