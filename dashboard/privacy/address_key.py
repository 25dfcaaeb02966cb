"""The key of the prints that stand for names in addresses: made once per data folder, for its owner's eyes alone.

Without it a print would tell whether somebody of a list of customers is the one meant. It lies beside the data, so
that rebuilding, importing and erasing leave it alone, and in no backup of the desk: lost, it is made anew, and the
addresses that people kept find nobody.
"""

import secrets
from pathlib import Path

from dashboard import whole_file

FILE = "address.key"
KEY_BYTES = 32


def read(data_dir: Path) -> bytes:
    """The folder's key; a new one where there is none or half of one. One process has the folder, one thread asks."""
    file = data_dir / FILE
    key = file.read_bytes() if file.exists() else b""
    return key if len(key) == KEY_BYTES else _made(file)


def _made(file: Path) -> bytes:
    key = secrets.token_bytes(KEY_BYTES)
    whole_file.write(file, key, mode=0o600)
    return key
