"""How one raw file is laid out: its kind, encoding, delimiter and header."""

import csv
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pyarrow import parquet

from dashboard.errors import SourceError
from dashboard.importing.files import encodings
from dashboard.importing.files.raw_files import FAULT, MERGED, ROW, RawFile
from dashboard.importing.words import folded

DELIMITERS = (",", ";", "\t", "|")
TEXT_ENDINGS = (".csv", ".tsv", ".txt")
LARGEST_CELL = 64 * 1024 * 1024
RESERVED = ("source_file", ROW, FAULT, MERGED)
MARKUP = (b"<?xml", b"<!doctype", b"<html", b"<head", b"<meta", b"<table")
HEADER_REACH = 20
"""Rows of a file among which its header is looked for: titles and notes may stand above it."""
csv.field_size_limit(LARGEST_CELL)


@dataclass(frozen=True)
class Layout:
    """A way to read a file. ``header_row`` is the record that holds the header (1 unless something precedes it; 0
    where the file keeps its columns' names apart from its rows)."""

    columns: tuple[str, ...]
    encoding: str = ""
    delimiter: str = ""
    header_row: int = 1

    @property
    def is_parquet(self) -> bool:
        return not self.delimiter


def layouts(file: RawFile, declared_encoding: str | None = None) -> list[Layout]:
    """Every way to read the file's header, one per delimiter; none where it is no table at all.

    Raises ``SourceError`` for an empty file, a broken Parquet file, a web page or an encoding that does not hold.
    """
    if file.form == "sheet":
        return _sheet_layouts(file)
    if file.form == "records":
        names = parquet.read_schema(file.path).names
        return [Layout(tuple(one for one in names if one not in (FAULT, ROW)), header_row=0)]
    if _is_parquet(file.path):
        return [Layout(_parquet_columns(file))]
    if file.size == 0:
        raise SourceError("error.file_empty", file=file.name)
    if not _is_wide(declared_encoding):
        is_text = PurePosixPath(file.name).suffix.lower() in TEXT_ENDINGS
        if not is_text and encodings.is_binary(file.path):
            return []
        encodings.refuse_long_lines(file.path, file.name)
        if is_text:
            encodings.refuse_zero_bytes(file.path, file.name)
    if _is_markup(file.path):
        raise SourceError("error.markup", file=file.name)
    encoding = declared_encoding or encodings.detect(file.path, file.name)
    read = (_text_layout(file, encoding, delimiter) for delimiter in DELIMITERS)
    return [layout for layout in read if layout]


def _sheet_layouts(file: RawFile) -> list[Layout]:
    """Each of the first rows of a sheet with more than one cell may be its header: the columns asked for decide."""
    top = next(parquet.ParquetFile(file.path).iter_batches(batch_size=HEADER_REACH)).to_pylist()
    found = []
    for row in top:
        cells = [text or "" for name, text in row.items() if name not in (ROW, MERGED)]
        if sum(bool(cell.strip()) for cell in cells) > 1 or len(cells) == 1:
            found.append(Layout(unique(cells), header_row=row[ROW]))
    return found


def _is_wide(encoding: str | None) -> bool:
    """True for an encoding in which zero bytes belong to the text."""
    return (encoding or "").lower().replace("_", "-").startswith(("utf-16", "utf-32"))


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) == b"PAR1"


def _is_markup(path: Path) -> bool:
    """True for a web page or XML: helpdesks offer such tables as ``.xls``, and a spreadsheet program opens them."""
    with path.open("rb") as stream:
        begun = stream.read(256).removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe\r\n\t ")
    return begun.lower().startswith(MARKUP)


def _parquet_columns(file: RawFile) -> tuple[str, ...]:
    try:
        return unique(parquet.read_schema(file.path).names)
    except Exception as error:  # pyarrow has a class of its own for each way a file can be broken
        raise SourceError("error.parquet_broken", file=file.name, problem=str(error).splitlines()[0]) from error


def _text_layout(file: RawFile, encoding: str, delimiter: str) -> Layout | None:
    """The header under that delimiter: the first record with several filled cells, for titles may stand above it;
    where there is none in reach, the first that is neither blank nor Excel's ``sep=;``."""
    alone = None
    try:
        with file.path.open(encoding=encoding, newline="") as stream:
            for row, cells in enumerate(csv.reader(stream, delimiter=delimiter), start=1):
                if alone and row > HEADER_REACH:
                    break
                filled = sum(bool(cell.strip()) for cell in cells)
                if filled and not cells[0].startswith("sep="):
                    found = Layout(unique(cells), encoding, delimiter, row)
                    if filled > 1:
                        return found
                    alone = alone or found
    except csv.Error:
        return None
    except (UnicodeDecodeError, LookupError) as error:
        raise SourceError("error.encoding_broken", file=file.name, encoding=encoding, row=1) from error
    if alone:
        return alone
    raise SourceError("error.file_empty", file=file.name)


def unique(cells: list[str]) -> tuple[str, ...]:
    """Column names without outer blanks; a repeated one gets ``_2``, a nameless one its place."""
    taken: set[str] = {folded(name) for name in RESERVED}
    columns = []
    for place, cell in enumerate(cells, start=1):
        plain = " ".join(cell.replace("\ufeff", "").replace("\0", "").split()) or f"column_{place}"
        column, count = plain, 1
        while folded(column) in taken:
            count += 1
            column = f"{plain}_{count}"
        taken.add(folded(column))
        columns.append(column)
    return tuple(columns)
