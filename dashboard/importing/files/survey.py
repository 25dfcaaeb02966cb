"""What the bytes of a text file are, found in one pass and remembered: a file is asked about by every source."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

CHUNK = 4 * 1024 * 1024
REMEMBERED = 256
LONGEST_LINE = 64 * 1024**2
"""Bytes: no record is longer."""
ENDS = (b"\n", b'"')
"""One of these comes before that many bytes: a line end in a table, a quotation mark in JSON on one line."""
GARBLED_BYTES = (b"\xc3\x83\xc2", b"\xc3\x82\xc2")
"""UTF-8 that was taken for another encoding and written once more begins with one of these."""


@dataclass
class Survey:
    """Counts over all bytes. ``zero_line`` and ``broken_line`` are the lines of the first zero byte and of the first
    byte that is no UTF-8; ``None`` where there is none. ``long_lines``: one of ``ENDS`` → the line in which it does not
    come for longer than any record."""

    lines: int = 0
    zero_line: int | None = None
    broken_line: int | None = None
    has_quotes: bool = False
    has_lone_returns: bool = False
    may_be_garbled: bool = False
    ends_with_a_line: bool = False
    long_lines: dict[bytes, int] = field(default_factory=dict)


def survey(path: Path) -> Survey:
    """The survey of a file as it is now."""
    about = path.stat()
    return _survey(path, about.st_size, about.st_mtime_ns)


def count(path: Path, sign: str) -> int:
    """How often an ASCII character occurs."""
    return sum(int(np.count_nonzero(np.frombuffer(chunk, np.uint8) == ord(sign))) for chunk in chunks(path))


def chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, piece by piece."""
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


@lru_cache(REMEMBERED)
def _survey(path: Path, _size: int, _changed: int) -> Survey:
    found = Survey()
    decoder = codecs.getincrementaldecoder("utf-8")()
    before = b""
    open_bytes = dict.fromkeys(ENDS, 0)
    for chunk in chunks(path):
        for end in ENDS:
            open_bytes[end] = _note_long(found, chunk, end, open_bytes[end])
        _look(found, before, chunk, decoder)
        before = chunk[-2:]
    found.ends_with_a_line = before.rstrip(b"\0")[-1:] in (b"\n", b"\r")
    if found.broken_line is None and not _decodes(decoder, b"", final=True):
        found.broken_line = found.lines + 1
    return found


def _look(found: Survey, before: bytes, chunk: bytes, decoder: codecs.IncrementalDecoder) -> None:
    seam = before + chunk
    if found.zero_line is None and (place := chunk.find(b"\0")) >= 0:
        found.zero_line = found.lines + 1 + chunk.count(b"\n", 0, place)
    if found.broken_line is None:
        _note_broken(found, chunk, decoder)
    found.has_quotes = found.has_quotes or b'"' in chunk
    found.may_be_garbled = found.may_be_garbled or any(one in seam for one in GARBLED_BYTES)
    if b"\r" in chunk or before.endswith(b"\r"):
        # The last byte's turn comes with the next chunk, or never: a file's last line may end with it alone.
        text = (before[-1:] if before.endswith(b"\r") else b"") + chunk
        found.has_lone_returns = found.has_lone_returns or text[:-1].count(b"\r") != text.count(b"\r\n")
    found.lines += int(np.count_nonzero(np.frombuffer(chunk, np.uint8) == ord("\n")))


def _note_long(found: Survey, chunk: bytes, end: bytes, open_bytes: int) -> int:
    """How many bytes ``end`` has not come for at the end of the chunk."""
    first = chunk.find(end)
    if open_bytes + (len(chunk) if first < 0 else first) > LONGEST_LINE:
        found.long_lines.setdefault(end, found.lines + 1)
    return open_bytes + len(chunk) if first < 0 else len(chunk) - 1 - chunk.rfind(end)


def _note_broken(found: Survey, chunk: bytes, decoder: codecs.IncrementalDecoder) -> None:
    if chunk.isascii() and not decoder.getstate()[0]:
        return
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError as error:
        found.broken_line = found.lines + 1 + error.object[: error.start].count(b"\n")


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool) -> bool:
    try:
        decoder.decode(chunk, final=final)
    except UnicodeDecodeError:
        return False
    return True
