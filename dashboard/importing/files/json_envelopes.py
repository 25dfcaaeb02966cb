"""Where the records of a JSON document stand in its bytes, told from its beginning and its end alone.

``{"count": 2, "tickets": [...], "next_page": null}`` is cut at the brackets: beginning, ``[]`` and end make JSON of the
same shape, so the array between them is what stands under that key, if it is an array at all (its reader sees to that).
"""

import codecs
import json
from dataclasses import dataclass
from json.decoder import JSONDecoder
from pathlib import Path

REACH = 65_536
_DECODER = JSONDecoder()
_BLANKS = " \t\r\n"


@dataclass(frozen=True)
class Span:
    """Bytes from ``start`` to ``end``, and the key under which they stand (``""``: the document itself)."""

    key: str
    start: int
    end: int


def lines(path: Path) -> Span:
    """All of a file of JSON lines, but for the mark of its encoding."""
    with path.open("rb") as stream:
        marked = stream.read(3) == codecs.BOM_UTF8
    return Span("", 3 if marked else 0, path.stat().st_size)


def find(path: Path) -> Span | None:
    """The one array of objects of a document; ``None`` where there are several, or none can be told."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(REACH)
        stream.seek(max(0, size - REACH))
        tail = stream.read()
    try:
        text = head.decode("utf-8", "strict" if len(head) == size else "ignore")
        opened = _opening(text)
    except (ValueError, RecursionError):
        return None
    if opened is None:
        return None
    key, place = opened
    start = len(text[:place].encode())
    if not key:
        return Span("", start, size)
    end = _closing(tail[max(0, start - max(0, size - REACH)) :])
    return Span(key, start, size - end) if end is not None else None


def _opening(text: str) -> tuple[str, int] | None:
    """Key and place of the first array of objects; everything before it fits the beginning of the file."""
    place = _skip(text, text.startswith("\ufeff"))
    if text[place] == "[":
        return "", place
    if text[place] != "{":
        return None
    keys: set[str] = set()
    while True:
        key, place = _DECODER.raw_decode(text, _skip(text, place + 1))
        place = _skip(text, place)
        if not isinstance(key, str) or text[place] != ":" or not key or "." in key or key in keys:
            return None
        keys.add(key)
        place = _skip(text, place + 1)
        if text[place] == "[" and text[_skip(text, place + 1)] == "{":
            return key, place
        _, place = _DECODER.raw_decode(text, place)
        place = _skip(text, place)
        if text[place] != ",":
            return None


def _skip(text: str, place: int) -> int:
    """The next sign that is no blank. Raises ``ValueError`` at the end."""
    while text[place : place + 1] and text[place] in _BLANKS:
        place += 1
    if place >= len(text):
        raise ValueError("the end")
    return place


def _closing(tail: bytes) -> int | None:
    """How many bytes stand behind the array: the longest end that goes on after it as a document does."""
    place = tail.find(b"]")
    while place >= 0:
        rest = tail[place + 1 :]
        if _goes_on(rest):
            return len(rest)
        place = tail.find(b"]", place + 1)
    return None


def _goes_on(rest: bytes) -> bool:
    """True where ``rest`` ends a document, and holds no second array of objects."""
    try:
        found = json.loads(b'{"":[]' + rest)
    except (ValueError, RecursionError):
        return False
    return not any(isinstance(one, list) and any(isinstance(item, dict) for item in one) for one in found.values())
