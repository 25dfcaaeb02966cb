"""The key of the prints that stand for names in addresses: made once per data folder, for its owner's eyes alone.

Without it a print would tell whether somebody of a list of customers is the one meant. It lies beside the data, so
that rebuilding, importing and erasing leave it alone, and in no backup of the desk: lost, it is made anew, and the
addresses that people kept find nobody.
"""

import os
import secrets
from pathlib import Path

FILE = "address.key"
KEY_BYTES = 32


def read(data_dir: Path) -> bytes:
    """The folder's key; a new one where there is none or half of one. One process has the folder, one thread asks."""
    file = data_dir / FILE
    key = file.read_bytes() if file.exists() else b""
    return key if len(key) == KEY_BYTES else _made(file)


def _made(file: Path) -> bytes:
    key = secrets.token_bytes(KEY_BYTES)
    half_written = file.with_name(f".{FILE}.{os.getpid()}")
    half_written.unlink(missing_ok=True)
    with open(os.open(half_written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(key)
        out.flush()
        os.fsync(out.fileno())
    half_written.replace(file)
    return key
