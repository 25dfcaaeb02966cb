"""A small file of ours, written so that a reader sees the old or the new one, and a crash leaves one of them."""

import os
from pathlib import Path


def write(file: Path, content: bytes, mode: int | None = None) -> None:
    """Put the content in the file's place, in one rename. ``mode``: who may read it, from its first byte on."""
    half_written = file.with_name(f".{file.name}.{os.getpid()}")
    half_written.unlink(missing_ok=True)
    try:
        made = os.open(half_written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else mode)
        with open(made, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        if mode is not None:
            half_written.chmod(mode)
        half_written.replace(file)
    finally:
        half_written.unlink(missing_ok=True)
