"""What people recorded, from the command line: the same with the app running and without."""

import csv
import json
import socket
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard import settings as settings_file
from dashboard.cli import desk as desk_command
from dashboard.cli import main
from dashboard.store import desk, door
from dashboard.store.engine import Store
from tests import desks
from tests.running import Server

Run = Callable[..., tuple[int, str, str]]
EXPORTED = set(desks.READABLE) - {"desk_info"}
ACTS = ("query", "desk/acts", "--format", "csv")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_LANGUAGE", "en")


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a desk that nobody holds."""
    return desks.make(tmp_path_factory.mktemp("stopped"))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The same folder, with the app running on it."""
    with Server(desks.make(tmp_path_factory.mktemp("served"))) as server:
        yield server.data_dir


@pytest.fixture(params=["stopped", "served"])
def data(request: pytest.FixtureRequest) -> Path:
    """A folder with a desk, held by nobody or by the app."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def run(capsys: pytest.CaptureFixture) -> Run:
    """``run(folder, *words)`` gives exit code, standard output and standard error."""

    def command(data_dir: Path, *words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["--data", str(data_dir), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.mark.parametrize("form", ["table", "csv", "json"])
@pytest.mark.parametrize("name", ["desk/acts", "stale/now", "stale/closing_words"])
def test_a_query_of_the_desk_prints_the_same_either_way(run: Run, stopped: Path, served: Path, name, form) -> None:
    """With the app running and without, the same rows are printed in the same form, and the same beside them."""
    words = ("query", name, "--format", form)
    first, second = run(stopped, *words), run(served, *words)
    assert first == second
    assert first[0] == 0
    assert first[1]


def test_the_acts_of_a_person_are_listed(run: Run, data: Path) -> None:
    """What was recorded comes out, the parameters reach the query, and formulas are neutralised."""
    code, out, _ = run(data, *ACTS, "--param", "actor=Ana")
    assert code == 0
    assert [(row["act_id"], row["note"], row["until_day"]) for row in csv.DictReader(out.splitlines())] == [
        ("a", "'=1+1", ""),
        ("b", "", "2026-03-09"),
    ]
    assert len(run(data, *ACTS, "--param", "actor=Rui")[1].splitlines()) == 1


def test_a_wrong_parameter_is_told_alike(run: Run, stopped: Path, served: Path) -> None:
    """The sentence about an unknown parameter is the same, and so is the exit code."""
    words = (*ACTS, "--param", "acter=Ana")
    first, second = run(stopped, *words), run(served, *words)
    assert first == second
    assert (first[0], first[1]) == (1, "")
    assert "actor" in first[2]


@pytest.mark.parametrize("words", [ACTS, ("desk", "backup", "{new}"), ("desk", "export", "{new}")])
def test_a_desk_held_by_a_process_without_a_door_is_said_to_be_in_use(run: Run, tmp_path: Path, words) -> None:
    """Where nobody can be asked, one sentence says that the file is in use, and nothing is written."""
    data_dir, new = desks.make(tmp_path / "data"), tmp_path / "new"
    with Server(data_dir):
        (data_dir / door.NAME).unlink()
        code, out, err = run(data_dir, *(word.format(new=new) for word in words))
    assert (code, out) == (1, "")
    assert "is in use by another process" in err
    assert not new.exists()


def test_a_backup_holds_every_row_and_can_take_the_desks_place(run: Run, data: Path, tmp_path: Path) -> None:
    """backup writes one whole file, says which, and a store opens it as its desk."""
    copy = tmp_path / "copy.duckdb"
    code, out, _ = run(data, "desk", "backup", str(copy))
    assert code == 0
    assert str(copy) in out
    assert desks.counts(copy) == desks.WHOLE
    (tmp_path / "restored").mkdir()
    copy.rename(tmp_path / "restored" / desk.FILE)
    store = Store(tmp_path / "restored", settings_file.load(), with_desk=True)
    assert store.desk_table("ticket_marks").num_rows == len(desks.MARKS)
    store.close()
    assert {path.name for path in tmp_path.iterdir()} == {"restored"}


def test_a_backup_for_machines(run: Run, data: Path, tmp_path: Path, monkeypatch) -> None:
    """With --json the whole path is given; a relative one counts from where the command was typed."""
    monkeypatch.chdir(tmp_path)
    code, out, _ = run(data, "desk", "backup", "copy.duckdb", "--json")
    assert (code, json.loads(out)) == (0, {"file": str(tmp_path / "copy.duckdb")})
    assert desks.counts(tmp_path / "copy.duckdb") == desks.WHOLE


def test_a_backup_never_overwrites_and_needs_its_folder(run: Run, data: Path, tmp_path: Path) -> None:
    """A file that is there stays as it is; a folder that is not there is not made."""
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    code, _, err = run(data, "desk", "backup", str(tmp_path / "taken"))
    assert (code, "Nothing was overwritten" in err) == (1, True)
    code, _, err = run(data, "desk", "backup", str(tmp_path / "nowhere" / "copy"))
    assert (code, str(tmp_path / "nowhere") in err) == (1, True)
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["mine"]


def test_a_backup_that_fails_leaves_nothing(run: Run, data: Path, tmp_path: Path) -> None:
    """Where the file cannot be made, one sentence says why and nothing half-written stays."""
    too_long = tmp_path / ("x" * 300)
    code, out, err = run(data, "desk", "backup", str(too_long))
    assert (code, out) == (1, "")
    assert "Traceback" not in err
    assert not list(tmp_path.iterdir())


def test_an_export_is_one_csv_per_table(run: Run, data: Path, tmp_path: Path) -> None:
    """export writes a file per table with its columns, formulas neutralised, and says how many rows."""
    folder = tmp_path / "new" / "export"
    code, out, _ = run(data, "desk", "export", str(folder))
    assert code == 0
    assert {path.name for path in folder.iterdir()} == {f"{name}.csv" for name in EXPORTED}
    assert "3 rows were written" in out
    assert "1 row was written" in out
    assert not (folder / "audit.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    # A phone number is no formula.
    assert ",+55 11 3333-4444," in (folder / "contact_outcomes.csv").read_text(encoding="utf-8")
    marks = list(csv.DictReader((folder / "ticket_marks.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["act_id"], row["ticket_id"], row["note"], row["until_day"]) for row in marks] == [
        ("a", "1", "'=1+1", ""),
        ("b", "1", "", "2026-03-09"),
        ("b", "2", "", "2026-03-09"),
    ]
    assert {row["recorded_at"] for row in marks} == {"2026-03-03T12:00:00+00:00"}


def test_an_export_for_machines(run: Run, data: Path, tmp_path: Path) -> None:
    """With --json the folder and the rows per table are given; an empty folder is good enough."""
    code, out, _ = run(data, "desk", "export", str(tmp_path), "--json")
    told = json.loads(out)
    # Earlier commands of these tests stand in the audit as well.
    written = len(list(csv.DictReader((tmp_path / "audit.csv").read_text(encoding="utf-8").splitlines())))
    rows = dict.fromkeys(EXPORTED, 0) | {"audit": written, "ticket_marks": 3, "contact_outcomes": 1}
    assert (code, told) == (0, {"folder": str(tmp_path), "rows": rows})
    assert written >= 1


def test_an_export_never_mixes_with_other_files(run: Run, data: Path, tmp_path: Path) -> None:
    """A folder that holds anything, or a file in its place, is refused and stays as it is."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    for target in (tmp_path, tmp_path / "mine.txt"):
        code, out, err = run(data, "desk", "export", str(target))
        assert (code, out) == (1, "")
        assert "Nothing was written" in err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_export_that_fails_leaves_no_file(run: Run, data: Path, tmp_path: Path, monkeypatch) -> None:
    """A disk that is full at the second table leaves neither."""
    write, written = desk_command.write_csv, []

    def fill_up(frame: object, out: object) -> None:
        write(frame, out)
        written.append(out.name)
        if len(written) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(desk_command, "write_csv", fill_up)
    code, _, err = run(data, "desk", "export", str(tmp_path / "export"))
    assert (code, "No space left" in err) == (1, True)
    assert not list((tmp_path / "export").iterdir())


@pytest.mark.parametrize("action", ["backup", "export"])
def test_a_folder_without_a_desk_is_no_empty_desk(run: Run, tmp_path: Path, action: str) -> None:
    """A mistyped data folder is refused, and not made."""
    code, out, err = run(tmp_path / "typo", "desk", action, str(tmp_path / "target"))
    assert (code, out) == (1, "")
    assert str(tmp_path / "typo" / desk.FILE) in err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "words", [("desk",), ("desk", "backup"), ("desk", "restore", "x"), ("desk", "export", "a", "b")]
)
def test_half_a_command_is_not_understood(run: Run, tmp_path: Path, words) -> None:
    """Without an action that exists and exactly one path the command leaves with 2."""
    assert run(tmp_path, *words)[0] == 2


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 500 Internal Server Error\r\n\r\n", b"HTTP/1.1 400 No\r\n\r\n[1]"])
def test_an_app_that_gives_no_answer_is_a_sentence(run: Run, tmp_path: Path, answer: bytes) -> None:
    """An app that hangs up, fails or talks nonsense is told as such: no traceback, no empty result."""
    (tmp_path / desk.FILE).touch()
    with door.listen(tmp_path) as listening:
        threading.Thread(target=_answer_always, args=(listening, answer), daemon=True).start()
        code, out, err = run(tmp_path, "desk", "export", str(tmp_path / "new"))
    assert (code, out) == (1, "")
    assert "gave no usable answer" in err
    assert not (tmp_path / "new").exists()


def _answer_always(listening: socket.socket, answer: bytes) -> None:
    """To each question; whoever only looks whether somebody is there asks none."""
    asked = b""
    while not asked:
        connection, _ = listening.accept()
        with connection:
            asked = connection.recv(65536)
            if asked:
                connection.sendall(answer)


def test_what_is_copied_is_no_more_open_than_the_desk(run: Run, data: Path, tmp_path: Path) -> None:
    """A backup can be read by whoever could read the desk, and by nobody else."""
    run(data, "desk", "backup", str(tmp_path / "copy"))
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == stat.S_IMODE((data / desk.FILE).stat().st_mode)
