"""``secrets.toml`` in the data folder: passwords of helpdesks and the keys of sign-in, for its owner's eyes alone."""

import stat
from pathlib import Path

from dashboard.errors import SettingsError

SECRETS_FILE = "secrets.toml"
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def find(data_dir: Path) -> Path | None:
    """The file; ``None`` where there is none. Raises ``SettingsError`` where others on the machine can read it."""
    file = data_dir.resolve() / SECRETS_FILE
    if not file.exists():
        return None
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & OTHERS:
        raise SettingsError("error.secrets_open", file=str(file), mode=f"{mode:04o}")
    return file
