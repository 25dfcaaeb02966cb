"""JSON as raw files: one per array of objects, nested objects flattened to ``via.channel``.

An array of objects inside a record becomes a table of its own, with the parent's id. DuckDB reads what it can be
trusted with (``json_fast``). Of anything else JSON lines are read line by line, a document item by item, both twice:
once for the columns, once for the rows. So memory does not grow with the file.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import ijson
import pyarrow as pa
from pyarrow import parquet

from dashboard.errors import SourceError
from dashboard.importing.files import encodings, json_fast
from dashboard.importing.files.json_shapes import DEEPEST, KEYS, MOST_COLUMNS, PARENT
from dashboard.importing.files.layout import unique
from dashboard.importing.files.raw_files import FAULT, ROW, RawFile

ENDINGS = (".json", ".jsonl", ".ndjson")
LOOKS_LIKE = re.compile(rb'^\s*(\[\s*[\[{\]"\d]|\{\s*["}])')
START = 4096
BATCH_ROWS = 5000
LONGEST_LINE = 64 * 1024 * 1024
UNREAD = "\0"
"""Stands for the column of a record that could not be read: no key of a JSON object is met under it."""
Cells = dict[str, str | None]
Record = tuple[str, int, Cells]
"""Table (``""`` for the file itself), line or place in the original (0 = numbered within its table), cells."""


def is_json(file: RawFile) -> bool:
    """True where the beginning is that of a JSON document or of JSON lines."""
    with file.path.open("rb") as stream:
        return bool(LOOKS_LIKE.match(stream.read(START).removeprefix(b"\xef\xbb\xbf")))


def tables(file: RawFile, folder: Path) -> list[RawFile]:
    """The tables of a JSON file as raw files; none where it holds no table, or is no JSON and does not claim to be.

    Raises ``SourceError`` where it is broken.
    """
    if _claims(file):
        # A document may be one line, but nothing in it goes on that long without a quotation mark.
        encodings.refuse_long_lines(file.path, file.name, end=b'"')
    try:
        return _Conversion(file, folder).run()
    except (ijson.JSONError, ValueError, RecursionError) as error:
        if not _claims(file):
            return []
        raise SourceError(
            "error.json_broken", file=file.name, problem=str(error).splitlines()[0].rstrip(".")
        ) from error


def _claims(file: RawFile) -> bool:
    return PurePosixPath(file.name).suffix.lower() in ENDINGS


@dataclass
class _Conversion:
    """One JSON file on its way into Parquet."""

    file: RawFile
    folder: Path
    columns: dict[str, dict[str, bool]] = field(default_factory=dict)
    """Of each table; true for a column in which some record has a value."""
    faults: int = 0
    records: int = 0

    def run(self) -> list[RawFile]:
        has_lines = self._has_lines()
        made = json_fast.tables(self.file.path, has_lines, self.folder)
        if made is not None:
            return [RawFile(path, self._name(table), "records") for table, path in made]
        read = self._lines if has_lines else self._document
        for table, _, cells in read():
            self._meet(table, cells)
        if not self.records:
            return []
        if self.faults > self.records:
            raise ValueError(f"{self.faults} / {self.faults + self.records}")
        self._drop_hollow()
        self.folder.mkdir(parents=True)
        return self._write(read())

    def _meet(self, table: str, cells: Cells) -> None:
        """Remember the columns of a record, in the order in which they are met."""
        known = self.columns.setdefault(table, {})
        if UNREAD in cells:
            self.faults += 1
            return
        self.records += 1
        for column, cell in cells.items():
            known[column] = cell is not None or known.get(column, False)
        if len(known) > MOST_COLUMNS:
            raise SourceError("error.json_wide", file=self._name(table), limit=MOST_COLUMNS)

    def _drop_hollow(self) -> None:
        """What is empty in some records may be an object or a list in others: then it is no column."""
        for table, known in self.columns.items():
            for path in [column for column, is_filled in known.items() if not is_filled]:
                is_table = f"{table}.{path}".removeprefix(".") in self.columns
                if is_table or any(other.startswith(f"{path}.") for other in known):
                    del known[path]

    # ------------------------------------------------------------------ reading
    def _has_lines(self) -> bool:
        """True where the first line is a record by itself; a lone one with lists but no id is a document of tables."""
        with self.file.path.open("rb") as stream:
            first = b"\n"
            while first and not first.strip(b"\xef\xbb\xbf \t\r\n"):
                first = stream.readline(LONGEST_LINE)
        try:
            found = _loads(first.decode("utf-8-sig"))
        except ValueError:
            return False
        if not isinstance(found, dict):
            return False
        is_page = any(_is_table(value) for value in found.values()) and not any(key in found for key in KEYS)
        return not is_page or _has_second_line(self.file)

    def _lines(self) -> Iterator[Record]:
        with self.file.path.open(encoding="utf-8-sig", newline="\n") as stream:
            for row, line in enumerate(stream, start=1):
                if not line.strip():
                    continue
                try:
                    found = _loads(line)
                except (ValueError, RecursionError):
                    found = None
                if isinstance(found, dict):
                    yield from _flat("", found, row)
                else:
                    yield "", row, {UNREAD: line.rstrip("\r\n")}

    def _document(self) -> Iterator[Record]:
        keys = self._arrays()
        for key in keys:
            with self._opened() as stream:
                items = ijson.items(stream, f"{key}.item" if key else "item", map_type=_Object)
                for row, found in enumerate(items, start=1):
                    if isinstance(found, dict) and not _is_doubled(found):
                        yield from _flat(key, found, row)
                    else:
                        yield key, row, {UNREAD: json.dumps(found, ensure_ascii=False, default=str)}

    def _arrays(self) -> list[str]:
        """The arrays of objects at the top: ``[""]`` where the document itself is one."""
        keys, place = [], None
        with self._opened() as stream:
            for prefix, event, _ in ijson.parse(stream):
                if event == "start_array" and "." not in prefix:
                    place = prefix
                elif event == "start_map" and place is not None and prefix == f"{place}.item".removeprefix("."):
                    keys.append(place)
                    place = None
        return list(dict.fromkeys(keys))

    def _opened(self):
        stream = self.file.path.open("rb")
        if stream.read(3) != b"\xef\xbb\xbf":
            stream.seek(0)
        return stream

    # ------------------------------------------------------------------ writing
    def _name(self, table: str) -> str:
        return f"{self.file.name}/{table}" if table else self.file.name

    def _write(self, records: Iterator[Record]) -> list[RawFile]:
        writers = {
            table: _Writer(self.folder / f"table-{number}.parquet", list(columns))
            for number, (table, columns) in enumerate(self.columns.items(), start=1)
        }
        for table, row, cells in records:
            writers[table].add(row, cells)
        for writer in writers.values():
            writer.close()
        return [RawFile(writer.path, self._name(table), "records") for table, writer in writers.items()]


class _Object(dict):
    """An object that knows whether a key came twice with different values: which is meant cannot be told."""

    is_doubled = False

    def __setitem__(self, key: str, value: object) -> None:
        if key in self and self[key] != value:
            self.is_doubled = True
        super().__setitem__(key, value)


def _is_doubled(found: object) -> bool:
    if isinstance(found, _Object):
        return found.is_doubled or any(map(_is_doubled, found.values()))
    return isinstance(found, list) and any(map(_is_doubled, found))


def _has_second_line(file: RawFile) -> bool:
    with file.path.open("rb") as stream:
        lines = (line for line in iter(lambda: stream.readline(LONGEST_LINE), b"") if line.strip())
        return next(lines, None) is not None and next(lines, None) is not None


class _Writer:
    """Rows of one table into Parquet, batch by batch."""

    def __init__(self, path: Path, columns: list[str]) -> None:
        self.path, self.columns = path, columns
        texts = [(name, pa.string()) for name in unique(columns)]
        self.schema = pa.schema([*texts, (FAULT, pa.string()), (ROW, pa.int64())])
        self.writer = parquet.ParquetWriter(path, self.schema, compression="zstd")
        self.rows: list[tuple[int, Cells]] = []
        self.count = 0

    def add(self, row: int, cells: Cells) -> None:
        self.count += 1
        self.rows.append((row or self.count, cells))
        if len(self.rows) == BATCH_ROWS:
            self._flush()

    def close(self) -> None:
        self._flush()
        self.writer.close()

    def _flush(self) -> None:
        cells = [one for _, one in self.rows]
        columns = [pa.array([one.get(name) for one in cells], pa.string()) for name in [*self.columns, UNREAD]]
        numbers = pa.array([row for row, _ in self.rows], pa.int64())
        self.writer.write_batch(pa.RecordBatch.from_arrays([*columns, numbers], schema=self.schema))
        self.rows = []


class _Number(str):
    """A number as it is written."""


def _loads(line: str) -> object:
    """The value of a line; numbers stay as they are written, so that no id loses a digit."""
    found = json.loads(line, parse_float=_Number, parse_int=_Number, parse_constant=_no_number)
    if line.count('":') != _count_keys(found):
        # A key may be there twice, or only something that looks like one: now every object is asked.
        json.loads(line, object_pairs_hook=_distinct)
    return found


def _no_number(_: str) -> None:
    """``NaN`` and ``Infinity`` are no JSON; writers mean that there is no value."""


def _count_keys(found: object) -> int:
    if isinstance(found, dict):
        return len(found) + sum(_count_keys(one) for one in found.values() if isinstance(one, (dict, list)))
    return sum(map(_count_keys, found)) if isinstance(found, list) else 0


def _distinct(pairs: list[tuple[str, object]]) -> dict:
    """Raise ``ValueError`` where a key is there twice with different values: which of them is meant cannot be told."""
    found = dict(pairs)
    if len(found) < len(pairs) and any(found[key] != value for key, value in pairs):
        raise ValueError("a key is there twice")
    return found


def _is_table(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _flat(table: str, found: dict, row: int, parent: str | None = None) -> Iterator[Record]:
    """A record and the records inside it."""
    cells: Cells = {} if parent is None else {PARENT: parent}
    row = row if parent is None else 0
    inner: list[tuple[str, list[dict]]] = []
    _flatten(found, "", cells, inner, 0)
    yield table, row, cells
    own = next((cells[key] for key in KEYS if cells.get(key) is not None), "")
    for path, children in inner:
        for child in children:
            yield from _flat(f"{table}.{path}".removeprefix("."), child, row, own)


def _flatten(found: dict, prefix: str, cells: Cells, inner: list, depth: int) -> None:
    for key, value in found.items():
        path = f"{prefix}{key}"
        if value is None or value == {}:
            cells.setdefault(path, None)
        elif isinstance(value, dict) and depth < DEEPEST:
            _flatten(value, f"{path}.", cells, inner, depth + 1)
        elif _is_table(value):
            inner.append((path, value))
        else:
            cells[path] = _text(value)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    return _json(value) if isinstance(value, (dict, list)) else str(value)


def _json(value: object) -> str:
    """A list as JSON; numbers in it as they were written."""
    if isinstance(value, dict):
        return f"{{{','.join(f'{_json(key)}:{_json(one)}' for key, one in value.items())}}}"
    if isinstance(value, list):
        return f"[{','.join(map(_json, value))}]"
    return value if isinstance(value, _Number) else json.dumps(value, ensure_ascii=False, default=str)
