"""``streamlit run`` has no guards: it serves this machine for a try, and nobody where others could come."""

from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from dashboard import text
from tests import desks
from tests.access import provider
from tests.running import Server, Unguarded

REFUSAL = text.say("ui.sign_in.use_command", "pt-BR")
WHOLE_RUN = 0
PATIENCE_SECONDS = 60


def told(server: Server) -> list[str]:
    """What a first visit to the queue is shown: headings, alerts, numbers; over the WebSocket, as a browser has it."""
    asked = BackMsg()
    asked.rerun_script.page_name = "queue"
    said = []
    address = server.address.replace("http", "ws", 1) + "/_stcore/stream"
    with connect(address, origin=server.address, subprotocols=["streamlit"], max_size=None) as connection:
        connection.send(asked.SerializeToString())
        while True:
            message = ForwardMsg.FromString(connection.recv(timeout=PATIENCE_SECONDS))
            element = message.delta.new_element
            said += [one for one in (element.heading.body, element.alert.body, element.metric.body) if one]
            if message.WhichOneof("type") == "script_finished" and message.script_finished == WHOLE_RUN:
                return said


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return desks.make(tmp_path / "data")


def test_beyond_this_machine_it_shows_the_way_and_nothing_else(data_dir: Path) -> None:
    """Told to listen for others, every page is the one sentence."""
    with Unguarded(data_dir, "--server.address=0.0.0.0") as server:
        assert told(server) == [REFUSAL]


def test_with_sign_in_it_shows_the_way_and_nothing_else(data_dir: Path) -> None:
    """What belongs to sign-in (ends of sessions, downloads, cookies) is in the server that it does not start."""
    told_secrets = {"redirect_uri": "http://localhost:1/oauth2callback", "cookie_secret": provider.SECRET}
    file = provider.write_secrets(data_dir, told_secrets)
    with Unguarded(data_dir, f"--secrets.files={file}") as server:
        assert told(server) == [REFUSAL]


def test_on_this_machine_it_works(data_dir: Path) -> None:
    """Without any option it listens here alone, and shows the page."""
    with Unguarded(data_dir) as server:
        assert REFUSAL not in (shown := told(server))
        assert text.say("page.queue.title", "pt-BR") in shown


def test_the_server_with_its_guards_is_not_refused(data_dir: Path) -> None:
    """The same question to ``python -m dashboard``."""
    with Server(data_dir) as server:
        assert REFUSAL not in (shown := told(server))
        assert text.say("page.queue.title", "pt-BR") in shown
