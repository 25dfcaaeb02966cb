"""The door: the Unix socket by which other processes ask the one that holds the desk.

DuckDB lets no other process open a file that is held for writing, not even read-only. So whoever holds the desk
listens in the data folder, and only the same user of this machine is let in. What is asked and answered
there is HTTP: ``server/door.py`` answers, ``cli/door.py`` asks.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dashboard.errors import StoreError

NAME = "app.sock"
_LONGEST_ADDRESS = 100
"""An address has room for 108 bytes on Linux, fewer elsewhere."""


def listen(data_dir: Path) -> socket.socket:
    """The listening socket; a file left by a killed process is replaced.

    Raises ``StoreError`` where another process answers there, ``OSError`` where there can be no socket.
    """
    with _address(data_dir) as address:
        if _answers(address):
            raise StoreError("error.door_taken", file=str(data_dir / NAME))
        if (data_dir / NAME).is_socket():
            (data_dir / NAME).unlink()
        listening = socket.socket(socket.AF_UNIX)
        try:
            listening.bind(address)
            # Nobody can connect before listen(), so nobody slips in before this.
            os.chmod(address, 0o600)
            listening.listen()
        except OSError:
            listening.close()
            raise
        return listening


def connect(data_dir: Path) -> socket.socket | None:
    """A connection to the process that listens; ``None`` where none does, or none that lets us in."""
    connection = socket.socket(socket.AF_UNIX)
    try:
        with _address(data_dir) as address:
            connection.connect(address)
        return connection
    except OSError:
        connection.close()
        return None


def remove(data_dir: Path) -> None:
    """Take the socket away: while still listening, else it could be another process's by then."""
    (data_dir / NAME).unlink(missing_ok=True)


def _answers(address: str) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(address)
            return True
        except (FileNotFoundError, ConnectionRefusedError):
            return False


@contextmanager
def _address(data_dir: Path) -> Iterator[str]:
    """The socket's path; a longer one than an address can hold is shortened through the open folder (Linux)."""
    path = str(data_dir / NAME)
    if len(os.fsencode(path)) <= _LONGEST_ADDRESS:
        yield path
        return
    folder = os.open(data_dir, os.O_RDONLY)
    try:
        yield f"/proc/self/fd/{folder}/{NAME}"
    finally:
        os.close(folder)
