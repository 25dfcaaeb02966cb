"""Which encoding a text file has, decided over all its bytes: a wrong guess would spoil names without a sound."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from dashboard.errors import SourceError

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
CHUNK = 4 * 1024 * 1024
START = 8192
ABOUT_HALF = (0.3, 0.6)
"""Share of zero bytes by which text of two bytes a character is known: half of them in Western languages."""
_BROKEN = re.compile("[\udc80-\udcff]")
_UNDEFINED_IN_CP1252 = (0x81, 0x8D, 0x8F, 0x90, 0x9D)


def is_binary(path: Path) -> bool:
    """True where the beginning cannot be text: a zero byte, without a mark of UTF-16."""
    start = _start(path)
    return b"\0" in start and not any(start.startswith(mark) for mark, _ in MARKS)


def refuse_zero_bytes(path: Path, name: str) -> None:
    """Raise ``SourceError`` where a text file holds a zero byte: the row, and UTF-16 where it looks like that."""
    start = _start(path)
    if any(start.startswith(mark) for mark, _ in MARKS):
        return
    row = 1
    for chunk in _chunks(path):
        if (place := chunk.find(b"\0")) >= 0:
            row += chunk.count(b"\n", 0, place)
            break
        row += chunk.count(b"\n")
    else:
        return
    if ABOUT_HALF[0] < start.count(b"\0") / len(start) < ABOUT_HALF[1]:
        encoding = "utf-16-le" if start[1::2].count(b"\0") > start[::2].count(b"\0") else "utf-16-be"
        raise SourceError("error.encoding_unmarked", file=name, row=row, encoding=encoding)
    raise SourceError("error.zero_byte", file=name, row=row)


def _start(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(START)


def detect(path: Path, name: str) -> str:
    """The encoding: by its mark, else UTF-8 if every byte fits, else cp1252, else latin-1.

    Raises ``SourceError`` with the line where a UTF-8 file holds some bytes of another encoding: read either
    way, half of its accents would be wrong.
    """
    with path.open("rb") as stream:
        start = stream.read(4)
    marked = next((encoding for mark, encoding in MARKS if start.startswith(mark)), None)
    encoding = marked or "utf-8"
    line = _first_broken_line(path, encoding)
    if line is None:
        return encoding
    if marked:
        raise SourceError("error.encoding_broken", file=name, encoding=encoding, row=line)
    fitting, broken = _accents(path)
    if fitting * 10 > broken:
        raise SourceError("error.encoding_mixed", file=name, row=line)
    return "latin-1" if _has_undefined(path) else "cp1252"


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _first_broken_line(path: Path, encoding: str) -> int | None:
    """The line of the first byte that does not fit; ``None`` where all do."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = 1
    for chunk in _chunks(path):
        try:
            lines += decoder.decode(chunk).count("\n")
        except UnicodeDecodeError as error:
            return lines + error.object[: error.start].count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return lines
    return None


def _accents(path: Path) -> tuple[int, int]:
    """Characters beyond ASCII that fit UTF-8, and bytes that do not."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    fitting = broken = 0
    for chunk in _chunks(path):
        text = decoder.decode(chunk)
        wrong = len(_BROKEN.findall(text))
        fitting += len(text) - len(text.encode("ascii", "ignore")) - wrong
        broken += wrong
    return fitting, broken


def _has_undefined(path: Path) -> bool:
    return any(byte in chunk for chunk in _chunks(path) for byte in _UNDEFINED_IN_CP1252)
