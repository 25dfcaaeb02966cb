"""Asking the running app at the door; it answers as a ``Store`` would, and what it refuses is raised here."""

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from dashboard.errors import DashboardError, StoreError, heard
from dashboard.roles import Actor
from dashboard.settings import Settings
from dashboard.store import door
from dashboard.store.engine import Store

PATIENCE_SECONDS = 60
"""How long beyond the time that a query may take."""


class RunningApp:
    """The app that holds the desk of a data folder."""

    def __init__(self, data_dir: Path, patience_seconds: float) -> None:
        self.data_dir = data_dir
        self.patience_seconds = patience_seconds

    def arrow(self, name: str, params: dict[str, Any]) -> pa.Table:
        """The rows of a query file. Raises what ``Store.arrow`` raises."""
        return _table(self._ask("POST", "/query", {"name": name, "params": params}))

    def desk_table(self, name: str) -> pa.Table:
        """All rows of a table of the desk, oldest first."""
        return _table(self._ask("GET", f"/desk/{name}"))

    def back_up_desk(self, target: Path) -> None:
        """Have the desk copied into a new file. Raises what ``Store.back_up_desk`` raises."""
        self._ask("POST", "/desk/backup", {"file": str(target.absolute())})

    def note(self, actor: Actor, action: str, subject: str, about: dict[str, Any]) -> None:
        """Append a row to the audit. Raises ``NotAllowed`` for what a command has no business to note."""
        self._ask("POST", "/audit", {"name": actor.name, "action": action, "subject": subject, "about": about})

    def _ask(self, method: str, path: str, about: dict | None = None) -> bytes:
        connection = _Connection(self.data_dir, self.patience_seconds)
        try:
            connection.request(method, path, body=None if about is None else json.dumps(about))
            answer = connection.getresponse()
            body = answer.read()
            if answer.status == http.client.OK:
                return body
            failure = _failure(body) if answer.status == http.client.BAD_REQUEST else None
        except (OSError, http.client.HTTPException) as error:
            raise StoreError("error.door_unanswered", folder=str(self.data_dir)) from error
        finally:
            connection.close()
        raise failure or StoreError("error.door_unanswered", folder=str(self.data_dir))


class _Connection(http.client.HTTPConnection):
    """HTTP over the door's socket."""

    def __init__(self, data_dir: Path, patience_seconds: float) -> None:
        super().__init__("app", timeout=patience_seconds)
        self._data_dir = data_dir

    def connect(self) -> None:
        self.sock = door.connect(self._data_dir)
        if self.sock is None:
            raise ConnectionRefusedError
        self.sock.settimeout(self.timeout)


def running(data_dir: Path, settings: Settings) -> RunningApp | None:
    """The app that is running on this folder, if one is."""
    probe = door.connect(data_dir)
    if probe is None:
        return None
    probe.close()
    return RunningApp(data_dir, settings.query.timeout_seconds + PATIENCE_SECONDS)


@contextmanager
def desk_holder(data_dir: Path, settings: Settings) -> Iterator[RunningApp | Store]:
    """Whoever can read the desk: the running app, else a reader of our own."""
    app = running(data_dir, settings)
    if app:
        yield app
        return
    store = Store(data_dir, settings, with_desk=False)
    try:
        yield store
    finally:
        store.close()


def _table(body: bytes) -> pa.Table:
    with pa.ipc.open_stream(body) as rows:
        return rows.read_all()


def _failure(body: bytes) -> DashboardError | None:
    """The failure that was sent, of its own class; ``None`` where it is none of ours."""
    try:
        return heard(json.loads(body))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
