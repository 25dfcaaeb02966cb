"""Books other than .xlsx in which some cells look empty and are not: they are refused, for .xlsx can be told.

The reader of values hands over a failed formula as nothing, and knows of merged cells in .xlsx and .xls alone. Loaded
by path, as the worker is: it needs nothing of the package.
"""

import re
import zipfile
from pathlib import Path

CHUNK = 1024 * 1024
OVERLAP = 4096
_OPEN_DOCUMENT = re.compile(
    rb"""number-rows-spanned=["'](?!1["'])|calcext:value-type=["']error"""
    rb"""|<table:(?:covered-)?table-cell(?=[^>]*\stable:formula=)(?![^>]*\soffice:value-type=)"""
)
_ERROR_CODES = rb"[\x00\x07\x0f\x17\x1d\x24\x2a]"
_OLD = re.compile(
    rb"\x05\x02\x08\x00.{6}" + _ERROR_CODES + rb"\x01"  # BoolErr: a cell that holds an error
    rb"|\x06\x00.{2}.{6}\x02." + _ERROR_CODES + rb".{3}\xff\xff",  # Formula whose result is an error
    re.DOTALL,
)
_ERROR_CELL, _ERROR_FORMULA, _MERGED = 3, 11, 176
"""Records of a binary sheet: BrtCellError, BrtFmlaError, BrtMergeCell."""


def is_unclear(book: Path) -> bool:
    """True for a book with failed formulas, and where they cannot be told, cells merged downward or formulas that
    nobody calculated. Never for an .xlsx."""
    if not zipfile.is_zipfile(book):
        with book.open("rb") as stream:
            return holds(stream, _OLD)
    with zipfile.ZipFile(book) as archive:
        names = archive.namelist()
        if "content.xml" in names:
            with archive.open("content.xml") as stream:
                return holds(stream, _OPEN_DOCUMENT)
        sheets = [name for name in names if re.fullmatch(r"xl/worksheets/[^/]+\.bin", name, re.IGNORECASE)]
        return any(_is_unclear_binary(archive.read(name)) for name in sheets)


def holds(stream, wanted: re.Pattern[bytes]) -> bool:
    """Whether the pattern occurs in a stream, with bounded memory."""
    before = b""
    while chunk := stream.read(CHUNK):
        if wanted.search(before + chunk):
            return True
        before = (before + chunk)[-OVERLAP:]
    return False


def _is_unclear_binary(part: bytes) -> bool:
    """A record is its kind and its length, seven bits a byte, and then its content."""
    place = 0
    while place < len(part):
        kind, place = _number(part, place, 2)
        length, place = _number(part, place, 4)
        if kind in (_ERROR_CELL, _ERROR_FORMULA):
            return True
        if kind == _MERGED and part[place : place + 4] != part[place + 4 : place + 8]:
            return True
        place += length
    return False


def _number(part: bytes, place: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where it ends."""
    number = 0
    for step, byte in enumerate(part[place : place + most]):
        number |= (byte & 0x7F) << 7 * step
        if not byte & 0x80:
            return number, place + step + 1
    return number, place + most
