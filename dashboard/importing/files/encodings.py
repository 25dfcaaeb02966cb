"""Which encoding a text file has, decided over all its bytes: a wrong guess would spoil names without a sound."""

import codecs
import re
from functools import lru_cache
from pathlib import Path

from dashboard.errors import SourceError
from dashboard.importing.files.survey import LONGEST_LINE, chunks, survey

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
START = 8192
ABOUT_HALF = (0.3, 0.6)
"""Share of zero bytes by which text of two bytes a character is known: half of them in Western languages."""
_BROKEN = re.compile("[\udc80-\udcff]")
_LETTERS_OF_OLD = re.compile(rb"[A-Za-z][\x81-\x84\x87\x88\x8b\x8d\x90\x93]|[a-z]\xc6")
"""Behind a letter these bytes are letters in the code pages of DOS and old Macs; in cp1252 they are signs."""
_LETTERS_OF_NEW = re.compile(rb"[A-Za-z][\xc0-\xff][a-z]")
OLD_SHARE = 0.2
_ASCII_IN_PAIRS = re.compile(
    "[" + "".join(f"{chr(high << 8 | 0x20)}-{chr(high << 8 | 0x7E)}" for high in range(0x20, 0x7F)) + "]{30}"
)
"""What ASCII looks like, read as UTF-16: no language has so many such characters in a row."""
GARBLED = "[ÃÂ][\u0080-\u00bfŒœŠšŽžŸƒˆ˜‚„…†‡‰‹‘’“”•–—›™€]"
"""UTF-8 taken for another encoding and written once more: ``Ã£`` for ``ã``."""
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
    row = survey(path).zero_line
    if row is None:
        return
    if ABOUT_HALF[0] < start.count(b"\0") / len(start) < ABOUT_HALF[1]:
        encoding = "utf-16-le" if start[1::2].count(b"\0") > start[::2].count(b"\0") else "utf-16-be"
        raise SourceError("error.encoding_unmarked", file=name, row=row, encoding=encoding)
    raise SourceError("error.zero_byte", file=name, row=row)


def refuse_long_lines(path: Path, name: str, end: bytes = b"\n") -> None:
    """Raise ``SourceError`` where a line (or what ``end`` ends) is longer than any record: it would be read whole."""
    row = survey(path).long_lines.get(end)
    if row is not None:
        raise SourceError("error.line_long", file=name, row=row, limit=LONGEST_LINE // 1024**2)


def _start(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(START)


def detect(path: Path, name: str) -> str:
    """The encoding; see ``_detect``. Remembered, for every source asks."""
    about = path.stat()
    return _detect(path, name, about.st_size, about.st_mtime_ns)


@lru_cache(256)
def _detect(path: Path, name: str, _size: int, _changed: int) -> str:
    """The encoding: by its mark, else UTF-8 if every byte fits, else cp1252, else latin-1.

    Raises ``SourceError`` with the line where a UTF-8 file holds some bytes of another encoding: read either
    way, half of its accents would be wrong.
    """
    with path.open("rb") as stream:
        start = stream.read(4)
    marked = next((encoding for mark, encoding in MARKS if start.startswith(mark)), None)
    encoding = marked or "utf-8"
    line = _first_broken_line(path, encoding) if encoding == "utf-16" else survey(path).broken_line
    if line is None:
        if encoding == "utf-16":
            _refuse_pairs(path, name)
        return encoding
    if marked:
        raise SourceError("error.encoding_broken", file=name, encoding=encoding, row=line)
    fitting, broken = _accents(path)
    if fitting * 10 > broken:
        raise SourceError("error.encoding_mixed", file=name, row=line)
    _refuse_old(path, name)
    return "latin-1" if _has_undefined(path) else "cp1252"


def _refuse_old(path: Path, name: str) -> None:
    """Raise ``SourceError`` where the bytes are letters of a code page that nobody named: which, cannot be told."""
    old = new = 0
    first = None
    line = 1
    for chunk in chunks(path):
        if first is None and (found := _LETTERS_OF_OLD.search(chunk)):
            first = line + chunk.count(b"\n", 0, found.start())
        line += chunk.count(b"\n")
        old += len(_LETTERS_OF_OLD.findall(chunk))
        new += len(_LETTERS_OF_NEW.findall(chunk))
    if old > OLD_SHARE * new:
        raise SourceError("error.encoding_old", file=name, row=first)


def _refuse_pairs(path: Path, name: str) -> None:
    """Raise ``SourceError`` where a file in UTF-16 goes on in another encoding: it decodes, into nonsense."""
    decoder = codecs.getincrementaldecoder("utf-16")()
    line = 1
    for chunk in chunks(path):
        text = decoder.decode(chunk)
        if found := _ASCII_IN_PAIRS.search(text):
            raise SourceError("error.encoding_mixed", file=name, row=line + text.count("\n", 0, found.start()))
        line += text.count("\n")


def _first_broken_line(path: Path, encoding: str) -> int | None:
    """The line of the first byte that does not fit; ``None`` where all do."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = 1
    for chunk in chunks(path):
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
    for chunk in chunks(path):
        text = decoder.decode(chunk)
        wrong = len(_BROKEN.findall(text))
        fitting += len(text) - len(text.encode("ascii", "ignore")) - wrong
        broken += wrong
    return fitting, broken


def _has_undefined(path: Path) -> bool:
    return any(byte in chunk for chunk in chunks(path) for byte in _UNDEFINED_IN_CP1252)
