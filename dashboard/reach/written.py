"""Where a number begins and ends in a cell: two in one line, labels, extensions, hours, digits that somebody hid.

What the digits are is not decided here but in `plan.py`. Every pattern reads a cell in time linear in its length.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from dashboard.reach.plan import AREAS

_RUNS_PER_CELL = 64
_CRUMB_DIGITS = 4  # at most this long beside a number: an hour, a room, the end of a neighbouring line, an area
_LOCAL_DIGITS = 8

_RUN = re.compile(
    r"""
    (?P<number>[+(\[]{0,3}\d[\d .()\[\]+\t-]*)
    (?:
        [\s(,;:]*(?:ramal|ram|extens[aã]o|ext|r|x)[\s.:]*(?P<extension>\d{1,6})(?![\d-])
      | (?<=[\d-])(?:(?P<cover>[x*\#?_]{2,}|[*\#?_])|[^\W\d_]{1,2}(?=[\d-]))(?P<rest>[\d.*\#?x-]*)
    )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SECOND_NUMBER = re.compile(r"[(\[+]\s*\d")
_BETWEEN_AREA_AND_NUMBER = re.compile(r"\s*[/\n\r|]\s*")
_ANY_CARRIER = re.compile(r"(?<!\d)0[\s-]*(?:xx|\*\*)[\s-]*(?=\(?\d)", re.IGNORECASE)
_FLOAT = re.compile(r"'?\+?\d{8,15}\.0")
_HOUR = re.compile(r"(?<![\d-])\d{1,2}(?::\d\d|\s?h(?:\d\d|s|rs|oras)?)(?!\w)", re.IGNORECASE)
_WORD = re.compile(r"[^\s;,|]+")
_KEYPAD_NUMBER = re.compile(r"\b(0[358]00[ .-]*)((?:[0-9A-Z][ .-]*){6,7})(?![0-9A-Z])")
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_NOT_DIGITS = str.maketrans("", "", " .()[]+-\t")


@dataclass(frozen=True, slots=True)
class Written:
    """One number as written: its text, the digits of it, and what stands between it and the one before."""

    text: str
    digits: str
    gap: str = ""
    extension: str | None = None
    is_hidden: bool = False


def numbers(text: str) -> list[Written]:
    """The numbers of a plain text in their order; crumbs of a few digits only where there is nothing else."""
    found = list(islice(_parts(_cleaned(text)), _RUNS_PER_CELL))
    return found if len(found) < 2 else list(_completed(found)) or found[:1]


def _cleaned(text: str) -> str:
    """The text without what holds digits and is no phone: e-mail addresses, hours, the .0 of a float, carrier signs."""
    if _FLOAT.fullmatch(text):
        return text[:-2]
    if "@" in text:
        text = _WORD.sub(lambda word: " " if "@" in word[0] else word[0], text)
    if ":" in text or "h" in text or "H" in text:
        text = _HOUR.sub(" ", text)
    if "*" in text or "x" in text or "X" in text:
        text = _ANY_CARRIER.sub("0", text)
    return _KEYPAD_NUMBER.sub(_letters_as_digits, text) if "00" in text else text


def _letters_as_digits(number: re.Match[str]) -> str:
    has_word = re.search(r"[A-Z]{3}", number[2])
    return number[1] + number[2].translate(_KEYPAD) if has_word else number[0]


def _parts(text: str) -> Iterator[Written]:
    end = 0
    for run in _RUN.finditer(text):
        gap, end = text[end : run.start()], run.end()
        *before, last = _apart(run["number"])
        for number in before:
            yield Written(number, number.translate(_NOT_DIGITS), gap)
            gap = ""
        yield _followed(last, gap, run)


def _followed(number: str, gap: str, run: re.Match[str]) -> Written:
    """A number with what follows it: an extension, or signs that cover its digits."""
    digits, extension = number.translate(_NOT_DIGITS), run["extension"]
    if extension and len(digits) < _LOCAL_DIGITS:
        return Written(number, digits, gap, is_hidden=True)
    is_hidden = bool(run["cover"]) or run["rest"] is not None
    return Written(number, digits, gap, extension, is_hidden)


def _apart(run: str) -> list[str]:
    """A run of digits, taken apart where a second bracketed area or a plus begins another number."""
    apart, start = [], 0
    for opening in _SECOND_NUMBER.finditer(run, 1):
        if len(run[start : opening.start()].translate(_NOT_DIGITS)) >= _LOCAL_DIGITS:
            apart.append(run[start : opening.start()])
            start = opening.start()
    return [*apart, run[start:]]


def _completed(found: Iterable[Written]) -> Iterator[Written]:
    """The numbers without the crumbs; "3333-4444/4445" and "11/3333-4444" written out."""
    last, area = None, ""
    for number in found:
        if len(number.digits) > _CRUMB_DIGITS or number.is_hidden:
            last = _joined(area, number)
            yield last
        elif last and _is_end_of_neighbour(number):
            digits = last.digits[: -len(number.digits)] + number.digits
            last = replace(number, text=digits, digits=digits)
            yield last
        area = number.digits if number.digits.removeprefix("0") in AREAS else ""


def _joined(area: str, number: Written) -> Written:
    if area and _BETWEEN_AREA_AND_NUMBER.fullmatch(number.gap):
        return replace(number, text=f"({area}) {number.text}", digits=area + number.digits)
    return number


def _is_end_of_neighbour(number: Written) -> bool:
    return number.gap == "/" or (number.gap.strip() == "/" and len(number.digits) == _CRUMB_DIGITS)
