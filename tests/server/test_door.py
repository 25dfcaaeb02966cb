"""The door: one process holds the desk, and the others ask it over a socket that only their user can open."""

import os
import socket
import stat
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard import settings as settings_file
from dashboard.cli.door import RunningApp, running
from dashboard.errors import DashboardError, QueryError, StoreError
from dashboard.server import door as answering
from dashboard.store import desk, door, tables
from dashboard.store.engine import Store
from tests import desks
from tests.running import Server

Refused = Callable[[], object]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a desk, held by nobody yet."""
    return desks.make(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def answers(data: Path) -> dict[str, object]:
    """What a reader answers while nobody holds the desk."""
    store = Store(data, settings_file.load(data), with_desk=False)
    found = {"acts": store.arrow("desk/acts", {"actor": "Ana"})}
    found |= {name: store.desk_table(name) for name in desks.READABLE}
    store.close()
    return found


@pytest.fixture(scope="module")
def server(data: Path, answers: dict) -> Iterator[Server]:
    """The app, holding the desk."""
    with Server(data) as serving:
        yield serving


@pytest.fixture
def app(server: Server) -> RunningApp:
    """The app as another process asks it."""
    return running(server.data_dir, settings_file.load(server.data_dir))


def refusal(question: Refused) -> DashboardError:
    with pytest.raises(DashboardError) as raised:
        question()
    return raised.value


def raw(data_dir: Path, said: bytes) -> bytes:
    """What the door says to these bytes."""
    with door.connect(data_dir) as connection:
        connection.settimeout(20)
        connection.sendall(said)
        return connection.recv(65536)


def test_the_app_answers_as_a_reader_would(app: RunningApp, answers: dict) -> None:
    """Rows, types and order are those of a reader, and there are some."""
    assert app.arrow("desk/acts", {"actor": "Ana"}).equals(answers["acts"])
    assert answers["acts"].num_rows == 2
    for name in desks.READABLE:
        assert app.desk_table(name).equals(answers[name])


@pytest.mark.parametrize("name", tables.KEPT_APART)
def test_denuncias_do_not_pass_the_door(app: RunningApp, name: str) -> None:
    """Neither their tables nor the question that joins them, also for the app's own user."""
    assert refusal(lambda: app.desk_table(name)).key == "error.desk_table_apart"
    assert refusal(lambda: app.arrow("desk/denunciation_state", {})).key == "error.query_apart"


def test_only_its_user_is_let_in(app: RunningApp) -> None:
    """The socket is readable and writable for its owner alone."""
    assert stat.S_IMODE((app.data_dir / door.NAME).stat().st_mode) == 0o600


def test_a_copy_is_taken_while_the_app_serves(app: RunningApp, server: Server, tmp_path: Path) -> None:
    """The copy opens, holds every row, and the app serves on; a second one never overwrites it."""
    copy = tmp_path / "copy.duckdb"
    app.back_up_desk(copy)
    assert desks.counts(copy) == desks.WHOLE
    assert urllib.request.urlopen(f"{server.address}/healthz", timeout=20).status == 200
    assert refusal(lambda: app.back_up_desk(copy)).key == "error.backup_taken"
    assert refusal(lambda: app.back_up_desk(tmp_path / "nowhere" / "copy")).key == "error.backup_folder"
    assert list(tmp_path.iterdir()) == [copy]


@pytest.mark.parametrize(("name", "params"), [("desk/act", {}), ("desk/acts", {"acter": "Ana"})])
def test_a_refused_query_is_the_same_refusal(app: RunningApp, data: Path, name: str, params: dict) -> None:
    """An unknown query or parameter is told with the class, the key and the facts that the store gives."""
    store = Store(data, settings_file.load(data), with_desk=False)
    own, sent = refusal(lambda: store.arrow(name, params)), refusal(lambda: app.arrow(name, params))
    store.close()
    assert (type(sent), sent.key, sent.facts) == (QueryError, own.key, own.facts)


def test_only_tables_of_the_desk_are_given(app: RunningApp) -> None:
    """A table of the warehouse, or of the database itself, is none of the desk's."""
    for name in ("tickets", "duckdb_settings", "ticket_marks%20union%20select"):
        assert refusal(lambda name=name: app.desk_table(name)).key == "error.desk_table_unknown"


@pytest.mark.parametrize(
    "said",
    [
        b"\x00\xff\x00 no words\r\n\r\n",
        b"GET /nothing HTTP/1.1\r\nhost: app\r\n\r\n",
        b"POST /query HTTP/1.1\r\nhost: app\r\ncontent-length: 5\r\n\r\n{not}",
        b"POST /query HTTP/1.1\r\nhost: app\r\ncontent-length: 2\r\n\r\n[]",
        b'POST /query HTTP/1.1\r\nhost: app\r\ncontent-length: 24\r\n\r\n{"name": 7, "params": 7}',
        b'POST /desk/backup HTTP/1.1\r\nhost: app\r\ncontent-length: 16\r\n\r\n{"file": "copy"}',
    ],
)
def test_nonsense_is_turned_down_and_the_door_stays_open(app: RunningApp, said: bytes) -> None:
    """Whatever is sent, no detail of the inside is told, and the next one is answered."""
    answer = raw(app.data_dir, said)
    assert answer.split(b" ")[1] in (b"400", b"404", b"500")
    assert b"Traceback" not in answer
    assert b"Error:" not in answer
    assert app.desk_table("audit").num_rows == len(desks.AUDIT)


def test_who_hangs_up_does_not_close_the_door(app: RunningApp) -> None:
    """A connection dropped in the middle of its question harms nobody."""
    with door.connect(app.data_dir) as connection:
        connection.sendall(b"POST /query HTTP/1.1\r\nhost: app\r\ncontent-length: 1000\r\n\r\n{")
    assert app.desk_table("audit").num_rows == len(desks.AUDIT)


def test_a_second_process_does_not_take_the_door(app: RunningApp) -> None:
    """While one answers, another that would listen is told so, and the first goes on answering."""
    refused = refusal(lambda: door.listen(app.data_dir))
    assert (type(refused), refused.key) == (StoreError, "error.door_taken")
    with answering.opened(app.data_dir):
        pass
    assert app.desk_table("audit").num_rows == len(desks.AUDIT)


def test_without_data_the_door_says_so(tmp_path: Path) -> None:
    """An app without a warehouse answers with that failure, and gives the desk all the same."""
    with Server(tmp_path):
        app = running(tmp_path, settings_file.load())
        assert refusal(lambda: app.arrow("desk/acts", {})).key == "error.no_data"
        assert app.desk_table("audit").num_rows == 0


def test_a_desk_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    """An app whose desk is damaged opens its door and says what is wrong."""
    (tmp_path / desk.FILE).write_bytes(b"no desk at all" * 1000)
    with Server(tmp_path):
        app = running(tmp_path, settings_file.load())
        assert refusal(lambda: app.desk_table("audit")).key == "error.desk_unreadable"


def test_the_socket_goes_with_the_app_and_a_stale_one_is_replaced(tmp_path: Path) -> None:
    """A stopped app leaves no socket; a killed one does, and the next app takes its place."""
    with Server(tmp_path) as server:
        server.kill()
        assert (tmp_path / door.NAME).is_socket()
        assert running(tmp_path, settings_file.load()) is None
    with Server(tmp_path):
        assert running(tmp_path, settings_file.load()).desk_table("audit").num_rows == 0
    assert not (tmp_path / door.NAME).exists()


def test_a_path_too_long_for_an_address_is_shortened(tmp_path: Path) -> None:
    """A data folder deep in the tree has its door as well."""
    deep = tmp_path.joinpath(*["a folder with a rather long name"] * 8)
    deep.mkdir(parents=True)
    with Server(deep):
        assert stat.S_IMODE((deep / door.NAME).stat().st_mode) == 0o600
        assert running(deep, settings_file.load()).desk_table("audit").num_rows == 0
    assert not (deep / door.NAME).exists()


@pytest.mark.parametrize("mask", [0o000, 0o777])
def test_the_mode_does_not_depend_on_the_umask(tmp_path: Path, mask: int) -> None:
    """Whatever the process's umask, the socket is its owner's."""
    before = os.umask(mask)
    try:
        listening = door.listen(tmp_path)
    finally:
        os.umask(before)
    with listening:
        assert stat.S_IMODE((tmp_path / door.NAME).stat().st_mode) == 0o600


def test_a_file_that_is_no_socket_is_left_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """What somebody put there under that name is kept; the app runs without a door and says so."""
    (tmp_path / door.NAME).write_text("mine", encoding="utf-8")
    with answering.opened(tmp_path):
        assert running(tmp_path, settings_file.load()) is None
    assert (tmp_path / door.NAME).read_text(encoding="utf-8") == "mine"
    assert "cannot ask" in caplog.text


def test_where_there_can_be_no_socket_the_app_runs_without(tmp_path: Path, monkeypatch, caplog) -> None:
    """A file system without sockets is logged, and nothing else happens."""

    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(door, "listen", refuse)
    with answering.opened(tmp_path):
        assert door.connect(tmp_path) is None
    assert "Operation not supported" in caplog.text


def test_nobody_at_the_door_is_no_failure(tmp_path: Path) -> None:
    """Without a folder, a socket or anybody who listens there is no app to ask."""
    assert door.connect(tmp_path / "nowhere") is None
    assert door.connect(tmp_path) is None
    with socket.socket(socket.AF_UNIX) as stale:
        stale.bind(str(tmp_path / door.NAME))
    assert door.connect(tmp_path) is None
